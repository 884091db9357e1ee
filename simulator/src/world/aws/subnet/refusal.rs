//! Why a call on subnets is refused, in order of precedence.

use byoip_vocabulary::prefix::Prefix;

use crate::world::aws::ids::SubnetId;
use crate::world::aws::zone::AvailabilityZone;

/// A refused call on subnets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The block is larger or smaller than a subnet may be, or outside its VPC.
    Range {
        /// The block asked for.
        cidr: Prefix,
    },
    /// The block shares addresses with another subnet's.
    Conflict {
        /// The block asked for.
        cidr: Prefix,
    },
    /// The Region has no such zone.
    UnknownZone {
        /// The zone asked for.
        zone: AvailabilityZone,
    },
    /// The subnet is not there.
    UnknownSubnet {
        /// The subnet asked for.
        subnet: SubnetId,
    },
    /// Something still stands in the subnet.
    InUse {
        /// The subnet.
        subnet: SubnetId,
    },
}
