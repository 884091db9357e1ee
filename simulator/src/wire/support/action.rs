//! An action of a JSON service, and one call of it: what
//! [`query::action`](crate::wire::query::action) is to forms.

use byoip_vocabulary::error_code::ErrorCode;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::simulation::{Reading, Sight, Simulation};
use crate::wire::query::error::{ServiceError, unmet};
use crate::wire::query::pages::List;
use crate::wire::query::refusals;
use crate::wire::support::SERVICE;
use crate::world::aws::account::Caller;
use crate::world::aws::support_case::Command;
use crate::world::faults::LookBack;
use crate::world::{Command as WorldCommand, Fact, Refusal};

/// An action.
#[derive(Clone, Copy, Debug)]
pub(in crate::wire) struct Action {
    /// As `X-Amz-Target` names it.
    pub(in crate::wire) name: &'static str,
    /// The paths of the members it takes, `N` for a list's items.
    pub(in crate::wire) parameters: &'static [&'static str],
    /// The top-level ones that must be there.
    pub(in crate::wire) required: &'static [&'static str],
    /// Those that AWS takes and this world not yet.
    pub(in crate::wire) unsupported: &'static [&'static str],
    /// Reads the members, has the world do it, makes the answer.
    pub(super) answer: fn(&Call<'_>) -> Result<Value, ServiceError>,
}

impl Action {
    /// Refuses members that are not simulated, and a body without one that it
    /// needs. What nobody knows is passed over, as the protocol has it.
    pub(super) fn check(&self, call: &Call<'_>) -> Result<(), ServiceError> {
        let is_there = |name: &str| call.body.get(name).is_some_and(|value| !value.is_null());
        let heads = self
            .unsupported
            .iter()
            .filter_map(|it| it.split('.').next());
        if let Some(name) = heads.into_iter().find(|name| is_there(name)) {
            return Err(ServiceError::not_simulated(&format!("The member {name}")));
        }
        match self.required.iter().find(|name| !is_there(name)) {
            Some(name) => Err(invalid(unmet(None, name, "not be null"))),
            None => Ok(()),
        }
    }
}

/// The error of a member that is not acceptable.
pub(super) fn invalid(message: impl Into<String>) -> ServiceError {
    ServiceError::new(ErrorCode::ValidationException, message)
}

/// The error of a value that is none of those there are.
pub(super) fn not_one_of(member: &str, value: &str, those: &[&str]) -> ServiceError {
    let constraint = format!("satisfy enum value set: [{}]", those.join(", "));
    invalid(unmet(Some(value), member, &constraint))
}

/// One call: who, what, and the world it is about.
pub(super) struct Call<'a> {
    pub(super) caller: Caller,
    body: Map<String, Value>,
    simulation: &'a Simulation,
    wall: Timestamp,
    looks_back: Option<LookBack>,
}

impl<'a> Call<'a> {
    /// Reads the body, which is an object or nothing.
    pub(super) fn read(
        caller: Caller,
        body: &[u8],
        simulation: &'a Simulation,
        wall: Timestamp,
        looks_back: Option<LookBack>,
    ) -> Result<Self, ServiceError> {
        let body = if body.is_empty() {
            Map::new()
        } else {
            serde_json::from_slice(body)
                .map_err(|_| unreadable("The request is not a JSON object."))?
        };
        Ok(Self {
            caller,
            body,
            simulation,
            wall,
            looks_back,
        })
    }

    /// The members, by their types.
    pub(super) fn members<T: DeserializeOwned>(&self) -> Result<T, ServiceError> {
        serde_json::from_value(Value::Object(self.body.clone())).map_err(|_| {
            unreadable("A member of the request has another type than the action takes.")
        })
    }

    /// The world as it is now.
    pub(super) fn world(&self) -> Reading<'_> {
        self.simulation.read(self.wall)
    }

    /// The world as a describe sees it.
    pub(super) fn observe(&self) -> Sight<'_> {
        self.simulation.observe(self.wall, self.looks_back)
    }

    /// Has the world do something; a refusal becomes the action's error.
    pub(super) fn perform(&self, command: Command) -> Result<Vec<Fact>, ServiceError> {
        let command = WorldCommand::SupportCase(self.caller.clone(), command);
        self.simulation
            .perform(self.wall, &command)
            .map_err(|refusal| self.refused(refusal))
    }

    /// The error of a refusal, by this world's policy.
    pub(super) fn refused(&self, refusal: impl Into<Refusal>) -> ServiceError {
        let refusal = refusal.into();
        self.simulation
            .with_policy(|policy| refusals::refused(&refusal, policy))
    }

    /// The list that the members choose, but for those of its pages.
    pub(super) fn list(&self, action: &str, of_pages: &[&str]) -> List {
        let chooses = |name: &&String| !of_pages.contains(&name.as_str());
        let mut choosing: Vec<&String> = self.body.keys().filter(chooses).collect();
        // An object has no order.
        choosing.sort_unstable();
        let list = List::new(SERVICE, action, &self.caller);
        choosing.into_iter().fold(list, |list, name| {
            let value = self.body.get(name).unwrap_or(&Value::Null);
            list.chosen_by(name, &value.to_string())
        })
    }

    /// Ends a call that only asks whether it would do.
    pub(super) fn end_if_dry(&self, dry_run: Option<bool>) -> Result<(), ServiceError> {
        if dry_run == Some(true) {
            let why = "The request was valid, but the operation wasn't performed because dryRun was set to true.";
            return Err(ServiceError::new(ErrorCode::DryRunOperationException, why));
        }
        Ok(())
    }
}

/// The error of a body that cannot be read. The reader's own words speak of
/// this program's types, which are not the caller's.
fn unreadable(why: &str) -> ServiceError {
    ServiceError::new(ErrorCode::SerializationException, why)
}
