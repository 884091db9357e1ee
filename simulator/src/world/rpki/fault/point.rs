//! What validators make of all that one holder has published, where that can be
//! something else than what is there: of a fetch that fails, nothing counts, and
//! what was fetched before is good until its manifest runs out (RFC 9286,
//! sections 6.6 and 6.7).
//!
//! A validator that has not looked since the last change before the mistake would
//! have what was there before that change. It gets that change here all the same.

use std::collections::BTreeSet;

use byoip_vocabulary::roa::Roa;
use jiff::{SignedDuration, Timestamp};

use super::{Fact, RoaId, Rpki};
use crate::world::assumption::Assumption;
use crate::world::later;
use crate::world::policy::Grade;
use crate::world::registry::Member;
use crate::world::rpki::aspa::Aspa;
use crate::world::timers::{Timer, Timers};

/// How long a manifest and a list of what is revoked are good for: Krill's
/// default.
pub const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24);
/// From one issue to the next where nothing changes: Krill's default is eight
/// hours before the end.
pub const TICK: SignedDuration = SignedDuration::from_hours(16);

/// From a mistake to the issue that has it. What was issued in the very second
/// may have been fetched, and is not issued again.
pub const LAG: SignedDuration = SignedDuration::from_secs(1);

/// What validators have when a fetch fails, as the ledger tells it.
pub fn assumption() -> Assumption {
    Assumption {
        what: "what a validator has of a holder whose manifest does not fit what is published",
        value: "what it fetched before, until that runs out".to_owned(),
        grade: Grade::Observed,
        source: "RFC 9286, section 6.6, and Routinator 0.16; rpki-client 8.2 and FORT 1.5 have nothing at once",
    }
}

/// A publication point that validators cannot take as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What is listed with another hash.
    culprits: BTreeSet<RoaId>,
    /// What validators have instead.
    kept: Kept,
}

/// What was there before.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept {
    /// Good for a while.
    Good {
        /// The ROAs.
        roas: Vec<Roa>,
        /// The ASPAs.
        aspas: Vec<Aspa>,
        /// Until when.
        until: Timestamp,
    },
    /// It has run out.
    RanOut,
}

impl Broken {
    /// Whether validators have nothing of it any more.
    pub const fn has_run_out(&self) -> bool {
        matches!(self.kept, Kept::RanOut)
    }
}

/// The last of the regular issues by a moment, of what has been published since
/// the beginning.
pub fn last_tick(began: Timestamp, by: Timestamp) -> Timestamp {
    let seconds = by.duration_since(began).as_secs().max(0);
    let whole = seconds - seconds % TICK.as_secs();
    later(began, SignedDuration::from_secs(whole))
}

impl Rpki {
    /// What is wrong with all that a holder has published.
    pub fn broken(&self, member: &Member) -> Option<&Broken> {
        self.broken.get(member)
    }

    /// What happens when a point's timer is due.
    pub(in crate::world) fn wake_point(&self, member: &Member) -> Option<Fact> {
        let member = member.clone();
        self.broken(&member).map(|_| Fact::RanOut { member })
    }

    /// A holder's publication point is issued anew.
    pub(in crate::world::rpki) fn issue(&mut self, member: &Member, now: Timestamp) {
        self.issued.insert(member.clone(), now);
    }

    /// Until when what was issued last before a moment is good.
    pub(super) fn good_until(&self, member: &Member, now: Timestamp) -> Timestamp {
        let before = later(now, -SignedDuration::from_nanos(1));
        let tick = last_tick(self.began, before);
        let change = self.issued.get(member).copied();
        later(change.map_or(tick, |change| change.max(tick)), GOOD_FOR)
    }

    /// A ROA is there for whoever looks, if anything new is.
    pub(in crate::world::rpki) fn show(&mut self, member: &Member, roa: Roa) {
        if self.broken(member).is_none() {
            self.payloads.add((roa, member.registry.into()));
        }
    }

