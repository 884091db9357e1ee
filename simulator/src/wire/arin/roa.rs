//! ROAs at ARIN: a list of them, and transactions that delete and create some,
//! all or none <https://www.arin.net/resources/manage/rpki/rpki-restful/>.
//!
//! ARIN renews by itself what is created here. There is no routing registry to
//! link route objects in (`autoLink`), and no ASPA.

use std::collections::BTreeMap;
use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use jiff::{SignedDuration, Timestamp};

use super::error::Error;
use super::net::address;
use super::payload::{self, Content, Rule, boolean, number, required, value};
use super::refusals::Refusal;
use super::{CORE, RPKI};
use crate::wire::dates;
use crate::wire::markup::Element;
use crate::wire::owner::Call;
use crate::world::registry::Member;
use crate::world::rpki::{self, Draft, Entry, RoaId};
use crate::world::{Command, Fact, World, later};

/// How long a ROA is valid until it is renewed: what a public sample of ARIN's
/// repository has.
const LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The longest name of a ROA; ARIN has not published any.
const NAME_MAX: usize = 256;

/// ARIN's RPKI Transaction Payload.
const RULES: &[Rule] = &[
    Rule::of(
        "rpkiTransaction",
        Content::Elements(&["aspaAdd", "aspaDelete", "roaSpecAdd", "roaSpecDelete"]),
    ),
    Rule::of("roaSpecDelete", Content::Elements(&["roaHandle*"])),
    Rule {
        element: "roaHandle",
        // The documentation's example has it in small letters, which the schema
        // does not take.
        attributes: &["autoLink"],
        content: Content::Text,
    },
    Rule::of("roaSpecAdd", Content::Elements(&["roaSpec*"])),
    Rule::of(
        "roaSpec",
        Content::Open(&[
            "asNumber",
            "autoLink",
            "autoRenewed",
            "name",
            "resources",
            "roaHandle",
        ]),
    ),
    Rule::of("resources", Content::Elements(&["roaSpecResource*"])),
    Rule::of(
        "roaSpecResource",
        Content::Open(&["autoLinked", "cidrLength", "maxLength", "startAddress"]),
    ),
    Rule::of("aspaAdd", Content::Anything),
    Rule::of("aspaDelete", Content::Anything),
];

/// The entries of a ROA: one for each of its prefixes.
type Parts<'a> = Vec<(&'a RoaId, &'a Entry)>;

/// The ROAs that the member has and wants, by their handles.
fn own<'a>(world: &'a World, member: &Member) -> BTreeMap<&'a str, Parts<'a>> {
    let mut roas: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
    for (id, entry) in world.rpki().entries() {
        if entry.is_wanted() && entry.member == *member {
            roas.entry(id.handle()).or_default().push((id, entry));
        }
    }
    roas
}

/// `GET /rest/roa/{organization}`.
pub(super) fn list(call: &Call<'_>, member: &Member, organization: &str) -> Result<Element, Error> {
    check_owner(member, organization)?;
    let world = call.world();
    let roas = own(&world, member).into_iter();
    let specs = roas.filter_map(|(handle, parts)| describe(handle, &parts, world.now()));
    Ok(Element::new(CORE, "collection").with_all(specs))
}

/// `POST /rest/rpki/{organization}`.
pub(super) fn transact(
    call: &Call<'_>,
    member: Member,
    organization: &str,
) -> Result<Element, Error> {
    check_owner(&member, organization)?;
    let transaction = payload::read(call, RPKI, "rpkiTransaction", RULES)?;
    for part in ["aspaDelete", "aspaAdd"] {
        if transaction.child(part).is_some() {
            return Err(Error::part(part, Refusal::NoAspas));
        }
    }
    let delete = deletions(&transaction, &call.world())?;
    let create = creations(&transaction)?;
    let by = Some(member);
    let facts = call.perform(&Command::Roa(rpki::Command { by, delete, create }))?;
    Ok(outcome(&facts))
}

