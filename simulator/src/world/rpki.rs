//! The RPKI as a migration meets it: ROAs and ASPAs that holders create and delete
//! at their registry, the registry's publication point that shows them some time
//! later, with a mistake perhaps, and the validators that fetch what is published,
//! later still.

use std::collections::{BTreeMap, BTreeSet};

use byoip_vocabulary::roa::{Roa, Vrp};
use jiff::Timestamp;

use super::policy::Policy;
use super::registry::Member;
use super::timers::{Timer, Timers};

pub mod aspa;
mod decide;
mod fact;
pub mod fault;
pub mod payloads;
mod refusal;
mod roa;
pub mod validator;

pub(super) use decide::decide;
pub use fact::Fact;
pub use refusal::Refusal;
pub use roa::{Command, Draft, Entry, RoaId, Stage};

use aspa::{Aspa, Aspas};
use fault::point::Broken;
use payloads::{Attested, Payload, Payloads, View};
use validator::{ValidatorName, Validators};

#[cfg(test)]
mod tests;

/// Every ROA and ASPA of the world, what is published of them, and what each validator
/// has of that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rpki {
    entries: BTreeMap<RoaId, Entry>,
    /// Those of them that have a route object.
    with_route_object: BTreeSet<RoaId>,
    aspas: Aspas,
    /// Whose publication point has been issued anew, and when last.
    issued: BTreeMap<Member, Timestamp>,
    /// Whose validators cannot take as it is.
    broken: BTreeMap<Member, Broken>,
    began: Timestamp,
    payloads: Payloads,
    validators: Validators,
    /// How many were ever created and deleted: positions of the next draws.
    created: u64,
    deleted: u64,
}

impl Rpki {
    /// The beginning: nothing is published yet.
    pub(super) fn begin(now: Timestamp, policy: &Policy) -> Self {
        Self {
            validators: Validators::begin(now, policy),
            began: now,
            ..Self::default()
        }
    }

    /// Puts a ROA on record, published and fetched by all, as the world begins.
    pub(super) fn begin_with(&mut self, id: RoaId, member: Member, roa: Roa, now: Timestamp) {
        self.created += 1;
        self.payloads.add((roa, member.registry.into()));
        self.validators.begin_at(self.payloads.serial());
        self.entries.insert(
            id,
            Entry {
                member,
                name: None,
                roa,
                created: now,
                until: None,
                route_object: None,
                stage: Stage::Published { since: now },
                fault: None,
            },
        );
    }

    /// Payloads that all validators have as the world begins, with no ROA of this
    /// world behind them: the rest of the world's.
    pub(super) fn begin_with_payloads(&mut self, payloads: &[Payload]) {
        self.payloads.reserve(payloads.len());
        for payload in payloads {
            self.payloads.add(*payload);
        }
        self.validators.begin_at(self.payloads.serial());
    }

    /// How many were ever created.
    pub(super) const fn created(&self) -> u64 {
        self.created
    }

    /// Every ROA that is on record or still published, by handle.
    pub fn entries(&self) -> impl Iterator<Item = (&RoaId, &Entry)> {
        self.entries.iter()
    }

    /// One ROA.
    pub fn entry(&self, id: &RoaId) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// The handle of a wanted ROA that says exactly this.
    pub fn find(&self, roa: &Roa) -> Option<&RoaId> {
        self.entries
            .iter()
            .find(|(_, entry)| entry.roa == *roa && entry.is_wanted())
            .map(|(id, _)| id)
    }

    /// Those whose route object whois shows at a moment, by handle.
    pub fn with_route_object(&self, now: Timestamp) -> impl Iterator<Item = &Entry> {
        let with = self.with_route_object.iter();
        let with = with.filter_map(|id| self.entries.get(id));
        with.filter(move |entry| entry.shows_route_object(now))
    }

    /// Every ASPA that is on record or still published.
    pub fn aspas(&self) -> &Aspas {
        &self.aspas
    }

    /// What is published, and was.
    pub fn payloads(&self) -> &Payloads {
        &self.payloads
    }

    /// The relying parties.
    pub fn validators(&self) -> &Validators {
        &self.validators
    }

