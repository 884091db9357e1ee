//! The certification authority that RIPE NCC hosts: the ROAs of a member, and
//! what they make of the routes of its space
//! <https://www.ripe.net/manage-ips-and-asns/resource-management/rpki/rpki-management-api/>.
//!
//! A member's ROAs are a set: what is added twice is there once, what is not
//! there is deleted without a word, and a change with nothing in it is one.
//! Validation here goes by the set itself, not by what validators have yet.

use std::collections::{BTreeMap, BTreeSet};

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use byoip_vocabulary::validity::{InvalidReason, RouteState, RouteValidity};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::wire::http::{Answer, Unread};
use crate::wire::owner::Call;
use crate::wire::owner::json::{Fault, Object};
use crate::wire::owner::refusals::Refused;
use crate::world::internet::Route;
use crate::world::policy::Policy;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::Member;
use crate::world::rpki::{self, Draft, RoaId};
use crate::world::{Command, World};
use document::RoaDocument;
use refusals::Refusal;

mod document;
pub(in crate::wire) mod refusals;

#[cfg(test)]
mod tests;

/// Answers a call.
pub(in crate::wire) fn answer(call: &Call<'_>) -> Answer {
    let refused = |refusal: Refusal| call.with_policy(|policy| refuse(&refusal, policy));
    route(call).unwrap_or_else(refused)
}

/// Answers a call whose body was not read.
pub(in crate::wire) fn refuse_unread(call: &Call<'_>, unread: Unread) -> Answer {
    call.with_policy(|policy| refuse(&unread.into(), policy))
}

fn refuse(refusal: &Refusal, policy: &Policy) -> Answer {
    let status = refusal.row().status(policy);
    let error = || Answer::json(status, &json!({ "error": refusal.text() }));
    match refusal {
        Refusal::Unauthenticated => Answer::empty(status),
        Refusal::Unavailable => Answer::text(status, refusal.text()),
        Refusal::MethodNotAllowed { allowed } => error().with("allow", *allowed),
        Refusal::TooManyRequests { seconds } => error().with("retry-after", seconds.to_string()),
        _ => error(),
    }
}

/// Whose key it is. A database's key is id and secret, and not for this.
fn authenticate(call: &Call<'_>) -> Option<Member> {
    let key = call.header("ncc-api-authorization");
    let key = key.or_else(|| call.query.get("key"))?;
    call.member(Registry::Ripe, key)
        .filter(|_| !key.contains(':'))
}

fn route(call: &Call<'_>) -> Result<Answer, Refusal> {
    if call.is_down(Registry::Ripe) {
        return Err(Refusal::Unavailable);
    }
    call.count(Registry::Ripe)
        .map_err(|seconds| Refusal::TooManyRequests { seconds })?;
    let member = authenticate(call).ok_or(Refusal::Unauthenticated)?;
    let parts = call.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let ["api", "rpki", rest @ ..] = parts.as_slice() else {
        return Err(Refusal::NoSuchPath);
    };
    match (call.method(), rest) {
        ("GET", ["resources"]) => Ok(resources(&call.world(), &member)),
        ("GET", ["roas"]) => Ok(roas(&call.world(), &member)),
        ("POST", ["roas", "publish"]) => publish(call, member),
        ("GET", ["announcements"]) => Ok(announcements(&call.world(), &member)),
        ("POST", ["announcements", "affected"]) => affected(call, &member),
        (_, ["resources" | "announcements" | "roas"]) => {
            let allowed = "GET, HEAD";
            Err(Refusal::MethodNotAllowed { allowed })
        }
        (_, ["roas", "publish"] | ["announcements", "affected"]) => {
            let allowed = "POST";
            Err(Refusal::MethodNotAllowed { allowed })
        }
        _ => Err(Refusal::NoSuchPath),
    }
}

fn json_body(call: &Call<'_>) -> Result<Object, Refusal> {
    if call.media_type().as_deref() != Some("application/json") {
        return Err(Refusal::UnsupportedMediaType);
    }
    Object::read(call.body()).map_err(unreadable)
}

fn unreadable(fault: Fault) -> Refusal {
    let wrong = fault.to_string();
    Refusal::UnreadableBody { wrong }
}

/// `GET /resources`: what is in the member's certificate.
fn resources(world: &World, member: &Member) -> Answer {
    let registries = world.registries();
    let numbers = registries.autnums();
    let numbers = numbers
        .filter(|it| it.registry == member.registry && it.organization == member.organization)
        .map(|it| it.handle());
    let networks = registries.networks();
    let networks = networks
        .filter(|it| is_certified(world, member, it.prefix) && it.is_direct())
        .map(|it| it.prefix.to_string());
    let resources: Vec<String> = numbers.chain(networks).collect();
    Answer::json(200, &json!({ "resources": resources }))
}

