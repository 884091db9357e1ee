//! Why a call on load balancers is refused, in order of precedence.

use byoip_vocabulary::border_group::BorderGroup;

use super::LoadBalancerArn;
use crate::world::aws::address::AllocationId;
use crate::world::aws::ids::{SubnetId, VpcId};
use crate::world::aws::tag::{self, KeyProblem};
use crate::world::aws::zone::AvailabilityZone;

/// A refused call on load balancers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name has not the shape of one.
    BadName {
        /// The name asked for.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A tag's key cannot be one.
    BadTagKey {
        /// The key.
        key: String,
        /// What is wrong with it.
        why: KeyProblem,
    },
    /// A tag's value is too long.
    LongTagValue {
        /// Its key.
        key: String,
    },
    /// More tags than a balancer can have.
    TooManyTags {
        /// How many it can have.
        most: usize,
    },
    /// There is a balancer of that name, and it is another.
    NameTaken {
        /// The name asked for.
        name: String,
    },
    /// No subnet was named.
    NoSubnet,
    /// The subnet is not there.
    UnknownSubnet {
        /// The subnet asked for.
        subnet: SubnetId,
    },
    /// The subnets are of more than one network.
    SeveralVpcs {
        /// The network of the first.
        one: VpcId,
        /// Another's.
        other: VpcId,
    },
    /// Two of the subnets are in one zone.
    SameZone {
        /// The zone.
        zone: AvailabilityZone,
    },
    /// An application load balancer stands in at least two zones.
    TooFewZones,
    /// What is to face the internet has no way there.
    NoInternetGateway {
        /// The network.
        vpc: VpcId,
    },
    /// A subnet has too few private addresses left.
    SubnetFull {
        /// The subnet.
        subnet: SubnetId,
        /// How many must be free.
        wanted: u64,
    },
    /// An application load balancer takes no addresses.
    AddressForApplication,
    /// An internal load balancer takes no public addresses.
    AddressForInternal,
    /// The allocation is not there.
    UnknownAllocation {
        /// The allocation asked for.
        allocation: AllocationId,
    },
    /// An address serves something else, or was named twice.
    AddressNotFree,
    /// An address is announced from elsewhere than the zone it is to serve in.
    OtherBorderGroup {
        /// From where.
        group: BorderGroup,
        /// The zone.
        zone: String,
    },
    /// The quota is used up.
    QuotaReached {
        /// The quota.
        most: usize,
    },
    /// The balancer is not there, or already gone.
    UnknownLoadBalancer,
    /// No balancer has one of these names.
    UnknownName {
        /// Those asked for, with commas between.
        names: String,
    },
    /// The text is not a load balancer's ARN.
    BadArn {
        /// What stands in its place.
        arn: LoadBalancerArn,
    },
}

/// The rules of tags are the same everywhere, their codes are not.
impl From<tag::Refusal> for Refusal {
    fn from(refusal: tag::Refusal) -> Self {
        match refusal {
            tag::Refusal::BadKey { key, why } => Self::BadTagKey { key, why },
            tag::Refusal::LongValue { key } => Self::LongTagValue { key },
            tag::Refusal::TooMany { most } => Self::TooManyTags { most },
            tag::Refusal::UnknownResource { .. } => Self::UnknownLoadBalancer,
        }
    }
}
