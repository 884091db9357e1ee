//! An action of an AWS service, and one call of it.
//!
//! What an action takes stands in its table in full paths, so that the walk of a
//! request, the ledger and the contract with AWS's models read the same words.

use jiff::Timestamp;

use super::error::ServiceError;
use super::form::Form;
use super::pages::List;
use super::parameters;
use super::refusals;
use super::xml::Xml;
use crate::simulation::{Reading, Sight, Simulation};
use crate::world::aws::account::Caller;
use crate::world::faults::LookBack;
use crate::world::{Command, Fact, Refusal};

/// An action.
#[derive(Clone, Copy, Debug)]
pub(in crate::wire) struct Action {
    /// As `Action` names it.
    pub(in crate::wire) name: &'static str,
    /// The paths of the parameters it takes, `N` for a list's number:
    /// `Filter.N.Value.N`.
    pub(in crate::wire) parameters: &'static [&'static str],
    /// The top-level ones that must be there.
    pub(in crate::wire) required: &'static [&'static str],
    /// Those that AWS takes and this world not yet. To call them unknown would
    /// send people looking for a typing mistake.
    pub(in crate::wire) unsupported: &'static [&'static str],
    /// Reads the parameters, has the world do it, writes the answer.
    pub(in crate::wire) answer: fn(&Call<'_>) -> Result<Xml, ServiceError>,
}

impl Action {
    /// Refuses parameters that the action does not have or that are missing.
    pub(in crate::wire) fn check(&self, form: &Form) -> Result<(), ServiceError> {
        parameters::known(form, self.parameters, self.unsupported)?;
        for name in self.required {
            parameters::required_any(form, name)?;
        }
        Ok(())
    }
}

/// One call: who, what, and the world it is about.
pub(in crate::wire) struct Call<'a> {
    pub(in crate::wire) caller: Caller,
    pub(in crate::wire) form: &'a Form,
    pub(in crate::wire) simulation: &'a Simulation,
    pub(in crate::wire) wall: Timestamp,
    /// How far back the call looks, if a fault has it.
    pub(in crate::wire) looks_back: Option<LookBack>,
}

impl Call<'_> {
    /// The world as it is now.
    pub(in crate::wire) fn read(&self) -> Reading<'_> {
        self.simulation.read(self.wall)
    }

    /// The world as a describe sees it.
    pub(in crate::wire) fn observe(&self) -> Sight<'_> {
        self.simulation.observe(self.wall, self.looks_back)
    }

    /// Has the world do something; a refusal becomes the action's error.
    pub(in crate::wire) fn perform(&self, command: Command) -> Result<Vec<Fact>, ServiceError> {
        self.simulation
            .perform(self.wall, &command)
            .map_err(|refusal| self.refused(refusal))
    }

    /// The error of a refusal, by this world's policy.
    pub(in crate::wire) fn refused(&self, refusal: impl Into<Refusal>) -> ServiceError {
        let refusal = refusal.into();
        self.simulation
            .with_policy(|policy| refusals::refused(&refusal, policy))
    }

    /// The list that the parameters choose, but for those of its pages.
    pub(in crate::wire) fn list(&self, service: &str, of_pages: &[&str]) -> List {
        let form = self.form;
        let action = form.get("Action").unwrap_or_default();
        let chooses = |name: &&str| !of_pages.contains(name) && !parameters::is_common(name);
        let choosing = form.names().filter(chooses);
        let list = List::new(service, action, &self.caller);
        choosing.fold(list, |list, name| {
            list.chosen_by(name, form.get(name).unwrap_or_default())
        })
    }
}
