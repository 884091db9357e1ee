//! Who announced what the address is in, and when.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Question, Span};
use crate::world::internet::{self, Source};
use crate::world::{Fact, Genesis, World};

/// Every announcement that reaches into the interval, by its beginning.
pub(super) fn history(world: &World, genesis: &Genesis, question: &Question) -> Vec<Span<Source>> {
    let covers = |source: &Source| source.route.prefix.contains(question.address.into());
    let begun = genesis.routes.iter().map(|route| Source::home(*route));
    let mut open: BTreeMap<Source, Timestamp> = begun
        .filter(covers)
        .map(|source| (source, genesis.start))
        .collect();
    let mut spans = Vec::new();
    for entry in world.log.after(0) {
        match &entry.fact {
            Fact::Internet(internet::Fact::Announced { source }) if covers(source) => {
                open.insert(*source, entry.at);
            }
            Fact::Internet(internet::Fact::Withdrawn { source }) => {
                if let Some(since) = open.remove(source) {
                    spans.push((*source, since, entry.at));
                }
            }
            _ => {}
        }
    }
    let open = open.into_iter();
    spans.extend(open.map(|(source, since)| (source, since, question.to)));
    // What began and ended at one moment of the interval belongs to it as well.
    let inside = spans.into_iter().filter(|(_, since, until)| {
        *since < question.to
            && (*until > question.from || (since == until && *until >= question.from))
    });
    let clipped = inside.map(|(what, since, until)| Span {
        from: since.max(question.from),
        to: until.min(question.to),
        what,
    });
    let mut spans: Vec<Span<Source>> = clipped.collect();
    spans.sort_by_key(|span| (span.from, span.what));
    spans
}
