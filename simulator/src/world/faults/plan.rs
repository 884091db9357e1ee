//! All that a declaration says: what goes wrong, what it waits for, from when on,
//! and how often.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::misfortune::Effect;
use super::{Call, Dose, Misfortune};
use crate::world::aws::throttle::is_reading;

/// A declaration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    #[serde(flatten)]
    misfortune: Misfortune,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    operations: Vec<String>,
    dose: Dose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
}

/// Why there is no such plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A review is no call.
    #[error("{fault} waits for a review and not for a call; leave out operation")]
    NotAboutCalls {
        /// The misfortune.
        fault: &'static str,
    },
    /// It strikes once, as nothing comes again that it waits for.
    #[error(
        "{fault} strikes once, since it waits for nothing that comes again; name an operation, or \
         leave out times, sequence and probability"
    )]
    OnlyOnce {
        /// The misfortune.
        fault: &'static str,
    },
    /// What an operation changes is never behind.
    #[error("{operation} is answered from what it changes and is never stale; name one that reads")]
    NotReading {
        /// The operation.
        operation: String,
    },
}

impl Plan {
    /// A declaration; the operations are names of AWS's actions, and of what
    /// befalls calls no operation means every one. What befalls the world or a
    /// review strikes once where nothing is said.
    ///
    /// # Errors
    ///
    /// Members that do not go with the misfortune.
    pub fn new(
        misfortune: Misfortune,
        operations: Vec<String>,
        dose: Dose,
        at: Option<Timestamp>,
    ) -> Result<Self, PlanError> {
        let fault = misfortune.name();
        let once = || match &dose {
            Dose::Always => Dose::once(),
            dose => dose.clone(),
        };
        let dose = match misfortune.effect() {
            Effect::Call(strike) => {
                let changes = |operation: &&String| !is_reading(operation);
                if let super::Strike::LookBack(_) = strike
                    && let Some(operation) = operations.iter().find(changes)
                {
                    let operation = operation.clone();
                    return Err(PlanError::NotReading { operation });
                }
                dose
            }
            Effect::Review(..) if !operations.is_empty() => {
                return Err(PlanError::NotAboutCalls { fault });
            }
            Effect::World(_) if operations.is_empty() && once() != Dose::once() => {
                return Err(PlanError::OnlyOnce { fault });
            }
            Effect::Review(..) | Effect::World(_) => once(),
        };
        Ok(Self {
            misfortune,
            operations,
            dose,
            at,
        })
    }

    /// What goes wrong.
    pub const fn misfortune(&self) -> &Misfortune {
        &self.misfortune
    }

    /// The actions of AWS's whose calls it waits for.
    pub fn operations(&self) -> &[String] {
        &self.operations
    }

    /// How often.
    pub const fn dose(&self) -> &Dose {
        &self.dose
    }

    /// From when on.
    pub const fn at(&self) -> Option<Timestamp> {
        self.at
    }

    /// Whether it waits for nothing but its moment.
    pub(super) fn strikes_by_itself(&self) -> bool {
        let is_of_world = matches!(self.misfortune.effect(), Effect::World(_));
        is_of_world && self.operations.is_empty()
    }

    /// Whether it waits for such a call.
    pub(super) fn is_about(&self, call: &Call) -> bool {
        let is_named = self.operations.contains(&call.action);
        match self.misfortune.effect() {
            Effect::Call(super::Strike::LookBack(_)) if !call.is_reading() => false,
            Effect::Call(_) => self.operations.is_empty() || is_named,
            Effect::World(_) => is_named,
            Effect::Review(..) => false,
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.misfortune.name())?;
        if !self.operations.is_empty() {
            write!(f, " at {}", self.operations.join(", "))?;
        }
        if let Some(at) = self.at {
            write!(f, " from {at} on")?;
        }
        write!(f, ", {}", self.dose)
    }
}
