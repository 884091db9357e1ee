//! Which address an id stands for, by a look at AWS.

use std::net::IpAddr;

use serde_json::Value;

use super::Trouble;
use crate::aws::{CallError, address, nat_gateway, pool};
use crate::scenario::stage::Stage;
use crate::target::allowance::Subject;

/// The description of an allocation; nothing where there is none.
pub(super) async fn allocation(stage: &Stage, id: &str) -> Result<Option<Value>, Trouble> {
    let found = address::describe(&stage.connection.aws, Some(id.to_owned())).await;
    first(found, "/Addresses/0", "InvalidAllocationID.NotFound")
}

/// The address that has an association; nothing where none has.
pub(super) async fn association(stage: &Stage, id: &str) -> Result<Option<Value>, Trouble> {
    let all = address::describe(&stage.connection.aws, None).await?;
    let addresses = all.get("Addresses").and_then(Value::as_array);
    let has = |address: &&Value| address.get("AssociationId").and_then(Value::as_str) == Some(id);
    Ok(addresses.into_iter().flatten().find(has).cloned())
}

/// The description of a NAT gateway; nothing where there is none.
pub(super) async fn gateway(stage: &Stage, id: &str) -> Result<Option<Value>, Trouble> {
    let found = nat_gateway::describe(&stage.connection.aws, Some(id.to_owned())).await;
    first(found, "/NatGateways/0", "NatGatewayNotFound")
}

/// Everything in a pool's ranges.
pub(super) async fn pool(stage: &Stage, id: &str) -> Result<Vec<Subject>, Trouble> {
    let found = pool::describe(&stage.connection.aws, Some(id.to_owned())).await?;
    let ranges = found
        .pointer("/PublicIpv4Pools/0/PoolAddressRanges")
        .and_then(Value::as_array);
    let end = |range: &Value, name: &str| range.get(name)?.as_str()?.parse::<IpAddr>().ok();
    let subjects: Vec<Subject> = ranges
        .into_iter()
        .flatten()
        .map(
            |range| match (end(range, "FirstAddress"), end(range, "LastAddress")) {
                (Some(first), Some(last)) => Subject::Span(first, last),
                (_, _) => Subject::Unknown(id.to_owned()),
            },
        )
        .collect();
    Ok(if subjects.is_empty() {
        vec![Subject::Unknown(id.to_owned())]
    } else {
        subjects
    })
}

/// The address of a description, or the id where there is none.
pub(super) fn address_of(found: Option<&Value>, id: &str) -> Subject {
    let text = found
        .and_then(|found| found.get("PublicIp"))
        .and_then(Value::as_str);
    text.map_or_else(|| Subject::Unknown(id.to_owned()), subject)
}

fn subject(text: &str) -> Subject {
    text.parse::<IpAddr>()
        .map_or_else(|_| Subject::Unknown(text.to_owned()), Subject::Address)
}

fn first(
    found: Result<Value, CallError>,
    pointer: &str,
    none: &str,
) -> Result<Option<Value>, Trouble> {
    match found {
        Ok(value) => Ok(value.pointer(pointer).cloned()),
        Err(CallError::Refused { code, .. }) if code == none => Ok(None),
        Err(error) => Err(error.into()),
    }
}
