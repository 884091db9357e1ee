//! Load balancers of the second generation: how what stands in private subnets
//! is reached under addresses of the range.
//!
//! Source: Elastic Load Balancing API Reference 2015-12-01, CreateLoadBalancer,
//! LoadBalancer. A network load balancer holds an Elastic IP address in each
//! subnet for which it was given one; an application load balancer takes none.
//! Addresses that Amazon gives a balancer by itself are not here, and neither
//! are listeners, target groups and security groups.

use std::fmt;
use std::net::Ipv4Addr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::address::AllocationId;
use super::ids::{NetworkInterfaceId, SubnetId, VpcId, resource_ids};
use super::owned::{Home, Owned};
use super::tag::TagSet;
use super::zone::AvailabilityZone;
use crate::world::timers::{Timer, Timers};

mod decide;
mod name;
mod refusal;
mod wake;

pub(in crate::world) use decide::decide;
pub use refusal::Refusal;
pub(in crate::world) use wake::wake;

#[cfg(test)]
mod tests;

resource_ids! {
    LoadBalancerArn = "arn:";
}

/// What a balancer balances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// HTTP requests.
    Application,
    /// Connections.
    Network,
}

impl Kind {
    /// The kind as the API names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Network => "network",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// From where a balancer is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// From the internet.
    InternetFacing,
    /// From its own network only.
    Internal,
}

impl Scheme {
    /// The scheme as the API names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InternetFacing => "internet-facing",
            Self::Internal => "internal",
        }
    }
}

/// A subnet that a balancer is to stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The subnet.
    pub subnet: SubnetId,
    /// The address it is to have there; without one Amazon gives its own.
    pub allocation: Option<AllocationId>,
}

/// What CreateLoadBalancer asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Its name, of letters, digits and hyphens.
    pub name: String,
    /// What it balances.
    pub kind: Kind,
    /// From where it is reached.
    pub scheme: Scheme,
    /// Where it stands.
    pub mappings: Vec<Mapping>,
    /// What it is tagged with.
    pub tags: TagSet,
}

/// A call on load balancers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateLoadBalancer.
    Create(Wish),
    /// DeleteLoadBalancer.
    Delete(LoadBalancerArn),
    /// AddTags.
    Tag {
        /// The balancers.
        resources: Vec<LoadBalancerArn>,
        /// What each gets; a key that is there gets the new value.
        tags: TagSet,
    },
    /// RemoveTags.
    Untag {
        /// The balancers.
        resources: Vec<LoadBalancerArn>,
        /// The keys of what goes.
        keys: Vec<String>,
    },
}

/// A balancer's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// Being made; holds its addresses already.
    Provisioning,
    /// Ready.
    Active,
    /// Deleted and no longer listed; still holds its addresses for a while.
    Deleting,
}

/// A balancer's foot in a subnet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// The subnet.
    pub subnet: SubnetId,
    /// The subnet's zone.
    pub availability_zone: AvailabilityZone,
    /// Its interface.
    pub interface: NetworkInterfaceId,
    /// Its private address.
    pub private_address: Ipv4Addr,
    /// The Elastic IP address it was given.
    pub allocation: Option<AllocationId>,
}

/// What happened to a balancer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// Its making began.
    Created {
        /// The balancer.
        load_balancer: LoadBalancerArn,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// Its name.
        name: String,
        /// What it balances.
        kind: Kind,
        /// From where it is reached.
        scheme: Scheme,
        /// The network.
        vpc: VpcId,
        /// The name it is reached under.
        dns_name: String,
        /// Where it stands.
        nodes: Vec<Node>,
        /// When it is ready.
        settles_at: Timestamp,
    },
    /// It is ready.
    Activated {
        /// The balancer.
        load_balancer: LoadBalancerArn,
    },
    /// Its end began.
    Deleting {
        /// The balancer.
        load_balancer: LoadBalancerArn,
        /// When it lets go of its addresses.
        settles_at: Timestamp,
    },
    /// It is gone.
    Deleted {
        /// The balancer.
        load_balancer: LoadBalancerArn,
    },
}

