//! `route`: what the member lets be originated by whom, a ROA and its route
//! object in one; and `route-prevalidation`, which tells whether it could.
//!
//! A public client sends both calls the same body, and an update all that a
//! creation has, with the route's id. `whois_enabled: false` is a ROA without a
//! route object; the other way about is not here. An update is a deletion and a
//! creation at once, so that the route has another id afterwards.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use serde_json::{Value, json};

use super::refusals::Refusal;
use super::{href, json_body, pages, submit};
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::wire::owner::json::{Fault, Object};
use crate::world::World;
use crate::world::registry::Member;
use crate::world::registry::task::Work;
use crate::world::rpki::{Draft, Entry, RoaId};

/// What a body wants to be changed.
struct Changes {
    create: Vec<RouteDocument>,
    update: Vec<(u64, RouteDocument)>,
    delete: Vec<u64>,
}

/// A route as a body writes it.
struct RouteDocument {
    range: Prefix,
    autnum: u32,
    max_length: Option<u8>,
    roa_enabled: bool,
    whois_enabled: bool,
}

impl Changes {
    fn read(body: &Object) -> Result<Self, Fault> {
        body.check_names(&["create", "update", "delete"])?;
        let create = body.objects("create")?;
        let update = body.objects("update")?;
        let delete = body.objects("delete")?;
        let changed = |route: &Object| Ok((id(route)?, RouteDocument::read(route)?));
        Ok(Self {
            create: create
                .iter()
                .map(RouteDocument::read)
                .collect::<Result<_, _>>()?,
            update: update.iter().map(changed).collect::<Result<_, _>>()?,
            delete: delete.iter().map(id).collect::<Result<_, _>>()?,
        })
    }
}

impl RouteDocument {
    fn read(route: &Object) -> Result<Self, Fault> {
        route.check_names(&[
            "id",
            "range",
            "autnum",
            "max_length",
            "roa_enabled",
            "whois_enabled",
        ])?;
        let range = route.required("range", "a prefix, as 192.0.2.0/24", |value| {
            value.as_str()?.parse().ok()
        })?;
        let autnum = route.required("autnum", "the number of an AS", |value| {
            u32::try_from(value.as_u64()?).ok()
        })?;
        let max_length = route.optional("max_length", "a prefix length", |value| {
            u8::try_from(value.as_u64()?).ok()
        })?;
        let enabled = |name: &str| {
            let enabled = route.optional(name, "true or false", Value::as_bool)?;
            Ok(enabled.unwrap_or(true))
        };
        Ok(Self {
            range,
            autnum,
            max_length,
            roa_enabled: enabled("roa_enabled")?,
            whois_enabled: enabled("whois_enabled")?,
        })
    }

    fn draft(&self) -> Result<Draft, Refusal> {
        if !self.roa_enabled {
            return Err(Refusal::NoRoa);
        }
        let roa = Roa::new(self.range, self.max_length, Asn::new(self.autnum));
        let roa = roa.map_err(|error| Refusal::MaxLength {
            wrong: error.to_string(),
        })?;
        Ok(Draft {
            route_object: self.whois_enabled,
            ..Draft::of(roa)
        })
    }
}

fn id(route: &Object) -> Result<u64, Fault> {
    route.required("id", "the id of a route", Value::as_u64)
}

/// `GET route`.
pub(super) fn list(call: &Call<'_>, member: &Member) -> Result<Answer, Refusal> {
    let world = call.world();
    let items = own(&world, member);
    let items = items.map(|(id, entry)| (number(id).to_string(), item(call, member, id, entry)));
    Ok(pages::answer(call, member, "route", items))
}

/// `GET route/{id}`.
pub(super) fn get(call: &Call<'_>, member: &Member, id: &str) -> Result<Answer, Refusal> {
    let world = call.world();
    let found = own(&world, member).find(|(other, _)| number(other).to_string() == id);
    let (id, entry) = found.ok_or_else(|| Refusal::not_found(id))?;
    Ok(Answer::json(200, &item(call, member, id, entry)))
}

/// `POST route`.
pub(super) fn post(call: &Call<'_>, member: Member) -> Result<Answer, Refusal> {
    let (request, delete, create) = changes(call, &member)?;
    submit(call, member, Work::Roas { delete, create }, request)
}

/// `POST route-prevalidation`: what [`post`] would refuse at once, this does
/// too; the rest is in the task.
pub(super) fn prevalidate(call: &Call<'_>, member: Member) -> Result<Answer, Refusal> {
    let (request, delete, create) = changes(call, &member)?;
    submit(call, member, Work::Rehearsal { delete, create }, request)
}

/// The body, and what it comes to: deletions and creations.
fn changes(call: &Call<'_>, member: &Member) -> Result<(String, Vec<RoaId>, Vec<Draft>), Refusal> {
    let (request, body) = json_body(call)?;
    let changes = Changes::read(&body)?;
    let world = call.world();
    let named = |id: u64| {
        let found = own(&world, member).find(|(other, _)| number(other) == id);
        let (id, _) = found.ok_or_else(|| Refusal::not_found(&format!("The route {id}")))?;
        Ok::<RoaId, Refusal>(id.clone())
    };
    let (mut delete, mut create) = (Vec::new(), Vec::new());
    for id in &changes.delete {
        delete.push(named(*id)?);
    }
    for (id, route) in &changes.update {
        delete.push(named(*id)?);
        create.push(route.draft()?);
    }
    for route in &changes.create {
        create.push(route.draft()?);
    }
    if delete.is_empty() && create.is_empty() {
        return Err(Refusal::NothingToDo);
    }
    Ok((request, delete, create))
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
        "whois_enabled": entry.route_object.is_some(),
    })
}
