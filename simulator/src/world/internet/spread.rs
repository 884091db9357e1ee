//! How routing gets there: one prefix's news on its way through the internet.
//!
//! A run of the path-vector protocol (RFC 4271 section 9) with a network as one
//! router. Each holds what each neighbour last told it, takes the best by the
//! rules of `solve`, and tells its neighbours when that changes; a message takes
//! its time over the link, and most networks keep an interval between two messages
//! to a neighbour. What follows is not built in: after a
//! withdrawal, networks try one stale path after the other (Labovitz et al.,
//! "Delayed Internet routing convergence", SIGCOMM 2000), which takes minutes and
//! many messages where an announcement takes seconds and few.
//!
//! Nothing here asks for the time. The state is as of one moment; a copy of it can
//! be run ahead to know what will be, as long as nothing else happens. Times are
//! milliseconds since the world's epoch.

use std::collections::{BTreeMap, BTreeSet};

use byoip_vocabulary::asn::Asn;

pub use self::history::Change;
use self::history::History;
use self::pace::Pace;
pub(super) use self::pace::assumptions;
pub use self::paths::PathId;
use self::paths::Paths;
use super::graph::table::Table;
use super::graph::{Graph, Link, Node};
use super::solve::{Injection, solve};

mod history;
mod pace;
mod paths;
mod run;
#[cfg(test)]
mod tests;

/// What happens to a prefix from outside of its routing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A network begins to inject it. One that does already goes on.
    Announce {
        /// The injection, as [`Spread::add`] numbered it.
        injection: u16,
    },
    /// A network stops injecting it.
    Withdraw {
        /// The injection.
        injection: u16,
    },
    /// A network begins to tell every neighbour of its route, whoever it has it
    /// from, or keeps to the rules again.
    Leak {
        /// The network.
        node: Node,
        /// Whether it leaks from now on.
        leaks: bool,
    },
    /// A network's validator changed its mind about an injection's origin. Its
    /// routers follow after a time of their own, 5 to 60 s.
    Verdict {
        /// The network.
        node: Node,
        /// The injection.
        injection: u16,
        /// Whether it drops routes to it from now on.
        rejects: bool,
    },
}

/// How long a run is followed that does not end, in milliseconds: six hours.
const PATIENCE: i64 = 6 * 60 * 60 * 1000;

/// What is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    /// A message arrives at the far end: a path, or that there is none.
    Arrive { link: Link, path: Option<PathId> },
    /// The near end may tell the far end again.
    Release { link: Link },
    /// A network's routers follow their validator.
    Judge {
        node: Node,
        injection: u16,
        rejects: bool,
    },
}

/// A direction of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Session {
    /// What the near end last told.
    told: Option<PathId>,
    /// What the far end holds of that: its Adj-RIB-In. Nothing also where it
    /// found itself in the path.
    held: Option<PathId>,
    /// Before when the near end says nothing more.
    silent_until: i64,
    /// Whether a release is under way.
    waiting: bool,
}

impl Session {
    const NEW: Self = Self {
        told: None,
        held: None,
        silent_until: i64::MIN,
        waiting: false,
    };
}

/// An injection and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Source {
    root: PathId,
    announced: bool,
    /// Which networks' routers drop routes to it.
    rejected: Table<Node, bool>,
}

/// A network's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Best {
    path: PathId,
    /// The link it came by; none for what is injected here.
    from: Option<Link>,
}

/// One prefix on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spread {
    pace: Pace,
    now: i64,
    injections: Vec<Injection>,
    sources: Vec<Source>,
    paths: Paths,
    best: Table<Node, Option<Best>>,
    sessions: Table<Link, Session>,
    /// Who tells everybody of everything.
    leakers: BTreeSet<Node>,
    /// By when, then in the order in which they were set off.
    events: BTreeMap<(i64, u64), Event>,
    set_off: u64,
    messages: u64,
    history: History,
}

impl Spread {
    /// The state in which nothing is under way and all of `injections` are
    /// announced, as it was ever since. `rejects` is as in [`solve`].
    pub fn settled(
        graph: &Graph,
        seed: u64,
        injections: Vec<Injection>,
        rejects: impl Fn(Node, usize) -> bool,
    ) -> Self {
        let mut spread = Self {
            pace: Pace::new(seed, graph.size()),
            now: i64::MIN,
            injections: Vec::new(),
            sources: Vec::new(),
            paths: Paths::new(),
            best: Table::filled(graph.size(), None),
            sessions: Table::filled(graph.directed_links(), Session::NEW),
            leakers: BTreeSet::new(),
            events: BTreeMap::new(),
            set_off: 0,
            messages: 0,
            history: History::new(Table::default()),
        };
        for (position, injection) in injections.into_iter().enumerate() {
            let number = spread.add(graph, injection, |node| rejects(node, position));
            spread.set_announced(number, true);
        }
        let settled = solve(graph, &spread.injections, |node, number| {
            let source = spread.sources.get(number);
            source.is_some_and(|source| source.rejected[node])
        });
        spread.choose(graph, &settled);
        spread.tell_everybody(graph);
        let chosen = spread.best.iter();
        let paths = chosen.map(|(_, best)| best.map(|best| best.path));
        spread.history = History::new(paths.collect());
        spread
    }

