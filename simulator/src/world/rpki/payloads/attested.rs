//! ASPAs as they come and go: some hundreds where there are all of the world's,
//! so that a list does.

use super::{Serial, TrustAnchor};
use crate::world::rpki::aspa::Aspa;

/// An ASPA and from which change until which it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item {
    aspa: Attested,
    from: Serial,
    until: Serial,
}

/// An ASPA and the trust anchor it hangs on.
pub type Attested = (Aspa, TrustAnchor);

/// Every ASPA there is or was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct History(Vec<Item>);

impl History {
    /// One comes with a change.
    pub(super) fn add(&mut self, aspa: Attested, from: Serial) {
        let until = Serial::MAX;
        self.0.push(Item { aspa, from, until });
    }

    /// It goes with a change; one that is not there is not missed.
    pub(super) fn remove(&mut self, aspa: &Attested, until: Serial) {
        let mut there = self.0.iter_mut().filter(|it| it.until == Serial::MAX);
        if let Some(item) = there.find(|item| item.aspa == *aspa) {
            item.until = until;
        }
    }

    /// Those that are there after a change, by customer.
    pub(super) fn at(&self, serial: Serial) -> Vec<&Attested> {
        let there = |item: &&Item| item.from <= serial && serial < item.until;
        let there = self.0.iter().filter(there);
        let mut there: Vec<&Attested> = there.map(|item| &item.aspa).collect();
        there.sort_unstable();
        there
    }
}
