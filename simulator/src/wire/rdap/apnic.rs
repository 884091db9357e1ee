//! APNIC's records as its RDAP describes them, in the order of recorded answers.
//!
//! `descr` and `remarks` are two remarks, with the titles `description` and
//! `remarks`; the certificate belongs into the second.

use serde_json::{Value, json};

use super::object::{Object, absolute, cidrs, events, nameservers, remarks};
use super::vcard::Card;
use super::{Dialect, MEDIA_TYPE, Site};
use crate::wire::reverse::Zone;
use crate::wire::rpsl;
use crate::world::registry::{Autnum, Contact, Network, Organization, Record};

const CONFORMANCE: &[&str] = &[
    "history_version_0",
    "nro_rdap_profile_0",
    "cidr0",
    "rdap_level_0",
];
const AUTNUM_CONFORMANCE: &[&str] = &[
    "history_version_0",
    "nro_rdap_profile_0",
    "nro_rdap_profile_asn_hierarchical_0",
    "cidr0",
    "rdap_level_0",
];

const WHOIS: &str = "whois.apnic.net";

/// APNIC's way to write.
pub(super) struct Apnic;

impl Dialect for Apnic {
    fn help(&self, site: &Site<'_>) -> Object {
        head(site, CONFORMANCE)
    }

    fn error(&self, site: &Site<'_>, of_autnum: bool) -> Object {
        let conformance = if of_autnum {
            AUTNUM_CONFORMANCE
        } else {
            CONFORMANCE
        };
        head(site, conformance)
    }

    fn network(&self, site: &Site<'_>, network: &Network) -> Object {
        let registries = site.registries();
        let parent = registries.parent(network);
        let named = entities(site, registries.holder(network));
        head(site, CONFORMANCE)
            .with_some("country", network.country.as_deref())
            .with("name", network.name.as_str())
            .with("status", json!(["active"]))
            .with("events", events(&network.record))
            .with("links", own_link(site, &format!("/ip/{}", network.prefix)))
            .with_some("remarks", remarks(site.registry, &network.record))
            .with("entities", named)
            .with("handle", network.handle.as_str())
            .with_some("parentHandle", parent.map(|it| it.handle))
            .with("type", network.status.as_str())
            .with_all(addresses(network))
            .with("port43", WHOIS)
    }

    fn autnum(&self, site: &Site<'_>, autnum: &Autnum) -> Object {
        let holder = site
            .registries()
            .organization(autnum.registry, &autnum.organization);
        head(site, AUTNUM_CONFORMANCE)
            .with_all(autnum_members(site, autnum))
            .with("entities", entities(site, holder))
            .with("handle", autnum.handle())
            .with_numbers(autnum)
            .with("objectClassName", "autnum")
            .with("port43", WHOIS)
    }

    fn organization(&self, site: &Site<'_>, organization: &Organization) -> Object {
        let registries = site.registries();
        let networks = registries.networks_held(organization);
        let autnums = registries.autnums_held(organization).map(|it| {
            let own = autnum_members(site, it).with("handle", it.handle());
            Value::from(own.with_numbers(it).with("objectClassName", "autnum"))
        });
        let shown = card(&organization.name, "org", organization);
        looked_up(site, &organization.record)
            .with_all(self_members(site, &organization.handle))
            .with_some("remarks", remarks(site.registry, &organization.record))
            .with("handle", organization.handle.as_str())
            .with(
                "networks",
                networks.map(|it| embedded(site, it)).collect::<Value>(),
            )
            .with("autnums", autnums.collect::<Value>())
            .with("objectClassName", "entity")
            .with("vcardArray", shown)
            .with("port43", WHOIS)
    }

    fn contact(&self, site: &Site<'_>, holder: &Organization, contact: &Contact) -> Object {
        looked_up(site, &holder.record)
            .with_all(self_members(site, &contact.handle))
            .with("handle", contact.handle.as_str())
            .with("objectClassName", "entity")
            .with("vcardArray", contact_card(holder, contact))
            .with("port43", WHOIS)
    }

    fn domain(&self, site: &Site<'_>, zone: Zone, network: &Network) -> Object {
        let name = zone.to_string();
        let holder = site.registries().holder(network);
        let desks = rpsl::desks(holder).zip(holder.into_iter().cycle());
        let desks = desks.map(|(desk, holder)| {
            entity(site, holder, &desk.handle, DESK, contact_card(holder, desk))
        });
        head(site, CONFORMANCE)
            .with("events", events(&network.record))
            .with("links", own_link(site, &format!("/domain/{name}")))
            .with_some("remarks", remarks(site.registry, &network.record))
            .with("entities", desks.collect::<Value>())
            .with("handle", name.as_str())
            .with("nameservers", nameservers(network))
            .with("network", embedded(site, network))
            .with("objectClassName", "domain")
            .with("ldhName", absolute(&name))
            .with("port43", WHOIS)
    }
}