    /// It is not.
    pub(in crate::world::rpki) fn hide(&mut self, member: &Member, roa: Roa) {
        if self.broken(member).is_none() {
            self.payloads.remove((roa, member.registry.into()));
        }
    }

    /// A ROA has ended, which is known without looking.
    pub(in crate::world::rpki) fn end(&mut self, member: &Member, roa: Roa) {
        let payload = (roa, member.registry.into());
        match self.broken.get_mut(member).map(|broken| &mut broken.kept) {
            None => self.payloads.remove(payload),
            Some(Kept::RanOut) => {}
            Some(Kept::Good { roas, .. }) => {
                if let Some(at) = roas.iter().position(|kept| *kept == roa) {
                    roas.swap_remove(at);
                    self.payloads.remove(payload);
                }
            }
        }
    }

    pub(in crate::world::rpki) fn show_aspa(&mut self, member: &Member, aspa: &Aspa) {
        if self.broken(member).is_none() {
            self.payloads.attest((aspa.clone(), member.registry.into()));
        }
    }

    pub(in crate::world::rpki) fn hide_aspa(&mut self, member: &Member, aspa: &Aspa) {
        if self.broken(member).is_none() {
            let attested = (aspa.clone(), member.registry.into());
            self.payloads.retract(&attested);
        }
    }

    /// Validators go on with what they have.
    pub(super) fn break_point(
        &mut self,
        member: &Member,
        culprit: &RoaId,
        until: Option<Timestamp>,
        timers: &mut Timers,
    ) {
        if let Some(until) = until {
            let (roas, aspas) = self.published(member);
            let broken = Broken {
                culprits: BTreeSet::new(),
                kept: Kept::Good { roas, aspas, until },
            };
            self.broken.insert(member.clone(), broken);
            timers.set(Timer::RunOutPoint(member.clone()), until);
        }
        if let Some(broken) = self.broken.get_mut(member) {
            broken.culprits.insert(culprit.clone());
        }
    }

    /// What validators have has run out.
    pub(super) fn empty_point(&mut self, member: &Member, timers: &mut Timers) {
        timers.clear(&Timer::RunOutPoint(member.clone()));
        let Some(broken) = self.broken.get_mut(member) else {
            return;
        };
        let kept = std::mem::replace(&mut broken.kept, Kept::RanOut);
        self.drop_kept(member, kept);
    }

    /// A ROA is listed as it is, or not at all. With the last of those that were
    /// not, validators take what is there.
    pub(in crate::world::rpki) fn mend_point(
        &mut self,
        member: &Member,
        culprit: &RoaId,
        timers: &mut Timers,
    ) {
        let Some(broken) = self.broken.get_mut(member) else {
            return;
        };
        broken.culprits.remove(culprit);
        if !broken.culprits.is_empty() {
            return;
        }
        let Some(broken) = self.broken.remove(member) else {
            return;
        };
        timers.clear(&Timer::RunOutPoint(member.clone()));
        self.drop_kept(member, broken.kept);
        let (roas, aspas) = self.published(member);
        for roa in roas {
            self.show(member, roa);
        }
        for aspa in aspas {
            self.show_aspa(member, &aspa);
        }
    }

    fn drop_kept(&mut self, member: &Member, kept: Kept) {
        let Kept::Good { roas, aspas, .. } = kept else {
            return;
        };
        for roa in roas {
            self.payloads.remove((roa, member.registry.into()));
        }
        for aspa in aspas {
            self.payloads.retract(&(aspa, member.registry.into()));
        }
    }

    /// What a holder has at its publication point that is as it should be.
    fn published(&self, member: &Member) -> (Vec<Roa>, Vec<Aspa>) {
        let own = self.entries.values().filter(|it| it.member == *member);
        let roas = own.filter(|it| it.is_sound()).map(|it| it.roa).collect();
        let own = self.aspas.iter().filter(|it| it.member == *member);
        let aspas = own.filter_map(|it| it.published.clone()).collect();
        (roas, aspas)
    }
}
