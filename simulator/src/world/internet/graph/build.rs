//! Making a graph, and attaching a network to one: where its invariants are
//! checked.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use byoip_vocabulary::asn::Asn;

use super::table::{Key, Table};
use super::{Around, Graph, Kind, Link, Network, Node, Relation, Role, Tie};

/// Why a list of networks and ties is not a graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// Two networks have one AS number.
    #[error("{asn} is there twice")]
    AsnTwice {
        /// The number.
        asn: Asn,
    },
    /// A tie names a network that is not in the list.
    #[error("tie {tie} is with a network that is not there")]
    NoSuchNetwork {
        /// Its position in the list.
        tie: usize,
    },
    /// A network is its own neighbour.
    #[error("{asn} is said to be its own neighbour")]
    OwnNeighbour {
        /// Its position in the list.
        tie: usize,
        /// The network.
        asn: Asn,
    },
    /// Two are neighbours by two ties.
    #[error("what {of} and {to} are to each other is said twice")]
    RelatedTwice {
        /// The position of the second in the list.
        tie: usize,
        /// The position of the first.
        first: usize,
        /// One network.
        of: Asn,
        /// The other.
        to: Asn,
    },
    /// Some are customers of their own customers.
    #[error("{} buy transit in a circle", listed(.circle))]
    Circle {
        /// Each buys from the next, and the last from the first.
        circle: Vec<Asn>,
    },
}

fn listed(asns: &[Asn]) -> String {
    let asns: Vec<String> = asns.iter().map(Asn::to_string).collect();
    asns.join(", ")
}

/// Why a network cannot be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttachError {
    /// There is one with its AS number.
    #[error("{asn} is on the internet already")]
    Present {
        /// The number.
        asn: Asn,
    },
    /// A provider is not there.
    #[error("there is no {asn} to buy transit from")]
    NoSuchProvider {
        /// Its number.
        asn: Asn,
    },
    /// No provider was named.
    #[error("{asn} needs a provider to be reached through")]
    NoProvider {
        /// The network's number.
        asn: Asn,
    },
}

impl Graph {
    /// Makes a graph. A tie names networks by their position in the list.
    pub fn new(networks: Vec<Network>, ties: Vec<Tie>) -> Result<Self, GraphError> {
        let mut graph = Self {
            networks: Table::default(),
            asns: Table::default(),
            around: Table::default(),
            neighbours: Vec::new(),
            links: Vec::new(),
            ties: Vec::new(),
            by_asn: BTreeMap::new(),
        };
        for network in networks {
            let asn = network.asn;
            graph.asns.push(asn);
            let node = graph.networks.push(network);
            if graph.by_asn.insert(asn, node).is_some() {
                return Err(GraphError::AsnTwice { asn });
            }
        }
        graph.check_ties(&ties)?;
        graph.ties = ties;
        graph.connect();
        match graph.circle() {
            Some(circle) => Err(GraphError::Circle { circle }),
            None => Ok(graph),
        }
    }

    /// Adds many stubs at once, each with those it buys from, and puts everybody's
    /// neighbours in order anew: for a graph that nothing is kept for yet. One
    /// that is there already, or has no provider here, is passed over.
    pub fn attach_all(&mut self, stubs: &[(Asn, Vec<Asn>)]) {
        for (asn, providers) in stubs {
            let mut nodes: Vec<Node> = providers.iter().filter_map(|it| self.find(*it)).collect();
            nodes.sort_unstable();
            nodes.dedup();
            if nodes.is_empty() || self.by_asn.contains_key(asn) {
                continue;
            }
            let of = self.networks.push(Network::new(*asn, Kind::Stub));
            self.asns.push(*asn);
            self.by_asn.insert(*asn, of);
            let relation = Relation::CustomerOf;
            self.ties
                .extend(nodes.into_iter().map(|to| Tie { of, relation, to }));
        }
        self.around = Table::default();
        self.neighbours.clear();
        self.links.clear();
        self.connect();
    }