impl Fact {
    /// The balancer it happened to.
    pub fn load_balancer(&self) -> &LoadBalancerArn {
        match self {
            Self::Created { load_balancer, .. }
            | Self::Activated { load_balancer }
            | Self::Deleting { load_balancer, .. }
            | Self::Deleted { load_balancer } => load_balancer,
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arn = self.load_balancer();
        match self {
            Self::Created { vpc, .. } => write!(f, "{arn} is being made in {vpc}"),
            Self::Activated { .. } => write!(f, "{arn} is active"),
            Self::Deleting { .. } => write!(f, "{arn} is being deleted"),
            Self::Deleted { .. } => write!(f, "{arn} is deleted"),
        }
    }
}

/// A load balancer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadBalancer {
    /// Its name.
    pub name: String,
    /// What it balances.
    pub kind: Kind,
    /// From where it is reached.
    pub scheme: Scheme,
    /// The network.
    pub vpc: VpcId,
    /// The name it is reached under.
    pub dns_name: String,
    /// Where it stands.
    pub nodes: Vec<Node>,
    /// When its making began.
    pub created: Timestamp,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
}

impl LoadBalancer {
    /// Whether a describing call still shows it.
    pub fn is_listed(&self) -> bool {
        match self.lifecycle {
            Lifecycle::Provisioning | Lifecycle::Active => true,
            Lifecycle::Deleting => false,
        }
    }
}

/// Every load balancer of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadBalancers {
    by_arn: Owned<LoadBalancerArn, LoadBalancer>,
    /// How many balancers and nodes were ever made: positions of draws.
    created: u64,
    nodes_created: u64,
}

impl LoadBalancers {
    /// The listed balancers at a home, by ARN.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&LoadBalancerArn, &LoadBalancer)> {
        self.by_arn.of(home).filter(|(_, it)| it.is_listed())
    }

    /// One listed balancer at a home.
    pub fn at(&self, home: &Home, arn: &LoadBalancerArn) -> Option<&LoadBalancer> {
        self.by_arn.at(home, arn).filter(|it| it.is_listed())
    }

    /// One balancer, listed or still letting go of its addresses.
    pub fn load_balancer(&self, arn: &LoadBalancerArn) -> Option<&LoadBalancer> {
        self.by_arn.get(arn)
    }

    /// The listed balancer of a name at a home.
    pub fn named(&self, home: &Home, name: &str) -> Option<(&LoadBalancerArn, &LoadBalancer)> {
        self.of(home).find(|(_, it)| it.name == name)
    }

    pub(in crate::world) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        let timer = Timer::SettleLoadBalancer(fact.load_balancer().clone());
        match fact {
            Fact::Created { settles_at, .. } | Fact::Deleting { settles_at, .. } => {
                timers.set(timer, *settles_at);
            }
            Fact::Activated { .. } | Fact::Deleted { .. } => timers.clear(&timer),
        }
        match fact {
            Fact::Created {
                load_balancer,
                home,
                name,
                kind,
                scheme,
                vpc,
                dns_name,
                nodes,
                settles_at: _,
            } => {
                self.created += 1;
                self.nodes_created += nodes.len() as u64;
                let new = LoadBalancer {
                    name: name.clone(),
                    kind: *kind,
                    scheme: *scheme,
                    vpc: vpc.clone(),
                    dns_name: dns_name.clone(),
                    nodes: nodes.clone(),
                    created: now,
                    lifecycle: Lifecycle::Provisioning,
                };
                self.by_arn.insert(home.clone(), load_balancer.clone(), new);
            }
            Fact::Activated { load_balancer } => self.enter(load_balancer, Lifecycle::Active),
            Fact::Deleting { load_balancer, .. } => self.enter(load_balancer, Lifecycle::Deleting),
            Fact::Deleted { load_balancer } => {
                self.by_arn.remove(load_balancer);
            }
        }
    }

    fn enter(&mut self, arn: &LoadBalancerArn, lifecycle: Lifecycle) {
        if let Some(balancer) = self.by_arn.get_mut(arn) {
            balancer.lifecycle = lifecycle;
        }
    }
}
