//! Which keys the readers ask for, by the place of the mapping: what the JSON
//! Schema must know, too. Mappings of included files are left out.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::scenario::place::Place;

/// Keys by line and column of the mapping.
pub(crate) type Asked = BTreeMap<(u64, u64), BTreeSet<&'static str>>;

thread_local! {
    static ASKED: RefCell<Asked> = const { RefCell::new(BTreeMap::new()) };
}

pub(super) fn note(place: &Place, key: Option<&'static str>) {
    if place.file.is_some() {
        return;
    }
    ASKED.with_borrow_mut(|asked| {
        let keys = asked.entry((place.line, place.column)).or_default();
        keys.extend(key);
    });
}

/// What is asked for while something is read.
pub(crate) fn during(read: impl FnOnce()) -> Asked {
    ASKED.take();
    read();
    ASKED.take()
}
