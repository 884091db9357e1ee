//! What partners met with in an interval: for each of them and every moment of
//! it, where packets for an address ended and whether somebody answered.
//!
//! Nothing is kept for this: routing has a history of its own, and what stood at
//! home and at Amazon is what the log says. So an interval can be asked about when
//! it is over, whatever happened in it, and two questions get one answer.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use byoip_vocabulary::asn::Asn;
use jiff::{SignedDuration, Timestamp};

use super::internet::Source;
use super::internet::forwarding::{End, Table, follow, tables};
use super::reach::{Place, Reach};
use super::{Genesis, World};

mod estate;
mod origins;
pub mod outbound;
mod shares;
#[cfg(test)]
mod tests;

use estate::Estate;
use outbound::{Caller, Passage};
pub use shares::Sample;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The first moment.
    pub from: Timestamp,
    /// The first moment that no longer belongs to it.
    pub to: Timestamp,
    /// The address that partners use.
    pub address: Ipv4Addr,
    /// Whose connections to partners are asked about too.
    pub caller: Option<Caller>,
}

/// A stretch of time in which something was so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<T> {
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after it.
    pub to: Timestamp,
    /// What was so.
    pub what: T,
}

impl<T> Span<T> {
    /// How long it was so.
    pub fn length(&self) -> SignedDuration {
        self.to.duration_since(self.from)
    }
}

/// What the partners met with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuity {
    /// What was asked.
    pub question: Question,
    /// Who announced a prefix that the address is in, and when.
    pub origins: Vec<Span<Source>>,
    /// To how many networks' packets the address was where.
    pub shares: Vec<Sample>,
    /// Each partner.
    pub partners: Vec<Met>,
}

/// What one partner met with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// What the holder calls it.
    pub partner: String,
    /// Its network.
    pub asn: Asn,
    /// What became of its packets, without a gap.
    pub spans: Vec<Span<Reach>>,
    /// What became of the caller's connections to it, if they were asked about.
    pub outbound: Vec<Span<Passage>>,
}

impl Met {
    /// How long nobody answered it who should.
    pub fn down(&self) -> SignedDuration {
        let outages = self.spans.iter().filter(|span| !span.what.is_answered());
        outages.map(Span::length).sum()
    }

    /// When nobody answered it, each stretch with the reasons in their order.
    pub fn outages(&self) -> Vec<Span<Vec<&Reach>>> {
        let mut outages: Vec<Span<Vec<&Reach>>> = Vec::new();
        for span in self.spans.iter().filter(|span| !span.what.is_answered()) {
            match outages.last_mut() {
                Some(last) if last.to == span.from => {
                    last.to = span.to;
                    if !last.what.contains(&&span.what) {
                        last.what.push(&span.what);
                    }
                }
                Some(_) | None => outages.push(Span {
                    from: span.from,
                    to: span.to,
                    what: vec![&span.what],
                }),
            }
        }
        outages
    }

    /// How often another answered than before: connections that were open then
    /// had to be opened anew.
    pub fn handovers(&self) -> usize {
        let answered = self.spans.iter().filter(|span| span.what.is_answered());
        let who: Vec<&Reach> = answered.map(|span| &span.what).collect();
        who.windows(2)
            .filter(|pair| pair.first() != pair.get(1))
            .count()
    }

    /// How long the caller could not connect to it.
    pub fn cut_off(&self) -> SignedDuration {
        let closed = self.outbound.iter().filter(|span| !span.what.is_open());
        closed.map(Span::length).sum()
    }

    /// What it met with last.
    pub fn last(&self) -> Option<&Reach> {
        self.spans.last().map(|span| &span.what)
    }
}

/// How it went, in a word: the caller's connections too, where they were asked
/// about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Everybody was answered, and could be connected to, all the time.
    Continuous,
    /// Somebody was not, and everybody is again.
    Interrupted,
    /// Somebody is not at the end.
    Down,
}

