//! Why a call on networks and what stands in them is refused.

use super::{InstanceId, NetworkInterfaceId, SubnetId};

/// A refused call on networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The instance is not there.
    UnknownInstance {
        /// The instance asked for.
        instance: InstanceId,
    },
    /// The network interface is not there.
    UnknownNetworkInterface {
        /// The interface asked for.
        interface: NetworkInterfaceId,
    },
    /// The subnet is not there.
    UnknownSubnet {
        /// The subnet asked for.
        subnet: SubnetId,
    },
}
