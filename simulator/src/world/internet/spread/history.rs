//! What every network had chosen at every moment.

use super::super::graph::Node;
use super::super::graph::table::Table;
use super::paths::PathId;

/// A network changed its mind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// When, in milliseconds since the world's epoch.
    pub at: i64,
    /// Which network.
    pub node: Node,
    /// The path it takes from then on; nothing when it has none left.
    pub best: Option<PathId>,
}

/// All changes, and what was before the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct History {
    initial: Table<Node, Option<PathId>>,
    changes: Vec<Change>,
    /// The position of each change's predecessor at the same network.
    earlier: Vec<Option<u32>>,
    /// The position of each network's last change.
    latest: Table<Node, Option<u32>>,
}

impl History {
    pub(super) fn new(initial: Table<Node, Option<PathId>>) -> Self {
        let latest = Table::filled(initial.height(), None);
        Self {
            initial,
            changes: Vec::new(),
            earlier: Vec::new(),
            latest,
        }
    }

    /// Makes room for networks that were not there.
    pub(super) fn grow(&mut self, networks: usize) {
        self.initial.grow(networks, None);
        self.latest.grow(networks, None);
    }

    pub(super) fn changes(&self) -> &[Change] {
        &self.changes
    }

    pub(super) fn record(&mut self, change: Change) {
        let position = u32::try_from(self.changes.len()).ok();
        let latest = &mut self.latest[change.node];
        self.earlier.push(*latest);
        *latest = position;
        self.changes.push(change);
    }

    /// What a network had chosen at a moment, after all that happened at it.
    pub(super) fn best(&self, node: Node, at: i64) -> Option<PathId> {
        match self.last_by(node, at) {
            Some(change) => change.best,
            None => self.initial.known(node).copied().flatten(),
        }
    }

    /// When a network last changed its mind by a moment, if it has.
    pub(super) fn changed_at(&self, node: Node, at: i64) -> Option<i64> {
        self.last_by(node, at).map(|change| change.at)
    }

    fn last_by(&self, node: Node, at: i64) -> Option<&Change> {
        let mut position = self.latest.known(node).copied().flatten();
        while let Some(row) = position.map(|position| position as usize) {
            match self.changes.get(row) {
                Some(change) if change.at <= at => return Some(change),
                Some(_) | None => position = self.earlier.get(row).copied().flatten(),
            }
        }
        None
    }
}
