//! Why a call on addresses is refused, in order of precedence.

use std::net::Ipv4Addr;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::state::ByoipCidrState;

use super::{AllocationId, AssociationId};
use crate::world::aws::ids::{NatGatewayId, NetworkInterfaceId, VpcId};
use crate::world::aws::pool::PoolId;

/// A refused call on addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The state of the pool's range does not allow it.
    PoolClosed {
        /// The range.
        prefix: Prefix,
        /// The state it is in.
        state: ByoipCidrState,
    },
    /// The pool is not there.
    UnknownPool {
        /// The pool asked for.
        pool: PoolId,
    },
    /// No pool of the caller holds the address.
    AddressNotInPool {
        /// The address asked for.
        address: Ipv4Addr,
    },
    /// The address is out already.
    AddressTaken {
        /// The address asked for.
        address: Ipv4Addr,
    },
    /// Every address of the pool is out.
    PoolExhausted {
        /// The pool.
        pool: PoolId,
    },
    /// The quota of Amazon's addresses is used up.
    AddressQuotaReached,
    /// The allocation is not there.
    UnknownAllocation {
        /// The allocation asked for.
        allocation: AllocationId,
    },
    /// The same, where ReleaseAddress says it.
    UnknownAllocationToRelease {
        /// The allocation asked for.
        allocation: AllocationId,
    },
    /// The association is not there.
    UnknownAssociation {
        /// The association asked for.
        association: AssociationId,
    },
    /// The network has no internet gateway.
    NoInternetGateway {
        /// The network.
        vpc: VpcId,
    },
    /// The address serves something else, and re-association was not allowed.
    AlreadyAssociated {
        /// The allocation.
        allocation: AllocationId,
    },
    /// The private address is not the interface's.
    UnknownPrivateAddress {
        /// The address asked for.
        address: Ipv4Addr,
        /// The interface.
        interface: NetworkInterfaceId,
    },
    /// The address belongs to a NAT gateway, which alone may let go of it.
    HeldByNatGateway {
        /// The gateway.
        gateway: NatGatewayId,
    },
    /// The interface is a NAT gateway's own.
    ServiceOwnedInterface {
        /// The interface.
        interface: NetworkInterfaceId,
    },
    /// The address is in use and cannot be released.
    AddressInUse {
        /// The address.
        address: Ipv4Addr,
    },
}
