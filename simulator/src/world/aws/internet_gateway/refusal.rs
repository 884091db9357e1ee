//! Why a call on internet gateways is refused, in order of precedence.

use crate::world::aws::ids::{InternetGatewayId, VpcId};

/// A refused call on internet gateways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The gateway is not there.
    UnknownInternetGateway {
        /// The gateway asked for.
        gateway: InternetGatewayId,
    },
    /// The gateway is attached already.
    AlreadyAttached {
        /// The gateway.
        gateway: InternetGatewayId,
        /// What to.
        vpc: VpcId,
    },
    /// The VPC has another gateway.
    VpcHasGateway {
        /// The VPC.
        vpc: VpcId,
    },
    /// The gateway is not attached to that VPC.
    NotAttached {
        /// The gateway.
        gateway: InternetGatewayId,
        /// The VPC.
        vpc: VpcId,
    },
    /// Something in the VPC still has a public address.
    MappedAddresses {
        /// The VPC.
        vpc: VpcId,
    },
    /// The gateway is attached and so cannot be deleted.
    InUse {
        /// The gateway.
        gateway: InternetGatewayId,
    },
}