fn is_certified(world: &World, member: &Member, prefix: Prefix) -> bool {
    let network = world.registries().certified(prefix);
    network
        .is_some_and(|it| it.registry == member.registry && it.organization == member.organization)
}

/// The member's ROAs with their handles, those that it has not deleted.
fn own<'a>(world: &'a World, member: &'a Member) -> impl Iterator<Item = (&'a RoaId, Roa)> {
    let entries = world.rpki().entries();
    let wanted = entries.filter(|(_, entry)| entry.is_wanted() && entry.member == *member);
    wanted.map(|(id, entry)| (id, entry.roa))
}

fn set(world: &World, member: &Member) -> BTreeSet<Roa> {
    own(world, member).map(|(_, roa)| roa).collect()
}

/// The tag of a set of ROAs (RFC 9110, section 8.8.3).
fn tag(roas: &BTreeSet<Roa>) -> String {
    let text: String = roas.iter().map(|roa| format!("{roa}\n")).collect();
    let digest = Sha256::digest(text);
    let hex: String = digest
        .iter()
        .take(16)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{hex}\"")
}

/// The routes that everybody sees of the member's space.
fn routes<'a>(world: &'a World, member: &'a Member) -> impl Iterator<Item = Route> + 'a {
    let routes = world.internet().routes().map(|(route, _)| route);
    routes.filter(|route| is_certified(world, member, route.prefix))
}

fn validity<'a>(route: Route, roas: impl IntoIterator<Item = &'a Roa>) -> RouteValidity {
    RouteValidity::new(route.prefix, route.origin, roas)
}

fn roas(world: &World, member: &Member) -> Answer {
    let set = set(world, member);
    let routes: Vec<Route> = routes(world, member).collect();
    let list = set.iter().map(|roa| {
        let covered = routes.iter().filter(|it| roa.prefix().covers(it.prefix));
        let (valid, others): (Vec<&Route>, Vec<&Route>) =
            covered.partition(|it| validity(**it, [roa]).state() == RouteState::Valid);
        // Another ROA may make valid what this one does not.
        let invalid = others
            .iter()
            .filter(|it| validity(***it, &set).state() == RouteState::Invalid);
        json!({
            "asn": roa.asn(),
            "prefix": roa.prefix(),
            "maximalLength": roa.max_length(),
            "_numberOfValidsCaused": valid.len(),
            "_numberOfInvalidsCaused": invalid.count(),
        })
    });
    let list: Vec<Value> = list.collect();
    Answer::json(200, &list).with("etag", tag(&set))
}

fn announcements(world: &World, member: &Member) -> Answer {
    let set = set(world, member);
    let list = routes(world, member).map(|route| announcement(route, &set));
    Answer::json(200, &list.collect::<Vec<_>>())
}

/// `POST /announcements/affected`: what one ROA alone would make of the routes
/// that it covers.
fn affected(call: &Call<'_>, member: &Member) -> Result<Answer, Refusal> {
    let sent = RoaDocument::read(&json_body(call)?).map_err(unreadable)?;
    let roa = sent.roa().map_err(|wrong| Refusal::AffectedIncorrect {
        wrong: wrong.join(", "),
    })?;
    let world = call.world();
    let alone = BTreeSet::from([roa]);
    let covered = routes(&world, member).filter(|route| roa.prefix().covers(route.prefix));
    let list = covered.map(|route| announcement(route, &alone));
    Ok(Answer::json(200, &list.collect::<Vec<_>>()))
}

fn announcement(route: Route, roas: &BTreeSet<Roa>) -> Value {
    let validity = validity(route, roas);
    let state = match (validity.state(), validity.reason()) {
        (RouteState::Valid, _) => "VALID",
        (RouteState::NotFound, _) => "UNKNOWN",
        (RouteState::Invalid, Some(InvalidReason::Length)) => "INVALID_LENGTH",
        (RouteState::Invalid, Some(InvalidReason::Asn) | None) => "INVALID_ASN",
    };
    json!({
        "asn": route.origin,
        "prefix": route.prefix,
        // How many of the collectors' peers see it: here, all.
        "visibility": 100,
        "currentState": state,
        "suppressed": false,
    })
}

/// A change as a body has it.
struct Publication {
    added: Vec<RoaDocument>,
    deleted: Vec<RoaDocument>,
    if_match: Option<String>,
}

impl Publication {
    fn read(body: &Object) -> Result<Self, Fault> {
        let list = |name| {
            let roas = body.objects(name)?;
            roas.iter().map(RoaDocument::read).collect::<Result<_, _>>()
        };
        Ok(Self {
            added: list("added")?,
            deleted: list("deleted")?,
            if_match: body.optional("ifMatch", "text", |value| Some(value.as_str()?.to_owned()))?,
        })
    }
}

