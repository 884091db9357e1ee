//! How routing settles: for one prefix, what every network chooses in the end.
//!
//! The rules are Gao and Rexford's ("Stable Internet routing without global
//! coordination", IEEE/ACM Transactions on Networking 9(6), 2001): a network
//! prefers what a customer announces over what a peer does over what a provider
//! does, then the shorter path (RFC 4271 section 9.1.2.2 a), then the neighbour
//! with the lowest AS number. It tells everybody its own and its customers'
//! routes, and its customers all others. Whose number is in a path drops it
//! (RFC 4271 section 9.1.2).
//!
//! Under these rules one state is stable, and three sweeps over the links find
//! it: up from customers to providers, across to peers, down to customers, each
//! in the order of path length.

use byoip_vocabulary::asn::Asn;

use super::graph::table::Table;
use super::graph::{Graph, Node, Role};

#[cfg(test)]
pub mod sample;
#[cfg(test)]
mod tests;

/// A network that originates a prefix, or says it heard of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Injection {
    /// The network.
    pub at: Node,
    /// What stands behind it in the path: nothing for an origin; its own number
    /// again for one that prepends; another's for one that pretends.
    pub path: Vec<Asn>,
}

impl Injection {
    /// The prefix originated by a network.
    pub const fn origin(at: Node) -> Self {
        let path = Vec::new();
        Self { at, path }
    }

    /// The last AS number of every path to here: what origins are validated by.
    pub fn origin_asn(&self, graph: &Graph) -> Asn {
        let at = graph.asn(self.at);
        self.path.last().copied().unwrap_or(at)
    }
}

/// From whom a network has a route, in the order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Nobody: it is injected there.
    Own,
    /// A customer.
    Customer,
    /// A peer.
    Peer,
    /// A provider.
    Provider,
}

impl Class {
    /// Whether providers and peers are told: those only of what one earns by.
    pub const fn goes_everywhere(self) -> bool {
        matches!(self, Self::Own | Self::Customer)
    }
}

impl From<Role> for Class {
    fn from(role: Role) -> Self {
        match role {
            Role::Customer => Self::Customer,
            Role::Peer => Self::Peer,
            Role::Provider => Self::Provider,
        }
    }
}

/// The route that a network has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The position of the injection that it leads to.
    pub injection: u16,
    /// From whom it is.
    pub class: Class,
    /// How many AS numbers are in its path.
    pub length: u16,
    /// The neighbour that announced it; for an own one, the network itself.
    pub via: Node,
}

impl Choice {
    /// What a neighbour of this network may choose because of it.
    const fn passed_on(self, from: Node, class: Class) -> Self {
        Self {
            injection: self.injection,
            class,
            length: self.length.saturating_add(1),
            via: from,
        }
    }
}

/// What every network has chosen.
pub type Settled = Table<Node, Option<Choice>>;

/// Finds the state in which nobody changes their mind. `rejects` says whether a
/// network drops all routes to an injection, by its position, as origin
/// validation makes it do; its own it keeps. No more than 65,536 injections are
/// looked at.
pub fn solve(
    graph: &Graph,
    injections: &[Injection],
    rejects: impl Fn(Node, usize) -> bool,
) -> Settled {
    let mut sweep = Sweep {
        graph,
        injections,
        rejects,
        settled: Table::filled(graph.size(), None),
        by_length: Vec::new(),
    };
    sweep.inject();
    sweep.up();
    sweep.across();
    sweep.down();
    sweep.settled
}

/// The AS path by which a network reaches the prefix: its neighbour's number
/// first and the origin's last; empty for an origin itself.
pub fn path(
    graph: &Graph,
    injections: &[Injection],
    settled: &Settled,
    node: Node,
) -> Option<Vec<Asn>> {
    let mut choice = settled[node]?;
    let mut path = Vec::with_capacity(usize::from(choice.length));
    while choice.class != Class::Own {
        path.push(graph.asn(choice.via));
        choice = settled[choice.via]?;
    }
    let injection = injections.get(usize::from(choice.injection))?;
    path.extend(&injection.path);
    Some(path)
}

