//! Why a call on network interfaces is refused, in order of precedence.

use std::net::Ipv4Addr;

use crate::world::aws::ids::{NetworkInterfaceId, SubnetId};

/// A refused call on network interfaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The client token came before, with other parameters.
    TokenUsed,
    /// The interface is not there.
    UnknownNetworkInterface {
        /// The interface asked for.
        interface: NetworkInterfaceId,
    },
    /// The private address is not the subnet's.
    OutsideSubnet {
        /// The address asked for.
        address: Ipv4Addr,
    },
    /// The private address is one that AWS keeps.
    KeptAddress {
        /// The address asked for.
        address: Ipv4Addr,
    },
    /// The private address is another's.
    AddressInUse {
        /// The address asked for.
        address: Ipv4Addr,
    },
    /// The subnet has no private address left.
    SubnetFull {
        /// The subnet.
        subnet: SubnetId,
    },
    /// The interface is a service's own.
    Managed {
        /// The interface.
        interface: NetworkInterfaceId,
    },
    /// The interface belongs to something.
    InUse {
        /// The interface.
        interface: NetworkInterfaceId,
    },
}
