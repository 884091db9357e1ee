//! Why a call on addresses is refused, in order of precedence.

use std::net::Ipv4Addr;

use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::state::ByoipCidrState;

use super::{AllocationId, AssociationId};
use crate::world::aws::ids::{NatGatewayId, NetworkInterfaceId, VpcId};
use crate::world::aws::load_balancer::LoadBalancerArn;
use crate::world::aws::pool::PoolId;

/// A refused call on addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The id is not one of a pool of IPv4 addresses.
    WrongPool {
        /// The pool asked for.
        pool: PoolId,
    },
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
    /// The same, of IPv6.
    UnknownIpv6Pool {
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
    /// The address cannot be announced from there.
    NotInGroup {
        /// The border group asked for.
        group: BorderGroup,
    },
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
    /// The address is another account's, or nobody's.
    NotYours {
        /// The address.
        address: Ipv4Addr,
    },
    /// The address is named where its allocation is wanted.
    ReleasedByAddress,
    /// The address is named where its association is wanted.
    DisassociatedByAddress,
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
    /// The address is announced from elsewhere than the interface is.
    OtherGroup {
        /// The address.
        address: Ipv4Addr,
        /// From where it is announced.
        group: BorderGroup,
        /// Where the interface is.
        zone: BorderGroup,
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
    /// The address belongs to a load balancer, which alone may let go of it.
    HeldByLoadBalancer {
        /// The load balancer.
        load_balancer: LoadBalancerArn,
    },
    /// The interface is a NAT gateway's or a load balancer's own.
    ServiceOwnedInterface {
        /// The interface.
        interface: NetworkInterfaceId,
    },
    /// The address is in use and cannot be released.
    AddressInUse {
        /// The address.
        address: Ipv4Addr,
    },
    /// The address has a reverse record and cannot be released.
    Locked {
        /// The address.
        address: Ipv4Addr,
    },
    /// The reverse zone of the address is its holder's.
    PointerElsewhere {
        /// The address.
        address: Ipv4Addr,
    },
    /// Addresses that were brought cannot be transferred.
    NotTransferable {
        /// The address.
        address: Ipv4Addr,
    },
    /// Amazon's own can, but not in this world.
    TransferNotSimulated,
}