/// `POST /roas/publish`, its checks in the order of the authority's own.
fn publish(call: &Call<'_>, member: Member) -> Result<Answer, Refusal> {
    let sent = Publication::read(&json_body(call)?).map_err(unreadable)?;
    let added = document::set(&sent.added).map_err(|wrong| Refusal::AddedIncorrect { wrong })?;
    let deleted =
        document::set(&sent.deleted).map_err(|wrong| Refusal::DeletedIncorrect { wrong })?;
    let command = {
        let world = call.world();
        check_held(&world, &member, &added)?;
        let wanted = wanted_tag(call, &sent)?;
        // What is both added and deleted stays as it is.
        let create: BTreeSet<Roa> = added.difference(&deleted).copied().collect();
        let delete: BTreeSet<Roa> = deleted.difference(&added).copied().collect();
        let current = set(&world, &member);
        let mut future: BTreeSet<Roa> = current.difference(&delete).copied().collect();
        future.extend(&create);
        check_single(&future)?;
        if !(create.is_empty() && delete.is_empty()) {
            check_tag(call, wanted, &current)?;
        }
        let gone = own(&world, &member).filter(|(_, roa)| delete.contains(roa));
        let new = create.difference(&current).copied();
        rpki::Command {
            delete: gone.map(|(id, _)| id.clone()).collect(),
            create: new.map(Draft::of).collect(),
            by: Some(member),
        }
    };
    call.perform(&Command::Roa(command))
        .map_err(|refusal| refused(&refusal))?;
    Ok(Answer::empty(204))
}

/// The tag of the list that a change was thought out on.
fn wanted_tag(call: &Call<'_>, sent: &Publication) -> Result<Option<String>, Refusal> {
    let header = call.header("if-match");
    match (header, sent.if_match.as_deref()) {
        (Some(header), Some(field)) if header != field => Err(Refusal::DifferentTags),
        (header, field) => Ok(header.or(field).map(str::to_owned)),
    }
}

fn check_tag(
    call: &Call<'_>,
    wanted: Option<String>,
    current: &BTreeSet<Roa>,
) -> Result<(), Refusal> {
    let any = call.with_policy(|policy| policy.ripe_any_tag_matches);
    let current = tag(current);
    match wanted {
        Some(sent) if sent != current && !(any && sent == "*") => {
            Err(Refusal::StaleRoas { sent, current })
        }
        Some(_) | None => Ok(()),
    }
}

fn check_held(world: &World, member: &Member, added: &BTreeSet<Roa>) -> Result<(), Refusal> {
    let prefixes = added.iter().map(|roa| roa.prefix());
    let mut strange = prefixes.filter(|prefix| !is_certified(world, member, *prefix));
    match strange.next() {
        Some(prefix) => Err(not_holder(&prefix)),
        None => Ok(()),
    }
}

/// One AS has one maximum length for a prefix.
fn check_single(future: &BTreeSet<Roa>) -> Result<(), Refusal> {
    let mut pairs: BTreeMap<(Asn, Prefix), Vec<String>> = BTreeMap::new();
    for roa in future {
        let lengths = pairs.entry((roa.asn(), roa.prefix())).or_default();
        lengths.push(roa.max_length().to_string());
    }
    match pairs.into_iter().find(|(_, lengths)| lengths.len() > 1) {
        Some(((asn, prefix), lengths)) => Err(Refusal::AmbiguousFuture {
            asn: asn.to_string(),
            prefix: prefix.to_string(),
            lengths: lengths.join(", "),
        }),
        None => Ok(()),
    }
}

fn not_holder(prefix: &impl ToString) -> Refusal {
    let prefix = prefix.to_string();
    Refusal::NotHolder { prefix }
}

fn refused(refusal: &HolderRefusal) -> Refusal {
    match refusal {
        HolderRefusal::Roa(
            rpki::Refusal::NotHeld { prefix } | rpki::Refusal::PassedOn { prefix, .. },
        ) => not_holder(prefix),
        HolderRefusal::Roa(rpki::Refusal::NotYours { what, .. }) => not_holder(what),
        // The set was looked at before, so it has changed in between.
        HolderRefusal::Roa(
            rpki::Refusal::RoaExists { .. }
            | rpki::Refusal::RoaOverlaps { .. }
            | rpki::Refusal::NoSuchRoa { .. },
        ) => Refusal::Changed,
        HolderRefusal::Down(_) => Refusal::Unavailable,
        // No record is edited here.
        HolderRefusal::Record(_) => Refusal::Unexpected,
    }
}
