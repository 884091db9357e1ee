//! A migration's short file: which ranges move from where, and nothing of how.
//!
//! ```yaml
//! version: 1
//! name: Example Corp's services move
//! registry: arin
//! network: NET-198-18-0-0-1         # left out: the record that RDAP shows
//! home: AS64500                     # who originates the ranges today,
//! announced: 198.18.0.0/23          # and as what
//! order: announce-first             # or withdraw-first
//! ranges:
//!   - cidr: 198.18.1.0/24
//!     description: the second half
//!     addresses: [{ address: 198.18.1.10, instance: i-0123456789abcde01 }]
//! partners: { downtime: 0s }        # on a simulator: who may be cut off for how long
//! ```
//!
//! [`Migration::scenario`] writes it out as a scenario along AWS's phases, with
//! the reasons beside the steps: a person reads, changes and keeps it, and the
//! runner that runs any other scenario runs it. Nothing here talks to anybody.
//!
//! - [`reader`]: the file's keys; [`rules`]: what must hold between them;
//!   [`special`]: space that nobody can bring
//! - [`phases`]: the steps; [`script`]: their layout as YAML
//!
//! Deliberately absent: the way back, which is a scenario of its own
//! (`scenarios/cutover/rollback.yaml`).

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Partition;
use byoip_vocabulary::registry::{Field, Registry};
use jiff::SignedDuration;

use crate::scenario::Source;
use crate::scenario::document::Unreadable;
use crate::scenario::place::Place;

mod phases;
mod reader;
mod rules;
mod script;
mod special;
#[cfg(test)]
mod tests;

/// The one version of the short file there is.
const VERSION: u64 = 1;

/// How many ranges an account may bring to a Region, unless AWS's support raised
/// it (EC2 User Guide, "Bring your own IP addresses", quotas).
const QUOTA: u64 = 5;

/// A migration as its short file tells it.
#[derive(Clone, Debug)]
pub struct Migration {
    source: Source,
    name: String,
    description: Option<String>,
    registry: Registry,
    /// Where in a record AWS looks for the certificate.
    field: Field,
    /// The record's name; without it the one that RDAP shows is taken.
    network: Option<String>,
    partition: Partition,
    quota: u64,
    home: Option<Home>,
    order: Order,
    ranges: Vec<Range>,
    /// How long partners may be without an answer, where that is to be checked.
    downtime: Option<SignedDuration>,
}

/// Where the ranges are announced today.
#[derive(Clone, Copy, Debug)]
struct Home {
    asn: Asn,
    announced: Prefix,
}

/// What comes first in the cut-over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    AnnounceFirst,
    WithdrawFirst,
}

/// A range that moves.
#[derive(Clone, Debug)]
struct Range {
    cidr: Prefix,
    description: Option<String>,
    addresses: Vec<Placed<Address>>,
}

/// An address that is used from the first moment on.
#[derive(Clone, Debug)]
struct Address {
    address: IpAddr,
    instance: Option<Placed<String>>,
}

/// Something of the file, and where it stands.
#[derive(Clone, Debug)]
struct Placed<T> {
    place: Place,
    value: T,
}

/// Whether a text looks like a short file and not like a scenario, even one with
/// mistakes.
pub fn is_short(text: &str) -> bool {
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    has("ranges:") && !has("steps:")
}

impl Migration {
    /// Reads a short file, or finds every mistake it has.
    pub fn parse(source: Source) -> Result<Self, Unreadable> {
        reader::read(&source).map_err(|problems| Unreadable { source, problems })
    }

    /// The scenario it stands for. Its text is what a person would have written.
    pub fn scenario(&self) -> Source {
        Source {
            path: format!("{} (as a scenario)", self.source.path),
            text: phases::write(self),
        }
    }

    /// The instances that addresses are put on, in the file's order.
    fn instances(&self) -> impl Iterator<Item = &str> {
        let addresses = self.ranges.iter().flat_map(|range| &range.addresses);
        addresses.filter_map(|it| Some(it.value.instance.as_ref()?.value.as_str()))
    }

    /// The ranges that move.
    pub fn ranges(&self) -> impl Iterator<Item = Prefix> {
        self.ranges.iter().map(|range| range.cidr)
    }

    /// What home goes on announcing: whatever of its prefix does not move, in as
    /// few prefixes as there can be.
    fn remainder(&self) -> Vec<Prefix> {
        let mut remainder = Vec::new();
        if let Some(home) = self.home {
            self.subtract(home.announced, &mut remainder);
        }
        remainder
    }

    fn subtract(&self, from: Prefix, remainder: &mut Vec<Prefix>) {
        if self.ranges().any(|range| range.covers(from)) {
            return;
        }
        if !self.ranges().any(|range| from.covers(range)) {
            remainder.push(from);
            return;
        }
        for half in from.halves().into_iter().flatten() {
            self.subtract(half, remainder);
        }
    }
}
