//! `rpki/roas`: the member's ROAs, each of one AS and several prefixes when it is
//! created, of one prefix from then on.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::refusals::Refusal;
use super::{json_body, not_yours};
use crate::wire::dates;
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::wire::owner::json::{Fault, Object};
use crate::world::registry::Member;
use crate::world::rpki::{self, Draft, Entry, RoaId};
use crate::world::{Command, Fact};

/// A ROA as a body writes it; `maximalLegth` is spelt so.
struct RoaDocument {
    asn: Asn,
    name: String,
    not_valid_before: Option<Timestamp>,
    not_valid_after: Option<Timestamp>,
    resources: Vec<ResourceDocument>,
}

struct ResourceDocument {
    prefix: Prefix,
    maximal_length: Option<u8>,
}

impl RoaDocument {
    fn read(body: &Object) -> Result<Self, Fault> {
        body.check_names(&[
            "asn",
            "name",
            "notValidBefore",
            "notValidAfter",
            "resources",
        ])?;
        let name = body.text("name")?;
        if name.contains(char::is_control) {
            return Err(body.wrong("name", "text without control characters"));
        }
        let moment = |name: &str| {
            body.optional(name, "a moment, as 2026-01-05T09:00:00Z", |value| {
                value.as_str()?.parse().ok()
            })
        };
        let resources = body.required_objects("resources")?;
        if resources.is_empty() {
            return Err(body.wrong("resources", "a list with an object at least"));
        }
        Ok(Self {
            asn: body.required("asn", "the number of an AS", |value| {
                text(value)?.parse().ok()
            })?,
            name,
            not_valid_before: moment("notValidBefore")?,
            not_valid_after: moment("notValidAfter")?,
            resources: resources
                .iter()
                .map(ResourceDocument::read)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl ResourceDocument {
    fn read(resource: &Object) -> Result<Self, Fault> {
        resource.check_names(&["prefix", "maximalLegth"])?;
        let prefix = resource.required("prefix", "a prefix, as 192.0.2.0/24", |value| {
            value.as_str()?.parse().ok()
        })?;
        let maximal_length = resource.optional("maximalLegth", "a prefix length", |value| {
            text(value)?.parse().ok()
        })?;
        Ok(Self {
            prefix,
            maximal_length,
        })
    }
}

/// A number, or a text that is one: clients send either.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// `GET rpki/roas?orgId=`.
pub(super) fn list(call: &Call<'_>, member: &Member) -> Result<Answer, Refusal> {
    if let Some(organization) = call.query.get("orgId")
        && organization != member.organization
    {
        return Err(not_yours(organization));
    }
    let world = call.world();
    let entries = world.rpki().entries();
    let own = entries.filter(|(_, entry)| entry.is_wanted() && entry.member == *member);
    let roas: Vec<Value> = own.map(|(id, entry)| roa_view(id, entry)).collect();
    Ok(Answer::json(200, &roas))
}

fn roa_view(id: &RoaId, entry: &Entry) -> Value {
    let until = entry.until.map(dates::utc);
    json!({
        "serial": id.to_string(),
        "asn": entry.roa.asn().number(),
        "name": entry.name,
        "notValidBefore": dates::utc(entry.created),
        "notValidAfter": until,
        "resources": [{
            "prefix": entry.roa.prefix(),
            "maximalLegth": entry.roa.max_length().to_string(),
        }],
    })
}

/// `POST rpki/roas`: a ROA to each resource.
pub(super) fn create(call: &Call<'_>, member: Member) -> Result<Answer, Refusal> {
    let sent = RoaDocument::read(&json_body(call)?)?;
    let now = call.world().now();
    let is_early = sent.not_valid_before.is_some_and(|from| from > now);
    let is_late = sent.not_valid_after.is_some_and(|until| until <= now);
    if is_early || is_late {
        return Err(Refusal::NotValidNow);
    }
    let draft = |resource: &ResourceDocument| {
        let roa = Roa::new(resource.prefix, resource.maximal_length, sent.asn);
        let roa = roa.map_err(|error| Refusal::MaximalLength {
            wrong: error.to_string(),
        })?;
        Ok::<Draft, Refusal>(Draft {
            name: Some(sent.name.clone()),
            until: sent.not_valid_after,
            ..Draft::of(roa)
        })
    };
    let drafts: Result<Vec<Draft>, Refusal> = sent.resources.iter().map(draft).collect();
    let command = rpki::Command {
        by: Some(member),
        delete: Vec::new(),
        create: drafts?,
    };
    let facts = call.perform(&Command::Roa(command))?;
    let world = call.world();
    let created = facts.iter().filter_map(|fact| match fact {
        Fact::Roa(rpki::Fact::Created { id, .. }) => {
            world.rpki().entry(id).map(|entry| roa_view(id, entry))
        }
        _ => None,
    });
    Ok(Answer::json(201, &created.collect::<Vec<_>>()))
}

/// `DELETE rpki/roas/{serial}`.
pub(super) fn delete(call: &Call<'_>, member: Member, serial: &str) -> Result<Answer, Refusal> {
    let command = rpki::Command {
        by: Some(member),
        delete: vec![RoaId::new(serial)],
        create: Vec::new(),
    };
    call.perform(&Command::Roa(command))?;
    Ok(Answer::empty(204))
}
