//! `rpki/roas`: the member's ROAs, each of one AS and of one prefix or several.

use std::collections::BTreeMap;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::refusals::Refusal;
use super::{json_body, not_yours};
use crate::wire::dates;
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::wire::owner::json::{Fault, Object};
use crate::world::registry::Member;
use crate::world::rpki::{self, Draft, Entry, RoaId};
use crate::world::{Command, Fact, World};

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
            return Err(body.wrong("resources", "a list of at least one object"));
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

/// The entries of a ROA: one for each of its prefixes.
type Parts<'a> = Vec<(&'a RoaId, &'a Entry)>;

/// The ROAs that the member has and wants, in the order of their serials.
fn own<'a>(world: &'a World, member: &Member) -> BTreeMap<&'a str, Parts<'a>> {
    let mut roas: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
    for (id, entry) in world.rpki().entries() {
        if entry.is_wanted() && entry.member == *member {
            roas.entry(id.handle()).or_default().push((id, entry));
        }
    }
    roas
}

/// `GET rpki/roas?orgId=`.
pub(super) fn list(call: &Call<'_>, member: &Member) -> Result<Answer, Refusal> {
    if let Some(organization) = call.query.get("orgId")
        && organization != member.organization
    {
        return Err(not_yours(organization));
    }
    let world = call.world();
    let roas = own(&world, member);
    let roas = roas
        .iter()
        .filter_map(|(serial, parts)| view(serial, parts));
    Ok(Answer::json(200, &roas.collect::<Vec<Value>>()))
}

fn view(serial: &str, parts: &Parts<'_>) -> Option<Value> {
    let (_, first) = parts.first()?;
    let resource = |(_, entry): &(&RoaId, &Entry)| {
        json!({
            "prefix": entry.roa.prefix(),
            "maximalLegth": entry.roa.max_length().to_string(),
        })
    };
    Some(json!({
        "serial": serial,
        "asn": first.roa.asn().number(),
        "name": first.name,
        "notValidBefore": dates::utc(first.created),
        "notValidAfter": first.until.map(dates::utc),
        "resources": parts.iter().map(resource).collect::<Vec<Value>>(),
    }))
}

/// Whether a ROA of these dates is valid from now on. What was sent a little ago
/// is now: clients send the moment or the day at which they ask.
fn is_valid_now(sent: &RoaDocument, now: Timestamp) -> bool {
    let day = SignedDuration::from_hours(24);
    let is_now = |from: Timestamp| from <= now && now.duration_since(from) <= day;
    sent.not_valid_before.is_none_or(is_now) && sent.not_valid_after.is_none_or(|it| it > now)
}

/// `POST rpki/roas`: one ROA, of all the resources.
pub(super) fn create(call: &Call<'_>, member: Member) -> Result<Answer, Refusal> {
    let sent = RoaDocument::read(&json_body(call)?)?;
    if !is_valid_now(&sent, call.world().now()) {
        return Err(Refusal::NotValidNow);
    }
    let draft = |(position, resource): (usize, &ResourceDocument)| {
        let roa = Roa::new(resource.prefix, resource.maximal_length, sent.asn);
        let roa = roa.map_err(|error| Refusal::MaximalLength {
            wrong: error.to_string(),
        })?;
        Ok::<Draft, Refusal>(Draft {
            name: Some(sent.name.clone()),
            until: sent.not_valid_after,
            joined: position > 0,
            ..Draft::of(roa)
        })
    };
    let resources = sent.resources.iter().enumerate();
    let drafts: Result<Vec<Draft>, Refusal> = resources.map(draft).collect();
    let command = rpki::Command {
        by: Some(member),
        delete: Vec::new(),
        create: drafts?,
    };
    let facts = call.perform(&Command::Roa(command))?;
    let world = call.world();
    let created: Parts<'_> = facts
        .iter()
        .filter_map(|fact| match fact {
            Fact::Roa(rpki::Fact::Created { id, .. }) => Some((id, world.rpki().entry(id)?)),
            _ => None,
        })
        .collect();
    let serial = created.first().map_or("", |(id, _)| id.handle());
    let created: Vec<Value> = view(serial, &created).into_iter().collect();
    Ok(Answer::json(201, &created))
}

/// `DELETE rpki/roas/{serial}`.
pub(super) fn delete(call: &Call<'_>, member: Member, serial: &str) -> Result<Answer, Refusal> {
    let delete: Vec<RoaId> = {
        let world = call.world();
        let entries = world.rpki().entries();
        let parts = entries.filter(|(id, entry)| entry.is_wanted() && id.handle() == serial);
        parts.map(|(id, _)| id.clone()).collect()
    };
    if delete.is_empty() {
        let what = format!("The ROA {serial}");
        return Err(Refusal::NotFound { what });
    }
    let command = rpki::Command {
        by: Some(member),
        delete,
        create: Vec::new(),
    };
    call.perform(&Command::Roa(command))?;
    Ok(Answer::empty(204))
}
