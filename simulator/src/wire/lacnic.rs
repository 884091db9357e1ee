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
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::dates;
use super::http::Answer;
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
        (method, ["ips", _, _] | ["rpki", "roas", ..]) => {
            Err(error(405, &format!("{method} is not for this resource.")))
        }
        _ => Err(error(404, "There is no such resource.")),
    }
}

fn json_body<T: DeserializeOwned>(call: &Call<'_>) -> Result<T, Answer> {
    if call.media_type().as_deref() != Some("application/json") {
        return Err(error(415, "The Content-Type must be application/json."));
    }
    serde_json::from_slice(call.body()).map_err(|wrong| error(400, &format!("{wrong}.")))
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
    let sent: serde_json::Map<String, Value> = json_body(call)?;
    let world = call.world();
    let network = network(&world, member, address, length)?;
    let view = view(&world, network);
    for (name, value) in &sent {
        match view.get(name) {
            None => {
                let what = format!(
                    "{name} is not a field of a network; there are abuseContact, asn and techContact."
                );
                return Err(error(400, &what));
            }
            Some(current) if current != value => {
                let what = format!("Changing {name} is not simulated; send it unchanged.");
                return Err(error(400, &what));
            }
            Some(_) => {}
        }
    }
    Ok(Answer::json(200, &view))
}

/// A ROA as a body writes it; `maximalLegth` is spelt so.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct RoaDocument {
    asn: Value,
    name: String,
    not_valid_before: Option<Timestamp>,
    not_valid_after: Option<Timestamp>,
    resources: Vec<ResourceDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ResourceDocument {
    prefix: Prefix,
    maximal_legth: Option<Value>,
}

/// A number, or a text that is one: clients send either.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
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
fn create(call: &Call<'_>, member: Member) -> Result<Answer, Answer> {
    let sent: RoaDocument = json_body(call)?;
    let now = call.world().now();
    let is_early = sent.not_valid_before.is_some_and(|from| from > now);
    let is_late = sent.not_valid_after.is_some_and(|until| until <= now);
    if is_early || is_late {
        let what = "A ROA that is not valid now is not simulated.";
        return Err(error(400, what));
    }
    let asn: Asn = text(&sent.asn)
        .parse()
        .map_err(|wrong| error(400, &format!("asn: {wrong}.")))?;
    if sent.resources.is_empty() {
        return Err(error(400, "resources: there is none."));
    }
    let until = sent.not_valid_after;
    let draft = |resource: &ResourceDocument| {
        let length = resource.maximal_legth.as_ref();
        let length = length.map(|length| text(length).parse::<u8>()).transpose();
        let length = length.map_err(|wrong| error(400, &format!("maximalLegth: {wrong}.")))?;
        let roa = Roa::new(resource.prefix, length, asn);
        let roa = roa.map_err(|wrong| error(400, &format!("maximalLegth: {wrong}.")))?;
        let name = Some(sent.name.clone());
        Ok::<Draft, Answer>(Draft {
            name,
            until,
            ..Draft::of(roa)
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
        HolderRefusal::Roa(refusal) => roa_refused(refusal),
        HolderRefusal::Down(_) => owner::unavailable(),
        // No record is edited here.
        HolderRefusal::Record(_) => error(500, "An unexpected error occurred."),
    }
}

fn roa_refused(refusal: &rpki::Refusal) -> Answer {
    match refusal {
        rpki::Refusal::NotHeld { prefix } => not_yours(&prefix.to_string()),
        rpki::Refusal::NotYours { what, .. } => not_yours(what),
        rpki::Refusal::PassedOn { prefix, upstream } => error(
            403,
            &format!("{prefix} is in the resource certificate of {upstream}."),
        ),
        rpki::Refusal::RoaExists { roa } => error(
            409,
            &format!("There is a ROA for {} and {}.", roa.prefix(), roa.asn()),
        ),
        rpki::Refusal::RoaOverlaps { roa, other } => {
            error(409, &format!("{roa} overlaps with {other}."))
        }
        rpki::Refusal::NoSuchRoa { id } => error(404, &format!("The ROA {id} was not found.")),
    }
}
