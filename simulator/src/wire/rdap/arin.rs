//! ARIN's records as its RDAP describes them
//! <https://www.arin.net/resources/registry/whois/rdap/>.
//!
//! The public comments are one remark, a string to a line; an organisation's
//! comments are a remark of the same title, but on the organisation's entity.
//! There is no country, and dates are in the local time of Virginia.
//!
//! Absent: the `alternate` link of each record to its XML at Whois-RWS, which is
//! not simulated.

use serde_json::{Value, json};

use super::object::{Object, absolute, cidrs, event, nameservers, remarks};
use super::vcard::Card;
use super::{Dialect, MEDIA_TYPE, Site};
use crate::wire::dates;
use crate::wire::reverse::Zone;
use crate::world::registry::{Autnum, Contact, Network, Organization, Record};

const CONFORMANCE: &[&str] = &["nro_rdap_profile_0", "rdap_level_0"];
const NETWORK_CONFORMANCE: &[&str] = &[
    "nro_rdap_profile_0",
    "rdap_level_0",
    "cidr0",
    "arin_originas0",
];
const AUTNUM_CONFORMANCE: &[&str] = &[
    "nro_rdap_profile_0",
    "rdap_level_0",
    "nro_rdap_profile_asn_flat_0",
];

const WHOIS: &str = "whois.arin.net";

/// ARIN's way to write.
pub(super) struct Arin;

impl Dialect for Arin {
    fn help(&self, site: &Site<'_>) -> Object {
        head(site, NETWORK_CONFORMANCE)
    }

    fn error(&self, site: &Site<'_>, of_autnum: bool) -> Object {
        let conformance = if of_autnum {
            AUTNUM_CONFORMANCE
        } else {
            NETWORK_CONFORMANCE
        };
        head(site, conformance)
    }

    fn network(&self, site: &Site<'_>, network: &Network) -> Object {
        let holder = site.registries().holder(network);
        head(site, NETWORK_CONFORMANCE).with_all(network_members(site, network, holder))
    }

    fn autnum(&self, site: &Site<'_>, autnum: &Autnum) -> Object {
        let holder = site
            .registries()
            .organization(autnum.registry, &autnum.organization);
        head(site, AUTNUM_CONFORMANCE).with_all(autnum_members(site, autnum, holder))
    }

    fn organization(&self, site: &Site<'_>, organization: &Organization) -> Object {
        let registries = site.registries();
        let networks = registries.networks_held(organization);
        let autnums = registries.autnums_held(organization);
        head(site, NETWORK_CONFORMANCE)
            .with_all(registrant(site, organization))
            .with(
                "networks",
                networks
                    .map(|it| Value::from(network_members(site, it, None)))
                    .collect::<Value>(),
            )
            .with(
                "autnums",
                autnums
                    .map(|it| Value::from(autnum_members(site, it, None)))
                    .collect::<Value>(),
            )
    }

    fn contact(&self, site: &Site<'_>, holder: &Organization, contact: &Contact) -> Object {
        head(site, CONFORMANCE).with_all(contact_members(site, holder, contact))
    }

    fn domain(&self, site: &Site<'_>, zone: Zone, network: &Network) -> Object {
        let holder = site.registries().holder(network);
        let name = zone.to_string();
        head(site, CONFORMANCE)
            .with("handle", absolute(&name))
            .with("ldhName", absolute(&name))
            .with("nameservers", nameservers(network))
            .with("events", events(&network.record))
            .with("links", links(site, &format!("/domain/{name}")))
            .with("entities", registrants(site, holder))
            .with("port43", WHOIS)
            .with("status", json!(["active"]))
            .with("objectClassName", "domain")
    }
}

fn head(site: &Site<'_>, conformance: &[&str]) -> Object {
    Object::default()
        .with("rdapConformance", conformance)
        .with("notices", notices(site))
}