    /// Adds a stub that buys from these.
    pub fn attach(&mut self, asn: Asn, providers: &[Asn]) -> Result<Node, AttachError> {
        if self.by_asn.contains_key(&asn) {
            return Err(AttachError::Present { asn });
        }
        let mut nodes = Vec::new();
        for &provider in providers {
            let missing = AttachError::NoSuchProvider { asn: provider };
            nodes.push(self.find(provider).ok_or(missing)?);
        }
        nodes.sort_by_key(|&node| self.asns[node]);
        nodes.dedup();
        if nodes.is_empty() {
            return Err(AttachError::NoProvider { asn });
        }
        let node = self.networks.push(Network::new(asn, Kind::Stub));
        self.asns.push(asn);
        self.by_asn.insert(asn, node);
        let mut links = Vec::new();
        for &provider in &nodes {
            let up = Link::nth(self.ties.len() * 2);
            self.ties.push(Tie {
                of: node,
                relation: Relation::CustomerOf,
                to: provider,
            });
            self.add_customer(provider, node, up.reverse());
            links.push(up);
        }
        let providers = position(self.neighbours.len());
        self.neighbours.append(&mut nodes);
        self.links.append(&mut links);
        let end = position(self.neighbours.len());
        self.around.push(Around {
            providers,
            peers: end,
            customers: end,
            end,
        });
        Ok(node)
    }

    fn check_ties(&self, ties: &[Tie]) -> Result<(), GraphError> {
        let mut said: BTreeMap<(Node, Node), usize> = BTreeMap::new();
        for (tie, &Tie { of, to, .. }) in ties.iter().enumerate() {
            if of.row().max(to.row()) >= self.size() {
                return Err(GraphError::NoSuchNetwork { tie });
            }
            let (asn, other) = (self.asns[of], self.asns[to]);
            if of == to {
                return Err(GraphError::OwnNeighbour { tie, asn });
            }
            if let Some(first) = said.insert((of.min(to), of.max(to)), tie) {
                return Err(GraphError::RelatedTwice {
                    tie,
                    first,
                    of: asn,
                    to: other,
                });
            }
        }
        Ok(())
    }

    /// Puts both ends of every tie among the neighbours of the other.
    fn connect(&mut self) {
        let mut around: Table<Node, Vec<(Role, Asn, Node, Link)>> =
            Table::filled(self.size(), Vec::new());
        for row in 0..self.directed_links() {
            let link = Link::nth(row);
            let (from, to) = self.ends(link);
            let role = self.role(link.reverse());
            around[from].push((role, self.asns[to], to, link));
        }
        for node in self.nodes() {
            let mut entries = std::mem::take(&mut around[node]);
            entries.sort_by_key(|&(role, asn, ..)| (Reverse(role), asn));
            let before = |wanted| entries.partition_point(|entry| entry.0 > wanted);
            let start = self.neighbours.len();
            self.around.push(Around {
                providers: position(start),
                peers: position(start + before(Role::Peer)),
                customers: position(start + before(Role::Customer)),
                end: position(start + entries.len()),
            });
            self.neighbours.extend(entries.iter().map(|entry| entry.2));
            self.links.extend(entries.iter().map(|entry| entry.3));
        }
    }

    /// Gives a network one more customer. All its neighbours move to the end,
    /// where there is room; nobody looks at where they were.
    fn add_customer(&mut self, node: Node, customer: Node, link: Link) {
        let old = self.around[node];
        let start = position(self.neighbours.len());
        let stood = old.providers as usize..old.end as usize;
        self.neighbours.extend_from_within(stood.clone());
        self.links.extend_from_within(stood);
        self.neighbours.push(customer);
        self.links.push(link);
        self.around[node] = Around {
            providers: start,
            peers: start + (old.peers - old.providers),
            customers: start + (old.customers - old.providers),
            end: position(self.neighbours.len()),
        };
    }

    /// Networks that buy from each other in a circle, if any do: those that are
    /// left when, again and again, everybody without customers leaves.
    fn circle(&self) -> Option<Vec<Asn>> {
        let mut customers = Table::filled(self.size(), 0_usize);
        let mut leaving = Vec::new();
        for node in self.nodes() {
            customers[node] = self.customers(node).len();
            if customers[node] == 0 {
                leaving.push(node);
            }
        }
        while let Some(node) = leaving.pop() {
            for &provider in self.providers(node) {
                customers[provider] -= 1;
                if customers[provider] == 0 {
                    leaving.push(provider);
                }
            }
        }
        // Whoever is left has a customer that is left, so going down to one ends
        // where it has been.
        let mut node = self.nodes().find(|&node| customers[node] > 0)?;
        let mut walked = Vec::new();
        let mut reached_at = Table::filled(self.size(), None);
        loop {
            if let Some(start) = reached_at[node].replace(walked.len()) {
                let circle = walked.iter().skip(start).rev();
                return Some(circle.map(|&node| self.asns[node]).collect());
            }
            walked.push(node);
            let left = |other: &&Node| customers[**other] > 0;
            node = *self.customers(node).iter().find(left)?;
        }
    }
}

fn position(index: usize) -> u32 {
    u32::try_from(index).expect("a graph of 2^31 links does not fit into memory")
}
