//! What one registry publishes at one moment, before it is signed: who has an
//! authority, which ROAs it has, which were revoked, and how often each
//! publication point was issued.

use std::sync::Arc;

use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::{SignedDuration, Timestamp};

use super::archive::{self, Archive, Holdings, Publication};
use super::calendar::{Calendar, Issue, later};

/// How long a certificate is good for; Krill's default, 52 weeks.
const TERM: SignedDuration = SignedDuration::from_hours(52 * 7 * 24);
/// When it is renewed: four weeks before, as Krill does.
const RENEWAL: SignedDuration = SignedDuration::from_hours(48 * 7 * 24);

/// What a registry publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edition {
    pub(super) registry: Registry,
    /// Which it is, and since when.
    pub(super) issue: Issue,
    /// The issue of the trust anchor's own publication point.
    pub(super) anchor: Issue,
    /// The holders that have had something published. One that never had has no
    /// authority: a world can have a hundred thousand holders.
    pub(super) authorities: Vec<Authority>,
}

/// A holder's hosted certification authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Authority {
    /// The holder, as its registry calls it.
    pub(super) handle: String,
    /// What its certificate says.
    pub(super) holdings: Arc<Holdings>,
    /// Its certificate.
    pub(super) term: Term,
    /// The issue of its publication point.
    pub(super) issue: Issue,
    /// What it has published, by handle.
    pub(super) roas: Vec<Published>,
    /// What it has revoked and would still be good.
    pub(super) revoked: Vec<Revoked>,
}

/// A ROA.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) id: String,
    pub(super) roa: Roa,
    pub(super) term: Term,
}

/// A ROA that was taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revoked {
    pub(super) id: String,
    pub(super) term: Term,
    pub(super) at: Timestamp,
}

/// A certificate's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// How often it was renewed.
    pub(super) renewal: u64,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

impl Term {
    /// The term, by a moment, of what is wanted since another. Renewal waits for
    /// the next regular issue, since what is renewed is issued anew.
    pub(super) fn new(since: Timestamp, by: Timestamp, calendar: &Calendar) -> Self {
        let age = calendar.last_tick(by).duration_since(since).as_secs();
        let renewal = age.max(0) / RENEWAL.as_secs();
        let passed = SignedDuration::from_secs(renewal * RENEWAL.as_secs());
        let from = later(since, passed);
        Self {
            renewal: u64::try_from(renewal).unwrap_or(0),
            from,
            to: later(from, TERM),
        }
    }

    pub(super) fn until(self, end: Option<Timestamp>) -> Self {
        Self {
            to: end.map_or(self.to, |end| end.min(self.to)),
            ..self
        }
    }
}

/// The calendar of everything that a registry issues.
pub(super) fn calendar(archive: &Archive, registry: Registry) -> Calendar {
    let authorities = archive.at(registry);
    let changes = authorities.flat_map(|(_, authority)| moments(authority));
    Calendar::new(archive.start, changes)
}

impl Edition {
    /// What a registry publishes at one of its issues.
    pub(super) fn of(archive: &Archive, registry: Registry, issue: Issue) -> Self {
        let by = issue.at;
        let born = |authority: &archive::Authority| moments(authority).min();
        let births = archive.at(registry).filter_map(|(_, it)| born(it));
        let anchor = Calendar::new(archive.start, births);
        let authorities = archive.at(registry).filter_map(|(handle, authority)| {
            let born = born(authority).filter(|born| *born <= by)?;
            Some(Authority::of(handle, authority, born, by, archive.start))
        });
        Self {
            registry,
            issue,
            anchor: anchor.latest(by),
            authorities: authorities.collect(),
        }
    }
}

impl Authority {
    fn of(
        handle: &str,
        authority: &archive::Authority,
        born: Timestamp,
        by: Timestamp,
        start: Timestamp,
    ) -> Self {
        let calendar = Calendar::new(start, moments(authority));
        // As of its own issue: what others do meanwhile makes no difference.
        let issue = calendar.latest(by);
        let by = issue.at;
        let mut roas = Vec::new();
        let mut revoked = Vec::new();
        for (id, publication) in &authority.publications {
            let Some(since) = publication.moments().next().filter(|since| *since <= by) else {
                continue;
            };
            let until = publication.until;
            let id = id.clone();
            match publication.gone().filter(|gone| *gone <= by) {
                None => roas.push(Published {
                    id,
                    roa: publication.roa,
                    term: Term::new(since, by, &calendar).until(until),
                }),
                Some(at) => {
                    let term = Term::new(since, at, &calendar).until(until);
                    // What has run out need not be on the list any longer.
                    if term.to > by {
                        revoked.push(Revoked { id, term, at });
                    }
                }
            }
        }
        Self {
            handle: handle.to_owned(),
            holdings: Arc::clone(&authority.holdings),
            term: Term::new(born, by, &calendar),
            issue,
            roas,
            revoked,
        }
    }
}

fn moments(authority: &archive::Authority) -> impl Iterator<Item = Timestamp> {
    authority
        .publications
        .values()
        .flat_map(Publication::moments)
}
