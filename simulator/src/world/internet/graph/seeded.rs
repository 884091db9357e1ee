//! An internet drawn from a seed.
//!
//! The shape is that of what CAIDA infers from public routes: a clique of tier-1s
//! on top, transit networks whose number of customers is heavy-tailed because
//! who is large is chosen more often (Barabási and Albert, "Emergence of scaling
//! in random networks", Science 286, 1999), a broad edge with one to three
//! providers, and content networks that peer with many at exchanges.
//!
//! Networks that one meets in every AS path are there under their real numbers,
//! with their usual place; all others have numbers for private use (RFC 6996),
//! of which there are enough. Who peers with whom is drawn, for them as well.

use std::collections::BTreeSet;

use byoip_vocabulary::asn::Asn;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::table::Key;
use super::validation::Shares;
use super::{Graph, Kind, Network, Node, Relation, Tie};

#[cfg(test)]
mod tests;

/// The generator's stream: part of what a seed means. Far from those of the
/// world's other draws.
const STREAM: u64 = 0x1_0001;

/// The first of the 32-bit AS numbers for private use (RFC 6996).
const FIRST_PRIVATE: u32 = 4_200_000_000;

/// The most networks there are: a bit more than on the real internet.
pub const MOST_NETWORKS: usize = 100_000;

/// The networks that buy from nobody.
const TIER_1: [(u32, &str); 15] = [
    (174, "Cogent"),
    (701, "Verizon"),
    (1299, "Arelion"),
    (2914, "NTT"),
    (3257, "GTT"),
    (3320, "Deutsche Telekom"),
    (3356, "Lumen"),
    (3491, "PCCW Global"),
    (5511, "Orange"),
    (6453, "Tata Communications"),
    (6461, "Zayo"),
    (6762, "Telecom Italia Sparkle"),
    (6830, "Liberty Global"),
    (7018, "AT&T"),
    (12956, "Telxius"),
];

/// Other networks under their own numbers: what they do, from whom they buy, and
/// how many in a hundred of those they meet at an exchange they ask to peer.
const NAMED: [(u32, &str, Kind, &[u32], u32); 4] = [
    (6939, "Hurricane Electric", Kind::Transit, &[1299], 60),
    (
        16509,
        "Amazon",
        Kind::Content,
        &[1299, 2914, 3356, 6461],
        50,
    ),
    (14618, "Amazon (us-east-1)", Kind::Content, &[16509], 0),
    (8987, "Amazon (GovCloud)", Kind::Content, &[16509], 0),
];

/// How large an internet is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How many networks there are, the named ones among them and at least
    /// those; at most [`MOST_NETWORKS`].
    pub networks: usize,
    /// How many relying parties the validating networks listen to.
    pub validators: u8,
    /// Which networks validate.
    pub shares: Shares,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            networks: 400,
            validators: 5,
            shares: Shares::default(),
        }
    }
}

/// The internet of a seed.
pub fn graph(seed: u64, shape: Shape) -> Graph {
    let mut builder = Builder::new(seed);
    builder.name();
    let named = builder.networks.len();
    let others = shape.networks.min(MOST_NETWORKS).saturating_sub(named);
    // In a hundred of the others: 8 transit, 14 access and 4 content networks.
    builder.sell_transit(others * 8 / 100);
    builder.sell_access(others * 14 / 100);
    builder.send_content(others * 4 / 100);
    builder.buy_only(others);
    builder.meet();
    let mut graph = Graph::new(builder.networks, builder.ties)
        .expect("each buys only from those before it, and each pair is tied once");
    graph.draw_validators(seed, shape.validators, shape.shares);
    graph
}

/// A graph in the making.
struct Builder {
    generator: ChaCha8Rng,
    networks: Vec<Network>,
    ties: Vec<Tie>,
    /// Who is tied to whom: the lesser node first.
    tied: BTreeSet<(Node, Node)>,
    /// Those who sell transit, once each and once more for each customer: whom
    /// one draws from here is chosen in proportion to its size.
    sellers: Vec<Node>,
    /// Those who come to exchanges, and with how many they ask to peer at each.
    meeting: Vec<(Node, Openness)>,
}

/// With how many of an exchange's members one asks to peer.
#[derive(Clone, Copy)]
enum Openness {
    /// So many in a hundred.
    Percent(u32),
    /// So many.
    Count(usize),
}

impl Builder {
    fn new(seed: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(STREAM);
        Self {
            generator,
            networks: Vec::new(),
            ties: Vec::new(),
            tied: BTreeSet::new(),
            sellers: Vec::new(),
            meeting: Vec::new(),
        }
    }

