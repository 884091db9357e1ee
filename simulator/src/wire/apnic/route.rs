//! `route`: what the member lets be originated by whom. A route is a ROA and a
//! route object in one; route objects are not kept here, and `whois_enabled` is
//! shown as false whatever it was.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{href, invalid, json_body, not_found, pages, submit};
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::world::World;
use crate::world::registry::Member;
use crate::world::registry::task::Work;
use crate::world::rpki::{Draft, Entry, RoaId};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    #[serde(default)]
    create: Vec<RouteDocument>,
    #[serde(default)]
    update: Vec<RouteDocument>,
    #[serde(default)]
    delete: Vec<Reference>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RouteDocument {
    id: Option<u64>,
    range: Prefix,
    autnum: u32,
    max_length: Option<u8>,
    #[serde(default = "yes")]
    roa_enabled: bool,
    #[expect(dead_code, reason = "it is taken, and route objects are not kept")]
    whois_enabled: Option<bool>,
}

const fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
struct Reference {
    id: u64,
}

/// `GET route`.
pub(super) fn list(call: &Call<'_>, member: &Member) -> Result<Answer, Answer> {
    let world = call.world();
    let items = own(&world, member);
    let items = items.map(|(id, entry)| (number(id).to_string(), item(call, member, id, entry)));
    Ok(pages::answer(call, member, "route", items))
}

/// `GET route/{id}`.
pub(super) fn get(call: &Call<'_>, member: &Member, id: &str) -> Result<Answer, Answer> {
    let world = call.world();
    let found = own(&world, member).find(|(other, _)| number(other).to_string() == id);
    let (id, entry) = found.ok_or_else(|| not_found(id))?;
    Ok(Answer::json(200, &item(call, member, id, entry)))
}

/// `POST route`.
pub(super) fn post(call: &Call<'_>, member: Member) -> Result<Answer, Answer> {
    let (request, changes): (String, Changes) = json_body(call)?;
    let (mut delete, mut create) = (Vec::new(), Vec::new());
    {
        let world = call.world();
        let named = |id: u64| {
            let found = own(&world, &member).find(|(other, _)| number(other) == id);
            let (id, _) = found.ok_or_else(|| not_found(&format!("The route {id}")))?;
            Ok::<RoaId, Answer>(id.clone())
        };
        for reference in &changes.delete {
            delete.push(named(reference.id)?);
        }
        for route in &changes.update {
            let id = route.id.ok_or_else(|| invalid("An update has no id."))?;
            delete.push(named(id)?);
            create.push(draft(route)?);
        }
        for route in &changes.create {
            create.push(draft(route)?);
        }
    }
    if delete.is_empty() && create.is_empty() {
        return Err(invalid("There is nothing to create, update or delete."));
    }
    submit(call, member, Work::Roas { delete, create }, request)
}

fn draft(route: &RouteDocument) -> Result<Draft, Answer> {
    if !route.roa_enabled {
        return Err(invalid(
            "A route without a ROA is not simulated; send roa_enabled as true.",
        ));
    }
    let roa = Roa::new(route.range, route.max_length, Asn::new(route.autnum));
    let roa = roa.map_err(|wrong| invalid(format!("max_length: {wrong}.")))?;
    Ok(Draft::of(roa))
}

fn own<'a>(world: &'a World, member: &'a Member) -> impl Iterator<Item = (&'a RoaId, &'a Entry)> {
    let entries = world.rpki().entries();
    entries.filter(|(_, entry)| entry.is_wanted() && entry.member == *member)
}

/// A route's id, which is a number: the first digits of the ROA's handle, as
/// many as a JSON number holds exactly.
fn number(id: &RoaId) -> u64 {
    let digits = id.to_string();
    let first = digits.get(..13).unwrap_or(&digits);
    u64::from_str_radix(first, 16).unwrap_or_default()
}

fn item(call: &Call<'_>, member: &Member, id: &RoaId, entry: &Entry) -> Value {
    let id = number(id);
    json!({
        "_links": { "self": { "href": href(call, member, &format!("route/{id}")) } },
        "id": id,
        "range": entry.roa.prefix(),
        "autnum": entry.roa.asn().number(),
        "max_length": entry.roa.max_length(),
        "roa_enabled": true,
        "whois_enabled": false,
    })
}
