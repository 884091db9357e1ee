//! The NET payload: a network's record as its holder sees and replaces it
//! <https://www.arin.net/resources/registry/regrws/payloads/#net-payload>.
//!
//! The order of elements, lines that begin at 0, addresses padded with zeros and
//! the local time of Virginia are as the server answers; the documentation's
//! examples differ. A payload replaces all comments. Its other members are as
//! they were or are left out: most cannot be modified at ARIN, and the name,
//! origins and contacts not yet here.

use std::net::{IpAddr, Ipv4Addr};

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};
use jiff::Timestamp;

use super::CORE;
use super::error::Error;
use super::payload::{self, Content, Rule, value};
use super::refusals::Refusal;
use crate::wire::dates;
use crate::wire::markup::Element;
use crate::wire::owner::Call;
use crate::world::registry::{Command, Member, Network, RecordKey, RecordKind, Registries, Texts};
use crate::world::{Command as WorldCommand, World};

/// ARIN's schema of the payload (`NetPayload.rnc`).
const RULES: &[Rule] = &[
    Rule::of(
        "net",
        Content::Open(&[
            "comment",
            "customer",
            "customerHandle",
            "handle",
            "messageReferences",
            "messages",
            "netBlocks",
            "netName",
            "orgHandle",
            "originASes",
            "parentNetHandle",
            "pocLinks",
            "registrationDate",
            "version",
        ]),
    ),
    Rule::of("comment", Content::Elements(&["line*"])),
    Rule {
        element: "line",
        attributes: &["number"],
        content: Content::Text,
    },
    Rule::of("netBlocks", Content::Elements(&["netBlock*"])),
    Rule::of(
        "netBlock",
        Content::Open(&[
            "cidrLength",
            "description",
            "endAddress",
            "startAddress",
            "type",
        ]),
    ),
    Rule::of("originASes", Content::Elements(&["originAS*"])),
    Rule::of("pocLinks", Content::Elements(&["pocLinkRef*"])),
    Rule {
        element: "pocLinkRef",
        attributes: &["description", "function", "handle"],
        content: Content::Text,
    },
    Rule::of("customer", Content::Anything),
    Rule::of("messages", Content::Anything),
    Rule::of("messageReferences", Content::Anything),
];

/// `GET /rest/net/{handle}`.
pub(super) fn get(call: &Call<'_>, handle: &str) -> Result<Element, Error> {
    let world = call.world();
    let network = find(&world, handle)?;
    Ok(describe(&world, network))
}

/// `GET /rest/net/mostSpecificNet/{start}/{end}`: the smallest network that
/// holds both.
pub(super) fn most_specific(call: &Call<'_>, start: &str, end: &str) -> Result<Element, Error> {
    let (start, end) = ends(start, end)?;
    let world = call.world();
    let found = around(world.registries(), start, end).next();
    let network = found.ok_or_else(|| no_such(&format!("{start} - {end}")))?;
    Ok(describe(&world, network))
}

/// `GET /rest/net/parentNet/{start}/{end}`: the smallest network that is larger.
pub(super) fn parent(call: &Call<'_>, start: &str, end: &str) -> Result<Element, Error> {
    let (start, end) = ends(start, end)?;
    let world = call.world();
    let found = around(world.registries(), start, end)
        .find(|network| (network.prefix.first(), network.prefix.last()) != (start, end));
    let network = found.ok_or_else(|| no_such(&format!("{start} - {end}")))?;
    Ok(describe(&world, network))
}

/// `PUT /rest/net/{handle}`.
pub(super) fn put(call: &Call<'_>, by: Member, handle: &str) -> Result<Element, Error> {
    let payload = payload::read(call, CORE, "net", RULES)?;
    let lines = comments(&payload)?;
    let record = {
        let world = call.world();
        let network = find(&world, handle)?;
        if network.organization != by.organization {
            let what = handle.to_owned();
            return Err(Refusal::NotAuthoritative { what }.into());
        }
        check_unchanged(&payload, &world, network)?;
        RecordKey {
            registry: Registry::Arin,
            record: RecordKind::Network,
            handle: network.handle.clone(),
        }
    };
    let empties = call.with_policy(|policy| policy.arin_missing_comment_empties);
    let lines = lines.or_else(|| empties.then(Vec::new));
    if let Some(lines) = lines {
        call.perform(&WorldCommand::Registry(Command::Edit {
            by: Some(by),
            record,
            texts: Texts::from([(Field::Comments, lines)]),
        }))?;
    }
    get(call, handle)
}

