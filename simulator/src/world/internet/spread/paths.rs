//! AS paths, each kept once: a path is a network before another path, or what is
//! injected somewhere.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use byoip_vocabulary::asn::Asn;

use super::super::graph::table::{Key, Table};
use super::super::graph::{Graph, Node};
use super::super::solve::Injection;

/// The number of a path in its arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathId(NonZeroU32);

impl Key for PathId {
    fn nth(row: usize) -> Self {
        let number = u32::try_from(row + 1).ok().and_then(NonZeroU32::new);
        Self(number.expect("2^32 paths do not fit into memory"))
    }

    fn row(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The beginning of a path and what is known of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Path {
    /// The first network and the path behind it; nothing where the path is what
    /// is injected.
    step: Option<(Node, PathId)>,
    injection: u16,
    length: u16,
}

/// Every path that was ever told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paths {
    paths: Table<PathId, Path>,
    known: BTreeMap<(Node, PathId), PathId>,
}

impl Paths {
    pub(super) fn new() -> Self {
        Self {
            paths: Table::default(),
            known: BTreeMap::new(),
        }
    }

    /// The path of whoever injects it: what stands behind them.
    pub(super) fn root(&mut self, number: u16, injection: &Injection) -> PathId {
        self.paths.push(Path {
            step: None,
            injection: number,
            length: u16::try_from(injection.path.len()).unwrap_or(u16::MAX),
        })
    }

    /// A path with one more network before it.
    pub(super) fn extend(&mut self, node: Node, tail: PathId) -> PathId {
        if let Some(&path) = self.known.get(&(node, tail)) {
            return path;
        }
        let Path {
            injection, length, ..
        } = self.paths[tail];
        let path = self.paths.push(Path {
            step: Some((node, tail)),
            injection,
            length: length.saturating_add(1),
        });
        self.known.insert((node, tail), path);
        path
    }

    /// How many AS numbers are in a path.
    pub(super) fn length(&self, path: PathId) -> u16 {
        self.paths[path].length
    }

    /// The injection that a path leads to.
    pub(super) fn injection(&self, path: PathId) -> u16 {
        self.paths[path].injection
    }

    /// The first network of a path.
    pub(super) fn first(&self, path: PathId) -> Option<Node> {
        self.paths[path].step.map(|(node, _)| node)
    }

    /// The networks that a path leads through, without what is injected.
    pub(super) fn nodes(&self, path: PathId) -> impl Iterator<Item = Node> {
        let mut next = self.paths[path].step;
        std::iter::from_fn(move || {
            let (node, tail) = next?;
            next = self.paths[tail].step;
            Some(node)
        })
    }

    /// Whether a network is in a path already.
    pub(super) fn loops(
        &self,
        graph: &Graph,
        injections: &[Injection],
        path: PathId,
        node: Node,
    ) -> bool {
        let behind = injections.get(usize::from(self.injection(path)));
        self.nodes(path).any(|other| other == node)
            || behind.is_some_and(|behind| behind.path.contains(&graph.asn(node)))
    }

    /// A path as routers print it.
    pub(super) fn asns(&self, graph: &Graph, injections: &[Injection], path: PathId) -> Vec<Asn> {
        let mut asns: Vec<Asn> = self.nodes(path).map(|node| graph.asn(node)).collect();
        if let Some(injection) = injections.get(usize::from(self.injection(path))) {
            asns.extend(&injection.path);
        }
        asns
    }
}
