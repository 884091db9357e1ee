//! ROAs at ARIN: a list of them, and transactions that delete and create some,
//! all or none <https://www.arin.net/resources/manage/rpki/rpki-restful/>.
//!
//! ARIN renews by itself what is created here. There is no routing registry to
//! link route objects in (`autoLink`), and no ASPA.

use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use jiff::{SignedDuration, Timestamp};

use super::error::Error;
use super::net::address;
use super::{CORE, RPKI, body, check_children, value};
use crate::wire::dates;
use crate::wire::markup::Element;
use crate::wire::owner::Call;
use crate::world::registry::Member;
use crate::world::rpki::{self, Draft, Entry, RoaId};
use crate::world::{Command, Fact, later};

/// How long a ROA is valid until it is renewed: what a public sample of ARIN's
/// repository has.
const LIFE: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The longest name of a ROA; ARIN has not published any.
const NAME_MAX: usize = 256;

/// `GET /rest/roa/{organization}`.
pub(super) fn list(call: &Call<'_>, member: &Member, organization: &str) -> Result<Element, Error> {
    check_owner(member, organization)?;
    let world = call.world();
    let entries = world.rpki().entries();
    let own = entries.filter(|(_, entry)| entry.is_wanted() && entry.member == *member);
    let roas = own.map(|(id, entry)| describe(id, entry, world.now()));
    Ok(Element::new(CORE, "collection").with_all(roas))
}

/// `POST /rest/rpki/{organization}`.
pub(super) fn transact(
    call: &Call<'_>,
    member: Member,
    organization: &str,
) -> Result<Element, Error> {
    check_owner(&member, organization)?;
    let transaction = body(call, RPKI, "rpkiTransaction")?;
    let parts = ["roaSpecDelete", "roaSpecAdd", "aspaDelete", "aspaAdd"];
    check_children(&transaction, &parts)?;
    for part in ["aspaDelete", "aspaAdd"] {
        if transaction.child(part).is_some() {
            return Err(Error::component(part, "ASPAs are not simulated."));
        }
    }
    let command = rpki::Command {
        by: Some(member),
        delete: deletions(&transaction)?,
        create: creations(&transaction)?,
    };
    let facts = call.perform(&Command::Roa(command))?;
    Ok(outcome(&facts))
}

fn check_owner(member: &Member, organization: &str) -> Result<(), Error> {
    if member.organization.eq_ignore_ascii_case(organization) {
        Ok(())
    } else {
        Err(Error::not_authoritative(organization))
    }
}

fn deletions(transaction: &Element) -> Result<Vec<RoaId>, Error> {
    let Some(part) = transaction.child("roaSpecDelete") else {
        return Ok(Vec::new());
    };
    check_children(part, &["roaHandle*"])?;
    let handle = |handle: &Element| {
        for (name, flag) in &handle.attributes {
            // The documentation's example has it in small letters, which the
            // schema does not take.
            if name != "autoLink" {
                return Err(Error::schema(&format!(
                    "The attribute {name} does not belong to <roaHandle>; it has autoLink."
                )));
            }
            boolean("autoLink", flag)?;
        }
        Ok(RoaId::new(value(handle)?))
    };
    part.children.iter().map(handle).collect()
}

fn creations(transaction: &Element) -> Result<Vec<Draft>, Error> {
    let mut drafts = Vec::new();
    let Some(part) = transaction.child("roaSpecAdd") else {
        return Ok(drafts);
    };
    check_children(part, &["roaSpec*"])?;
    for spec in &part.children {
        let members = [
            "autoLink",
            "asNumber",
            "name",
            "resources",
            "autoRenewed",
            "roaHandle",
        ];
        check_children(spec, &members)?;
        let asn = Asn::new(number(spec, "asNumber")?);
        let auto_link = match spec.child("autoLink") {
            Some(flag) => boolean("autoLink", value(flag)?)?,
            None => false,
        };
        // With AS0 there is nothing to link, and ARIN drops the wish.
        if auto_link && asn != Asn::ZERO {
            return Err(Error::component(
                "autoLink",
                "Route objects are not simulated; send false.",
            ));
        }
        let name = value(required(spec, "name")?)?;
        if name.is_empty() || name.chars().count() > NAME_MAX {
            let wanted = format!("A name has 1 to {NAME_MAX} characters.");
            return Err(Error::component("name", wanted));
        }
        let resources = required(spec, "resources")?;
        check_children(resources, &["roaSpecResource*"])?;
        if resources.children.is_empty() {
            return Err(Error::schema("<resources> has no <roaSpecResource>."));
        }
        for resource in &resources.children {
            let roa = roa(resource, asn)?;
            drafts.push(Draft {
                name: Some(name.to_owned()),
                ..Draft::of(roa)
            });
        }
    }
    Ok(drafts)
}