fn find<'a>(world: &'a World, handle: &str) -> Result<&'a Network, Refusal> {
    let network = |handle: &str| world.registries().network(Registry::Arin, handle);
    let found = network(handle).or_else(|| network(&handle.to_ascii_uppercase()));
    found.ok_or_else(|| no_such(handle))
}

fn no_such(what: &str) -> Refusal {
    let what = what.to_owned();
    Refusal::NoSuchObject { what }
}

/// ARIN's networks that hold both addresses, the smallest first.
fn around(registries: &Registries, start: IpAddr, end: IpAddr) -> impl Iterator<Item = &Network> {
    let host = Prefix::host(start);
    let smallest = registries.smallest_covering(host);
    let exact = smallest.filter(|network| network.prefix == host);
    exact
        .into_iter()
        .chain(registries.above(host))
        .filter(move |network| network.registry == Registry::Arin && network.prefix.contains(end))
}

fn describe(world: &World, network: &Network) -> Element {
    let record = &network.record;
    let lines = record.typed(Field::Comments).iter();
    let lines = lines.enumerate().map(|(number, line)| {
        Element {
            text: line.clone(),
            ..Element::new(CORE, "line")
        }
        .attribute("number", number.to_string())
    });
    let prefix = network.prefix;
    let (code, description) = kind(network);
    let block = Element::new(CORE, "netBlock")
        .text("cidrLength", prefix.length())
        .text("description", description)
        .text("endAddress", padded(prefix.last()))
        .text("startAddress", padded(prefix.first()))
        .text("type", code);
    let origins = network.origins.iter();
    let origins = origins.map(|asn| Element {
        text: asn.to_string(),
        ..Element::new(CORE, "originAS")
    });
    let parent = world.registries().parent(network);
    let parent = parent.map(|parent| Element {
        text: parent.handle,
        ..Element::new(CORE, "parentNetHandle")
    });
    Element::new(CORE, "net")
        // The contacts are the organisation's.
        .with(Element::new(CORE, "pocLinks"))
        .with(Element::new(CORE, "comment").with_all(lines))
        .with(Element::new(CORE, "netBlocks").with(block))
        .text("handle", &network.handle)
        .text("netName", &network.name)
        .text("orgHandle", &network.organization)
        .with(Element::new(CORE, "originASes").with_all(origins))
        .with_all(parent)
        .text("registrationDate", dates::eastern(record.registered))
        .text("version", if prefix.is_ipv4() { 4 } else { 6 })
}

/// Code and description of a network's type. ARIN no longer tells assignments
/// from allocations.
fn kind(network: &Network) -> (&'static str, &str) {
    match network.transferred_to {
        Some(Registry::Ripe) => return ("RX", "RIPE NCC Transferred"),
        Some(Registry::Apnic) => return ("AP", "APNIC Allocated"),
        Some(Registry::Lacnic) => return ("LX", "LACNIC Transferred"),
        Some(Registry::Afrinic) => return ("FX", "AFRINIC Transferred"),
        Some(Registry::Arin) | None => {}
    }
    let code = match network.status.to_uppercase().as_str() {
        "REALLOCATION" | "REALLOCATED" => "A",
        "REASSIGNMENT" | "REASSIGNED" => "S",
        _ => "DA",
    };
    (code, &network.status)
}

/// An address with every digit that it could have.
fn padded(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, d] = address.octets();
            format!("{a:03}.{b:03}.{c:03}.{d:03}")
        }
        IpAddr::V6(address) => {
            let groups = address.segments().map(|group| format!("{group:04x}"));
            groups.join(":")
        }
    }
}

/// An address, padded or not.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    if text.contains(':') {
        return text.parse().ok();
    }
    let number = |digits: &str| {
        let plain = digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    let numbers: Option<Vec<u8>> = text.split('.').map(number).collect();
    let octets: [u8; 4] = numbers?.try_into().ok()?;
    Some(Ipv4Addr::from(octets).into())
}

/// An address of the URL.
fn at(text: &str) -> Result<IpAddr, Refusal> {
    address(text).ok_or_else(|| Refusal::NotAnAddress {
        text: text.to_owned(),
    })
}