    /// The named networks.
    fn name(&mut self) {
        for (number, name) in TIER_1 {
            let node = self.add(Network {
                name: Some(name.to_owned()),
                ..Network::new(Asn::new(number), Kind::Tier1)
            });
            for other in 0..node.row() {
                self.tie(node, Relation::PeerOf, Node::nth(other));
            }
            // A tier-1 begins as if it had a few customers.
            self.sellers.extend([node; 4]);
        }
        for (number, name, kind, providers, percent) in NAMED {
            let node = self.add(Network {
                name: Some(name.to_owned()),
                ..Network::new(Asn::new(number), kind)
            });
            for &provider in providers {
                let found = |network: &Network| network.asn == Asn::new(provider);
                if let Some(row) = self.networks.iter().position(found) {
                    self.tie(node, Relation::CustomerOf, Node::nth(row));
                }
            }
            if kind == Kind::Transit {
                self.sellers.extend([node; 4]);
            }
            if percent > 0 {
                self.meeting.push((node, Openness::Percent(percent)));
            }
        }
    }

    /// Networks that sell transit and buy from larger ones.
    fn sell_transit(&mut self, count: usize) {
        for _ in 0..count {
            let node = self.buy(Kind::Transit, &[2, 3, 3, 4]);
            self.sellers.push(node);
            self.meeting.push((node, Openness::Count(8)));
        }
    }

    /// Networks with many homes; some sell transit to neighbours.
    fn sell_access(&mut self, count: usize) {
        for _ in 0..count {
            let node = self.buy(Kind::Access, &[2, 2, 3, 3]);
            if self.generator.random_range(0..3) == 0 {
                self.sellers.push(node);
            }
            self.meeting.push((node, Openness::Count(5)));
        }
    }

    /// Networks with much to send.
    fn send_content(&mut self, count: usize) {
        for _ in 0..count {
            let node = self.buy(Kind::Content, &[2, 3]);
            self.meeting.push((node, Openness::Count(12)));
        }
    }

    /// Networks at the edge, until there are `others` without a name.
    fn buy_only(&mut self, others: usize) {
        let named = TIER_1.len() + NAMED.len();
        for count in self.networks.len()..named + others {
            let node = self.buy(Kind::Stub, &[1, 1, 2, 2, 2, 3]);
            // One in eight goes to an exchange.
            if count % 8 == 0 {
                self.meeting.push((node, Openness::Count(2)));
            }
        }
    }

    /// Exchanges, a handful on a small internet and more on a large one, whose
    /// members peer with some of each other.
    fn meet(&mut self) {
        let exchanges = (self.networks.len() / 800).clamp(5, 60);
        let mut members: Vec<Vec<(Node, Openness)>> = vec![Vec::new(); exchanges];
        for (node, openness) in std::mem::take(&mut self.meeting) {
            for (number, members) in members.iter_mut().enumerate() {
                // Everybody comes to one. Of the others, whoever is open to all
                // comes to half, and whoever wants to peer with a few to one for
                // every four of those, but no more than half.
                let (chances, of) = match openness {
                    Openness::Percent(_) => (1, 2),
                    Openness::Count(count) => (count.min(exchanges * 2), exchanges * 4),
                };
                let comes = self.generator.random_range(0..of) < chances;
                if comes || number == node.row() % exchanges {
                    members.push((node, openness));
                }
            }
        }
        for members in members {
            for &(node, openness) in &members {
                let wanted = match openness {
                    Openness::Percent(percent) => members.len() * percent as usize / 100,
                    Openness::Count(count) => count,
                };
                // At a large exchange nobody keeps more sessions than these.
                for _ in 0..wanted.min(300) {
                    if let Some(&(other, _)) = members.choose(&mut self.generator) {
                        self.tie(node, Relation::PeerOf, other);
                    }
                }
            }
        }
    }

    /// Adds a network that buys from as many as are drawn from `counts`.
    fn buy(&mut self, kind: Kind, counts: &[usize]) -> Node {
        let number = self.networks.len() - TIER_1.len() - NAMED.len();
        let number = u32::try_from(number).expect("MOST_NETWORKS is within 32 bits");
        let count = counts.choose(&mut self.generator).copied().unwrap_or(1);
        let mut providers = BTreeSet::new();
        // The same one may be drawn twice: then it is one provider fewer.
        for _ in 0..count {
            let drawn = self.sellers.choose(&mut self.generator);
            providers.extend(drawn.copied());
        }
        let node = self.add(Network::new(Asn::new(FIRST_PRIVATE + number), kind));
        for provider in providers {
            self.tie(node, Relation::CustomerOf, provider);
            self.sellers.push(provider);
        }
        node
    }

    fn add(&mut self, network: Network) -> Node {
        self.networks.push(network);
        Node::nth(self.networks.len() - 1)
    }

    /// Ties two that are not tied yet.
    fn tie(&mut self, of: Node, relation: Relation, to: Node) {
        if of != to && self.tied.insert((of.min(to), of.max(to))) {
            self.ties.push(Tie { of, relation, to });
        }
    }
}
