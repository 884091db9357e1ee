//! Who connects to whom on the internet, and who pays.
//!
//! A network is an autonomous system; between two there is at most one relation,
//! of the two that Gao describes ("On inferring autonomous system relationships
//! in the Internet", IEEE/ACM Transactions on Networking 9(6), 2001): one buys
//! transit from the other, or they are peers and pay nothing. Siblings and
//! relations that differ from place to place are not modelled.
//!
//! Invariants, checked where a graph is made: no network is its own neighbour, a
//! relation is seen from both ends, and nobody is, however far up, a provider of
//! its own providers. That last one is what makes routing settle (Gao and
//! Rexford, "Stable Internet routing without global coordination", 2001).
//! Numbers of networks and links only ever grow, so that what is kept for each
//! stays good when a network is attached.

use std::collections::BTreeMap;

use byoip_vocabulary::asn::Asn;

pub use self::build::{AttachError, GraphError};
use self::table::{Key, Table};

pub mod as_rel;
mod build;
#[cfg(test)]
pub mod sample;
pub mod seeded;
pub mod table;
#[cfg(test)]
mod tests;
pub mod validation;

/// A network's number in its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node(u32);

impl Key for Node {
    fn nth(row: usize) -> Self {
        Self(u32::try_from(row).expect("there are fewer networks than AS numbers"))
    }

    fn row(self) -> usize {
        self.0 as usize
    }
}

/// One direction of a link between two neighbours: its number in its graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link(u32);

impl Link {
    /// The other direction of the same link.
    #[must_use]
    pub const fn reverse(self) -> Self {
        Self(self.0 ^ 1)
    }
}

impl Key for Link {
    fn nth(row: usize) -> Self {
        Self(u32::try_from(row).expect("a graph of 2^31 links does not fit into memory"))
    }

    fn row(self) -> usize {
        self.0 as usize
    }
}

/// What a network does for a living.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Buys from nobody and reaches everybody.
    Tier1,
    /// Sells transit, and buys it.
    Transit,
    /// Connects homes and offices; sells some transit.
    Access,
    /// Has much to send and peers with whoever wants it.
    Content,
    /// Buys transit and sells none.
    Stub,
}

/// A network as one who reads its name sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its AS number.
    pub asn: Asn,
    /// What it does.
    pub kind: Kind,
    /// What people call it, where it is somebody.
    pub name: Option<String>,
    /// Which of the world's relying parties its routers listen to. One without
    /// does not validate origins.
    pub validator: Option<u8>,
}

impl Network {
    /// A network without a name that does not validate.
    pub const fn new(asn: Asn, kind: Kind) -> Self {
        Self {
            asn,
            kind,
            name: None,
            validator: None,
        }
    }
}

/// What a neighbour is to a network. The order is that of preference for what it
/// announces: earning comes before saving, and saving before paying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Pays.
    Customer,
    /// Neither pays.
    Peer,
    /// Is paid.
    Provider,
}

/// A relation, said from one end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Buys transit from the other.
    CustomerOf,
    /// Exchanges its own and its customers' routes with the other.
    PeerOf,
}

/// Two neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// Of whom the relation is said: the customer, if one is.
    pub of: Node,
    /// What it is to the other.
    pub relation: Relation,
    /// The other.
    pub to: Node,
}

/// Where the neighbours of one network stand among all: providers, then peers,
/// then customers, and in each part by AS number but for customers attached
/// later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Around {
    providers: u32,
    peers: u32,
    customers: u32,
    end: u32,
}

/// An internet of networks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    networks: Table<Node, Network>,
    /// Beside the networks, because ties are broken by it at every turn.
    asns: Table<Node, Asn>,
    around: Table<Node, Around>,
    /// The neighbours of all networks, one network's after the other's.
    neighbours: Vec<Node>,
    /// The links to them, in the same order.
    links: Vec<Link>,
    ties: Vec<Tie>,
    by_asn: BTreeMap<Asn, Node>,
}

impl Graph {
    /// How many networks there are.
    pub const fn size(&self) -> usize {
        self.asns.height()
    }

    /// How many links there are, counting each direction.
    pub const fn directed_links(&self) -> usize {
        self.ties.len() * 2
    }

    /// The network with this AS number.
    pub fn find(&self, asn: Asn) -> Option<Node> {
        self.by_asn.get(&asn).copied()
    }

    /// Every network.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        (0..self.size()).map(Node::nth)
    }

    /// What a network is.
    pub fn network(&self, node: Node) -> &Network {
        &self.networks[node]
    }

    /// A network's AS number.
    pub fn asn(&self, node: Node) -> Asn {
        self.asns[node]
    }

    /// Those whose routers listen to a relying party.
    pub fn listeners(&self, validator: u8) -> impl Iterator<Item = Node> {
        self.networks
            .iter()
            .filter(move |(_, network)| network.validator == Some(validator))
            .map(|(node, _)| node)
    }

    /// Whom it buys from.
    pub fn providers(&self, node: Node) -> &[Node] {
        let around = self.around[node];
        part(&self.neighbours, around.providers, around.peers)
    }

    /// Whom it peers with.
    pub fn peers(&self, node: Node) -> &[Node] {
        let around = self.around[node];
        part(&self.neighbours, around.peers, around.customers)
    }

    /// Whom it sells to.
    pub fn customers(&self, node: Node) -> &[Node] {
        let around = self.around[node];
        part(&self.neighbours, around.customers, around.end)
    }

    /// Its links, away from it.
    pub fn links(&self, node: Node) -> &[Link] {
        let around = self.around[node];
        part(&self.links, around.providers, around.end)
    }

    /// Its links to customers, away from it.
    pub fn links_to_customers(&self, node: Node) -> &[Link] {
        let around = self.around[node];
        part(&self.links, around.customers, around.end)
    }

    /// Where a link leads from and to.
    pub fn ends(&self, link: Link) -> (Node, Node) {
        let tie = self.tie(link);
        match link.0 % 2 {
            0 => (tie.of, tie.to),
            _ => (tie.to, tie.of),
        }
    }

    /// What the near end of a link is to the far end: what a route that comes
    /// over the link counts as.
    pub fn role(&self, link: Link) -> Role {
        match (self.tie(link).relation, link.0 % 2) {
            (Relation::PeerOf, _) => Role::Peer,
            (Relation::CustomerOf, 0) => Role::Customer,
            (Relation::CustomerOf, _) => Role::Provider,
        }
    }

    fn tie(&self, link: Link) -> Tie {
        *self
            .ties
            .get(link.row() / 2)
            .expect("a link is made with its tie, and ties stay")
    }
}

/// Some of what stands one after the other.
fn part<T>(all: &[T], from: u32, to: u32) -> &[T] {
    all.get(from as usize..to as usize).unwrap_or_default()
}