/// First and last address of the URL.
fn ends(start: &str, end: &str) -> Result<(IpAddr, IpAddr), Refusal> {
    let (start, end) = (at(start)?, at(end)?);
    if start.is_ipv4() != end.is_ipv4() || end < start {
        return Err(Refusal::NotARange { start, end });
    }
    Ok((start, end))
}

/// The comment's lines by their numbers, if there is a comment.
fn comments(payload: &Element) -> Result<Option<Vec<String>>, Error> {
    let Some(comment) = payload.child("comment") else {
        return Ok(None);
    };
    let mut lines: Vec<(u32, &str)> = Vec::new();
    for line in &comment.children {
        let number = line.get("number");
        let number = number.and_then(|number| number.trim().parse().ok());
        lines.push((number.ok_or(Refusal::NoLineNumber)?, &line.text));
    }
    lines.sort_by_key(|(number, _)| *number);
    let is_twice = |pair: &[(u32, &str)]| matches!(pair, [(a, _), (b, _)] if a == b);
    if lines.windows(2).any(is_twice) {
        return Err(Error::part("comment", Refusal::RepeatedLine));
    }
    if lines.iter().any(|(_, line)| !line.chars().all(is_allowed)) {
        return Err(Error::part("comment", Refusal::CommentCharacters));
    }
    let lines = lines.into_iter().map(|(_, line)| line.to_owned());
    Ok(Some(lines.collect()))
}

/// "Characters for accented letters only" beyond ASCII.
fn is_allowed(character: char) -> bool {
    matches!(character, ' '..='~' | '\t')
        || (matches!(character, 'À'..='ɏ') && character.is_alphabetic())
}

/// Whether everything but the comment is as it is on record, or left out.
fn check_unchanged(payload: &Element, world: &World, network: &Network) -> Result<(), Error> {
    let mut parts = Vec::new();
    let current = describe(world, network);
    for sent in payload.children.iter().filter(|it| it.name != "comment") {
        let same = match sent.name.as_str() {
            "netBlocks" => sent.is_blank() || is_same_block(sent, network),
            "registrationDate" => {
                let date = value(sent);
                // The documentation says that it may be left blank.
                date.is_empty() || is_same_date(date, network.record.registered)
            }
            "originASes" | "pocLinks" => {
                let list = current.child(&sent.name);
                list.is_some_and(|list| list_of(list) == list_of(sent))
            }
            "netName" => value(sent) == network.name,
            "customer" | "customerHandle" | "messages" | "messageReferences" => sent.is_blank(),
            name => {
                let current = current.child(name).map_or("", |it| it.text.as_str());
                let sent = value(sent);
                sent.is_empty() || sent.eq_ignore_ascii_case(current)
            }
        };
        if same {
            continue;
        }
        let refusal = match sent.name.as_str() {
            "netName" | "originASes" | "pocLinks" | "messages" | "messageReferences" => {
                Refusal::ModificationNotSimulated
            }
            _ => Refusal::CannotBeModified,
        };
        parts.push((sent.name.clone(), refusal));
    }
    if parts.is_empty() {
        Ok(())
    } else {
        Err(Error::Parts(parts))
    }
}

fn is_same_date(text: &str, registered: Timestamp) -> bool {
    let sent: Result<Timestamp, _> = text.parse();
    sent.is_ok_and(|sent| dates::utc(sent) == dates::utc(registered))
}

/// Whether a `netBlocks` says what is on record, as far as it says anything:
/// end and length follow from one another, and the server fills in the rest.
fn is_same_block(blocks: &Element, network: &Network) -> bool {
    let [block] = blocks.children.as_slice() else {
        return false;
    };
    let prefix = network.prefix;
    block.children.iter().all(|member| {
        let text = value(member);
        text.is_empty()
            || match member.name.as_str() {
                "cidrLength" => text.parse() == Ok(prefix.length()),
                "startAddress" => address(text) == Some(prefix.first()),
                "endAddress" => address(text) == Some(prefix.last()),
                "type" => text == kind(network).0,
                // It follows from the type.
                _ => true,
            }
    })
}

/// The items of a list by text and attributes, in whatever order.
fn list_of(list: &Element) -> Vec<(String, Vec<(String, String)>)> {
    let item = |item: &Element| {
        let mut attributes = item.attributes.clone();
        attributes.sort();
        (item.text.trim().to_uppercase(), attributes)
    };
    let mut items: Vec<_> = list.children.iter().map(item).collect();
    items.sort();
    items
}
