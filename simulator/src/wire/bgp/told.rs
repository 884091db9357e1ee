//! What a router has been told of a collector's table, and how far it has
//! listened. Who has the connection keeps it.

use std::collections::BTreeMap;

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use super::{Family, Terms, Way, best, update};
use crate::wire::ris::collector::Collector;
use crate::world::World;
use crate::world::internet::updates::Cursor;

/// What a router has.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    collector: Collector,
    terms: Terms,
    cursor: Cursor,
    /// What is left of the table as it was when the session began.
    rest: Table,
    ways: BTreeMap<Prefix, Way>,
}

/// The prefixes of a table that are yet to be told.
#[derive(Clone, Debug)]
struct Table {
    at: Timestamp,
    prefixes: Vec<Prefix>,
}

/// How many prefixes are looked up at once: on an internet of tens of thousands of
/// networks that takes a tenth of a second.
const PIECE: usize = 64;

impl Told {
    /// Nothing yet. The table that is told first is that of this moment.
    pub(crate) fn nothing(world: &World, collector: Collector, terms: Terms) -> Self {
        let prefixes = world.internet().prefixes().into_iter();
        let mut prefixes: Vec<Prefix> = prefixes
            .filter(|prefix| terms.has(Family::of(*prefix)))
            .collect();
        prefixes.reverse();
        Self {
            collector,
            terms,
            cursor: Cursor::at_present(world),
            rest: Table {
                at: world.now(),
                prefixes,
            },
            ways: BTreeMap::new(),
        }
    }

    /// Tells the next piece of the table, and at its end that it ends; nothing
    /// where all was told.
    pub(crate) fn next_piece(&mut self, world: &World) -> Option<Vec<u8>> {
        if self.rest.prefixes.is_empty() {
            return None;
        }
        let mut changes = BTreeMap::new();
        for _ in 0..PIECE {
            let Some(prefix) = self.rest.prefixes.pop() else {
                break;
            };
            let way = best(world, &self.collector, prefix, self.rest.at);
            changes.extend(way.map(|way| (prefix, Some(way))));
        }
        Some(self.tell(changes))
    }

    /// The markers at the end of the table.
    pub(crate) fn ends(&self) -> Vec<u8> {
        let families = self.terms.families().iter();
        families.copied().flat_map(update::end_of_rib).collect()
    }

    /// Tells what has happened since, in the order of time: each change of mind,
    /// though only the last of them lasts.
    pub(crate) fn follow(&mut self, world: &World) -> Vec<u8> {
        let updates = self.cursor.advance(world, &self.collector.nodes());
        let mut bytes = Vec::new();
        for moment in updates.chunk_by(|one, next| one.at == next.at) {
            let prefixes = moment.iter().map(|it| (it.prefix, it.at));
            let changes = prefixes
                .filter(|(prefix, _)| self.terms.has(Family::of(*prefix)))
                .map(|(prefix, at)| (prefix, best(world, &self.collector, prefix, at)))
                .filter(|(prefix, way)| self.ways.get(prefix) != way.as_ref())
                .collect();
            bytes.extend(self.tell(changes));
        }
        bytes
    }

    /// Tells everything of a family once more.
    pub(crate) fn again(&self, family: Family) -> Vec<u8> {
        let ways = self.ways.iter();
        let asked = ways.filter(|(prefix, _)| Family::of(**prefix) == family);
        self.announced(asked.map(|(prefix, way)| (*prefix, way)))
    }

    fn tell(&mut self, changes: BTreeMap<Prefix, Option<Way>>) -> Vec<u8> {
        let lost = changes.iter().filter(|(_, way)| way.is_none());
        let lost: Vec<Prefix> = lost.map(|(prefix, _)| *prefix).collect();
        let mut bytes = update::withdrawn(&lost);
        let won = changes.iter();
        let won = won.filter_map(|(prefix, way)| Some((*prefix, way.as_ref()?)));
        bytes.extend(self.announced(won));
        for (prefix, way) in changes {
            match way {
                Some(way) => self.ways.insert(prefix, way),
                None => self.ways.remove(&prefix),
            };
        }
        bytes
    }

    /// Prefixes that share a way stand in one message.
    fn announced<'a>(&self, ways: impl Iterator<Item = (Prefix, &'a Way)>) -> Vec<u8> {
        let mut shared: BTreeMap<&Way, Vec<Prefix>> = BTreeMap::new();
        for (prefix, way) in ways {
            shared.entry(way).or_default().push(prefix);
        }
        let shared = shared.into_iter();
        shared
            .flat_map(|(way, prefixes)| update::announced(&self.terms, way, &prefixes))
            .collect()
    }
}
