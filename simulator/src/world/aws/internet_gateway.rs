//! Internet gateways: a VPC's way to the internet and back.
//!
//! Sources: EC2 API Reference, CreateInternetGateway, AttachInternetGateway,
//! DetachInternetGateway, DeleteInternetGateway. A VPC has at most one, a
//! gateway is attached to at most one VPC.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::ids::{InternetGatewayId, VpcId};
use super::owned::{Home, Owned};
use super::tag::TagSet;

mod decide;
mod refusal;

pub(in crate::world) use decide::{created, decide};
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

/// A call on internet gateways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateInternetGateway.
    Create {
        /// What it is tagged with.
        tags: TagSet,
    },
    /// AttachInternetGateway.
    Attach {
        /// The gateway.
        gateway: InternetGatewayId,
        /// The VPC.
        vpc: VpcId,
    },
    /// DetachInternetGateway.
    Detach {
        /// The gateway.
        gateway: InternetGatewayId,
        /// The VPC.
        vpc: VpcId,
    },
    /// DeleteInternetGateway.
    Delete(InternetGatewayId),
}

/// What happened to a gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was made.
    Created {
        /// The gateway.
        gateway: InternetGatewayId,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
    },
    /// It was attached.
    Attached {
        /// The gateway.
        gateway: InternetGatewayId,
        /// The VPC.
        vpc: VpcId,
    },
    /// It was detached.
    Detached {
        /// The gateway.
        gateway: InternetGatewayId,
        /// The VPC.
        vpc: VpcId,
    },
    /// It is gone.
    Deleted {
        /// The gateway.
        gateway: InternetGatewayId,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created { gateway, .. } => write!(f, "{gateway} is made"),
            Self::Attached { gateway, vpc } => write!(f, "{gateway} is attached to {vpc}"),
            Self::Detached { gateway, vpc } => write!(f, "{gateway} is detached from {vpc}"),
            Self::Deleted { gateway } => write!(f, "{gateway} is deleted"),
        }
    }
}

/// A gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InternetGateway {
    /// What it is attached to, if anything.
    pub vpc: Option<VpcId>,
}

/// Every internet gateway of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InternetGateways {
    by_id: Owned<InternetGatewayId, InternetGateway>,
    by_vpc: BTreeMap<VpcId, InternetGatewayId>,
    /// How many were ever made: the position of the next id's draw.
    created: u64,
}

impl InternetGateways {
    /// Where there are any.
    pub fn homes(&self) -> impl Iterator<Item = &Home> {
        self.by_id.homes()
    }

    /// The gateways at a home, by id.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&InternetGatewayId, &InternetGateway)> {
        self.by_id.of(home)
    }

    /// One gateway at a home.
    pub fn at(&self, home: &Home, gateway: &InternetGatewayId) -> Option<&InternetGateway> {
        self.by_id.at(home, gateway)
    }

    /// The gateway that is attached to a VPC.
    pub fn of_vpc(&self, vpc: &VpcId) -> Option<&InternetGatewayId> {
        self.by_vpc.get(vpc)
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Created { gateway, home } => {
                self.created += 1;
                let made = InternetGateway::default();
                self.by_id.insert(home.clone(), gateway.clone(), made);
            }
            Fact::Attached { gateway, vpc } => {
                self.by_vpc.insert(vpc.clone(), gateway.clone());
                if let Some(gateway) = self.by_id.get_mut(gateway) {
                    gateway.vpc = Some(vpc.clone());
                }
            }
            Fact::Detached { gateway, vpc } => {
                self.by_vpc.remove(vpc);
                if let Some(gateway) = self.by_id.get_mut(gateway) {
                    gateway.vpc = None;
                }
            }
            Fact::Deleted { gateway } => {
                self.by_id.remove(gateway);
            }
        }
    }
}
