//! NAT gateways: how a private subnet reaches out under an address of the range.
//! One without an address reaches other networks only.
//!
//! Source: EC2 API Reference, CreateNatGateway, NatGateway. Asynchronous: what
//! is wrong with the address or the network shows as a failed gateway with a
//! failure code, not as a refused call.

use std::fmt;
use std::net::Ipv4Addr;

use byoip_vocabulary::error_code::ErrorCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::address::AllocationId;
use super::client_token::ClientToken;
pub use super::ids::NatGatewayId;
use super::ids::{NetworkInterfaceId, SubnetId, VpcId};
use super::owned::{Home, Owned};
use super::tag::TagSet;
use crate::world::timers::{Timer, Timers};

mod decide;
mod refusal;
mod wake;

pub(in crate::world) use decide::decide;
pub use refusal::Refusal;
pub(in crate::world) use wake::wake;

#[cfg(test)]
mod tests;

/// A call on NAT gateways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateNatGateway.
    Create {
        /// The subnet it stands in.
        subnet: SubnetId,
        /// Whether it reaches the internet.
        connectivity: Connectivity,
        /// Its private address; without one, any free one.
        private_address: Option<Ipv4Addr>,
        /// The client token: the same one again asks for the same gateway.
        token: Option<String>,
        /// What it is tagged with.
        tags: TagSet,
    },
    /// DeleteNatGateway.
    Delete(NatGatewayId),
}

/// Whether a gateway reaches the internet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Connectivity {
    /// It does, under this address.
    Public(AllocationId),
    /// It reaches other private networks only.
    Private,
}

impl Connectivity {
    /// The API's name of it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Public(_) => "public",
            Self::Private => "private",
        }
    }

    /// The address it was asked to have.
    pub const fn allocation(&self) -> Option<&AllocationId> {
        match self {
            Self::Public(allocation) => Some(allocation),
            Self::Private => None,
        }
    }
}

/// How a gateway stands in its subnet. One that will fail has no such thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its interface.
    pub interface: NetworkInterfaceId,
    /// Its private address.
    pub private_address: Ipv4Addr,
}

/// Why a gateway failed: code and message of the API model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The code.
    pub code: ErrorCode,
    /// The message.
    pub message: String,
}

/// A gateway's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// Being made; holds its address already, if it will not fail.
    Pending {
        /// Why it will.
        failure: Option<Failure>,
    },
    /// Could not be made.
    Failed(Failure),
    /// Ready.
    Available,
    /// Being deleted; still holds its address.
    Deleting,
    /// Gone, listed for a while.
    Deleted {
        /// When it went.
        at: Timestamp,
    },
}

impl Lifecycle {
    /// Whether it is deleted or being so.
    pub const fn is_ending(&self) -> bool {
        match self {
            Self::Deleting | Self::Deleted { .. } => true,
            Self::Pending { .. } | Self::Failed(_) | Self::Available => false,
        }
    }

    /// The API's name of the state.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending { .. } => "pending",
            Self::Failed(_) => "failed",
            Self::Available => "available",
            Self::Deleting => "deleting",
            Self::Deleted { .. } => "deleted",
        }
    }
}

/// What happened to a gateway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// Its making began.
    Created {
        /// The gateway.
        gateway: NatGatewayId,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// The network.
        vpc: VpcId,
        /// The subnet.
        subnet: SubnetId,
        /// Whether it reaches the internet.
        connectivity: Connectivity,
        /// How it stands there.
        standing: Option<Standing>,
        /// The client token.
        token: Option<ClientToken>,
        /// Why it will fail, if it will.
        failure: Option<Failure>,
        /// When it is ready or failed.
        settles_at: Timestamp,
    },
    /// It could not be made.
    Failed {
        /// The gateway.
        gateway: NatGatewayId,
        /// Why.
        failure: Failure,
        /// How long it stays listed.
        listed_until: Timestamp,
    },
    /// It is ready.
    Available {
        /// The gateway.
        gateway: NatGatewayId,
    },
    /// Its end began.
    Deleting {
        /// The gateway.
        gateway: NatGatewayId,
        /// When it is gone.
        settles_at: Timestamp,
    },
    /// It is gone.
    Deleted {
        /// The gateway.
        gateway: NatGatewayId,
        /// How long it stays listed.
        listed_until: Timestamp,
    },
    /// It is no longer listed.
    Forgotten {
        /// The gateway.
        gateway: NatGatewayId,
    },
}

