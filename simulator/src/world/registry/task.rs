//! Tasks: what a registry's interface takes at once and does a moment later,
//! telling how it went to whoever asks again. APNIC's is like that.
//!
//! What can be refused at once is. A task is decided again when its time has
//! come, because the world may have changed meanwhile.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Member, RecordKey, Texts};
use crate::world::refusal::HolderRefusal;
use crate::world::rpki::{self, Draft, RoaId};
use crate::world::timers::{Timer, Timers};
use crate::world::{Fact as WorldFact, World, later};

#[cfg(test)]
mod tests;

/// A task: the member's own, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TaskId {
    /// Whose it is.
    pub member: Member,
    /// Its number.
    pub number: u64,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "kebab-case")]
pub enum Work {
    /// Replaces the text of a record.
    Edit {
        /// The record.
        record: RecordKey,
        /// The new lines.
        texts: Texts,
    },
    /// Deletes and creates ROAs, all or none.
    Roas {
        /// The ROAs to delete.
        delete: Vec<RoaId>,
        /// The ROAs to create.
        create: Vec<Draft>,
    },
    /// Tells what that would come to, and does nothing.
    Rehearsal {
        /// The ROAs that would be deleted.
        delete: Vec<RoaId>,
        /// The ROAs that would be created.
        create: Vec<Draft>,
    },
    /// Nothing: the registry's database will find faults with it.
    Nothing {
        /// The faults, in its words.
        faults: Vec<String>,
    },
}

/// What a member hands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Who.
    pub by: Member,
    /// What is to be done.
    pub work: Work,
    /// The request as it was written, for whoever reads the task.
    pub request: String,
}

/// How a task went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// It is done.
    Done,
    /// The database found faults with it.
    Faulty,
    /// It was possible when it was handed in and no longer was when its time
    /// had come.
    Refused {
        /// Why not.
        why: HolderRefusal,
    },
}

/// A task on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What is to be done.
    pub work: Work,
    /// The request as it was written.
    pub request: String,
    /// When it was handed in.
    pub submitted: Timestamp,
    /// When it ended and how, if it has.
    pub ended: Option<(Timestamp, Outcome)>,
}

/// What happened to a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was handed in.
    Submitted {
        /// The task.
        id: TaskId,
        /// What is to be done.
        #[serde(flatten)]
        work: Work,
        /// The request as it was written.
        request: String,
        /// When it will end.
        ends_at: Timestamp,
    },
    /// It ended.
    Ended {
        /// The task.
        id: TaskId,
        /// How it went.
        #[serde(flatten)]
        outcome: Outcome,
    },
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Member {
            registry,
            organization,
        } = &self.member;
        write!(f, "task {} of {organization} at {registry}", self.number)
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Submitted { id, ends_at, .. } => {
                write!(f, "{id} is handed in, ends at {ends_at}")
            }
            Self::Ended { id, outcome } => match outcome {
                Outcome::Done => write!(f, "{id} is done"),
                Outcome::Faulty | Outcome::Refused { .. } => write!(f, "{id} has failed"),
            },
        }
    }
}

/// Decides a command.
pub(in crate::world) fn decide(
    world: &World,
    now: Timestamp,
    command: &Command,
) -> Result<Vec<Fact>, HolderRefusal> {
    let Command { by, work, request } = command;
    work.decide(world, now, by)?;
    Ok(vec![Fact::Submitted {
        id: TaskId {
            member: by.clone(),
            number: world.tasks.latest(by).saturating_add(1),
        },
        work: work.clone(),
        request: request.clone(),
        ends_at: later(now, world.policy.apnic_task_duration),
    }])
}

/// What happens when a task's time has come.
pub(in crate::world) fn wake(world: &World, now: Timestamp, id: &TaskId) -> Vec<WorldFact> {
    let Some(task) = world.tasks.task(id) else {
        return Vec::new();
    };
    let (mut facts, outcome) = match task.work.decide(world, now, &id.member) {
        Err(why) => (Vec::new(), Outcome::Refused { why }),
        Ok(facts) if matches!(task.work, Work::Nothing { .. }) => (facts, Outcome::Faulty),
        Ok(facts) => (facts, Outcome::Done),
    };
    let id = id.clone();
    facts.push(WorldFact::Task(Fact::Ended { id, outcome }));
    facts
}

impl Work {
    /// What follows from doing it.
    fn decide(
        &self,
        world: &World,
        now: Timestamp,
        by: &Member,
    ) -> Result<Vec<WorldFact>, HolderRefusal> {
        let by = Some(by.clone());
        match self.clone() {
            Self::Edit { record, texts } => {
                let edit = super::Command::Edit { by, record, texts };
                let facts = super::decide(world, now, &edit)?;
                Ok(facts.into_iter().map(WorldFact::Registry).collect())
            }
            Self::Roas { delete, create } => {
                let command = rpki::Command { by, delete, create };
                let facts = rpki::decide(world, now, &command)?;
                Ok(facts.into_iter().map(WorldFact::Roa).collect())
            }
            Self::Rehearsal { delete, create } => {
                rpki::decide(world, now, &rpki::Command { by, delete, create })?;
                Ok(Vec::new())
            }
            Self::Nothing { .. } => Ok(Vec::new()),
        }
    }
}

/// Every task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tasks {
    tasks: BTreeMap<TaskId, Task>,
}

impl Tasks {
    /// One task.
    pub fn task(&self, id: &TaskId) -> Option<&Task> {
        self.tasks.get(id)
    }

    /// A member's tasks in their order.
    pub fn of(&self, member: &Member) -> impl DoubleEndedIterator<Item = (&TaskId, &Task)> {
        let at = |number| TaskId {
            member: member.clone(),
            number,
        };
        self.tasks.range(at(0)..=at(u64::MAX))
    }

    /// The number of a member's latest task; 0 where there is none.
    fn latest(&self, member: &Member) -> u64 {
        self.of(member).next_back().map_or(0, |(id, _)| id.number)
    }

    pub(in crate::world) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        match fact {
            Fact::Submitted {
                id,
                work,
                request,
                ends_at,
            } => {
                let task = Task {
                    work: work.clone(),
                    request: request.clone(),
                    submitted: now,
                    ended: None,
                };
                self.tasks.insert(id.clone(), task);
                timers.set(Timer::EndTask(id.clone()), *ends_at);
            }
            Fact::Ended { id, outcome } => {
                if let Some(task) = self.tasks.get_mut(id) {
                    task.ended = Some((now, outcome.clone()));
                }
                timers.clear(&Timer::EndTask(id.clone()));
            }
        }
    }
}
