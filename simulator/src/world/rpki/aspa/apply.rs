//! What facts make of the ASPAs on record and at the publication points.

use byoip_vocabulary::asn::Asn;
use jiff::Timestamp;

use super::{Aspa, Entry, Fact};
use crate::world::registry::Member;
use crate::world::rpki::{Rpki, Stage};
use crate::world::timers::{Timer, Timers};

impl Rpki {
    pub(in crate::world) fn apply_aspa(
        &mut self,
        now: Timestamp,
        fact: &Fact,
        timers: &mut Timers,
    ) {
        match fact {
            Fact::Made {
                member,
                aspa,
                published_at,
            } => {
                self.make_aspa(member, aspa, *published_at);
                timers.set(Timer::SettleAspa(aspa.customer), *published_at);
            }
            Fact::Published { aspa, .. } => {
                timers.clear(&Timer::SettleAspa(aspa.customer));
                self.publish_aspa(now, aspa);
                self.validators.publish(now, timers);
            }
            Fact::Deleted { aspa, removed_at } => {
                self.aspas.deleted += 1;
                self.delete_aspa(aspa.customer, *removed_at, timers);
            }
            Fact::Removed { aspa, .. } => {
                timers.clear(&Timer::SettleAspa(aspa.customer));
                if let Some(entry) = self.aspas.entries.remove(&aspa.customer) {
                    self.issue(&entry.member, now);
                    self.hide_aspa(&entry.member, aspa);
                }
                self.validators.publish(now, timers);
            }
        }
    }

    /// What is at the publication point stays there until its successor is.
    fn make_aspa(&mut self, member: &Member, aspa: &Aspa, published_at: Timestamp) {
        self.aspas.made += 1;
        let before = self.aspas.entries.remove(&aspa.customer);
        let entry = Entry {
            member: member.clone(),
            aspa: aspa.clone(),
            stage: Stage::Created { published_at },
            published: before.and_then(|before| before.published),
        };
        self.aspas.entries.insert(aspa.customer, entry);
    }

    fn publish_aspa(&mut self, now: Timestamp, aspa: &Aspa) {
        let Some(entry) = self.aspas.entries.get_mut(&aspa.customer) else {
            return;
        };
        entry.stage = Stage::Published { since: now };
        let before = entry.published.replace(aspa.clone());
        let member = entry.member.clone();
        self.issue(&member, now);
        if let Some(before) = before {
            self.hide_aspa(&member, &before);
        }
        self.show_aspa(&member, aspa);
    }

    /// One that was not published yet goes at once.
    fn delete_aspa(&mut self, customer: Asn, removed_at: Timestamp, timers: &mut Timers) {
        let timer = Timer::SettleAspa(customer);
        let Some(entry) = self.aspas.entries.get_mut(&customer) else {
            return;
        };
        if entry.published.is_some() {
            entry.stage = Stage::Deleted { removed_at };
            timers.set(timer, removed_at);
        } else {
            self.aspas.entries.remove(&customer);
            timers.clear(&timer);
        }
    }
}
