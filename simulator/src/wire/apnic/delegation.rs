//! `delegation/ipv4`, `ipv6` and `autnum`: what APNIC has delegated to the
//! member, each by its first address or number.

use serde_json::{Value, json};

use super::refusals::Refusal;
use super::{href, pages};
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::world::World;
use crate::world::registry::{Autnum, Member, Network};

/// `GET delegation/{kind}`.
pub(super) fn list(call: &Call<'_>, member: &Member, kind: &str) -> Result<Answer, Refusal> {
    let world = call.world();
    let items = items(call, &world, member, kind).ok_or_else(|| Refusal::not_found(kind))?;
    let path = format!("delegation/{kind}");
    Ok(pages::answer(call, member, &path, items.into_iter()))
}

/// `GET delegation/{kind}/{id}`.
pub(super) fn get(
    call: &Call<'_>,
    member: &Member,
    kind: &str,
    id: &str,
) -> Result<Answer, Refusal> {
    let world = call.world();
    let items = items(call, &world, member, kind).ok_or_else(|| Refusal::not_found(kind))?;
    let found = items.into_iter().find(|(other, _)| other == id);
    let (_, item) = found.ok_or_else(|| Refusal::not_found(id))?;
    Ok(Answer::json(200, &item))
}

fn items(
    call: &Call<'_>,
    world: &World,
    member: &Member,
    kind: &str,
) -> Option<Vec<(String, Value)>> {
    let registries = world.registries();
    if kind == "autnum" {
        let own =
            |it: &&Autnum| it.registry == member.registry && it.organization == member.organization;
        let autnums = registries.autnums().filter(own);
        let item = |it: &Autnum| {
            let id = it.first.number().to_string();
            let range = match it.last == it.first {
                true => id.clone(),
                false => format!("{id}-{}", it.last.number()),
            };
            let date = it.record.registered;
            let item = item(call, member, kind, &id, &range, "assigned", date);
            (id, item)
        };
        return Some(autnums.map(item).collect());
    }
    let is_ipv4 = match kind {
        "ipv4" => true,
        "ipv6" => false,
        _ => return None,
    };
    let own = |it: &&Network| {
        it.registry == member.registry
            && it.organization == member.organization
            && it.prefix.is_ipv4() == is_ipv4
            && it.transferred_to.is_none()
            && it.is_direct()
    };
    let networks = registries.networks().filter(own);
    let item = |it: &Network| {
        let id = it.prefix.first().to_string();
        let allocated = it.status.to_uppercase().starts_with("ALLOCATED");
        let delegated = if allocated { "allocated" } else { "assigned" };
        let (range, date) = (it.prefix.to_string(), it.record.registered);
        let item = item(call, member, kind, &id, &range, delegated, date);
        (id, item)
    };
    Some(networks.map(item).collect())
}

fn item(
    call: &Call<'_>,
    member: &Member,
    kind: &str,
    id: &str,
    range: &str,
    delegated: &str,
    date: jiff::Timestamp,
) -> Value {
    json!({
        "_links": { "self": { "href": href(call, member, &format!("delegation/{kind}/{id}")) } },
        "date": date.strftime("%Y-%m-%d").to_string(),
        "id": id,
        "range": range,
        "type": delegated,
    })
}