    /// What a validator has; nothing where there is none of this name.
    pub fn seen_by(&self, validator: &str) -> View<'_> {
        self.validators.view(validator, &self.payloads)
    }

    /// What a validator had before its last run that brought something.
    pub(super) fn seen_before(&self, validator: &ValidatorName) -> View<'_> {
        self.validators.view_before(validator, &self.payloads)
    }

    /// What came to a validator with the runs after its first so many, and what
    /// went; nothing where it has not had as many.
    pub fn changes_since(
        &self,
        validator: &validator::Validator,
        runs: usize,
    ) -> Option<(Vec<Payload>, Vec<Payload>)> {
        let (from, to) = validator.since(runs)?;
        Some(self.payloads.between(from, to))
    }

    /// The ASPAs that came to a validator with the runs after its first so many,
    /// and those that went. One whose providers changed came alone: whoever hears
    /// of it forgets the one of before.
    pub fn aspas_since(
        &self,
        validator: &validator::Validator,
        runs: usize,
    ) -> Option<(Vec<Aspa>, Vec<Aspa>)> {
        let (from, to) = validator.since(runs)?;
        let (came, mut went) = self.payloads.attested_between(from, to);
        let is_replaced =
            |(gone, _): &Attested| came.iter().any(|(aspa, _)| aspa.customer == gone.customer);
        went.retain(|gone| !is_replaced(gone));
        let bare = |aspas: Vec<Attested>| aspas.into_iter().map(|(aspa, _)| aspa).collect();
        Some((bare(came), bare(went)))
    }

    /// What came to a validator since one of its runs, and what went, whichever
    /// trust anchor says so; run 0 is the world's beginning. Nothing where there
    /// is no such validator or was no such run.
    pub fn since(&self, validator: &ValidatorName, run: usize) -> Option<(Vec<Vrp>, Vec<Vrp>)> {
        let (from, to) = self.validators.get(validator)?.since(run)?;
        let (before, now) = (self.payloads.at(from), self.payloads.at(to));
        let (came, went) = self.payloads.between(from, to);
        let vrps = |payloads: Vec<Payload>, other: View<'_>| {
            let vrps = payloads.into_iter().map(|(vrp, _)| vrp);
            // Another trust anchor may have said the same.
            let mut vrps: Vec<Vrp> = vrps.filter(|vrp| !other.says(*vrp)).collect();
            vrps.dedup();
            vrps
        };
        Some((vrps(came, before), vrps(went, now)))
    }

    /// What happens when a timer of a ROA is due.
    pub(super) fn wake(&self, timer: &Timer) -> Option<Fact> {
        let (Timer::PublishRoa(id) | Timer::RemoveRoa(id) | Timer::ExpireRoa(id)) = timer else {
            return None;
        };
        let entry = self.entries.get(id)?;
        let (id, roa, registry) = (id.clone(), entry.roa, entry.member.registry);
        Some(match timer {
            Timer::PublishRoa(_) => Fact::Published { id, registry, roa },
            Timer::RemoveRoa(_) => Fact::Removed { id, registry, roa },
            _ => Fact::Expired { id, registry, roa },
        })
    }

    /// What happens when a validator's timer is due.
    pub(super) fn wake_validator(&self, timer: &Timer) -> Option<validator::Fact> {
        match timer {
            Timer::RunValidator(name) => self.validators.run(name, &self.payloads),
            Timer::RecoverValidator(name) => Some(validator::Fact::Recovered {
                validator: name.clone(),
            }),
            _ => None,
        }
    }

    pub(super) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Created {
                id,
                member,
                name,
                roa,
                until,
                published_at,
                route_object,
            } => {
                self.created += 1;
                let published_at = *published_at;
                let entry = Entry {
                    member: member.clone(),
                    name: name.clone(),
                    roa: *roa,
                    created: now,
                    until: *until,
                    route_object: *route_object,
                    stage: Stage::Created { published_at },
                    fault: None,
                };
                self.entries.insert(id.clone(), entry);
                if route_object.is_some() {
                    self.with_route_object.insert(id.clone());
                }
                timers.set(Timer::PublishRoa(id.clone()), published_at);
                if let Some(until) = until {
                    timers.set(Timer::ExpireRoa(id.clone()), *until);
                }
            }
            Fact::Published { id, roa, .. } => {
                timers.clear(&Timer::PublishRoa(id.clone()));
                if let Some(entry) = self.entries.get_mut(id) {
                    entry.stage = Stage::Published { since: now };
                    let member = entry.member.clone();
                    self.issue(&member, now);
                    self.show(&member, *roa);
                }
                self.validators.publish(now, timers);
            }
            Fact::Deleted { id, removed_at, .. } => {
                self.deleted += 1;
                self.delete(id, *removed_at, timers);
            }
            Fact::Removed { id, roa, .. } => {
                if let Some(entry) = self.forget(id, timers) {
                    self.issue(&entry.member, now);
                    if entry.is_sound() {
                        self.hide(&entry.member, *roa);
                    }
                    self.mend_point(&entry.member, id, timers);
                }
                self.validators.publish(now, timers);
            }
            Fact::Expired { id, roa, .. } => {
                let entry = self.forget(id, timers);
                if let Some(entry) = entry.filter(Entry::is_published) {
                    self.issue(&entry.member, now);
                    if entry.is_sound() {
                        self.end(&entry.member, *roa);
                    }
                    self.mend_point(&entry.member, id, timers);
                    self.validators.expire(now, timers);
                }
            }
        }
    }

    pub(super) fn apply_validator(
        &mut self,
        now: Timestamp,
        fact: &validator::Fact,
        timers: &mut Timers,
    ) {
        self.validators.apply(now, fact, &self.payloads, timers);
    }

    /// One that was not published yet goes at once; the others stay at the
    /// publication point for a while.
    fn delete(&mut self, id: &RoaId, removed_at: Timestamp, timers: &mut Timers) {
        self.with_route_object.remove(id);
        let Some(entry) = self.entries.get_mut(id) else {
            return;
        };
        if entry.is_published() {
            entry.stage = Stage::Deleted { removed_at };
            timers.set(Timer::RemoveRoa(id.clone()), removed_at);
        } else {
            self.forget(id, timers);
        }
    }

    fn forget(&mut self, id: &RoaId, timers: &mut Timers) -> Option<Entry> {
        self.with_route_object.remove(id);
        for timer in [Timer::PublishRoa, Timer::RemoveRoa, Timer::ExpireRoa] {
            timers.clear(&timer(id.clone()));
        }
        self.entries.remove(id)
    }
}
