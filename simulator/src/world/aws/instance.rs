//! Instances: what a customer runs in a subnet.
//!
//! Sources: EC2 API Reference, RunInstances, TerminateInstances; EC2 User Guide,
//! "Instance lifecycle". Not here: stopping and starting, the default VPC,
//! launch templates, whether an image or a type exists.

use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{InstanceId, NetworkInterfaceId, ReservationId, SubnetId};
use super::owned::{Home, Owned};
use super::tag::TagSet;
use super::zone::AvailabilityZone;
use crate::world::timers::{Timer, Timers};

mod decide;
mod refusal;
mod wake;

pub(in crate::world) use decide::decide;
pub use refusal::Refusal;
pub(in crate::world) use wake::wake;

#[cfg(test)]
mod tests;

/// What RunInstances asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The image.
    pub image: String,
    /// The type.
    pub instance_type: String,
    /// How many at least.
    pub at_least: u32,
    /// How many at most.
    pub at_most: u32,
    /// Where on the network.
    pub place: Place,
}

/// Where on the network an instance is to stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// On an interface of its own, made for it.
    Subnet {
        /// The subnet.
        subnet: SubnetId,
        /// Its private address; without one, any free one.
        private_address: Option<Ipv4Addr>,
    },
    /// On an interface that is there.
    Interface {
        /// The interface.
        interface: NetworkInterfaceId,
        /// Whether it ends with the instance.
        ends_with_it: bool,
    },
}

/// A call on instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// RunInstances.
    Run {
        /// What is asked for.
        request: Request,
        /// The client token: the same one again asks for the same instances.
        token: Option<String>,
        /// What each is tagged with.
        tags: TagSet,
        /// What the interfaces made for them are tagged with.
        interface_tags: TagSet,
    },
    /// TerminateInstances.
    Terminate(Vec<InstanceId>),
}

/// An instance's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// Starting.
    Pending {
        /// Its interface.
        interface: NetworkInterfaceId,
    },
    /// Up.
    Running {
        /// Its interface.
        interface: NetworkInterfaceId,
    },
    /// Going down for good; its interface is still there.
    ShuttingDown {
        /// Its interface.
        interface: NetworkInterfaceId,
    },
    /// Gone, listed for a while.
    Terminated {
        /// When it went.
        at: Timestamp,
    },
}

impl Lifecycle {
    /// Its interface, while it has one.
    pub fn interface(&self) -> Option<&NetworkInterfaceId> {
        match self {
            Self::Pending { interface }
            | Self::Running { interface }
            | Self::ShuttingDown { interface } => Some(interface),
            Self::Terminated { .. } => None,
        }
    }

    /// The API's code and name of the state (EC2 API Reference, InstanceState).
    pub const fn told(&self) -> State {
        match self {
            Self::Pending { .. } => State::Pending,
            Self::Running { .. } => State::Running,
            Self::ShuttingDown { .. } => State::ShuttingDown,
            Self::Terminated { .. } => State::Terminated,
        }
    }
}

/// What the API says of a life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Starting.
    Pending,
    /// Up.
    Running,
    /// Going down for good.
    ShuttingDown,
    /// Gone.
    Terminated,
}

impl State {
    /// The API's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::ShuttingDown => "shutting-down",
            Self::Terminated => "terminated",
        }
    }

    /// The API's number (EC2 API Reference, InstanceState).
    pub const fn code(self) -> u8 {
        match self {
            Self::Pending => 0,
            Self::Running => 16,
            Self::ShuttingDown => 32,
            Self::Terminated => 48,
        }
    }
}

/// What happened to an instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It is starting.
    Launched {
        /// The instance.
        instance: InstanceId,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// The launch it is part of.
        reservation: ReservationId,
        /// What was asked for.
        request: Box<Request>,
        /// The client token.
        token: Option<String>,
        /// Its interface.
        interface: NetworkInterfaceId,
        /// Its zone.
        zone: AvailabilityZone,
        /// When it is up.
        settles_at: Timestamp,
    },
    /// It is up.
    Running {
        /// The instance.
        instance: InstanceId,
    },
    /// It is going down for good.
    ShuttingDown {
        /// The instance.
        instance: InstanceId,
        /// What it was before.
        before: State,
        /// When it is gone.
        settles_at: Timestamp,
    },
    /// It is gone.
    Terminated {
        /// The instance.
        instance: InstanceId,
        /// How long it stays listed.
        listed_until: Timestamp,
    },
    /// It is no longer listed.
    Forgotten {
        /// The instance.
        instance: InstanceId,
    },
}

