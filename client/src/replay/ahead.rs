//! What a run found done: nobody knows when it was done, only that it was before
//! the run looked, and that nothing of it was under way any more.
//!
//! Done again one by one, each with its own delay, such deeds would leave a world
//! that the recording never saw: the first ROA public, the second not yet. So those
//! that the run found without having changed anything in between are done together,
//! before the look that found the first of them, and the world settles once.

use std::collections::BTreeMap;

use super::question::{found_done, is_change};
use crate::recording::entry::Entry;

/// The deeds that are done before an entry, by the indices of both.
pub(super) fn done_ahead(entries: &[Entry]) -> BTreeMap<usize, Vec<usize>> {
    let mut ahead: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // Where the deeds go that are found until something is changed.
    let (mut begin, mut place) = (0, None);
    for (index, entry) in entries.iter().enumerate() {
        if let Some(looked) = found_done(entry) {
            let since = entries.iter().enumerate().take(index).skip(begin);
            let first = since.into_iter().find(|(_, entry)| entry.at() >= looked);
            let first = first.map_or(index, |(first, _)| first);
            let place = *place.get_or_insert(first);
            ahead.entry(place).or_default().push(index);
        } else if is_change(entry) {
            (begin, place) = (index + 1, None);
        }
    }
    ahead
}
