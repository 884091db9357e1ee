//! Why the world says no at once.
//!
//! The variants stand in order of precedence: of two that apply, the earlier is
//! answered. No text and no code here; the wire has one total match for each
//! protocol. What AWS says later, in a `StatusMessage`, is a
//! [`Verdict`](super::aws::review::Verdict).

use std::net::Ipv4Addr;

use byoip_vocabulary::authorization::{MalformedMessage, Mismatch};
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use byoip_vocabulary::state::ByoipCidrState;
use byoip_vocabulary::validity::RouteValidity;

use super::aws::account;
use super::aws::address::{AllocationId, AssociationId};
use super::aws::nat_gateway::NatGatewayId;
use super::aws::network::{InstanceId, NetworkInterfaceId, SubnetId};
use super::aws::pool::PoolId;
use super::internet::Route;
use super::registry::FieldKey;
use super::rpki::RoaId;

/// A call on a range, named in refusals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeCall {
    /// ProvisionByoipCidr.
    Provision,
    /// AdvertiseByoipCidr.
    Advertise,
    /// WithdrawByoipCidr.
    Withdraw,
    /// DeprovisionByoipCidr.
    Deprovision,
}

/// A refused command. Nothing in the world has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A call on ranges.
    Range(RangeRefusal),
    /// A call on addresses or on what they hang on.
    Address(AddressRefusal),
    /// A change of the access keys.
    Account(account::Refusal),
    /// Something the holder did at a registry, in the RPKI or on its routers.
    Holder(HolderRefusal),
}

impl From<RangeRefusal> for Refusal {
    fn from(refusal: RangeRefusal) -> Self {
        Self::Range(refusal)
    }
}

impl From<AddressRefusal> for Refusal {
    fn from(refusal: AddressRefusal) -> Self {
        Self::Address(refusal)
    }
}

impl From<account::Refusal> for Refusal {
    fn from(refusal: account::Refusal) -> Self {
        Self::Account(refusal)
    }
}

impl From<HolderRefusal> for Refusal {
    fn from(refusal: HolderRefusal) -> Self {
        Self::Holder(refusal)
    }
}

/// A refused call on ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RangeRefusal {
    /// The partition has no BYOIP.
    NoByoipHere,
    /// More specific than AWS takes.
    TooSpecific {
        /// The range asked for.
        prefix: Prefix,
        /// The longest prefix length taken.
        longest: u8,
    },
    /// Addresses that nobody can be given.
    NotPublic {
        /// The range asked for.
        prefix: Prefix,
        /// The reserved block it shares addresses with.
        reserved: Prefix,
    },
    /// Only IPv6 ranges may be kept from the internet.
    AdvertisableOnly {
        /// The range asked for.
        prefix: Prefix,
    },
    /// The range was never provisioned here.
    UnknownRange {
        /// The range asked for.
        prefix: Prefix,
    },
    /// The range's state does not allow the call.
    WrongState {
        /// The range.
        prefix: Prefix,
        /// The call.
        call: RangeCall,
        /// The state it is in.
        state: ByoipCidrState,
    },
    /// The range quota is used up.
    QuotaReached {
        /// How many are allowed.
        quota: u32,
    },
    /// The range shares addresses with one that is here already.
    Overlap {
        /// The range asked for.
        prefix: Prefix,
        /// The one that is here.
        other: Prefix,
    },
    /// No message and signature.
    NoAuthorizationContext,
    /// The message is not one.
    MalformedMessage(MalformedMessage),
    /// The message is for something else.
    WrongMessage(Vec<Mismatch>),
    /// An origin that is not Amazon's has to be brought first.
    UnknownOrigin {
        /// The AS asked for, as written.
        asn: String,
    },
    /// Validators do not call the route valid.
    RouteNotValid(Box<RouteValidity>),
}

/// A refused call on addresses, or on what they hang on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressRefusal {
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
    /// The network has no internet gateway.
    NoInternetGateway {
        /// The network.
        vpc: String,
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
    /// The client token came before, with other parameters.
    TokenUsed,
    /// The subnet is not there.
    UnknownSubnet {
        /// The subnet asked for.
        subnet: SubnetId,
    },
    /// The NAT gateway is not there, or already gone.
    UnknownNatGateway {
        /// The gateway asked for.
        gateway: NatGatewayId,
    },
}

/// A refused step at a registry, in the RPKI or on the customer's own routers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HolderRefusal {
    /// No record has such a field.
    NoSuchField {
        /// The field asked for.
        key: FieldKey,
    },
    /// Nobody in this world holds the prefix.
    NotHeld {
        /// The prefix asked for.
        prefix: Prefix,
    },
    /// There is a ROA that says the same.
    RoaExists {
        /// What it says.
        roa: Roa,
    },
    /// The ROA is not there.
    NoSuchRoa {
        /// The handle asked for.
        id: RoaId,
    },
    /// The route is announced already.
    RouteAnnounced {
        /// The route.
        route: Route,
    },
    /// The route is not announced.
    RouteNotAnnounced {
        /// The route.
        route: Route,
    },
}