impl Fact {
    /// The instance it happened to.
    pub fn instance(&self) -> &InstanceId {
        match self {
            Self::Launched { instance, .. }
            | Self::Running { instance }
            | Self::ShuttingDown { instance, .. }
            | Self::Terminated { instance, .. }
            | Self::Forgotten { instance } => instance,
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let instance = self.instance();
        match self {
            Self::Launched { interface, .. } => {
                write!(f, "{instance} is starting on {interface}")
            }
            Self::Running { .. } => write!(f, "{instance} is running"),
            Self::ShuttingDown { .. } => write!(f, "{instance} is shutting down"),
            Self::Terminated { .. } => write!(f, "{instance} is terminated"),
            Self::Forgotten { .. } => write!(f, "{instance} is no longer listed"),
        }
    }
}

/// An instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The launch it is part of.
    pub reservation: ReservationId,
    /// What was asked for.
    pub request: Request,
    /// The client token it was launched with.
    pub token: Option<String>,
    /// Its zone.
    pub zone: AvailabilityZone,
    /// When it was launched.
    pub launched: Timestamp,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
}

/// Every instance of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instances {
    by_id: Owned<InstanceId, Instance>,
    /// What each client token of a home launched, as long as any of it is
    /// listed.
    by_token: BTreeMap<(Home, String), ReservationId>,
    /// How many were ever launched: the position of the next draws.
    launched: u64,
}

impl Instances {
    /// The instances at a home, by id.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&InstanceId, &Instance)> {
        self.by_id.of(home)
    }

    /// One instance at a home.
    pub fn at(&self, home: &Home, instance: &InstanceId) -> Option<&Instance> {
        self.by_id.at(home, instance)
    }

    /// Whose an instance is, and where.
    pub fn home(&self, instance: &InstanceId) -> Option<&Home> {
        self.by_id.home(instance)
    }

    /// One instance, whoever's it is.
    pub fn get(&self, instance: &InstanceId) -> Option<&Instance> {
        self.by_id.get(instance)
    }

    /// How many were ever launched: the position of the next draws.
    pub(in crate::world) fn launched(&self) -> u64 {
        self.launched
    }

    /// What a client token launched.
    pub fn of_token(&self, home: &Home, token: &str) -> Option<&ReservationId> {
        self.by_token.get(&(home.clone(), token.to_owned()))
    }

    /// The instances of a launch.
    pub fn of_reservation(
        &self,
        home: &Home,
        reservation: &ReservationId,
    ) -> impl Iterator<Item = (&InstanceId, &Instance)> {
        self.of(home)
            .filter(move |(_, instance)| instance.reservation == *reservation)
    }

    pub(in crate::world) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        let timer = Timer::SettleInstance(fact.instance().clone());
        match fact {
            Fact::Launched {
                instance,
                home,
                reservation,
                request,
                token,
                interface,
                zone,
                settles_at,
            } => {
                self.launched += 1;
                timers.set(timer, *settles_at);
                if let Some(token) = token {
                    let key = (home.clone(), token.clone());
                    self.by_token.insert(key, reservation.clone());
                }
                let launched = Instance {
                    reservation: reservation.clone(),
                    request: (**request).clone(),
                    token: token.clone(),
                    zone: zone.clone(),
                    launched: now,
                    lifecycle: Lifecycle::Pending {
                        interface: interface.clone(),
                    },
                };
                self.by_id.insert(home.clone(), instance.clone(), launched);
            }
            Fact::Running { instance } => {
                timers.clear(&timer);
                self.enter(instance, |interface| Lifecycle::Running { interface });
            }
            Fact::ShuttingDown {
                instance,
                settles_at,
                ..
            } => {
                timers.set(timer, *settles_at);
                self.enter(instance, |interface| Lifecycle::ShuttingDown { interface });
            }
            Fact::Terminated {
                instance,
                listed_until,
            } => {
                timers.set(timer, *listed_until);
                self.enter(instance, |_| Lifecycle::Terminated { at: now });
            }
            Fact::Forgotten { instance } => {
                timers.clear(&timer);
                self.forget(instance);
            }
        }
    }

    fn enter(&mut self, id: &InstanceId, next: impl FnOnce(NetworkInterfaceId) -> Lifecycle) {
        if let Some(instance) = self.by_id.get_mut(id)
            && let Some(interface) = instance.lifecycle.interface()
        {
            instance.lifecycle = next(interface.clone());
        }
    }

    fn forget(&mut self, id: &InstanceId) {
        let home = self.by_id.home(id).cloned();
        let (Some(home), Some(gone)) = (home, self.by_id.remove(id)) else {
            return;
        };
        let is_last = self
            .of_reservation(&home, &gone.reservation)
            .next()
            .is_none();
        if let Some(token) = gone.token.filter(|_| is_last) {
            self.by_token.remove(&(home, token));
        }
    }
}