fn network_members(site: &Site<'_>, network: &Network, holder: Option<&Organization>) -> Object {
    let self_link = format!("/ip/{}", network.prefix.first());
    let parent = site.registries().parent(network);
    let origins: Vec<u32> = network.origins.iter().map(|asn| asn.number()).collect();
    Object::default()
        .with("handle", network.handle.as_str())
        .with_addresses(network)
        .with("name", network.name.as_str())
        .with("type", network.status.to_uppercase())
        .with_some("parentHandle", parent.map(|it| it.handle))
        .with_some("remarks", remarks(site.registry, &network.record))
        .with("events", events(&network.record))
        .with("links", links(site, &self_link))
        .with_some("entities", holder.map(|it| registrants(site, Some(it))))
        .with("port43", WHOIS)
        .with("status", json!(["active"]))
        .with("objectClassName", "ip network")
        .with("cidr0_cidrs", cidrs(network))
        .with("arin_originas0_originautnums", origins)
}

fn autnum_members(site: &Site<'_>, autnum: &Autnum, holder: Option<&Organization>) -> Object {
    let self_link = format!("/autnum/{}", autnum.first.number());
    Object::default()
        .with("handle", autnum.handle())
        .with_numbers(autnum)
        .with("name", autnum.name.as_str())
        .with_some("remarks", remarks(site.registry, &autnum.record))
        .with("events", events(&autnum.record))
        .with("links", links(site, &self_link))
        .with_some("entities", holder.map(|it| registrants(site, Some(it))))
        .with("port43", WHOIS)
        .with("status", json!(["active"]))
        .with("objectClassName", "autnum")
}

fn notices(site: &Site<'_>) -> Value {
    let year = dates::eastern_year(site.world.now());
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

fn registrants(site: &Site<'_>, holder: Option<&Organization>) -> Value {
    let entity = |it| Value::from(registrant(site, it));
    holder.map(entity).into_iter().collect()
}

fn registrant(site: &Site<'_>, organization: &Organization) -> Object {
    let card = Card::named(&organization.name)
        .address(&address(organization))
        .kind("org");
    let self_link = format!("/entity/{}", organization.handle);
    let contacts = organization.contacts.iter();
    Object::default()
        .with("handle", organization.handle.as_str())
        .with("vcardArray", card)
        .with("roles", json!(["registrant"]))
        .with_some("remarks", remarks(site.registry, &organization.record))
        .with("links", links(site, &self_link))
        .with("events", events(&organization.record))
        .with(
            "entities",
            contacts
                .map(|it| Value::from(contact_members(site, organization, it)))
                .collect::<Value>(),
        )
        .with("port43", WHOIS)
        .with("objectClassName", "entity")
}

/// A POC. The world keeps no dates of contacts: they have the organisation's.
fn contact_members(site: &Site<'_>, holder: &Organization, contact: &Contact) -> Object {
    let card = Card::new()
        .address(&address(holder))
        .name(&contact.name)
        .organization(&holder.name)
        .kind("group")
        .email(&contact.email)
        .phone(json!(["work", "voice"]), &contact.phone);
    let roles = [(contact.abuse, "abuse"), (contact.technical, "technical")];
    let self_link = format!("/entity/{}", contact.handle);
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
        .with("links", links(site, &self_link))
        .with("events", events(&holder.record))
        .with("status", json!(["validated"]))
        .with("port43", WHOIS)
        .with("objectClassName", "entity")
}

/// Street, city, state, postal code and country, a line each.
fn address(organization: &Organization) -> Vec<String> {
    let mut lines = organization.street.clone();
    lines.push(organization.city.clone());
    lines.extend(organization.state.clone());
    lines.push(organization.postal_code.clone());
    lines.push(organization.country.clone());
    lines
}

fn events(record: &Record) -> Value {
    json!([
        event("last changed", dates::eastern(record.changed())),
        event("registration", dates::eastern(record.registered)),
    ])
}

/// The record's own URL; a network's has its first address without a length.
fn links(site: &Site<'_>, path: &str) -> Value {
    json!([{
        "value": site.asked(),
        "rel": "self",
        "type": MEDIA_TYPE,
        "href": site.here(path),
    }])
}