struct Sweep<'a, R> {
    graph: &'a Graph,
    injections: &'a [Injection],
    rejects: R,
    settled: Settled,
    /// Networks that have a route to pass on, by the length of its path.
    by_length: Vec<Vec<Node>>,
}

impl<R: Fn(Node, usize) -> bool> Sweep<'_, R> {
    /// Networks keep the shortest, then the first, of what is injected at them.
    fn inject(&mut self) {
        for (injection, Injection { at, path }) in (0..=u16::MAX).zip(self.injections) {
            let length = u16::try_from(path.len()).unwrap_or(u16::MAX);
            let kept = self.settled[*at].is_some_and(|kept| kept.length <= length);
            if !kept {
                self.settled[*at] = Some(Choice {
                    injection,
                    class: Class::Own,
                    length,
                    via: *at,
                });
                self.queue(*at, length);
            }
        }
    }

    /// Providers hear what their customers have, and so on upwards.
    fn up(&mut self) {
        let graph = self.graph;
        self.in_order_of_length(Class::Customer, |node| graph.providers(node));
    }

    /// Peers hear what networks have themselves or from customers, and it goes
    /// no further than that.
    fn across(&mut self) {
        for from in self.graph.nodes() {
            if let Some(told) = self.settled[from]
                && told.class.goes_everywhere()
            {
                let offer = told.passed_on(from, Class::Peer);
                for &to in self.graph.peers(from) {
                    self.offer(offer, to);
                }
            }
        }
    }

    /// Customers hear everything, and so on downwards.
    fn down(&mut self) {
        let graph = self.graph;
        for node in graph.nodes() {
            if let Some(choice) = self.settled[node] {
                self.queue(node, choice.length);
            }
        }
        self.in_order_of_length(Class::Provider, |node| graph.customers(node));
    }

    /// Passes on what is queued, and what is chosen because of that. Whatever is
    /// chosen is longer by one, so that a network's choice is final when its turn
    /// comes.
    fn in_order_of_length<'a>(&mut self, class: Class, to: impl Fn(Node) -> &'a [Node]) {
        let mut length = 0;
        while let Some(nodes) = self.by_length.get_mut(length) {
            for from in std::mem::take(nodes) {
                let Some(told) = self.settled[from] else {
                    continue;
                };
                let offer = told.passed_on(from, class);
                for &next in to(from) {
                    // Whoever had a route of this length is queued already.
                    if self.offer(offer, next) && !to(next).is_empty() {
                        self.queue(next, offer.length);
                    }
                }
            }
            length += 1;
        }
    }

    /// A network hears of a route, and takes it if it is better than what it has.
    /// Says whether it had none.
    fn offer(&mut self, offer: Choice, to: Node) -> bool {
        let kept = self.settled[to];
        if let Some(kept) = kept {
            let rank = (offer.class, offer.length).cmp(&(kept.class, kept.length));
            let asn = |choice: Choice| self.graph.asn(choice.via);
            if rank.then_with(|| asn(offer).cmp(&asn(kept))).is_ge() {
                return false;
            }
        }
        if !self.takes(to, offer.injection) {
            return false;
        }
        self.settled[to] = Some(offer);
        kept.is_none()
    }

    /// Whether a network takes a route to an injection: not when its own number
    /// is in what stands behind, nor when validation says no.
    fn takes(&self, node: Node, injection: u16) -> bool {
        let position = usize::from(injection);
        let asn = self.graph.asn(node);
        let loops = self
            .injections
            .get(position)
            .is_some_and(|injection| injection.path.contains(&asn));
        !loops && !(self.rejects)(node, position)
    }

    fn queue(&mut self, node: Node, length: u16) {
        let length = usize::from(length);
        if self.by_length.len() <= length {
            self.by_length.resize_with(length + 1, Vec::new);
        }
        if let Some(nodes) = self.by_length.get_mut(length) {
            nodes.push(node);
        }
    }
}
