//! What is to go wrong: faults that somebody declares, each with a misfortune,
//! a moment from when on it waits, what it waits for, and how often it strikes.
//!
//! - [`Fault`]: one of them, with what has come of it.
//! - [`plan`]: all that a declaration says; [`dose`]: how often.
//! - [`misfortune`]: the misfortunes, a file each; a new one is a file and a row.
//! - [`occasion`]: what a fault waits for: a call at AWS, a review, or time alone.
//! - [`strikes`]: what several faults together do to one call.
//!
//! Whatever a fault does is a fact, and so is an occasion that it spares: the
//! log says on whom it struck and why it did not, and a replayed one strikes
//! alike. What a misfortune does to the world are the facts of the noun that it
//! befalls; they stand behind the strike. Not here: what a caller reads, which is
//! the wire's.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::timers::{Timer, Timers};
use super::{Fact as WorldFact, World};

pub mod dose;
mod fact;
mod fault;
pub mod length;
pub mod misfortune;
pub mod occasion;
pub mod plan;
pub mod strikes;

pub use dose::{Dose, DoseError, Probability};
pub use fact::{Fact, Miss};
pub use fault::Fault;
pub use misfortune::Misfortune;
pub use occasion::{Call, Occasion};
pub use plan::{Plan, PlanError};
pub use strikes::{Breakdown, LookBack, Strike, Strikes};

use super::aws::range::RangeKey;
use misfortune::{Effect, Mishap};

#[cfg(test)]
mod tests;

/// A fault's number, counted from 1: `fault-1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct FaultId(u32);

impl fmt::Display for FaultId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fault-{}", self.0)
    }
}

impl FromStr for FaultId {
    type Err = NoFaultId;

    fn from_str(text: &str) -> Result<Self, NoFaultId> {
        let number = text.strip_prefix("fault-").and_then(|it| it.parse().ok());
        let id = number.map(Self).filter(|id| id.to_string() == text);
        id.ok_or_else(|| NoFaultId(text.to_owned()))
    }
}

impl From<FaultId> for String {
    fn from(id: FaultId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for FaultId {
    type Error = NoFaultId;

    fn try_from(text: String) -> Result<Self, NoFaultId> {
        text.parse()
    }
}

/// A text that is no fault's number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no fault {0}; they are called fault-1, fault-2 and so on")]
pub struct NoFaultId(String);

/// What is asked about faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// One is declared.
    Declare(Plan),
    /// One is taken back; what it has done stays done.
    Lift(FaultId),
    /// One meets what it waits for: a call that is about to be decided.
    Meet {
        /// The fault.
        fault: FaultId,
        /// The call.
        call: Call,
    },
}

/// Why it is refused, in order of precedence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such fault.
    NoSuchFault {
        /// The number asked for.
        fault: FaultId,
    },
    /// It would wait from a moment that has passed.
    Over {
        /// The moment.
        at: Timestamp,
    },
}

/// Decides a command.
pub(super) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<WorldFact>, Refusal> {
    let faults = &world.faults;
    match command {
        Command::Declare(plan) => {
            if let Some(at) = plan.at().filter(|at| *at < now) {
                return Err(Refusal::Over { at });
            }
            let id = FaultId(faults.declared.saturating_add(1));
            let declared = Fact::Declared {
                id,
                plan: plan.clone(),
            };
            let mut facts = vec![WorldFact::Misfortune(declared)];
            if plan.strikes_by_itself() && plan.at().is_none() {
                let fault = Fault::new(plan.clone());
                facts.extend(fault.meet(world, now, id, &Occasion::Time));
            }
            Ok(facts)
        }
        Command::Lift(id) => match faults.get(*id) {
            Some(_) => Ok(vec![WorldFact::Misfortune(Fact::Lifted { id: *id })]),
            None => Err(Refusal::NoSuchFault { fault: *id }),
        },
        Command::Meet { fault: id, call } => match faults.get(*id) {
            // Somebody else's call may have come first.
            Some(fault) if !fault.waits_for(call, now) => Ok(Vec::new()),
            Some(fault) => Ok(fault.meet(world, now, *id, &Occasion::Call(call.clone()))),
            None => Err(Refusal::NoSuchFault { fault: *id }),
        },
    }
}

/// Lets a fault strike whose time has come.
pub(super) fn wake(world: &World, now: Timestamp, id: FaultId) -> Vec<WorldFact> {
    match world.faults.get(id) {
        Some(fault) => fault.meet(world, now, id, &Occasion::Time),
        None => Vec::new(),
    }
}

/// Lets faults strike that wait for the end of a range's review: what follows,
/// and what befalls the review. One mishap is enough for one review; another waits
/// for the next.
pub(super) fn at_review(
    world: &World,
    now: Timestamp,
    range: &RangeKey,
) -> (Vec<WorldFact>, Option<Mishap>) {
    let mut facts = Vec::new();
    for (id, fault) in world.faults.iter().filter(|(_, fault)| fault.is_open(now)) {
        let Effect::Review(cidr, mishap) = fault.plan.misfortune().effect() else {
            continue;
        };
        if cidr != range.cidr {
            continue;
        }
        let range = range.clone();
        let met = fault.meet(world, now, id, &Occasion::Review { range });
        let is_struck = met.iter().any(Fact::is_strike);
        facts.extend(met);
        if is_struck {
            return (facts, Some(mishap));
        }
    }
    (facts, None)
}

/// Every fault that was declared and not lifted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    by_id: BTreeMap<FaultId, Fault>,
    /// How many were ever declared.
    declared: u32,
}

impl Faults {
    /// Every one of them, by number.
    pub fn iter(&self) -> impl Iterator<Item = (FaultId, &Fault)> {
        self.by_id.iter().map(|(id, fault)| (*id, fault))
    }

    /// One of them.
    pub fn get(&self, id: FaultId) -> Option<&Fault> {
        self.by_id.get(&id)
    }

    /// Whether none of them strikes any more.
    pub fn are_spent(&self) -> bool {
        self.by_id.values().all(Fault::is_spent)
    }

    /// Those that wait for a call.
    pub fn waiting_for(&self, call: &Call, now: Timestamp) -> impl Iterator<Item = FaultId> {
        let waiting = move |(_, fault): &(FaultId, &Fault)| fault.waits_for(call, now);
        self.iter().filter(waiting).map(|(id, _)| id)
    }

    pub(super) fn apply(&mut self, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Declared { id, plan } => {
                self.declared = self.declared.saturating_add(1);
                if let Some(at) = plan.at().filter(|_| plan.strikes_by_itself()) {
                    timers.set(Timer::StrikeFault(*id), at);
                }
                self.by_id.insert(*id, Fault::new(plan.clone()));
            }
            Fact::Struck { id, .. } => {
                self.meet(*id, timers, Fault::count_strike);
            }
            Fact::Missed { id, why, .. } => {
                self.meet(*id, timers, |fault| fault.count_miss(why.clone()));
            }
            Fact::Spared { id, .. } => self.meet(*id, timers, Fault::count_spared),
            Fact::Spent { id } => self.change(*id, Fault::spend),
            Fact::Lifted { id } => {
                timers.clear(&Timer::StrikeFault(*id));
                self.by_id.remove(id);
            }
        }
    }

    fn meet(&mut self, id: FaultId, timers: &mut Timers, count: impl FnOnce(&mut Fault)) {
        timers.clear(&Timer::StrikeFault(id));
        self.change(id, count);
    }

    fn change(&mut self, id: FaultId, change: impl FnOnce(&mut Fault)) {
        if let Some(fault) = self.by_id.get_mut(&id) {
            change(fault);
        }
    }
}
