//! What a step can do. One file per action; a new action is a file and a line in
//! [`ACTIONS`].
//!
//! An action reads its own part of the file, runs on a [`Stage`] and gives an
//! *answer*, on which the step's expectations and captures work. A refusal by a
//! service is an outcome like any other: some steps demand one.

use std::fmt;
use std::pin::Pin;

use serde_json::Value;

use super::place::Place;
use super::problem::{Problem, Problems};
use super::stage::Stage;
use super::template::Template;
use super::yaml::Node;
use crate::aws::CallError;
use crate::target::allowance::{Forbidden, Subject};
use crate::target::connection::NotSimulated;
use crate::target::control::ControlError;
use nature::{Asking, ByHand, Nature, Pause};

mod addresses;
mod bgp;
mod certificate;
mod clock;
mod continuity;
mod describe;
pub(crate) mod fault;
mod history;
mod http;
mod key;
mod looking_glass;
mod lookup;
mod message;
mod nat_gateway;
pub(crate) mod nature;
mod outage;
mod permissions;
mod premises;
mod range;
mod rdap;
mod registry;
mod roa;
mod shell;
pub(crate) mod sight;
mod sign;
mod validity;
mod wait;
mod whois;

/// Something a step can do.
pub(crate) trait Action: fmt::Debug + Send + Sync {
    /// Does it.
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a>;

    /// What it does towards real AWS.
    fn nature(&self) -> Nature;

    /// The IAM actions that it needs.
    fn permissions(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// What is at stake when it is done to a range that is in use.
    fn stakes(&self) -> Option<&'static str> {
        None
    }

    /// What it changes, as the file names it: ranges, addresses, ids.
    fn objects(&self) -> Vec<&Template> {
        Vec::new()
    }

    /// What a change is about, for whoever guards real AWS.
    fn subjects<'a>(&'a self, _stage: &'a mut Stage) -> Asking<'a, Vec<Subject>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// The answer, if the change that this step makes is there already: what a
    /// customer looks for after a call that nobody answered.
    fn settled<'a>(&'a self, _stage: &'a mut Stage) -> Asking<'a, Option<Answer>> {
        Box::pin(async { Ok(None) })
    }

    /// What a person does where no simulator does it.
    fn by_hand(&self, _stage: &Stage) -> Result<Option<ByHand>, Trouble> {
        Ok(None)
    }

    /// The time that it lets pass, if that is what it does.
    fn pause(&self) -> Option<Pause<'_>> {
        None
    }

    /// A number that a member of the answer must have unless the step expects
    /// something of that member itself, such as a command's status.
    fn implied(&self) -> Option<(&'static str, i64)> {
        None
    }
}

/// An action under way.
pub(crate) type Running<'a> = Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// How an action ended.
pub(crate) type Outcome = Result<Answer, Trouble>;

/// What an action found or did.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Answer {
    /// For expectations and captures.
    pub(crate) value: Value,
    /// For people, in one line that is the same in every equal run.
    pub(crate) said: String,
}

impl Answer {
    pub(crate) fn new(value: Value, said: impl Into<String>) -> Self {
        Self {
            value,
            said: said.into(),
        }
    }
}

/// Why an action gave no answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    /// A service refused.
    Refused {
        code: String,
        message: String,
        /// What AWS's support asks for.
        request_id: Option<String>,
    },
    /// The file's own values do not fit, now that its holes are filled.
    Unfit(Problem),
    /// A value is not acceptable to a step that works without a service.
    Invalid(String),
    /// No service answered, or not as agreed; a file could not be written.
    Failed(String),
    /// A change for which no answer came: it may have been done.
    Lost(String),
    /// It would change what must not be changed.
    Forbidden(String),
    /// A person would have to do it, and nobody may be asked to.
    NotAsked(String),
    /// It ended, otherwise than it must.
    Unmet(Box<Report>),
    /// It did not end in time.
    TimedOut(Box<Report>),
    /// Somebody did not want to wait for its end.
    Interrupted(Box<Report>),
}

/// What was wanted and what was there instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Report {
    /// The demand's own place; the action's where there is none.
    pub(crate) place: Option<Place>,
    pub(crate) what: String,
    pub(crate) wanted: String,
    pub(crate) seen: String,
    pub(crate) notes: Vec<String>,
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Unfit(problem)
    }
}

impl From<CallError> for Trouble {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Refused {
                code,
                message,
                request_id,
            } => Self::Refused {
                code,
                message,
                request_id,
            },
            CallError::Transport(reason) | CallError::Credentials(reason) => Self::Failed(reason),
            CallError::Lost(reason) => Self::Lost(reason),
        }
    }
}

impl From<NotSimulated> for Trouble {
    fn from(error: NotSimulated) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<Forbidden> for Trouble {
    fn from(error: Forbidden) -> Self {
        Self::Forbidden(error.to_string())
    }
}

impl From<ControlError> for Trouble {
    fn from(error: ControlError) -> Self {
        match error {
            ControlError::Refused { status, message } => Self::Refused {
                code: status.as_u16().to_string(),
                message,
                request_id: None,
            },
            ControlError::Transport { .. } => Self::Failed(error.to_string()),
        }
    }
}

type Reader = fn(&Node, &mut Problems) -> Option<Box<dyn Action>>;

/// Every action by its key in a step.
const ACTIONS: [(&str, Reader); 31] = [
    ("advertise", range::read_advertise),
    ("allocate", addresses::read_allocate),
    ("associate", addresses::read_associate),
    ("bgp", bgp::read),
    ("certificate", certificate::read),
    ("clock", clock::read),
    ("continuity", continuity::read),
    ("deprovision", range::read_deprovision),
    ("describe", describe::read),
    ("disassociate", addresses::read_disassociate),
    ("fault", fault::read),
    ("history", history::read),
    ("http", http::read),
    ("key", key::read),
    ("looking-glass", looking_glass::read),
    ("message", message::read),
    ("nat-gateway", nat_gateway::read),
    ("outage", outage::read),
    ("permissions", permissions::read),
    ("premises", premises::read),
    ("provision", range::read_provision),
    ("rdap", rdap::read),
    ("registry", registry::read),
    ("release", addresses::read_release),
    ("roa", roa::read),
    ("shell", shell::read),
    ("sign", sign::read),
    ("validity", validity::read),
    ("wait", wait::read),
    ("whois", whois::read),
    ("withdraw", range::read_withdraw),
];

/// The keys of all actions.
pub(crate) fn names() -> [&'static str; ACTIONS.len()] {
    ACTIONS.map(|(name, _)| name)
}

/// Reads the action of that name; every name is one of [`names`].
pub(crate) fn read(name: &str, node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let (_, reader) = ACTIONS.iter().find(|(known, _)| *known == name)?;
    reader(node, problems)
}
