//! What one registry publishes at one moment, before it is signed: who has an
//! authority, which objects it has and what is wrong with them, which were
//! revoked, and how often each publication point was issued.

use std::sync::Arc;

use byoip_vocabulary::registry::Registry;
use jiff::{SignedDuration, Timestamp};

use super::archive::{self, Archive, Content, Holdings, Publication};
use super::calendar::{Calendar, Issue, later};
use crate::world::rpki::fault::Fault;

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
    /// What it has published, by name.
    pub(super) objects: Vec<Published>,
    /// What it has revoked and would still be good.
    pub(super) revoked: Vec<Revoked>,
}

/// A signed object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Published {
    /// The file's name.
    pub(super) name: String,
    pub(super) content: Content,
    pub(super) term: Term,
    /// What is wrong with it.
    pub(super) fault: Option<Fault>,
}

/// An object whose certificate is good no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Revoked {
    pub(super) name: String,
    pub(super) term: Term,
    pub(super) at: Timestamp,
}

/// A certificate's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Which it is of its subject's: how often that was renewed, and for one that
    /// had to be mended, how often, in the bits above.
    pub(super) number: u64,
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
            number: u64::try_from(renewal).unwrap_or(0),
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

    /// The term of what has been mended so often.
    const fn mended(self, times: u64) -> Self {
        Self {
            number: (times << 32) | self.number,
            ..self
        }
    }

    /// The term of a certificate that is issued with a mistake.
    const fn mistaken(self) -> Self {
        Self {
            number: (1 << 31) | self.number,
            ..self
        }
    }

    /// A term that has run out by a moment.
    fn over(self, by: Timestamp) -> Self {
        let to = later(by, -SignedDuration::from_secs(1));
        Self {
            from: later(to, -TERM),
            to,
            ..self.mistaken()
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
        let mut objects = Vec::new();
        let mut revoked = Vec::new();
        for (name, publication) in &authority.publications {
            let history = History::of(publication, by, &calendar);
            let certificates = history.revoked.into_iter();
            revoked.extend(certificates.map(|(term, at)| Revoked {
                name: name.clone(),
                term,
                at,
            }));
            objects.extend(history.current.map(|(term, fault)| Published {
                name: name.clone(),
                content: publication.content.clone(),
                term,
                fault,
            }));
        }
        // What has run out need not be on the list any longer.
        revoked.retain(|revoked| revoked.term.to > by);
        Self {
            handle: handle.to_owned(),
            holdings: Arc::clone(&authority.holdings),
            term: Term::new(born, by, &calendar),
            issue,
            objects,
            revoked,
        }
    }
}

/// The certificates that an object has had by a moment. When it is mended it gets
/// another one, and the one of before is revoked.
#[derive(Debug, Default)]
struct History {
    /// The one that it has, and what is wrong with the object.
    current: Option<(Term, Option<Fault>)>,
    /// Those that were revoked, and since when they are.
    revoked: Vec<(Term, Timestamp)>,
}

impl History {
    fn of(publication: &Publication, by: Timestamp, calendar: &Calendar) -> Self {
        let mut history = Self::default();
        let Some(since) = publication.moments().next().filter(|since| *since <= by) else {
            return history;
        };
        let end = publication.gone().filter(|gone| *gone <= by);
        let by = end.unwrap_or(by);
        let (mut since, mut times) = (since, 0);
        let term = |since, by, times| {
            let term = Term::new(since, by, calendar).until(publication.until);
            term.mended(times)
        };
        for spell in &publication.spells {
            let Some(mended) = spell.to.filter(|to| *to <= by) else {
                continue;
            };
            let at = match spell.fault {
                Fault::Revoked => spell.from,
                _ => mended,
            };
            history.revoked.push((term(since, mended, times), at));
            (since, times) = (mended, times + 1);
        }
        let term = term(since, by, times);
        let spell = publication.spell(by);
        let fault = spell.map(|spell| spell.fault);
        let revoked = spell.filter(|spell| spell.fault == Fault::Revoked);
        if let Some(at) = revoked.map(|spell| spell.from).or(end) {
            history.revoked.push((term, at));
        }
        if end.is_none() {
            let term = match spell.map(|spell| (spell.fault, spell.from)) {
                Some((Fault::Expired, from)) => term.over(from),
                Some((Fault::Garbled | Fault::Overclaiming, _)) => term.mistaken(),
                Some((Fault::Revoked | Fault::ManifestMismatch, _)) | None => term,
            };
            history.current = Some((term, fault));
        }
        history
    }
}

fn moments(authority: &archive::Authority) -> impl Iterator<Item = Timestamp> {
    authority
        .publications
        .values()
        .flat_map(Publication::moments)
}