fn check_owner(member: &Member, organization: &str) -> Result<(), Refusal> {
    if member.organization.eq_ignore_ascii_case(organization) {
        Ok(())
    } else {
        let what = organization.to_owned();
        Err(Refusal::NotAuthoritative { what })
    }
}

/// Every entry of the ROAs to delete, whosever they are.
fn deletions(transaction: &Element, world: &World) -> Result<Vec<RoaId>, Error> {
    let mut ids = Vec::new();
    let handles = transaction.child("roaSpecDelete");
    for element in handles.into_iter().flat_map(|it| &it.children) {
        if let Some(flag) = element.get("autoLink") {
            boolean("autoLink", flag)?;
        }
        let handle = value(element);
        let entries = world.rpki().entries();
        let wanted = entries.filter(|(id, entry)| entry.is_wanted() && id.handle() == handle);
        let before = ids.len();
        ids.extend(wanted.map(|(id, _)| id.clone()));
        if ids.len() == before {
            let handle = handle.to_owned();
            return Err(Error::part("roaHandle", Refusal::NoSuchRoa { handle }));
        }
    }
    Ok(ids)
}

/// A draft for each prefix; those of one `roaSpec` are one ROA.
fn creations(transaction: &Element) -> Result<Vec<Draft>, Error> {
    let mut drafts = Vec::new();
    let specs = transaction.child("roaSpecAdd");
    for spec in specs.into_iter().flat_map(|it| &it.children) {
        let asn = Asn::new(number(spec, "asNumber")?);
        let auto_link = match spec.child("autoLink") {
            Some(flag) => boolean("autoLink", value(flag))?,
            None => false,
        };
        // With AS0 there is nothing to link, and ARIN drops the wish.
        if auto_link && asn != Asn::ZERO {
            return Err(Error::part("autoLink", Refusal::NoRouteObjects));
        }
        let name = name(required(spec, "name")?)?;
        let resources = required(spec, "resources")?;
        required(resources, "roaSpecResource")?;
        for (position, resource) in resources.children.iter().enumerate() {
            drafts.push(Draft {
                name: Some(name.to_owned()),
                joined: position > 0,
                ..Draft::of(roa(resource, asn)?)
            });
        }
    }
    Ok(drafts)
}

/// A ROA's name.
fn name(element: &Element) -> Result<&str, Error> {
    let name = value(element);
    let is_allowed = |character| matches!(character, ' '..='~');
    if name.is_empty() || name.len() > NAME_MAX || !name.chars().all(is_allowed) {
        let longest = NAME_MAX;
        return Err(Error::part("name", Refusal::RoaName { longest }));
    }
    Ok(name)
}

fn roa(resource: &Element, asn: Asn) -> Result<Roa, Error> {
    let start = value(required(resource, "startAddress")?);
    let start = address(start).ok_or_else(|| {
        let text = start.to_owned();
        Error::part("startAddress", Refusal::RoaAddress { text })
    })?;
    let misfit = |part, wrong| Error::part(part, Refusal::RoaPrefix { wrong });
    let prefix = Prefix::new(start, number(resource, "cidrLength")?)
        .map_err(|error| misfit("cidrLength", error.to_string()))?;
    let max_length = match resource.child("maxLength") {
        Some(_) => Some(number(resource, "maxLength")?),
        None => None,
    };
    Roa::new(prefix, max_length, asn).map_err(|error| misfit("maxLength", error.to_string()))
}

/// The transaction as it was carried out, with the handles that the server gave.
fn outcome(facts: &[Fact]) -> Element {
    let mut deleted: Vec<&str> = Vec::new();
    let mut added: Vec<Element> = Vec::new();
    for fact in facts {
        match fact {
            Fact::Roa(rpki::Fact::Deleted { id, .. }) if !deleted.contains(&id.handle()) => {
                deleted.push(id.handle());
            }
            Fact::Roa(rpki::Fact::Created { id, name, roa, .. }) => {
                let resource = resource(roa);
                match added.last_mut().filter(|spec| is_of(spec, id)) {
                    Some(spec) => extend(spec, resource),
                    None => added.push(spec(id, name.as_deref(), roa, resource)),
                }
            }
            _ => {}
        }
    }
    let handles = deleted.into_iter().map(|handle| {
        Element {
            text: handle.to_owned(),
            ..Element::new(RPKI, "roaHandle")
        }
        .attribute("autoLink", "false")
    });
    let parts = [
        Element::new(RPKI, "roaSpecDelete").with_all(handles),
        Element::new(RPKI, "roaSpecAdd").with_all(added),
    ];
    let parts = parts.into_iter();
    Element::new(RPKI, "rpkiTransaction").with_all(parts.filter(|part| !part.children.is_empty()))
}

