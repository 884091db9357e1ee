//! Cases at AWS Support: how port 25 is opened and the quota of ranges raised.
//!
//! Source: AWS Support API Reference 2013-04-15, CreateCase, DescribeCases,
//! ResolveCase. A case belongs to an account, whatever Region it is about. AWS
//! takes these two requests by forms of its console, which no program can fill
//! in; here a case whose subject says the same stands for the form. Not here:
//! attachments and further communication.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Region;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::resource_ids;
use crate::world::timers::{Timer, Timers};

mod decide;
mod refusal;
mod request;
mod wake;

pub(in crate::world) use decide::decide;
pub use refusal::Refusal;
pub(in crate::world) use wake::wake;

#[cfg(test)]
mod tests;

resource_ids! {
    CaseId = "case-";
}

/// What CreateCase hands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The title.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The service that it is about, as the API codes it.
    pub service_code: Option<String>,
    /// What about it.
    pub category_code: Option<String>,
    /// How urgent it is.
    pub severity_code: Option<String>,
    /// The language to answer in, by ISO 639-1.
    pub language: String,
    /// Who else is told.
    pub cc: Vec<String>,
}

/// A call on cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateCase.
    Create(Letter),
    /// ResolveCase.
    Resolve(CaseId),
}

/// What a case asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Ask {
    /// To open port 25.
    Port25 {
        /// Where.
        region: Region,
    },
    /// To raise the quota of ranges.
    RangeQuota {
        /// Where.
        region: Region,
        /// To how many.
        quota: u32,
    },
    /// Something that support here can do nothing about.
    Else,
}

/// What support answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// What was asked for is granted.
    Granted(Ask),
    /// It is not.
    Declined(Ask),
    /// The account has it already.
    Present(Ask),
    /// There is nothing to grant.
    Thanks,
}

/// A case's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lifecycle {
    /// Not answered yet.
    Opened,
    /// Answered, and with that resolved.
    Answered {
        /// What.
        reply: Reply,
        /// When.
        at: Timestamp,
    },
    /// Resolved by whoever opened it, before there was an answer.
    Withdrawn,
}

impl Lifecycle {
    /// The API's name of the status.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Answered { .. } | Self::Withdrawn => "resolved",
        }
    }
}

/// What happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was opened.
    Opened {
        /// The case.
        case: CaseId,
        /// The number that people see.
        display_id: String,
        /// Whose.
        account: AccountId,
        /// Who opened it, by ARN.
        submitted_by: String,
        /// What was handed in.
        letter: Box<Letter>,
        /// What it asks for.
        ask: Ask,
        /// When it is answered.
        answers_at: Timestamp,
    },
    /// Support answered it.
    Answered {
        /// The case.
        case: CaseId,
        /// What.
        reply: Reply,
    },
    /// Whoever opened it resolved it.
    Withdrawn {
        /// The case.
        case: CaseId,
    },
}

impl Fact {
    /// The case it happened to.
    pub fn case(&self) -> &CaseId {
        match self {
            Self::Opened { case, .. } | Self::Answered { case, .. } | Self::Withdrawn { case } => {
                case
            }
        }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let case = self.case();
        match self {
            Self::Opened { letter, .. } => write!(f, "{case} is opened: {}", letter.subject),
            Self::Answered { reply, .. } => {
                let reply = match reply {
                    Reply::Granted(_) => "granted",
                    Reply::Declined(_) => "declined",
                    Reply::Present(_) => "already granted",
                    Reply::Thanks => "nothing to grant",
                };
                write!(f, "{case} is answered: {reply}")
            }
            Self::Withdrawn { .. } => write!(f, "{case} is resolved without an answer"),
        }
    }
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The number that people see.
    pub display_id: String,
    /// Who opened it, by ARN.
    pub submitted_by: String,
    /// What was handed in.
    pub letter: Letter,
    /// What it asks for.
    pub ask: Ask,
    /// When it was opened.
    pub created: Timestamp,
    /// Where it is in its life.
    pub lifecycle: Lifecycle,
    account: AccountId,
}

/// Every case of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    by_id: BTreeMap<CaseId, Case>,
    /// The ids in the order of opening; cases are never forgotten.
    opened: Vec<CaseId>,
}

impl Cases {
    /// Every case, whoever's, the oldest first.
    pub fn all(&self) -> impl Iterator<Item = (&CaseId, &Case)> {
        let oldest_first = self.opened.iter();
        oldest_first.filter_map(|id| Some((id, self.by_id.get(id)?)))
    }

    /// The cases of an account, the newest first.
    pub fn of(&self, account: AccountId) -> impl Iterator<Item = (&CaseId, &Case)> {
        let newest_first = self.opened.iter().rev();
        newest_first.filter_map(move |id| Some((id, self.at(account, id)?)))
    }

    /// How many were opened before a case.
    pub fn number(&self, id: &CaseId) -> Option<usize> {
        self.opened.iter().position(|opened| opened == id)
    }

    /// One case of an account.
    pub fn at(&self, account: AccountId, id: &CaseId) -> Option<&Case> {
        self.by_id.get(id).filter(|case| case.account == account)
    }

    pub(in crate::world) fn apply(&mut self, now: Timestamp, fact: &Fact, timers: &mut Timers) {
        let timer = Timer::AnswerSupportCase(fact.case().clone());
        match fact {
            Fact::Opened {
                case,
                display_id,
                account,
                submitted_by,
                letter,
                ask,
                answers_at,
            } => {
                timers.set(timer, *answers_at);
                self.opened.push(case.clone());
                let new = Case {
                    display_id: display_id.clone(),
                    submitted_by: submitted_by.clone(),
                    letter: (**letter).clone(),
                    ask: ask.clone(),
                    created: now,
                    lifecycle: Lifecycle::Opened,
                    account: *account,
                };
                self.by_id.insert(case.clone(), new);
            }
            Fact::Answered { case, reply } => {
                timers.clear(&timer);
                let reply = reply.clone();
                self.enter(case, Lifecycle::Answered { reply, at: now });
            }
            Fact::Withdrawn { case } => {
                timers.clear(&timer);
                self.enter(case, Lifecycle::Withdrawn);
            }
        }
    }

    fn enter(&mut self, id: &CaseId, lifecycle: Lifecycle) {
        if let Some(case) = self.by_id.get_mut(id) {
            case.lifecycle = lifecycle;
        }
    }
}
