//! Subnets: parts of a VPC in one zone.
//!
//! Sources: EC2 API Reference, CreateSubnet, DeleteSubnet; VPC User Guide,
//! "Subnet CIDR blocks". Whether a subnet is public is not its own to say: its
//! route table does. Not here: IPv6, public addresses at launch.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::prefix::Prefix;
use serde::{Deserialize, Serialize};

use super::ids::{SubnetId, VpcId};
use super::owned::{Home, Owned};
use super::tag::TagSet;
use super::zone::AvailabilityZone;

mod decide;
mod refusal;

pub(in crate::world) use decide::decide;
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

/// How many addresses of a subnet AWS keeps: the first four and the last.
const KEPT: u64 = 5;

/// A call on subnets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateSubnet.
    Create {
        /// The VPC.
        vpc: VpcId,
        /// Its private addresses.
        cidr: Prefix,
        /// Where; without one, any of the Region's zones.
        zone: Option<AvailabilityZone>,
        /// What it is tagged with.
        tags: TagSet,
    },
    /// DeleteSubnet.
    Delete(SubnetId),
}

/// What happened to a subnet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was made.
    Created {
        /// The subnet.
        subnet: SubnetId,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// The VPC.
        vpc: VpcId,
        /// Its private addresses.
        cidr: Prefix,
        /// Its zone.
        zone: AvailabilityZone,
    },
    /// It is gone.
    Deleted {
        /// The subnet.
        subnet: SubnetId,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created {
                subnet,
                vpc,
                cidr,
                zone,
                ..
            } => write!(f, "{subnet} is made with {cidr} of {vpc} in {zone}"),
            Self::Deleted { subnet } => write!(f, "{subnet} is deleted"),
        }
    }
}

/// A part of a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// The VPC.
    pub vpc: VpcId,
    /// Its private addresses.
    pub cidr: Prefix,
    /// Its zone.
    pub zone: AvailabilityZone,
}

impl Subnet {
    /// How many addresses things may have.
    pub fn room(&self) -> u64 {
        let all = u64::try_from(self.cidr.address_count()).unwrap_or(u64::MAX);
        all.saturating_sub(KEPT)
    }

    /// Whether AWS keeps the address for itself.
    pub fn keeps(&self, address: Ipv4Addr) -> bool {
        let address = IpAddr::V4(address);
        address == self.cidr.last()
            || (0..4).any(|place| self.cidr.nth(place).is_some_and(|kept| kept == address))
    }
}

/// Every subnet of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subnets {
    by_id: Owned<SubnetId, Subnet>,
    /// How many were ever made: the position of the next id's draw.
    created: u64,
}

impl Subnets {
    /// The subnets at a home, by id.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&SubnetId, &Subnet)> {
        self.by_id.of(home)
    }

    /// One subnet at a home.
    pub fn at(&self, home: &Home, subnet: &SubnetId) -> Option<&Subnet> {
        self.by_id.at(home, subnet)
    }

    /// One subnet, whoever's it is.
    pub fn get(&self, subnet: &SubnetId) -> Option<&Subnet> {
        self.by_id.get(subnet)
    }

    /// One subnet at a home, or the refusal that it is not there.
    pub fn find(&self, home: &Home, subnet: &SubnetId) -> Result<&Subnet, Refusal> {
        self.at(home, subnet).ok_or_else(|| Refusal::UnknownSubnet {
            subnet: subnet.clone(),
        })
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Created {
                subnet,
                home,
                vpc,
                cidr,
                zone,
            } => {
                self.created += 1;
                let made = Subnet {
                    vpc: vpc.clone(),
                    cidr: *cidr,
                    zone: zone.clone(),
                };
                self.by_id.insert(home.clone(), subnet.clone(), made);
            }
            Fact::Deleted { subnet } => {
                self.by_id.remove(subnet);
            }
        }
    }
}
