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
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::wire::http::Answer;
use crate::wire::owner::{self, Call};
use crate::wire::query::BODY_LIMIT;
use crate::world::internet::Route;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::Member;
use crate::world::rpki::{self, Draft, RoaId};
use crate::world::{Command, World};

#[cfg(test)]
mod tests;

/// Answers a call.
pub(in crate::wire) fn answer(call: &Call<'_>) -> Answer {
    if call.is_down(Registry::Ripe) {
        return owner::unavailable();
    }
    let Some(member) = authenticate(call) else {
        return Answer::empty(401);
    };
    route(call, member).unwrap_or_else(|answer| answer)
}

/// Answers a call whose body is longer than any room reads.
pub(in crate::wire) fn refuse_long() -> Answer {
    error(413, &format!("The body is longer than {BODY_LIMIT} bytes"))
}

fn error(status: u16, what: &str) -> Answer {
    Answer::json(status, &json!({ "error": what }))
}

/// Whose key it is. A database's key is id and secret, and not for this.
fn authenticate(call: &Call<'_>) -> Option<Member> {
    let key = call.header("ncc-api-authorization");
    let key = key.or_else(|| call.query.get("key"))?;
    call.member(Registry::Ripe, key)
        .filter(|_| !key.contains(':'))
}

fn route(call: &Call<'_>, member: Member) -> Result<Answer, Answer> {
    let parts = call.parts();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let ["api", "rpki", rest @ ..] = parts.as_slice() else {
        return Err(error(404, "Not found"));
    };
    match (call.method(), rest) {
        ("GET", ["resources"]) => Ok(resources(&call.world(), &member)),
        ("GET", ["roas"]) => Ok(roas(&call.world(), &member)),
        ("POST", ["roas", "publish"]) => publish(call, member),
        ("GET", ["announcements"]) => Ok(announcements(&call.world(), &member)),
        ("POST", ["announcements", "affected"]) => affected(call, &member),
        (_, ["resources" | "announcements"] | ["roas"] | ["roas", "publish"])
        | (_, ["announcements", "affected"]) => Err(error(405, "Method not allowed")),
        _ => Err(error(404, "Not found")),
    }
}