fn head(site: &Site<'_>, conformance: &[&str]) -> Object {
    Object::default()
        .with("rdapConformance", conformance)
        .with("notices", notices(site))
}

/// Somebody that was looked up. The world keeps no dates of contacts: they have
/// the organisation's.
fn looked_up(site: &Site<'_>, record: &Record) -> Object {
    head(site, CONFORMANCE).with("events", events(record))
}

fn self_members(site: &Site<'_>, handle: &str) -> Object {
    Object::default().with("links", own_link(site, &format!("/entity/{handle}")))
}

fn own_link(site: &Site<'_>, path: &str) -> Value {
    json!([site.link("self", site.here(path), MEDIA_TYPE)])
}

fn addresses(network: &Network) -> Object {
    let prefix = network.prefix;
    Object::default()
        .with("startAddress", prefix.first().to_string())
        .with("endAddress", prefix.last().to_string())
        .with("objectClassName", "ip network")
        .with("ipVersion", if prefix.is_ipv4() { "v4" } else { "v6" })
        .with("cidr0_cidrs", cidrs(network))
}

/// A network within another answer.
fn embedded(site: &Site<'_>, network: &Network) -> Value {
    Object::default()
        .with_some("country", network.country.as_deref())
        .with("name", network.name.as_str())
        .with("status", json!(["active"]))
        .with("events", events(&network.record))
        .with("links", own_link(site, &format!("/ip/{}", network.prefix)))
        .with_some("remarks", remarks(site.registry, &network.record))
        .with("handle", network.handle.as_str())
        .with("type", network.status.as_str())
        .with_all(addresses(network))
        .into()
}

fn autnum_members(site: &Site<'_>, autnum: &Autnum) -> Object {
    let path = format!("/autnum/{}", autnum.first.number());
    Object::default()
        .with_some("country", autnum.country.as_deref())
        .with("name", autnum.name.as_str())
        .with("status", json!(["active"]))
        .with("events", events(&autnum.record))
        .with("links", own_link(site, &path))
        .with_some("remarks", remarks(site.registry, &autnum.record))
}

fn notices(site: &Site<'_>) -> Value {
    let link = |rel: &str, href: &str| json!([site.link(rel, href.to_owned(), "text/html")]);
    json!([
        {
            "title": "Source",
            "description": ["Objects returned came from source", "APNIC"],
        },
        {
            "title": "Terms and Conditions",
            "description": ["This is the APNIC WHOIS Database query service. The objects are in RDAP format."],
            "links": link("terms-of-service", "http://www.apnic.net/db/dbcopyright.html"),
        },
        {
            "title": "Whois Inaccuracy Reporting",
            "description": ["If you see inaccuracies in the results, please visit: "],
            "links": link(
                "inaccuracy-report",
                "https://www.apnic.net/manage-ip/using-whois/abuse-and-spamming/invalid-contact-form",
            ),
        },
    ])
}

const DESK: &[&str] = &["administrative", "technical"];

/// The incident response team, the organisation, admin-c and tech-c.
fn entities(site: &Site<'_>, holder: Option<&Organization>) -> Value {
    let Some(holder) = holder else {
        return json!([]);
    };
    let teams = rpsl::abuse_contacts(Some(holder)).map(|team| {
        let card = contact_card(holder, team);
        entity(site, holder, &team.handle, &["abuse"], card)
    });
    let own = card(&holder.name, "org", holder);
    let own = entity(site, holder, &holder.handle, &["registrant"], own);
    let desks = rpsl::desks(Some(holder)).map(|desk| {
        let card = contact_card(holder, desk);
        entity(site, holder, &desk.handle, DESK, card)
    });
    teams.chain([own]).chain(desks).collect()
}

fn entity(
    site: &Site<'_>,
    holder: &Organization,
    handle: &str,
    roles: &[&str],
    card: Card,
) -> Value {
    Object::default()
        .with("roles", roles)
        .with("events", events(&holder.record))
        .with_all(self_members(site, handle))
        .with("handle", handle)
        .with("objectClassName", "entity")
        .with("vcardArray", card)
        .into()
}

fn contact_card(holder: &Organization, contact: &Contact) -> Card {
    card(&contact.name, "group", holder)
        .phone(json!("voice"), &contact.phone)
        .email(&contact.email)
}

fn card(name: &str, kind: &str, holder: &Organization) -> Card {
    Card::named(name).kind(kind).address(&rpsl::address(holder))
}