    /// Makes an injection known and numbers it, without announcing it. `rejects`
    /// says whose routers drop routes to it as of now.
    pub fn add(
        &mut self,
        graph: &Graph,
        injection: Injection,
        rejects: impl Fn(Node) -> bool,
    ) -> u16 {
        let number = u16::try_from(self.sources.len())
            .expect("what can be injected differs by network and path, of which few are named");
        self.sources.push(Source {
            root: self.paths.root(number, &injection),
            announced: false,
            rejected: graph.nodes().map(rejects).collect(),
        });
        self.injections.push(injection);
        number
    }

    /// Lets time pass. It never goes back. A network that is attached to the graph
    /// at a moment is attached when time has passed up to it: its neighbours tell
    /// it what they have as soon as it is seen here.
    pub fn advance(&mut self, graph: &Graph, to: i64) {
        self.grow(graph);
        while let Some(event) = self.events.first_entry() {
            let (at, _) = *event.key();
            if at > to {
                break;
            }
            let event = event.remove();
            self.now = at;
            self.happen(graph, event);
        }
        self.now = self.now.max(to);
    }

    /// Takes an input at a moment, after all that is due by then. An injection
    /// that is not known changes nothing.
    pub fn input(&mut self, graph: &Graph, at: i64, input: Input) {
        self.advance(graph, at);
        match input {
            Input::Announce { injection } => self.inject(graph, injection, true),
            Input::Withdraw { injection } => self.inject(graph, injection, false),
            Input::Leak { node, leaks } => self.leak(graph, node, leaks),
            Input::Verdict {
                node,
                injection,
                rejects,
            } => {
                let delay = self.pace.verdict(graph.asn(node));
                let event = Event::Judge {
                    node,
                    injection,
                    rejects,
                };
                self.set_off(delay, event);
            }
        }
    }

    /// Lets all that is under way happen, and says when the last network changes
    /// its mind: the present moment where none does any more. With everybody's
    /// preferences as they are here there is such a moment (see `graph`), but a
    /// leak is outside of what makes it so: after [`PATIENCE`] it is given up.
    pub fn run_out(&mut self, graph: &Graph) -> i64 {
        let present = self.now;
        let limit = present.saturating_add(PATIENCE);
        while let Some((&(at, _), _)) = self.events.first_key_value() {
            if at > limit {
                return limit;
            }
            self.advance(graph, at);
        }
        let last = self.changes().last().map(|change| change.at);
        last.map_or(present, |last| last.max(present))
    }

    /// Whether nothing is under way.
    pub fn is_quiet(&self) -> bool {
        self.events.is_empty()
    }

    /// The moment up to which everything has happened.
    pub const fn now(&self) -> i64 {
        self.now
    }

    /// Every change of mind so far, in order.
    pub fn changes(&self) -> &[Change] {
        self.history.changes()
    }

    /// How many messages were sent.
    pub const fn messages(&self) -> u64 {
        self.messages
    }

    /// The path a network takes at a moment that has passed.
    pub fn best(&self, node: Node, at: i64) -> Option<PathId> {
        self.history.best(node, at)
    }

    /// When a network last changed its mind before a moment that has passed; the
    /// epoch where it has not since this run began.
    pub fn changed_at(&self, node: Node, at: i64) -> Option<i64> {
        self.best(node, at)?;
        Some(self.history.changed_at(node, at).unwrap_or(0))
    }

    /// The AS path by which a network reaches the prefix: its neighbour's number
    /// first and the origin's last; empty for an origin itself.
    pub fn path(&self, graph: &Graph, node: Node, at: i64) -> Option<Vec<Asn>> {
        let path = self.best(node, at)?;
        Some(self.asns(graph, path))
    }

    /// The AS numbers of a path, as [`Spread::path`] has them.
    pub fn asns(&self, graph: &Graph, path: PathId) -> Vec<Asn> {
        self.paths.asns(graph, &self.injections, path)
    }

    /// The injection that a network's packets would go to.
    pub fn injection(&self, path: PathId) -> u16 {
        self.paths.injection(path)
    }

    /// The neighbour to which a network sends packets; none where it has no
    /// route, or is where they go.
    pub fn next_hop(&self, node: Node, at: i64) -> Option<Node> {
        self.paths.first(self.best(node, at)?)
    }

    fn set_announced(&mut self, injection: u16, announced: bool) {
        if let Some(source) = self.sources.get_mut(usize::from(injection)) {
            source.announced = announced;
        }
    }
}
