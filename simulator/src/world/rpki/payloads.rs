//! Validated payloads as they come and go at the publication points.
//!
//! Every change has a number, and a payload knows from which one to which other
//! it was there. So one index answers for each validator what was there when it
//! last looked, be that a minute ago or a day.

use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Vrp;
use byoip_vocabulary::validity::{RouteState, RouteValidity};

mod attested;
mod index;

pub use attested::Attested;
use attested::History;
use index::Index;

#[cfg(test)]
mod tests;

/// How many changes there have been: a moment in the payloads' history.
pub type Serial = u32;

/// A payload and the trust anchor it hangs on.
pub type Payload = (Vrp, TrustAnchor);

/// What a payload is validated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrustAnchor {
    /// A registry's.
    Registry(Registry),
    /// None: validators were told by hand, as by a SLURM file (RFC 8416).
    Local,
}

impl From<Registry> for TrustAnchor {
    fn from(registry: Registry) -> Self {
        Self::Registry(registry)
    }
}

/// What a change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Added(Payload),
    Removed(Payload),
    /// An ASPA came or went; their own history knows which.
    Attested,
}

impl Change {
    const fn payload(self) -> Option<Payload> {
        match self {
            Self::Added(payload) | Self::Removed(payload) => Some(payload),
            Self::Attested => None,
        }
    }
}

/// Every payload there is or was. The log of changes and the ASPAs' history are
/// all there is to it; the index is made of the log.
#[derive(Clone, Default)]
pub struct Payloads {
    log: Vec<Change>,
    index: Index,
    aspas: History,
}

impl Payloads {
    /// The number of the latest change.
    pub fn serial(&self) -> Serial {
        Serial::try_from(self.log.len()).unwrap_or(Serial::MAX)
    }

    /// Makes room for as many more.
    pub(super) fn reserve(&mut self, more: usize) {
        self.log.reserve(more);
    }

    /// A payload comes.
    pub(super) fn add(&mut self, payload: Payload) {
        self.log.push(Change::Added(payload));
        self.index.add(payload, self.serial());
    }

    /// A payload goes. Where two say the same, one of them stays.
    pub(super) fn remove(&mut self, payload: Payload) {
        self.log.push(Change::Removed(payload));
        self.index.remove(payload, self.serial());
    }

    /// An ASPA comes.
    pub(super) fn attest(&mut self, aspa: Attested) {
        self.log.push(Change::Attested);
        self.aspas.add(aspa, self.serial());
    }

    /// An ASPA goes.
    pub(super) fn retract(&mut self, aspa: &Attested) {
        self.log.push(Change::Attested);
        self.aspas.remove(aspa, self.serial());
    }

    /// The ASPAs that came and those that went from one moment to a later one,
    /// each in order. One whose providers changed did both.
    pub(super) fn attested_between(
        &self,
        from: Serial,
        to: Serial,
    ) -> (Vec<Attested>, Vec<Attested>) {
        let (before, after) = (self.aspas.at(from), self.aspas.at(to));
        let only = |these: &[&Attested], those: &[&Attested]| {
            let new = these.iter().filter(|aspa| !those.contains(aspa));
            new.map(|aspa| (*aspa).clone()).collect()
        };
        (only(&after, &before), only(&before, &after))
    }

    /// The payloads after a change.
    pub fn at(&self, serial: Serial) -> View<'_> {
        let payloads = self;
        View { payloads, serial }
    }

    /// What came and what went from one moment to a later one; what did both is
    /// in neither. Each in order.
    pub(super) fn between(&self, from: Serial, to: Serial) -> (Vec<Payload>, Vec<Payload>) {
        let position = |serial: Serial| usize::try_from(serial).unwrap_or(usize::MAX);
        let changes = self.log.get(position(from)..position(to));
        let mut touched: Vec<Payload> = changes
            .into_iter()
            .flatten()
            .filter_map(|change| change.payload())
            .collect();
        touched.sort_unstable();
        touched.dedup();
        let differ = |payload: &Payload| self.at(from).has(*payload) != self.at(to).has(*payload);
        touched.retain(differ);
        touched
            .into_iter()
            .partition(|payload| self.at(to).has(*payload))
    }
}

impl PartialEq for Payloads {
    fn eq(&self, other: &Self) -> bool {
        self.log == other.log && self.aspas == other.aspas
    }
}

impl Eq for Payloads {}

impl fmt::Debug for Payloads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.log).finish()
    }
}

/// The payloads at one moment: what a validator has that looked then.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    payloads: &'a Payloads,
    serial: Serial,
}

impl<'a> View<'a> {
    /// The moment.
    pub const fn serial(self) -> Serial {
        self.serial
    }

    /// Whether a payload is there.
    pub fn has(self, payload: Payload) -> bool {
        self.covering(payload.0.prefix())
            .any(|other| other == payload)
    }

    /// The payloads whose prefixes cover this one; one that is there twice
    /// comes twice.
    pub fn covering(self, prefix: Prefix) -> impl Iterator<Item = Payload> + use<'a> {
        self.payloads.index.covering(prefix, self.serial)
    }

    /// What the payloads say of a route, with the evidence in order.
    pub fn validity(self, prefix: Prefix, origin: Asn) -> RouteValidity {
        let mut vrps: Vec<Vrp> = self.covering(prefix).map(|(vrp, _)| vrp).collect();
        vrps.sort_unstable();
        vrps.dedup();
        RouteValidity::new(prefix, origin, &vrps)
    }

    /// The state alone, which is what routers ask, and often.
    pub fn state(self, prefix: Prefix, origin: Asn) -> RouteState {
        self.payloads.index.state(prefix, origin, self.serial)
    }

    /// All of them in no order; what is there twice comes twice.
    pub fn each(self) -> impl Iterator<Item = Payload> + use<'a> {
        self.payloads.index.all(self.serial)
    }

    /// What all of them say, in no order and as often as it is said.
    pub fn vrps(self) -> impl Iterator<Item = Vrp> + use<'a> {
        self.payloads.index.all(self.serial).map(|(vrp, _)| vrp)
    }

    /// The ASPAs, by customer.
    pub fn aspas(self) -> Vec<&'a Attested> {
        self.payloads.aspas.at(self.serial)
    }

    /// Whether any of them says this, under whichever trust anchor.
    pub fn says(self, vrp: Vrp) -> bool {
        self.covering(vrp.prefix()).any(|(other, _)| other == vrp)
    }

    /// All of them, in order and each once.
    pub fn all(self) -> Vec<Payload> {
        let mut all: Vec<Payload> = self.each().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