fn json_body<T: DeserializeOwned>(call: &Call<'_>) -> Result<T, Answer> {
    if call.media_type().as_deref() != Some("application/json") {
        return Err(error(415, "The Content-Type must be application/json"));
    }
    serde_json::from_slice(call.body()).map_err(|wrong| error(400, &wrong.to_string()))
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
fn affected(call: &Call<'_>, member: &Member) -> Result<Answer, Answer> {
    let sent: RoaDocument = json_body(call)?;
    let roa = sent.read().map_err(|wrong| error(400, &wrong))?;
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

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct RoaDocument {
    asn: String,
    prefix: String,
    maximal_length: Option<u8>,
}

impl RoaDocument {
    fn read(&self) -> Result<Roa, String> {
        let Self {
            asn,
            prefix,
            maximal_length,
        } = self;
        let shown = maximal_length.map_or_else(String::new, |length| length.to_string());
        let whole = format!("ROA{{asn={asn}, prefix={prefix}, maximalLength={shown}}}");
        let number: Asn = asn
            .parse()
            .map_err(|_| format!("ASN '{asn}' is invalid in ({whole})"))?;
        let network: Prefix = prefix
            .parse()
            .map_err(|_| format!("Prefix '{prefix}' is invalid in ({whole})"))?;
        Roa::new(network, *maximal_length, number).map_err(|_| {
            format!(
                "Max length '{shown}' must be between {} and {} for prefix '{prefix}'",
                network.length(),
                network.longest()
            )
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Publication {
    #[serde(default)]
    added: Vec<RoaDocument>,
    #[serde(default)]
    deleted: Vec<RoaDocument>,
    if_match: Option<String>,
}

/// `POST /roas/publish`.
fn publish(call: &Call<'_>, member: Member) -> Result<Answer, Answer> {
    let sent: Publication = json_body(call)?;
    let header = call.header("if-match");
    let wanted = match (header, sent.if_match.as_deref()) {
        (Some(header), Some(field)) if header != field => {
            let what = "`ifMatch` field and `If-Match` header do not match";
            return Err(error(400, what));
        }
        (header, field) => header.or(field),
    };
    let read = |roas: &[RoaDocument], which: &str| {
        let roas: Result<Vec<Roa>, String> = roas.iter().map(RoaDocument::read).collect();
        roas.map_err(|wrong| error(400, &format!("{which} ROAs are incorrect: {wrong}")))
    };
    let added = read(&sent.added, "Added")?;
    let deleted = read(&sent.deleted, "Deleted")?;
    let command = {
        let world = call.world();
        let current = set(&world, &member);
        // The authority itself answers 400; its documentation says 412.
        if wanted.is_some_and(|wanted| wanted != tag(&current)) {
            return Err(error(412, "The ROAs have changed since they were listed"));
        }
        check_held(&world, &member, &added)?;
        let mut future: BTreeSet<Roa> = current;
        future.retain(|roa| !deleted.contains(roa));
        let create: BTreeSet<Roa> = added
            .into_iter()
            .filter(|roa| !future.contains(roa))
            .collect();
        future.extend(&create);
        check_single(&future)?;
        let delete = own(&world, &member).filter(|(_, roa)| deleted.contains(roa));
        rpki::Command {
            delete: delete.map(|(id, _)| id.clone()).collect(),
            create: create.into_iter().map(Draft::of).collect(),
            by: Some(member),
        }
    };
    call.perform(&Command::Roa(command))
        .map_err(|refusal| refused(&refusal))?;
    Ok(Answer::empty(204))
}

fn check_held(world: &World, member: &Member, added: &[Roa]) -> Result<(), Answer> {
    match added
        .iter()
        .find(|roa| !is_certified(world, member, roa.prefix()))
    {
        Some(roa) => Err(not_holder(roa.prefix())),
        None => Ok(()),
    }
}

/// One AS has one maximum length for a prefix.
fn check_single(future: &BTreeSet<Roa>) -> Result<(), Answer> {
    let mut pairs: BTreeMap<(Asn, Prefix), Vec<String>> = BTreeMap::new();
    for roa in future {
        let lengths = pairs.entry((roa.asn(), roa.prefix())).or_default();
        lengths.push(roa.max_length().to_string());
    }
    match pairs.into_iter().find(|(_, lengths)| lengths.len() > 1) {
        Some(((asn, prefix), lengths)) => {
            let lengths = lengths.join(", ");
            let what = format!(
                "Error in future ROAs: there are more than one pair ({asn}, {prefix}), max lengths: [{lengths}]"
            );
            Err(error(400, &what))
        }
        None => Ok(()),
    }
}

fn not_holder(prefix: Prefix) -> Answer {
    error(400, &format!("You are not a holder of the prefix {prefix}"))
}

fn refused(refusal: &HolderRefusal) -> Answer {
    match refusal {
        HolderRefusal::NotHeld { prefix } | HolderRefusal::PassedOn { prefix, .. } => {
            not_holder(*prefix)
        }
        HolderRefusal::NotYours { what, .. } => {
            error(400, &format!("You are not a holder of the prefix {what}"))
        }
        // The set was looked at before, so it has changed in between.
        HolderRefusal::RoaExists { .. } | HolderRefusal::NoSuchRoa { .. } => {
            error(412, "The ROAs have changed since they were listed")
        }
        HolderRefusal::Down { .. } => owner::unavailable(),
        // Nothing here asks for any of these.
        HolderRefusal::NoSuchRecord { .. }
        | HolderRefusal::OutageOver { .. }
        | HolderRefusal::NoSuchField { .. }
        | HolderRefusal::RouteAnnounced { .. }
        | HolderRefusal::RouteNotAnnounced { .. }
        | HolderRefusal::AsnNotBrought { .. }
        | HolderRefusal::AsnAssociated { .. } => error(500, "An unexpected error occurred"),
    }
}