fn roa(resource: &Element, asn: Asn) -> Result<Roa, Error> {
    let members = ["autoLinked", "startAddress", "cidrLength", "maxLength"];
    check_children(resource, &members)?;
    let start = value(required(resource, "startAddress")?)?;
    let start = address(start).ok_or_else(|| {
        Error::component("startAddress", format!("{start} is not an IP address."))
    })?;
    let prefix = Prefix::new(start, number(resource, "cidrLength")?)
        .map_err(|error| Error::component("cidrLength", format!("{error}.")))?;
    let max_length = match resource.child("maxLength") {
        Some(_) => Some(number(resource, "maxLength")?),
        None => None,
    };
    Roa::new(prefix, max_length, asn)
        .map_err(|error| Error::component("maxLength", format!("{error}.")))
}

fn required<'a>(element: &'a Element, name: &str) -> Result<&'a Element, Error> {
    let missing = || Error::schema(&format!("<{}> has no <{name}>.", element.name));
    element.child(name).ok_or_else(missing)
}

fn number<T: std::str::FromStr>(element: &Element, name: &str) -> Result<T, Error> {
    let text = value(required(element, name)?)?;
    text.parse()
        .map_err(|_| Error::schema(&format!("\"{text}\" is not a number that <{name}> takes.")))
}

fn boolean(name: &str, text: &str) -> Result<bool, Error> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        other => Err(Error::schema(&format!(
            "\"{other}\" is not a value of {name}; it is true or false."
        ))),
    }
}

/// The transaction as it was carried out: a ROA to each resource, with the
/// handles that the server gave.
fn outcome(facts: &[Fact]) -> Element {
    let mut deleted = Element::new(RPKI, "roaSpecDelete");
    let mut added = Element::new(RPKI, "roaSpecAdd");
    for fact in facts {
        match fact {
            Fact::Roa(rpki::Fact::Deleted { id, .. }) => {
                let handle = Element {
                    text: id.to_string(),
                    ..Element::new(RPKI, "roaHandle")
                };
                deleted = deleted.with(handle.attribute("autoLink", "false"));
            }
            Fact::Roa(rpki::Fact::Created { id, name, roa, .. }) => {
                let prefix = roa.prefix();
                let resource = Element::new(RPKI, "roaSpecResource")
                    .text("autoLinked", false)
                    .text("startAddress", prefix.first())
                    .text("cidrLength", prefix.length())
                    .with_all(max_length(roa));
                let spec = Element::new(RPKI, "roaSpec")
                    .text("autoLink", false)
                    .text("asNumber", roa.asn().number())
                    .text("name", name.as_deref().unwrap_or_default())
                    .with(Element::new(RPKI, "resources").with(resource))
                    .text("autoRenewed", true)
                    .text("roaHandle", id);
                added = added.with(spec);
            }
            _ => {}
        }
    }
    let parts = [deleted, added].into_iter();
    let parts = parts.filter(|part| !part.children.is_empty());
    Element::new(RPKI, "rpkiTransaction").with_all(parts)
}

fn describe(id: &RoaId, entry: &Entry, now: Timestamp) -> Element {
    let roa = &entry.roa;
    let prefix = roa.prefix();
    let (from, until) = validity(entry.created, now);
    let name = entry.name.as_deref().unwrap_or_default();
    let resources = Element::new(RPKI, "resources")
        .text("cidrLength", prefix.length())
        .text("endAddress", plain(prefix.last()))
        .text("ipVersion", if prefix.is_ipv4() { 4 } else { 6 })
        .with_all(max_length(roa))
        .text("startAddress", plain(prefix.first()))
        .text("autoLinked", false);
    Element::new(RPKI, "roaSpec")
        .text("asNumber", roa.asn().number())
        .text("name", name)
        .text("notValidAfter", dates::eastern(until))
        .text("notValidBefore", dates::eastern(from))
        .with(resources)
        .text("roaHandle", id)
        .text("autoRenewed", true)
}

/// The maximum length, which a ROA does not have where it is the prefix's own.
fn max_length(roa: &Roa) -> Option<Element> {
    (roa.max_length() != roa.prefix().length()).then(|| Element {
        text: roa.max_length().to_string(),
        ..Element::new(RPKI, "maxLength")
    })
}

/// From when until when a ROA is valid that is renewed at the end of its life.
fn validity(created: Timestamp, now: Timestamp) -> (Timestamp, Timestamp) {
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