impl Verdict {
    /// The word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Continuous => "continuous",
            Self::Interrupted => "interrupted",
            Self::Down => "down",
        }
    }
}

impl Continuity {
    /// How it went.
    pub fn verdict(&self) -> Verdict {
        let one = |met: &Met| {
            let answered = met.last().is_some_and(Reach::is_answered);
            let open = met.outbound.last().is_none_or(|span| span.what.is_open());
            let never = met.down().is_zero() && met.cut_off().is_zero();
            match answered && open {
                false => Verdict::Down,
                true if never => Verdict::Continuous,
                true => Verdict::Interrupted,
            }
        };
        let verdicts = self.partners.iter().map(one);
        verdicts.max().unwrap_or(Verdict::Continuous)
    }

    /// The partner that was without an answer for longest, if one was.
    pub fn worst(&self) -> Option<&Met> {
        let down = self.partners.iter().filter(|met| !met.down().is_zero());
        // Of equal ones the first.
        down.rev().max_by_key(|met| met.down())
    }

    /// At how many places partners are answered at the end.
    pub fn places(&self) -> BTreeSet<Place> {
        let last = self.partners.iter().filter_map(Met::last);
        last.map(Reach::place).collect()
    }
}

/// Answers a question about a world and how that began. What is yet to come
/// belongs to no answer: the interval ends at the present at the latest.
pub fn continuity(world: &World, genesis: &Genesis, question: Question) -> Continuity {
    let question = Question {
        to: question.to.min(world.now()),
        ..question
    };
    let look = |past: &World| Estate::of(past, question.address);
    let estates = estate::history(world, genesis, &question, look);
    let mut tables = tables(world, question.address.into(), question.from);
    let stood = estates.iter().map(|(moment, _)| *moment);
    let moments = moments(&tables, stood, &question);
    let graph = world.internet().graph();
    let partners = world.internet().partners();
    let met = partners.iter().map(|partner| Met {
        partner: partner.name.clone(),
        asn: partner.asn,
        spans: Vec::new(),
        outbound: Vec::new(),
    });
    let mut met: Vec<Met> = met.collect();
    for (moment, until) in moments.iter().zip(moments.iter().skip(1)) {
        for table in &mut tables {
            table.move_to(*moment);
        }
        let Some(estate) = estate::at(&estates, *moment) else {
            continue;
        };
        for met in &mut met {
            // A network that is not there has no route.
            let node = graph.find(met.asn);
            let way = node.map(|node| follow(&tables, node, estate.is_up_at_home()));
            let end = way.map_or(End::NoRoute, |way| way.end);
            push(&mut met.spans, *moment, *until, estate.reach(end));
        }
    }
    if let Some(caller) = &question.caller {
        let passages = outbound::history(world, genesis, &question, caller);
        for (met, spans) in met.iter_mut().zip(passages) {
            met.outbound = spans;
        }
    }
    Continuity {
        origins: origins::history(world, genesis, &question),
        shares: shares::history(world, &mut tables, &question),
        partners: met,
        question,
    }
}

/// The moments at which something may be another than before, the interval's
/// own ends among them.
fn moments(
    tables: &[Table<'_>],
    stood: impl Iterator<Item = Timestamp>,
    question: &Question,
) -> Vec<Timestamp> {
    let inside = |moment: &Timestamp| *moment > question.from && *moment < question.to;
    let routed = tables.iter().flat_map(Table::changes).map(|(at, _)| at);
    let mut moments: BTreeSet<Timestamp> = routed.chain(stood).filter(inside).collect();
    moments.extend([question.from, question.to]);
    moments.into_iter().collect()
}

/// Adds a stretch of time, to the one before where nothing is another.
fn push<T: PartialEq>(spans: &mut Vec<Span<T>>, from: Timestamp, to: Timestamp, what: T) {
    match spans.last_mut() {
        Some(last) if last.what == what && last.to == from => last.to = to,
        Some(_) | None => spans.push(Span { from, to, what }),
    }
}
