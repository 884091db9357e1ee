//! Where packets for an address end, and whether anything answers there.

use std::fmt;
use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;

use super::World;
use super::aws::answer::{Answer, Silence, answer};
use super::aws::ids::InstanceId;
use super::aws::load_balancer::LoadBalancerArn;
use super::internet::Announcer;
use super::internet::forwarding::End;

/// What becomes of a packet in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The holder's data centre answers.
    Home,
    /// An instance does.
    Instance(InstanceId),
    /// A load balancer does.
    LoadBalancer(LoadBalancerArn),
    /// It came to the data centre, where that is shut down.
    Stopped,
    /// It came to Amazon, and nobody answers.
    Silence(Silence),
    /// It came to an IPv6 address at Amazon: this world's instances have none.
    NotSimulated,
    /// It came to somebody who has no right to the prefix.
    Impostor(Asn),
    /// A network on the way had no route.
    NoRoute,
    /// Networks handed it round until its time to live was over.
    Circle,
}

/// Where a packet came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The holder's data centre.
    Home,
    /// Amazon.
    Amazon,
    /// An impostor.
    Impostor,
    /// Nowhere.
    Nowhere,
}

impl Place {
    /// The place in a word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Amazon => "amazon",
            Self::Impostor => "impostor",
            Self::Nowhere => "nowhere",
        }
    }
}

impl fmt::Display for Place {
    /// The place as people say it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Home => "home",
            Self::Amazon => "Amazon",
            Self::Impostor => "an impostor",
            Self::Nowhere => "nowhere",
        })
    }
}

impl From<Announcer> for Place {
    fn from(by: Announcer) -> Self {
        match by {
            Announcer::Home => Self::Home,
            Announcer::Amazon => Self::Amazon,
            Announcer::Impostor(_) => Self::Impostor,
        }
    }
}

impl Reach {
    /// What becomes of a packet whose way has ended, by what stands at both ends
    /// of the migration: whether home answers, and who does at Amazon.
    pub(super) fn of(end: End, home_answers: bool, at_amazon: impl FnOnce() -> Self) -> Self {
        let source = match end {
            End::Delivered(source) => source,
            End::NoRoute => return Self::NoRoute,
            End::Circle => return Self::Circle,
        };
        match source.by {
            Announcer::Home if home_answers => Self::Home,
            Announcer::Home => Self::Stopped,
            Announcer::Amazon => at_amazon(),
            Announcer::Impostor(network) => Self::Impostor(network),
        }
    }

    /// The same for a packet of this moment.
    pub fn now(world: &World, end: End, address: IpAddr) -> Self {
        Self::of(end, world.premises.answers(address), || match address {
            IpAddr::V4(address) => answer(world, address).into(),
            IpAddr::V6(_) => Self::NotSimulated,
        })
    }

    /// Where it came to.
    pub const fn place(&self) -> Place {
        match self {
            Self::Home | Self::Stopped => Place::Home,
            Self::Instance(_) | Self::LoadBalancer(_) | Self::Silence(_) | Self::NotSimulated => {
                Place::Amazon
            }
            Self::Impostor(_) => Place::Impostor,
            Self::NoRoute | Self::Circle => Place::Nowhere,
        }
    }

    /// Whether somebody answers who should.
    pub const fn is_answered(&self) -> bool {
        match self {
            Self::Home | Self::Instance(_) | Self::LoadBalancer(_) => true,
            Self::Stopped
            | Self::Silence(_)
            | Self::NotSimulated
            | Self::Impostor(_)
            | Self::NoRoute
            | Self::Circle => false,
        }
    }

    /// Who answers, if somebody does who should.
    pub fn answerer(&self) -> Option<String> {
        match self {
            Self::Home => Some("home".to_owned()),
            Self::Instance(id) => Some(id.to_string()),
            Self::LoadBalancer(arn) => Some(arn.to_string()),
            Self::Stopped
            | Self::Silence(_)
            | Self::NotSimulated
            | Self::Impostor(_)
            | Self::NoRoute
            | Self::Circle => None,
        }
    }
}

impl From<Answer> for Reach {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Instance(id) => Self::Instance(id),
            Answer::LoadBalancer(arn) => Self::LoadBalancer(arn),
            Answer::Silence(why) => Self::Silence(why),
        }
    }
}

impl fmt::Display for Reach {
    /// Who answers, or why nobody does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("home answers"),
            Self::Instance(id) => write!(f, "{id} answers"),
            Self::LoadBalancer(arn) => write!(f, "{arn} answers"),
            Self::Stopped => f.write_str("nothing answers at home any more"),
            Self::Silence(why) => why.fmt(f),
            Self::NotSimulated => f.write_str("IPv6 addresses of instances are not simulated"),
            Self::Impostor(network) => write!(f, "{network} has it, an impostor"),
            Self::NoRoute => f.write_str("no route"),
            Self::Circle => f.write_str("it goes round in a circle"),
        }
    }
}