impl Fact {
    /// The gateway it happened to.
    pub fn gateway(&self) -> &NatGatewayId {
        match self {
            Self::Created { gateway, .. }
            | Self::Failed { gateway, .. }
            | Self::Available { gateway }
            | Self::Deleting { gateway, .. }
            | Self::Deleted { gateway, .. }
            | Self::Forgotten { gateway } => gateway,
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gateway = self.gateway();
        match self {
            Self::Created { subnet, .. } => write!(f, "{gateway} is being made in {subnet}"),
            Self::Failed { failure, .. } => {
                write!(
                    f,
                    "{gateway} has failed: {}: {}",
                    failure.code, failure.message
                )
            }
            Self::Available { .. } => write!(f, "{gateway} is available"),
            Self::Deleting { .. } => write!(f, "{gateway} is being deleted"),
            Self::Deleted { .. } => write!(f, "{gateway} is deleted"),
            Self::Forgotten { .. } => write!(f, "{gateway} is no longer listed"),
        }
    }
}

/// A NAT gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NatGateway {
    /// The network.
    pub vpc: VpcId,
    /// The subnet.
    pub subnet: SubnetId,
    /// Whether it reaches the internet.
    pub connectivity: Connectivity,
    /// How it stands, or stood, in its subnet.
    pub standing: Option<Standing>,
    /// The client token it was made with.
    pub token: Option<ClientToken>,
    /// When its making began.
    pub created: Timestamp,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
}

/// Every NAT gateway of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NatGateways {
    by_id: Owned<NatGatewayId, NatGateway>,
    /// How many were ever made: the position of the next id's draw.
    created: u64,
}

impl NatGateways {
    /// The gateways at a home, by id.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&NatGatewayId, &NatGateway)> {
        self.by_id.of(home)
    }

    /// One gateway at a home.
    pub fn at(&self, home: &Home, id: &NatGatewayId) -> Option<&NatGateway> {
        self.by_id.at(home, id)
    }

    /// The gateway at a home that was made with a client token.
    pub fn of_token(&self, home: &Home, token: &str) -> Option<&NatGatewayId> {
        self.of(home)
            .find(|(_, gateway)| gateway.token.as_ref().map(ClientToken::as_str) == Some(token))
            .map(|(id, _)| id)
    }

    /// One gateway, whoever's it is.
    pub fn get(&self, id: &NatGatewayId) -> Option<&NatGateway> {
        self.by_id.get(id)
    }

    pub(in crate::world) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        let timer = Timer::SettleNatGateway(fact.gateway().clone());
        match fact {
            Fact::Created { settles_at, .. } | Fact::Deleting { settles_at, .. } => {
                timers.set(timer, *settles_at);
            }
            Fact::Failed { listed_until, .. } | Fact::Deleted { listed_until, .. } => {
                timers.set(timer, *listed_until);
            }
            Fact::Available { .. } | Fact::Forgotten { .. } => timers.clear(&timer),
        }
        match fact {
            Fact::Created {
                gateway,
                home,
                vpc,
                subnet,
                connectivity,
                standing,
                token,
                failure,
                settles_at: _,
            } => {
                self.created += 1;
                self.by_id.insert(
                    home.clone(),
                    gateway.clone(),
                    NatGateway {
                        vpc: vpc.clone(),
                        subnet: subnet.clone(),
                        connectivity: connectivity.clone(),
                        standing: standing.clone(),
                        token: token.clone(),
                        created: now,
                        lifecycle: Lifecycle::Pending {
                            failure: failure.clone(),
                        },
                    },
                );
            }
            Fact::Failed {
                gateway, failure, ..
            } => {
                self.enter(gateway, Lifecycle::Failed(failure.clone()));
            }
            Fact::Available { gateway } => self.enter(gateway, Lifecycle::Available),
            Fact::Deleting { gateway, .. } => self.enter(gateway, Lifecycle::Deleting),
            Fact::Deleted { gateway, .. } => self.enter(gateway, Lifecycle::Deleted { at: now }),
            Fact::Forgotten { gateway } => {
                self.by_id.remove(gateway);
            }
        }
    }

    fn enter(&mut self, id: &NatGatewayId, lifecycle: Lifecycle) {
        if let Some(gateway) = self.by_id.get_mut(id) {
            gateway.lifecycle = lifecycle;
        }
    }
}
