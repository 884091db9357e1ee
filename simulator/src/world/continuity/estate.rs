//! What stood at home and at Amazon: told by the log, in a world without networks.

use std::net::Ipv4Addr;

use jiff::Timestamp;

use super::Question;
use crate::world::aws::answer::answer;
use crate::world::internet::forwarding::End;
use crate::world::reach::Reach;
use crate::world::{Fact, Genesis, World};

/// What answers for an address, wherever its packets come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Estate {
    at_home: bool,
    at_amazon: Reach,
}

impl Estate {
    pub(super) fn of(world: &World, address: Ipv4Addr) -> Self {
        Self {
            at_home: world.premises.answers(address.into()),
            at_amazon: answer(world, address).into(),
        }
    }

    /// Whether home answers for the address.
    pub(super) const fn is_up_at_home(&self) -> bool {
        self.at_home
    }

    /// What became of a packet.
    pub(super) fn reach(&self, end: End) -> Reach {
        Reach::of(end, self.at_home, || self.at_amazon.clone())
    }
}

/// What somebody who looks at what stands there saw when the interval began, and
/// each time that they saw something else until its end.
pub(super) fn history<T: PartialEq>(
    world: &World,
    genesis: &Genesis,
    question: &Question,
    look: impl Fn(&World) -> T,
) -> Vec<(Timestamp, T)> {
    let mut past = genesis.estate().begin();
    let mut history = vec![(question.from, look(&past))];
    let entries = world.log.after(0).iter();
    for entry in entries.take_while(|entry| entry.at < question.to) {
        if !concerns(&entry.fact) {
            continue;
        }
        past.follow(entry);
        let seen = look(&past);
        let at = entry.at.max(question.from);
        match history.last_mut() {
            Some((_, last)) if *last == seen => {}
            Some((since, last)) if *since == at => *last = seen,
            Some(_) | None => history.push((at, seen)),
        }
    }
    history
}

/// What was seen at a moment.
pub(super) fn at<T>(history: &[(Timestamp, T)], moment: Timestamp) -> Option<&T> {
    let behind = history.partition_point(|(since, _)| *since <= moment);
    let (_, seen) = history.get(behind.checked_sub(1)?)?;
    Some(seen)
}

/// Whether a fact has to do with what stands at home or at Amazon.
const fn concerns(fact: &Fact) -> bool {
    match fact {
        Fact::Premises(_)
        | Fact::Pool(_)
        | Fact::Address(_)
        | Fact::Vpc(_)
        | Fact::Subnet(_)
        | Fact::InternetGateway(_)
        | Fact::RouteTable(_)
        | Fact::NetworkInterface(_)
        | Fact::Instance(_)
        | Fact::NatGateway(_)
        | Fact::LoadBalancer(_)
        | Fact::Entitlement(_) => true,
        Fact::Misfortune(_)
        | Fact::Registry(_)
        | Fact::Outage(_)
        | Fact::Impairment(_)
        | Fact::Task(_)
        | Fact::Roa(_)
        | Fact::Aspa(_)
        | Fact::Fault(_)
        | Fact::Validator(_)
        | Fact::Internet(_)
        | Fact::Irr(_)
        | Fact::Account(_)
        | Fact::Byoasn(_)
        | Fact::Range(_)
        | Fact::SupportCase(_)
        | Fact::Tag(_) => false,
    }
}
