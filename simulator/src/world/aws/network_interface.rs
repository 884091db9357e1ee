//! Network interfaces: what has a private address in a subnet, and what public
//! addresses hang on.
//!
//! Sources: EC2 API Reference, CreateNetworkInterface, DeleteNetworkInterface;
//! EC2 User Guide, "Elastic network interfaces". An instance has one; those of
//! NAT gateways and load balancers are interfaces too, which only their services
//! may touch. Not here:
//! second private addresses, security groups, attaching to a running instance.

use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::client_token::ClientToken;
use super::ids::{AttachmentId, InstanceId, NatGatewayId, NetworkInterfaceId, SubnetId};
use super::load_balancer::LoadBalancerArn;
use super::owned::{Home, Owned};
use super::tag::TagSet;

mod decide;
mod refusal;

pub(in crate::world) use decide::decide;
pub(super) use decide::{Places, ended, next_id};
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

/// A call on network interfaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateNetworkInterface.
    Create {
        /// The subnet.
        subnet: SubnetId,
        /// Its private address; without one, any free one.
        private_address: Option<Ipv4Addr>,
        /// The customer's words.
        description: Option<String>,
        /// The client token: the same one again asks for the same interface.
        token: Option<String>,
        /// What it is tagged with.
        tags: TagSet,
    },
    /// DeleteNetworkInterface.
    Delete(NetworkInterfaceId),
}

/// What an interface is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Nothing yet.
    Spare,
    /// An instance's one interface.
    Instance {
        /// The instance.
        instance: InstanceId,
        /// The tie.
        attachment: AttachmentId,
        /// Since when.
        since: Timestamp,
        /// Whether it ends with the instance.
        ends_with_it: bool,
    },
    /// A NAT gateway's.
    NatGateway(NatGatewayId),
    /// A load balancer's.
    LoadBalancer(LoadBalancerArn),
}

/// What happened to an interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was made.
    Created {
        /// The interface.
        interface: NetworkInterfaceId,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// The subnet.
        subnet: SubnetId,
        /// Its private address.
        private_address: Ipv4Addr,
        /// The customer's words, or the service's.
        description: String,
        /// What it is for.
        role: Role,
        /// The client token.
        token: Option<ClientToken>,
    },
    /// It got something to do, or nothing any more.
    Became {
        /// The interface.
        interface: NetworkInterfaceId,
        /// What it is for now.
        role: Role,
    },
    /// It is gone.
    Deleted {
        /// The interface.
        interface: NetworkInterfaceId,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created {
                interface,
                subnet,
                private_address,
                ..
            } => write!(f, "{interface} is made with {private_address} of {subnet}"),
            Self::Became { interface, role } => match role {
                Role::Spare => write!(f, "{interface} is free"),
                Role::Instance { instance, .. } => write!(f, "{interface} belongs to {instance}"),
                Role::NatGateway(gateway) => write!(f, "{interface} belongs to {gateway}"),
                Role::LoadBalancer(arn) => write!(f, "{interface} belongs to {arn}"),
            },
            Self::Deleted { interface } => write!(f, "{interface} is deleted"),
        }
    }
}

/// A network interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkInterface {
    /// The subnet.
    pub subnet: SubnetId,
    /// Its private address.
    pub private_address: Ipv4Addr,
    /// The customer's words, or the service's.
    pub description: String,
    /// What it is for.
    pub role: Role,
    /// The client token it was made with.
    pub token: Option<ClientToken>,
}

impl NetworkInterface {
    /// The instance it belongs to.
    pub fn instance(&self) -> Option<&InstanceId> {
        match &self.role {
            Role::Instance { instance, .. } => Some(instance),
            Role::Spare | Role::NatGateway(_) | Role::LoadBalancer(_) => None,
        }
    }

    /// Whether it is a service's, which alone may touch it.
    pub fn is_managed(&self) -> bool {
        match &self.role {
            Role::Spare | Role::Instance { .. } => false,
            Role::NatGateway(_) | Role::LoadBalancer(_) => true,
        }
    }
}

/// Every network interface of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkInterfaces {
    by_id: Owned<NetworkInterfaceId, NetworkInterface>,
    by_place: BTreeMap<SubnetId, BTreeMap<Ipv4Addr, NetworkInterfaceId>>,
    /// How many were ever made: the position of the next id's draw.
    created: u64,
}

impl NetworkInterfaces {
    /// The interfaces at a home, by id.
    pub fn of(
        &self,
        home: &Home,
    ) -> impl Iterator<Item = (&NetworkInterfaceId, &NetworkInterface)> {
        self.by_id.of(home)
    }

    /// One interface at a home.
    pub fn at(&self, home: &Home, interface: &NetworkInterfaceId) -> Option<&NetworkInterface> {
        self.by_id.at(home, interface)
    }

    /// One interface, whoever's it is.
    pub fn get(&self, interface: &NetworkInterfaceId) -> Option<&NetworkInterface> {
        self.by_id.get(interface)
    }

    /// One interface at a home, or the refusal that it is not there.
    pub fn find(
        &self,
        home: &Home,
        interface: &NetworkInterfaceId,
    ) -> Result<&NetworkInterface, Refusal> {
        self.at(home, interface)
            .ok_or_else(|| Refusal::UnknownNetworkInterface {
                interface: interface.clone(),
            })
    }

    /// The interface of a home that was made with a client token.
    pub fn of_token(
        &self,
        home: &Home,
        token: &str,
    ) -> Option<(&NetworkInterfaceId, &NetworkInterface)> {
        self.of(home)
            .find(|(_, interface)| interface.token.as_ref().map(ClientToken::as_str) == Some(token))
    }

    /// How many interfaces stand in a subnet, each with one address.
    pub fn count_in(&self, subnet: &SubnetId) -> u64 {
        self.by_place
            .get(subnet)
            .map_or(0, |places| places.len() as u64)
    }

    fn is_taken(&self, subnet: &SubnetId, address: Ipv4Addr) -> bool {
        let places = self.by_place.get(subnet);
        places.is_some_and(|places| places.contains_key(&address))
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Created {
                interface,
                home,
                subnet,
                private_address,
                description,
                role,
                token,
            } => {
                self.created += 1;
                let places = self.by_place.entry(subnet.clone()).or_default();
                places.insert(*private_address, interface.clone());
                let made = NetworkInterface {
                    subnet: subnet.clone(),
                    private_address: *private_address,
                    description: description.clone(),
                    role: role.clone(),
                    token: token.clone(),
                };
                self.by_id.insert(home.clone(), interface.clone(), made);
            }
            Fact::Became { interface, role } => {
                if let Some(interface) = self.by_id.get_mut(interface) {
                    interface.role = role.clone();
                }
            }
            Fact::Deleted { interface } => {
                let Some(gone) = self.by_id.remove(interface) else {
                    return;
                };
                if let Some(places) = self.by_place.get_mut(&gone.subnet) {
                    places.remove(&gone.private_address);
                    if places.is_empty() {
                        self.by_place.remove(&gone.subnet);
                    }
                }
            }
        }
    }
}
