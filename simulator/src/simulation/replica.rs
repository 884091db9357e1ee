//! What describes may still see: a world that is a little behind.
//!
//! EC2 is eventually consistent: a describe shortly after a change may not show
//! it yet (EC2 Developer Guide, "Eventual consistency"). Here it is a second
//! world that applies the same log later. It never decides and no timer of its
//! own rings, so it cannot differ from what the first one was.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::world::draw::Branch;
use crate::world::log::Entry;
use crate::world::policy::Pace;
use crate::world::{Genesis, World, later};

/// The world behind, and what it has not seen.
#[derive(Debug)]
pub(super) struct Replica {
    world: World,
    pace: Pace,
    unseen: VecDeque<(Timestamp, Entry)>,
    /// How much of the log has come here, seen or not.
    known: usize,
}

impl Replica {
    /// A world behind this one, if the policy wants one; as yet it has seen the
    /// same.
    pub(super) fn of(genesis: &Genesis, first: &World) -> Option<Self> {
        let pace = genesis.policy.describe_lag_clock;
        (pace != Pace::Off).then(|| Self {
            world: first.clone(),
            pace,
            unseen: VecDeque::new(),
            known: first.log().len(),
        })
    }

    /// The world as describes see it.
    pub(super) fn world(&self) -> &World {
        &self.world
    }

    /// Takes note of what has happened since the last time.
    pub(super) fn note(&mut self, first: &World, wall: Timestamp) {
        for entry in first.log().after(self.known) {
            self.known += 1;
            let begins = match self.pace {
                Pace::Virtual | Pace::Off => entry.at,
                Pace::Wall => wall,
            };
            let spread = first.policy().describe_lag;
            let lag = first.draw().duration(Branch::Lag, entry.sequence, spread);
            // Nothing is seen before what came before it.
            let last = self.unseen.back().map(|(at, _)| *at);
            let at = later(begins, lag).max(last.unwrap_or(Timestamp::MIN));
            self.unseen.push_back((at, entry.clone()));
        }
    }

    /// Whether there is something that can be seen by now.
    pub(super) fn is_stale(&self, now: Timestamp, wall: Timestamp) -> bool {
        let first = self.unseen.front();
        first.is_some_and(|(at, _)| *at <= self.moment(now, wall))
    }

    /// Shows what can be seen by now.
    pub(super) fn show(&mut self, now: Timestamp, wall: Timestamp) {
        let moment = self.moment(now, wall);
        while let Some((_, entry)) = self.unseen.pop_front_if(|(at, _)| *at <= moment) {
            self.world.follow(&entry);
        }
    }

    /// When something is next seen, where that is for the world's clock to say.
    pub(super) fn next_due(&self) -> Option<Timestamp> {
        match self.pace {
            Pace::Virtual => self.unseen.front().map(|(at, _)| *at),
            Pace::Off | Pace::Wall => None,
        }
    }

    fn moment(&self, now: Timestamp, wall: Timestamp) -> Timestamp {
        match self.pace {
            Pace::Virtual | Pace::Off => now,
            Pace::Wall => wall,
        }
    }
}
