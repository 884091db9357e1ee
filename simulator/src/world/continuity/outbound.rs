//! The way out: what partners made of an instance's connections.
//!
//! A connection stands when its packets leave AWS, the partner lets in the
//! address that they bear, and the partner's answers come back to AWS: an address
//! that is not announced from there yet sends its answers home.

use std::fmt;
use std::net::Ipv4Addr;

use jiff::Timestamp;

use super::{Question, Span, moments, push};
use crate::world::aws::egress::{Egress, Stranded, egress};
use crate::world::aws::ids::InstanceId;
use crate::world::internet::forwarding::{End, Table, follow, tables};
use crate::world::internet::{Announcer, Partner};
use crate::world::reach::Place;
use crate::world::{Genesis, World};

use super::estate;

#[cfg(test)]
mod tests;

/// Whose connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The instance.
    pub instance: InstanceId,
    /// The port at the partner.
    pub port: u16,
}

/// What becomes of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// It stands.
    Open(Ipv4Addr),
    /// Nothing leaves AWS.
    Stranded(Stranded),
    /// The partner does not let the address in.
    NotAdmitted(Ipv4Addr),
    /// The answers go elsewhere.
    Astray(Ipv4Addr, Place),
}

impl Passage {
    /// Whether the connection stands.
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Open(_) => true,
            Self::Stranded(_) | Self::NotAdmitted(_) | Self::Astray(..) => false,
        }
    }

    /// The address that the partner sees.
    pub const fn source(&self) -> Option<Ipv4Addr> {
        match self {
            Self::Open(source) | Self::NotAdmitted(source) | Self::Astray(source, _) => {
                Some(*source)
            }
            Self::Stranded(_) => None,
        }
    }
}

impl fmt::Display for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(source) => write!(f, "connected from {source}"),
            Self::Stranded(why) => why.fmt(f),
            Self::NotAdmitted(source) => write!(f, "{source} is not on the allow-list"),
            Self::Astray(source, Place::Nowhere) => write!(f, "answers to {source} are lost"),
            Self::Astray(source, place) => {
                write!(f, "answers to {source} go to {place}")
            }
        }
    }
}

/// What becomes of them now, for each partner in their order.
pub fn now(world: &World, caller: &Caller) -> Vec<Passage> {
    let partners = world.internet().partners().iter();
    let source = match egress(world, &caller.instance, caller.port) {
        Ok(egress) => egress.source,
        Err(why) => return partners.map(|_| Passage::Stranded(why.clone())).collect(),
    };
    let tables = tables(world, source.into(), world.now());
    partners
        .map(|partner| meet(world, &tables, partner, source))
        .collect()
}

/// For each partner, in their order, what became of the connections in the
/// interval.
pub(super) fn history(
    world: &World,
    genesis: &Genesis,
    question: &Question,
    caller: &Caller,
) -> Vec<Vec<Span<Passage>>> {
    let partners = world.internet().partners();
    let leaving = estate::history(world, genesis, question, |past| {
        egress(past, &caller.instance, caller.port)
    });
    let mut passages = vec![Vec::new(); partners.len()];
    let ends = leaving
        .iter()
        .skip(1)
        .map(|(at, _)| *at)
        .chain([question.to]);
    for ((from, egress), to) in leaving.iter().zip(ends) {
        let stretch = Question {
            from: *from,
            to,
            ..question.clone()
        };
        pass(world, &stretch, egress, &mut passages);
    }
    passages
}

/// What becomes of them while they leave in one way.
fn pass(
    world: &World,
    stretch: &Question,
    egress: &Result<Egress, Stranded>,
    passages: &mut [Vec<Span<Passage>>],
) {
    let source = match egress {
        Ok(egress) => egress.source,
        Err(why) => {
            for spans in passages {
                push(
                    spans,
                    stretch.from,
                    stretch.to,
                    Passage::Stranded(why.clone()),
                );
            }
            return;
        }
    };
    let mut tables = tables(world, source.into(), stretch.from);
    let moments: Vec<Timestamp> = moments(&tables, [].into_iter(), stretch);
    let partners = world.internet().partners();
    for (from, to) in moments.iter().zip(moments.iter().skip(1)) {
        for table in &mut tables {
            table.move_to(*from);
        }
        for (partner, spans) in partners.iter().zip(&mut *passages) {
            push(spans, *from, *to, meet(world, &tables, partner, source));
        }
    }
}

/// What a partner makes of a connection from an address.
fn meet(world: &World, tables: &[Table<'_>], partner: &Partner, source: Ipv4Addr) -> Passage {
    let node = world.internet().graph().find(partner.asn);
    // Home has nothing to do with these addresses any more, or answers for them
    // as well: then what it is sent stays there.
    let at_home = world.premises.answers(source.into());
    let way = node.map(|node| follow(tables, node, at_home));
    let answers = way.map_or(End::NoRoute, |way| way.end);
    if !partner.admits(source.into()) {
        return Passage::NotAdmitted(source);
    }
    match answers {
        End::Delivered(to) if to.by == Announcer::Amazon => Passage::Open(source),
        End::Delivered(to) => Passage::Astray(source, to.by.into()),
        End::NoRoute | End::Circle => Passage::Astray(source, Place::Nowhere),
    }
}
