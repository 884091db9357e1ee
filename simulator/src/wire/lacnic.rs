//! LACNIC's registration API: contacts of networks, and ROAs
//! <https://registro.api.lacnic.net/>.
//!
//! A network's record has no free text, so there is no place for a certificate:
//! who holds space here proves it to AWS by a DNS record. What is known of the
//! interface is what two public clients send; the errors are modelled on the
//! ones of LACNIC's RDAP. Organisations, domains and the rest are not here.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::dates;
use super::http::Answer;
use super::owner::json::{Fault, Object};
use super::owner::{self, Call};
use super::query::BODY_LIMIT;
use super::rpsl;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::{Member, Network};
use crate::world::rpki::{self, Draft, Entry, RoaId};
use crate::world::{Command, Fact, World};

#[cfg(test)]
mod tests;

/// Answers a call.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    route(call).unwrap_or_else(|answer| answer)
}

/// Answers a call whose body is longer than any room reads.
pub(super) fn refuse_long() -> Answer {
    error(413, &format!("The body is longer than {BODY_LIMIT} bytes."))
}

fn error(status: u16, what: &str) -> Answer {
    let title = ::http::StatusCode::from_u16(status).ok();
    let title = title.and_then(|status| status.canonical_reason());
    Answer::json(
        status,
        &json!({ "errorCode": status, "title": title, "description": [what] }),
    )
}

fn route(call: &Call<'_>) -> Result<Answer, Answer> {
    if call.is_down(Registry::Lacnic) {
        return Err(owner::unavailable());
    }
    let key = call.credential("Bearer");
    let member = key.and_then(|key| call.member(Registry::Lacnic, key));
    let member = member.ok_or_else(|| error(401, "The token is not valid."))?;
    let parts = call.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let ["lacnic", "2.0", rest @ ..] = parts.as_slice() else {
        return Err(error(404, "There is no such resource."));
    };
    match (call.method(), rest) {
        ("GET", ["ips", address, length]) => show(call, &member, address, length),
        ("PUT", ["ips", address, length]) => replace(call, &member, address, length),
        ("GET", ["rpki", "roas"]) => list(call, &member),
        ("POST", ["rpki", "roas"]) => create(call, member),
        ("DELETE", ["rpki", "roas", serial]) => delete(call, member, serial),
        (method, rest) => {
            let missing = || error(404, "There is no such resource.");
            let allowed = methods(rest).ok_or_else(missing)?;
            let answer = error(405, &format!("{method} is not for this resource."));
            Err(answer.with("allow", allowed))
        }
    }
}

/// The methods that a resource takes; none where there is no such resource.
fn methods(rest: &[&str]) -> Option<&'static str> {
    match rest {
        ["ips", _, _] => Some("GET, HEAD, PUT"),
        ["rpki", "roas"] => Some("GET, HEAD, POST"),
        ["rpki", "roas", _] => Some("DELETE"),
        _ => None,
    }
}

fn json_body(call: &Call<'_>) -> Result<Object, Answer> {
    if call.media_type().as_deref() != Some("application/json") {
        return Err(error(415, "The Content-Type must be application/json."));
    }
    Object::read(call.body()).map_err(|fault| unusable(&fault))
}

/// A body that is not as it must be.
fn unusable(fault: &Fault) -> Answer {
    error(400, &format!("The body cannot be used: {fault}."))
}

/// The member's own network of a prefix.
fn network<'a>(
    world: &'a World,
    member: &Member,
    address: &str,
    length: &str,
) -> Result<&'a Network, Answer> {
    let prefix: Option<Prefix> = format!("{address}/{length}").parse().ok();
    let prefix = prefix.ok_or_else(|| error(400, &format!("{address}/{length} is no prefix.")))?;
    let network = world.registries().network_of(Registry::Lacnic, prefix);
    let network = network.ok_or_else(|| error(404, &format!("{prefix} was not found.")))?;
    if network.organization == member.organization {
        Ok(network)
    } else {
        Err(not_yours(&prefix.to_string()))
    }
}

fn not_yours(what: &str) -> Answer {
    error(403, &format!("{what} is not of your organization."))
}

/// A network as it is shown: it has contacts and origins, and no comments.
fn view(world: &World, network: &Network) -> Value {
    let holder = world.registries().holder(network);
    let technical = rpsl::desks(holder).next().map(|it| &it.handle);
    let abuse = rpsl::abuse_contacts(holder).next().map(|it| &it.handle);
    let origins: Vec<String> = network.origins.iter().map(Asn::to_string).collect();
    json!({ "abuseContact": abuse, "asn": origins, "techContact": technical })
}

