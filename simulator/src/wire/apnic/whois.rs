//! `whois/{class}/{key}`: an object of APNIC's whois database, shown and
//! replaced.
//!
//! A body that is not the object that the URL names is refused at once. Faults
//! that the database itself finds, such as no `source`, are in the task.

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use serde_json::{Value, json};

use super::refusals::Refusal;
use super::{href, json_body, submit};
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::wire::owner::json::{Fault, Object};
use crate::wire::owner::rpsl::{self, Attribute, Class};
use crate::world::World;
use crate::world::registry::task::Work;
use crate::world::registry::{Member, RecordKey, RecordKind};

/// `GET whois/{class}/{key}`.
pub(super) fn get(call: &Call<'_>, class: &str, key: &str) -> Result<Answer, Refusal> {
    let world = call.world();
    if is_route(class) {
        let object = route_object(&world, class, key).ok_or_else(|| Refusal::not_found(key))?;
        let list = object.iter().map(|(name, value)| (*name, value.as_str()));
        return Ok(document(list));
    }
    let (_, record) = find(&world, class, key)?;
    let attributes = rpsl::describe(&world, &record).ok_or_else(|| Refusal::not_found(key))?;
    let list = attributes.iter();
    Ok(document(
        list.map(|it| (it.name.as_str(), it.value.as_str())),
    ))
}

fn document<'a>(attributes: impl Iterator<Item = (&'a str, &'a str)>) -> Answer {
    let list = attributes.map(|(name, value)| json!({ "name": name, "value": value }));
    let list: Vec<Value> = list.collect();
    Answer::json(200, &json!({ "attributes": list }))
}

fn is_route(class: &str) -> bool {
    ["route", "route6"]
        .iter()
        .any(|route| class.eq_ignore_ascii_case(route))
}

/// The route object of a key, which is the prefix and the origin without a
/// blank: `192.0.2.0/24AS64496`. It is on record before whois shows it.
fn route_object(world: &World, class: &str, key: &str) -> Option<Vec<(&'static str, String)>> {
    let mut entries = world.rpki().entries();
    let (_, entry) = entries.find(|(_, entry)| {
        let named = || format!("{}{}", entry.roa.prefix(), entry.roa.asn());
        let is_here = entry.member.registry == Registry::Apnic && entry.is_wanted();
        is_here && entry.route_object.is_some() && key.eq_ignore_ascii_case(&named())
    })?;
    let object = crate::wire::rpsl::route_object(world, entry);
    let (found, _) = object.first()?;
    class.eq_ignore_ascii_case(found).then_some(object)
}

fn find(world: &World, class: &str, key: &str) -> Result<(Class, RecordKey), Refusal> {
    let class = Class::named(class).ok_or_else(|| Refusal::not_found(class))?;
    let record = class.find(world.registries(), Registry::Apnic, key);
    Ok((class, record.ok_or_else(|| Refusal::not_found(key))?))
}

/// `PUT whois/{class}/{key}`.
pub(super) fn put(
    call: &Call<'_>,
    member: Member,
    class: &str,
    key: &str,
) -> Result<Answer, Refusal> {
    if is_route(class) {
        return Err(Refusal::RouteObjectAlone);
    }
    let (request, body) = json_body(call)?;
    let sent = attributes(&body)?;
    let work = {
        let world = call.world();
        let (class, record) = find(&world, class, key)?;
        check_spelling(class, key)?;
        if sent
            .first()
            .is_none_or(|first| first.name != class.as_str())
        {
            return Err(Refusal::OtherType);
        }
        let named = sent
            .first()
            .and_then(|first| class.find(world.registries(), Registry::Apnic, &first.value));
        if named.as_ref() != Some(&record) {
            return Err(Refusal::OtherKey);
        }
        let owner = world.registries().organization_of(&record);
        if owner != Some(member.organization.as_str()) {
            return Err(Refusal::forbidden(key, &member));
        }
        work(&world, record, &sent).ok_or_else(|| Refusal::not_found(key))?
    };
    submit(call, member, work, request)
}

/// A change names an IPv6 network by its address in full.
fn check_spelling(class: Class, key: &str) -> Result<(), Refusal> {
    if class != Class::Inet6num {
        return Ok(());
    }
    let Ok(prefix) = key.parse::<Prefix>() else {
        return Ok(());
    };
    let std::net::IpAddr::V6(first) = prefix.first() else {
        return Ok(());
    };
    let groups = first.segments().map(|group| format!("{group:04x}"));
    let full = format!("{}/{}", groups.join(":"), prefix.length());
    if key.eq_ignore_ascii_case(&full) {
        Ok(())
    } else {
        Err(Refusal::KeyInFull { full })
    }
}

/// What an object comes to: an edit, or the faults that the database will find.
fn work(world: &World, record: RecordKey, sent: &[Attribute]) -> Option<Work> {
    let current = rpsl::describe(world, &record)?;
    let found = world.registries().record(&record)?;
    let has = |name: &str| sent.iter().any(|it| it.name == name);
    let key = &record.handle;
    let mut faults = Vec::new();
    for name in ["source", "mnt-by"] {
        if !has(name) {
            faults.push(format!("No {name}: found in {key}"));
        }
    }
    if has("last-modified") {
        faults.push(format!("last-modified: must not be in {key}"));
    }
    for name in rpsl::changed(&current, sent, found) {
        if has(name) || !matches!(name, "source" | "mnt-by") {
            faults.push(format!(
                "{name}: in {key} is not as on record; changing it is not simulated"
            ));
        }
    }
    if !faults.is_empty() {
        return Some(Work::Nothing { faults });
    }
    let texts = rpsl::texts(sent, found);
    Some(Work::Edit { record, texts })
}

/// The attributes of an object that is sent.
fn attributes(body: &Object) -> Result<Vec<Attribute>, Fault> {
    body.check_names(&["attributes"])?;
    let list = body.required_objects("attributes")?;
    let attribute = |sent: &Object| {
        sent.check_names(&["name", "value"])?;
        let (name, value) = (sent.text("name")?, sent.text("value")?);
        let value = value.trim();
        // A line end would begin another attribute in whois.
        if value.contains(|letter: char| letter.is_control() && letter != '\t') {
            return Err(sent.wrong("value", "text without control characters"));
        }
        Ok(Attribute {
            name: name.trim().to_ascii_lowercase(),
            value: value.to_owned(),
        })
    };
    list.iter().map(attribute).collect()
}

/// Where an object is.
pub(super) fn location(call: &Call<'_>, member: &Member, record: &RecordKey) -> String {
    let handle = &record.handle;
    let class = match record.record {
        RecordKind::Autnum => Class::AutNum,
        RecordKind::Organization => Class::Organisation,
        RecordKind::Network if handle.contains(':') => Class::Inet6num,
        RecordKind::Network => Class::Inetnum,
    };
    href(call, member, &format!("whois/{}/{handle}", class.as_str()))
}
