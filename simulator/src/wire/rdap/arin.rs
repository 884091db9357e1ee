//! A network as ARIN's RDAP describes it
//! <https://www.arin.net/resources/registry/whois/rdap/>.
//!
//! The public comments are one remark, a string to a line; an organisation's
//! comments are a remark of the same title, but on the organisation's entity.
//! There is no country, and dates are in the local time of Virginia.

use serde_json::{Value, json};

use super::object::{Object, cidrs, event};
use super::vcard::Card;
use super::{MEDIA_TYPE, Site, remarks};
use crate::wire::dates;
use crate::world::World;
use crate::world::registry::{Contact, Network, Organization, Record};

pub(super) const CONFORMANCE: &[&str] = &[
    "nro_rdap_profile_0",
    "rdap_level_0",
    "cidr0",
    "arin_originas0",
];

const WHOIS: &str = "whois.arin.net";

pub(super) fn describe(site: &Site<'_>, world: &World, network: &Network) -> Object {
    let holder = world.registries().holder(network);
    let self_link = format!("/ip/{}", network.prefix.first());
    let parent = world.registries().parent(network);
    Object::default()
        .with("rdapConformance", CONFORMANCE)
        .with("notices", notices(site, world))
        .with_addresses(network)
        .with("name", network.name.as_str())
        .with("type", network.status.to_uppercase())
        .with_some("parentHandle", parent.map(|it| it.handle))
        .with_some("remarks", remarks(site.registry, &network.record))
        .with("events", events(&network.record))
        .with("links", links(site, &self_link, "net", &network.handle))
        .with(
            "entities",
            holder
                .map(|it| registrant(site, it))
                .into_iter()
                .collect::<Value>(),
        )
        .with("port43", WHOIS)
        .with("status", json!(["active"]))
        .with("objectClassName", "ip network")
        .with("cidr0_cidrs", cidrs(network))
        .with("arin_originas0_originautnums", json!([]))
}

pub(super) fn notices(site: &Site<'_>, world: &World) -> Value {
    let year = dates::eastern_year(world.now());
    json!([
        {
            "title": "Terms of Service",
            "description": ["By using the ARIN RDAP/Whois service, you are agreeing to the RDAP/Whois Terms of Use"],
            "links": [{
                "value": site.asked(),
                "rel": "terms-of-service",
                "type": "text/html",
                "href": "https://www.arin.net/resources/registry/whois/tou/",
            }],
        },
        {
            "title": "Whois Inaccuracy Reporting",
            "description": ["If you see inaccuracies in the results, please visit: "],
            "links": [{
                "value": site.asked(),
                "rel": "inaccuracy-report",
                "type": "text/html",
                "href": "https://www.arin.net/resources/registry/whois/inaccuracy_reporting/",
            }],
        },
        {
            "title": "Copyright Notice",
            "description": [format!("Copyright 1997-{year}, American Registry for Internet Numbers, Ltd.")],
        },
    ])
}

fn registrant(site: &Site<'_>, organization: &Organization) -> Value {
    let card = Card::named(&organization.name)
        .address(&address(organization))
        .kind("org");
    let self_link = format!("/entity/{}", organization.handle);
    Object::default()
        .with("handle", organization.handle.as_str())
        .with("vcardArray", card)
        .with("roles", json!(["registrant"]))
        .with_some("remarks", remarks(site.registry, &organization.record))
        .with(
            "links",
            links(site, &self_link, "org", &organization.handle),
        )
        .with("events", events(&organization.record))
        .with(
            "entities",
            organization.contacts.iter().map(contact).collect::<Value>(),
        )
        .with("port43", WHOIS)
        .with("objectClassName", "entity")
        .into()
}

fn contact(contact: &Contact) -> Value {
    let card = Card::named(&contact.name)
        .kind("group")
        .email(&contact.email)
        .phone(&contact.phone);
    let roles = [(contact.abuse, "abuse"), (contact.technical, "technical")];
    Object::default()
        .with("handle", contact.handle.as_str())
        .with("vcardArray", card)
        .with(
            "roles",
            roles
                .into_iter()
                .filter_map(|(has, role)| has.then_some(role))
                .collect::<Value>(),
        )
        .with("status", json!(["validated"]))
        .with("port43", WHOIS)
        .with("objectClassName", "entity")
        .into()
}

/// Street, city, state, postal code and country, a line each.
fn address(organization: &Organization) -> Vec<&str> {
    let street = organization.street.iter().map(String::as_str);
    let state = organization.state.as_deref();
    street
        .chain([organization.city.as_str()])
        .chain(state)
        .chain([
            organization.postal_code.as_str(),
            organization.country.as_str(),
        ])
        .collect()
}

/// The public comments line by line, blanks kept; no member where there are none.
fn events(record: &Record) -> Value {
    json!([
        event("last changed", dates::eastern(record.changed())),
        event("registration", dates::eastern(record.registered)),
    ])
}

/// The record in RDAP and, in XML, at Whois-RWS; the first carries a network's
/// first address without a length.
fn links(site: &Site<'_>, self_path: &str, kind: &str, handle: &str) -> Value {
    json!([
        {
            "value": site.asked(),
            "rel": "self",
            "type": MEDIA_TYPE,
            "href": site.here(self_path),
        },
        {
            "value": site.asked(),
            "rel": "alternate",
            "type": "application/xml",
            "href": site.at_host(WHOIS, &format!("/rest/{kind}/{handle}")),
        },
    ])
}
