//! TerminateInstances
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html>

use std::collections::{BTreeMap, BTreeSet};

use super::write_state;
use crate::wire::ec2::ids;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::ids::InstanceId;
use crate::world::aws::instance::{self, State};
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "TerminateInstances",
    parameters: &["DryRun", "InstanceId.N"],
    required: &["InstanceId"],
    unsupported: &["Force", "SkipOsShutdown"],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let named: Vec<InstanceId> = ids::list(call.form, "InstanceId")?;
    let command = instance::Command::Terminate(named.clone());
    let facts = call.perform(Command::Instance(call.caller.clone(), command))?;
    let before: BTreeMap<&InstanceId, State> = facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Instance(instance::Fact::ShuttingDown {
                instance, before, ..
            }) => Some((instance, *before)),
            _ => None,
        })
        .collect();
    let world = call.read();
    let home = call.caller.home();
    // Named twice, an instance is told once.
    let told: BTreeSet<&InstanceId> = named.iter().collect();
    let present = told
        .into_iter()
        .filter_map(|id| Some((id, world.instances().at(&home, id)?.lifecycle.told())));
    let mut xml = Xml::default();
    xml.list("instancesSet", present, |xml, (id, now)| {
        xml.text("instanceId", id);
        write_state(xml, "currentState", now);
        // What did not change was so before.
        let before = before.get(id).copied().unwrap_or(now);
        write_state(xml, "previousState", before);
    });
    Ok(xml)
}
