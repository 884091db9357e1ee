//! CAIDA's text for the relations between networks, read and written.
//!
//! A line is `provider|customer|-1` or `peer|peer|0` (serial 1); a fourth field
//! says how that was inferred (serial 2) and is not kept. Lines that begin with
//! `#` are comments. <https://publicdata.caida.org/datasets/as-relationships/>
//!
//! The text says nothing about what a network does; it is guessed from whom it
//! buys from and sells to. Nobody in it validates until that is drawn.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::asn::Asn;

use super::table::Key;
use super::{Graph, GraphError, Kind, Network, Node, Relation, Tie};

#[cfg(test)]
mod tests;

/// Why a text is not a graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AsRelError {
    /// A line has too few or too many fields.
    #[error("line {line}: not three or four fields between `|`, as in `3356|64500|-1`")]
    Fields {
        /// Its number, from 1.
        line: usize,
    },
    /// An end is not an AS number.
    #[error("line {line}: `{text}` is not an AS number; write the bare number")]
    NotAnAsn {
        /// Its number, from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// The relation is none that there is.
    #[error("line {line}: unknown relation `{text}`; write -1 (provider|customer) or 0 (peers)")]
    UnknownRelation {
        /// Its number, from 1.
        line: usize,
        /// What stands there.
        text: String,
    },
    /// A network is its own neighbour.
    #[error("line {line}: {asn} cannot be its own neighbour")]
    OwnNeighbour {
        /// Its number, from 1.
        line: usize,
        /// The network.
        asn: Asn,
    },
    /// Two lines speak of the same two networks.
    #[error("line {line}: line {first} says already what {of} and {to} are to each other")]
    RelatedTwice {
        /// Its number, from 1.
        line: usize,
        /// The number of the other line.
        first: usize,
        /// One network.
        of: Asn,
        /// The other.
        to: Asn,
    },
    /// Something that is no one line's fault.
    #[error("{0}; no network may be, however far up, a provider of its own providers")]
    Circle(GraphError),
}

/// Reads a text.
pub fn read(text: &str) -> Result<Graph, AsRelError> {
    let mut found: BTreeMap<Asn, Seen> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut said = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (of, relation, to) = read_line(number, line)?;
        if of == to {
            return Err(AsRelError::OwnNeighbour {
                line: number,
                asn: of,
            });
        }
        found.entry(of).or_default().buys |= relation == Relation::CustomerOf;
        found.entry(to).or_default().sells |= relation == Relation::CustomerOf;
        said.push((of, relation, to));
        lines.push(number);
    }
    let networks = found
        .iter()
        .map(|(&asn, seen)| Network::new(asn, seen.kind()))
        .collect();
    let nodes: BTreeMap<Asn, Node> = found.keys().copied().zip((0..).map(Node::nth)).collect();
    let ties = said
        .iter()
        .filter_map(|(of, relation, to)| {
            Some(Tie {
                of: *nodes.get(of)?,
                relation: *relation,
                to: *nodes.get(to)?,
            })
        })
        .collect();
    Graph::new(networks, ties).map_err(|error| with_line(error, &lines))
}

/// What is known of a network when all lines are read.
#[derive(Clone, Copy, Default)]
struct Seen {
    buys: bool,
    sells: bool,
}

impl Seen {
    const fn kind(self) -> Kind {
        match (self.buys, self.sells) {
            (false, true) => Kind::Tier1,
            (true, true) => Kind::Transit,
            (true, false) => Kind::Stub,
            // It only peers, as some do that send much.
            (false, false) => Kind::Content,
        }
    }
}

fn read_line(line: usize, text: &str) -> Result<(Asn, Relation, Asn), AsRelError> {
    let fields: Vec<&str> = text.split('|').collect();
    let ([a, b, relation] | [a, b, relation, _]) = *fields.as_slice() else {
        return Err(AsRelError::Fields { line });
    };
    let asn = |text: &str| {
        let number = text.parse().map_err(|_| AsRelError::NotAnAsn {
            line,
            text: text.to_owned(),
        });
        number.map(Asn::new)
    };
    let (a, b) = (asn(a)?, asn(b)?);
    match relation {
        "-1" => Ok((b, Relation::CustomerOf, a)),
        "0" => Ok((a, Relation::PeerOf, b)),
        _ => Err(AsRelError::UnknownRelation {
            line,
            text: relation.to_owned(),
        }),
    }
}

/// Says it of lines instead of ties.
fn with_line(error: GraphError, lines: &[usize]) -> AsRelError {
    let line_of = |tie: usize| lines.get(tie).copied().unwrap_or_default();
    match error {
        GraphError::RelatedTwice { tie, first, of, to } => AsRelError::RelatedTwice {
            line: line_of(tie),
            first: line_of(first),
            of,
            to,
        },
        GraphError::OwnNeighbour { tie, asn } => AsRelError::OwnNeighbour {
            line: line_of(tie),
            asn,
        },
        // The networks are the keys of a map and every tie's ends are among
        // them, so that only a circle is left.
        GraphError::Circle { .. }
        | GraphError::AsnTwice { .. }
        | GraphError::NoSuchNetwork { .. } => AsRelError::Circle(error),
    }
}

/// Writes a graph as serial 1, in the order of AS numbers.
#[derive(Clone, Copy, Debug)]
pub struct AsRel<'a>(pub &'a Graph);

impl fmt::Display for AsRel<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(graph) = *self;
        writeln!(f, "# <provider-as>|<customer-as>|-1")?;
        writeln!(f, "# <peer-as>|<peer-as>|0")?;
        for (&asn, &node) in &graph.by_asn {
            let numbers = |nodes: &[Node]| {
                let mut numbers: Vec<u32> =
                    nodes.iter().map(|&it| graph.asn(it).number()).collect();
                numbers.sort_unstable();
                numbers
            };
            let asn = asn.number();
            for customer in numbers(graph.customers(node)) {
                writeln!(f, "{asn}|{customer}|-1")?;
            }
            // Each pair once, the lesser first.
            for peer in numbers(graph.peers(node)) {
                if asn < peer {
                    writeln!(f, "{asn}|{peer}|0")?;
                }
            }
        }
        Ok(())
    }
}
