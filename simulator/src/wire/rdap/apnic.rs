//! An inetnum or inet6num as APNIC's RDAP describes it.
//!
//! `descr` and `remarks` are two remarks, with the titles `description` and
//! `remarks`; the certificate belongs into the second.

use serde_json::{Value, json};

use super::object::{Object, cidrs, event};
use super::vcard::Card;
use super::{MEDIA_TYPE, Site, remarks};
use crate::wire::{dates, rpsl};
use crate::world::World;
use crate::world::registry::Network;

pub(super) const CONFORMANCE: &[&str] = &[
    "history_version_0",
    "nro_rdap_profile_0",
    "cidr0",
    "rdap_level_0",
];

pub(super) fn describe(site: &Site<'_>, world: &World, network: &Network) -> Object {
    let parent = world.registries().parent(network);
    let self_link = site.here(&format!("/ip/{}", network.prefix));
    Object::default()
        .with("rdapConformance", CONFORMANCE)
        .with("notices", notices(site))
        .with_addresses(network)
        .with("name", network.name.as_str())
        .with("type", network.status.as_str())
        .with_some("country", network.country.as_deref())
        .with_some("parentHandle", parent.map(|it| it.handle))
        .with("status", json!(["active"]))
        .with_some("remarks", remarks(site.registry, &network.record))
        .with(
            "events",
            json!([
                event("registration", dates::utc(network.record.registered)),
                event("last changed", dates::utc(network.record.changed())),
            ]),
        )
        .with("entities", entities(world, network))
        .with(
            "links",
            json!([{ "value": site.asked(), "rel": "self", "href": self_link, "type": MEDIA_TYPE }]),
        )
        .with("cidr0_cidrs", cidrs(network))
        .with("port43", "whois.apnic.net")
        .with("objectClassName", "ip network")
}

pub(super) fn notices(site: &Site<'_>) -> Value {
    let link = |rel: &str, href: &str| json!([{ "value": site.asked(), "rel": rel, "href": href, "type": "text/html" }]);
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

/// The incident response team, the organisation, admin-c and tech-c.
fn entities(world: &World, network: &Network) -> Value {
    let entity = |handle: &str| Object::default().with("handle", handle);
    let mut entities: Vec<Object> = Vec::new();
    let holder = world.registries().holder(network);
    for team in rpsl::abuse_contacts(holder) {
        let card = Card::named(&team.name).kind("group").email(&team.email);
        entities.push(
            entity(&team.handle)
                .with("vcardArray", card)
                .with("roles", json!(["abuse"])),
        );
    }
    if let Some(organization) = holder {
        let card = Card::named(&organization.name).kind("org");
        entities.push(
            entity(&organization.handle)
                .with("vcardArray", card)
                .with("roles", json!(["registrant"])),
        );
    }
    for desk in rpsl::desks(holder) {
        let card = Card::named(&desk.name).kind("group").email(&desk.email);
        entities.push(
            entity(&desk.handle)
                .with("vcardArray", card)
                .with("roles", json!(["administrative", "technical"])),
        );
    }
    entities
        .into_iter()
        .map(|entity| Value::from(entity.with("objectClassName", "entity")))
        .collect()
}
