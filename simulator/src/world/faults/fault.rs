//! A declared fault: what it met, how often it struck, and what follows from one
//! more occasion.

use jiff::Timestamp;

use super::misfortune::Effect;
use super::{Call, Fact, FaultId, Miss, Occasion, Plan};
use crate::world::{Fact as WorldFact, World};

/// A declared fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What was declared.
    pub plan: Plan,
    /// How many occasions it has met.
    met: u64,
    /// How often it has struck.
    struck: u32,
    /// How often there was nothing to befall.
    missed: u32,
    /// What was not there the last time.
    miss: Option<Miss>,
    is_spent: bool,
}

impl Fault {
    pub(super) const fn new(plan: Plan) -> Self {
        Self {
            plan,
            met: 0,
            struck: 0,
            missed: 0,
            miss: None,
            is_spent: false,
        }
    }

    /// How many occasions it has met, those that it spared among them.
    pub const fn met(&self) -> u64 {
        self.met
    }

    /// How often it has struck.
    pub const fn struck(&self) -> u32 {
        self.struck
    }

    /// How often it would have struck, and there was nothing to befall.
    pub const fn missed(&self) -> u32 {
        self.missed
    }

    /// Why the last one of them had nothing to befall.
    pub const fn miss(&self) -> Option<&Miss> {
        self.miss.as_ref()
    }

    /// Strikes of both kinds: a dose counts them all.
    const fn strikes(&self) -> u32 {
        self.struck.saturating_add(self.missed)
    }

    /// Whether it strikes no more.
    pub const fn is_spent(&self) -> bool {
        self.is_spent
    }

    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        !self.is_spent && self.plan.at().is_none_or(|at| at <= now)
    }

    /// Whether a call is one that it waits for.
    pub fn waits_for(&self, call: &Call, now: Timestamp) -> bool {
        self.is_open(now) && self.plan.is_about(call)
    }

    pub(super) const fn count_strike(&mut self) {
        self.met += 1;
        self.struck = self.struck.saturating_add(1);
    }

    pub(super) fn count_miss(&mut self, why: Miss) {
        self.miss = Some(why);
        self.met += 1;
        self.missed = self.missed.saturating_add(1);
    }

    pub(super) const fn count_spared(&mut self) {
        self.met += 1;
    }

    pub(super) const fn spend(&mut self) {
        self.is_spent = true;
    }

    /// What follows from an occasion that it waits for.
    pub(super) fn meet(
        &self,
        world: &World,
        now: Timestamp,
        id: FaultId,
        occasion: &Occasion,
    ) -> Vec<WorldFact> {
        let fault = self.plan.misfortune().name().to_owned();
        let on = occasion.clone();
        let dose = self.plan.dose();
        if !dose.strikes(world.draw, id, self.met) {
            let spared = WorldFact::Misfortune(Fact::Spared { id, fault, on });
            return with_end(vec![spared], id, dose.ends_after(self.met, self.strikes()));
        }
        let strike = self.strikes().saturating_add(1);
        let of = dose.most();
        let outcome = match self.plan.misfortune().effect() {
            Effect::World(misfortune) => misfortune.strike(world, now),
            Effect::Call(_) | Effect::Review(..) => Ok(Vec::new()),
        };
        let (told, followed) = match outcome {
            Ok(followed) => {
                let struck = Fact::Struck {
                    id,
                    fault,
                    on,
                    strike,
                    of,
                };
                (struck, followed)
            }
            Err(why) => (Fact::Missed { id, fault, on, why }, Vec::new()),
        };
        let mut facts = vec![WorldFact::Misfortune(told)];
        facts.extend(followed);
        with_end(facts, id, dose.ends_after(self.met, strike))
    }
}

/// Facts, and that the fault is spent by them, if it is.
fn with_end(mut facts: Vec<WorldFact>, id: FaultId, is_end: bool) -> Vec<WorldFact> {
    if is_end {
        facts.push(WorldFact::Misfortune(Fact::Spent { id }));
    }
    facts
}