/// `GET ips/{address}/{length}`.
fn show(call: &Call<'_>, member: &Member, address: &str, length: &str) -> Result<Answer, Answer> {
    let world = call.world();
    let network = network(&world, member, address, length)?;
    Ok(Answer::json(200, &view(&world, network)))
}

/// `PUT ips/{address}/{length}`: there is nothing that this world could change.
fn replace(
    call: &Call<'_>,
    member: &Member,
    address: &str,
    length: &str,
) -> Result<Answer, Answer> {
    let sent = json_body(call)?;
    let names = ["abuseContact", "asn", "techContact"];
    sent.check_names(&names).map_err(|fault| unusable(&fault))?;
    let world = call.world();
    let network = network(&world, member, address, length)?;
    let view = view(&world, network);
    let changed = |(name, value): &(&String, &Value)| view.get(name) != Some(value);
    if let Some((name, _)) = sent.members().iter().find(changed) {
        let what = format!("Changing {name} is not simulated; send it unchanged.");
        return Err(error(400, &what));
    }
    Ok(Answer::json(200, &view))
}

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
fn list(call: &Call<'_>, member: &Member) -> Result<Answer, Answer> {
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
    json!({
        "serial": id.to_string(),
        "asn": entry.roa.asn().number(),
        "name": entry.name,
        "notValidBefore": dates::utc(entry.created),
        "resources": [{
            "prefix": entry.roa.prefix(),
            "maximalLegth": entry.roa.max_length().to_string(),
        }],
    })
}

/// `POST rpki/roas`: a ROA to each resource.
fn create(call: &Call<'_>, member: Member) -> Result<Answer, Answer> {
    let sent = RoaDocument::read(&json_body(call)?).map_err(|fault| unusable(&fault))?;
    let now = call.world().now();
    let is_early = sent.not_valid_before.is_some_and(|from| from > now);
    let is_late = sent.not_valid_after.is_some_and(|until| until <= now);
    if is_early || is_late {
        let what = "A ROA that is not valid now is not simulated.";
        return Err(error(400, what));
    }
    let draft = |resource: &ResourceDocument| {
        let roa = Roa::new(resource.prefix, resource.maximal_length, sent.asn);
        let roa = roa.map_err(|wrong| error(400, &format!("maximalLegth: {wrong}.")))?;
        Ok::<Draft, Answer>(Draft {
            name: Some(sent.name.clone()),
            ..roa.into()
        })
    };
    let drafts: Result<Vec<Draft>, Answer> = sent.resources.iter().map(draft).collect();
    let command = rpki::Command {
        by: Some(member),
        delete: Vec::new(),
        create: drafts?,
    };
    let facts = call
        .perform(&Command::Roa(command))
        .map_err(|it| refused(&it))?;
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
fn delete(call: &Call<'_>, member: Member, serial: &str) -> Result<Answer, Answer> {
    let command = rpki::Command {
        by: Some(member),
        delete: vec![RoaId::new(serial)],
        create: Vec::new(),
    };
    call.perform(&Command::Roa(command))
        .map_err(|it| refused(&it))?;
    Ok(Answer::empty(204))
}

fn refused(refusal: &HolderRefusal) -> Answer {
    match refusal {
        HolderRefusal::NotHeld { prefix } => not_yours(&prefix.to_string()),
        HolderRefusal::NotYours { what, .. } => not_yours(what),
        HolderRefusal::PassedOn { prefix, upstream } => error(
            403,
            &format!("{prefix} is in the resource certificate of {upstream}."),
        ),
        HolderRefusal::RoaExists { roa } => error(
            409,
            &format!("There is a ROA for {} and {}.", roa.prefix(), roa.asn()),
        ),
        HolderRefusal::NoSuchRoa { id } => error(404, &format!("The ROA {id} was not found.")),
        HolderRefusal::Down { .. } => owner::unavailable(),
        // Nothing here asks for any of these.
        HolderRefusal::NoSuchRecord { .. }
        | HolderRefusal::OutageOver { .. }
        | HolderRefusal::NoSuchField { .. }
        | HolderRefusal::RouteAnnounced { .. }
        | HolderRefusal::RouteNotAnnounced { .. }
        | HolderRefusal::AsnNotBrought { .. }
        | HolderRefusal::AsnAssociated { .. } => error(500, "An unexpected error occurred."),
    }
}
