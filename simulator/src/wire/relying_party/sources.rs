//! Where payloads come from: the signed objects behind them, and until when they
//! are good.

use std::collections::BTreeMap;

use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;

use crate::repository::Times;
use crate::world::World;
use crate::world::rpki::aspa::{Aspa, Aspas};
use crate::world::rpki::payloads::{Payload, TrustAnchor};
use crate::world::rpki::{Entry, Stage};

/// The ROAs on record, by what they say, and the ASPAs.
#[derive(Debug)]
pub(in crate::wire) struct Sources<'a> {
    roas: BTreeMap<(Registry, Roa), Vec<&'a Entry>>,
    aspas: &'a Aspas,
    start: Timestamp,
    fetched: Timestamp,
}

impl<'a> Sources<'a> {
    /// Those of a world that began at `start`, as fetched by a moment.
    pub(super) fn new(world: &'a World, start: Timestamp, fetched: Timestamp) -> Self {
        let mut roas: BTreeMap<_, Vec<&Entry>> = BTreeMap::new();
        for (_, entry) in world.rpki().entries() {
            if entry.is_published() {
                let key = (entry.member.registry, entry.roa);
                roas.entry(key).or_default().push(entry);
            }
        }
        Self {
            roas,
            aspas: world.rpki().aspas(),
            start,
            fetched,
        }
    }

    /// The times of the ROAs behind a payload; none of what was told by hand.
    ///
    /// One that has left its registry's books is still with those who have not
    /// looked since; when it was published is forgotten then, and the world's
    /// beginning stands in.
    pub(in crate::wire) fn times(&self, (roa, anchor): Payload) -> Vec<Times> {
        let TrustAnchor::Registry(registry) = anchor else {
            return Vec::new();
        };
        match self.roas.get(&(registry, roa)) {
            Some(entries) => entries.iter().map(|entry| self.times_of(entry)).collect(),
            None => vec![Times::new(self.start, self.start, None, self.fetched)],
        }
    }

    /// The times of an ASPA; the world's beginning stands in as it does for ROAs.
    pub(in crate::wire) fn times_of_aspa(&self, aspa: &Aspa) -> Times {
        let entry = self.aspas.get(aspa.customer);
        let entry = entry.filter(|entry| entry.published.as_ref() == Some(aspa));
        let since = match entry.map(|entry| entry.stage) {
            Some(Stage::Published { since }) => since,
            Some(Stage::Created { .. } | Stage::Deleted { .. }) | None => self.start,
        };
        Times::new(self.start, since, None, self.fetched)
    }

    fn times_of(&self, entry: &Entry) -> Times {
        let since = match entry.stage {
            Stage::Published { since } => since,
            Stage::Created { .. } | Stage::Deleted { .. } => entry.created,
        };
        Times::new(self.start, since, entry.until, self.fetched)
    }

    /// When a payload is of no use any more: with the last ROA that says it. What
    /// was told by hand is good for as long as what is fetched now.
    pub(in crate::wire) fn expires(&self, payload: Payload) -> Timestamp {
        let times = self.times(payload).into_iter();
        let last = times.map(Times::expires).max();
        last.unwrap_or_else(|| Times::new(self.start, self.start, None, self.fetched).expires())
    }
}