/// Whether a `roaSpec` is that of an entry.
fn is_of(spec: &Element, id: &RoaId) -> bool {
    spec.child("roaHandle").map(value) == Some(id.handle())
}

/// A `roaSpec` with its first prefix.
fn spec(id: &RoaId, name: Option<&str>, roa: &Roa, resource: Element) -> Element {
    Element::new(RPKI, "roaSpec")
        .text("autoLink", false)
        .text("asNumber", roa.asn().number())
        .text("name", name.unwrap_or_default())
        .with(Element::new(RPKI, "resources").with(resource))
        .text("autoRenewed", true)
        .text("roaHandle", id.handle())
}

/// Adds a prefix to a `roaSpec`.
fn extend(spec: &mut Element, resource: Element) {
    let mut children = spec.children.iter_mut();
    if let Some(resources) = children.find(|it| it.name == "resources") {
        resources.children.push(resource);
    }
}

fn resource(roa: &Roa) -> Element {
    let prefix = roa.prefix();
    Element::new(RPKI, "roaSpecResource")
        .text("autoLinked", false)
        .text("startAddress", prefix.first())
        .text("cidrLength", prefix.length())
        .with_all(max_length(roa))
}

/// A ROA as the list has it: its prefixes one after the other, without an
/// element around.
fn describe(handle: &str, parts: &Parts<'_>, now: Timestamp) -> Option<Element> {
    let (_, first) = parts.first()?;
    let (from, until) = validity(first, now);
    let resources = parts.iter().map(|(_, entry)| {
        let prefix = entry.roa.prefix();
        Element::new(RPKI, "resources")
            .text("cidrLength", prefix.length())
            .text("endAddress", plain(prefix.last()))
            .text("ipVersion", if prefix.is_ipv4() { 4 } else { 6 })
            .with_all(max_length(&entry.roa))
            .text("startAddress", plain(prefix.first()))
            .text("autoLinked", false)
    });
    let name = first.name.as_deref().unwrap_or_default();
    let spec = Element::new(RPKI, "roaSpec")
        .text("asNumber", first.roa.asn().number())
        .text("name", name)
        .text("notValidAfter", dates::eastern(until))
        .text("notValidBefore", dates::eastern(from))
        .with_all(resources)
        .text("roaHandle", handle)
        .text("autoRenewed", first.until.is_none());
    Some(spec)
}

/// The maximum length, which a ROA does not have where it is the prefix's own.
fn max_length(roa: &Roa) -> Option<Element> {
    (roa.max_length() != roa.prefix().length()).then(|| Element {
        text: roa.max_length().to_string(),
        ..Element::new(RPKI, "maxLength")
    })
}

/// From when until when a ROA is valid: until its end, or it is renewed at the
/// end of its life.
fn validity(entry: &Entry, now: Timestamp) -> (Timestamp, Timestamp) {
    let created = entry.created;
    if let Some(until) = entry.until {
        return (created, until);
    }
    let age = now.duration_since(created).as_secs().max(0);
    let renewed = age - age.checked_rem(LIFE.as_secs()).unwrap_or(0);
    let from = later(created, SignedDuration::from_secs(renewed));
    (from, later(from, LIFE))
}

/// An address as ROAs have it: all eight groups, without leading zeros.
fn plain(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let groups = address.segments().map(|group| format!("{group:x}"));
            groups.join(":")
        }
    }
}
