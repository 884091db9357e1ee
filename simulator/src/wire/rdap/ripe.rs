//! An inetnum or inet6num as RIPE NCC's RDAP describes it: what the RIPE
//! Database's own `RdapObjectMapper` does.
//!
//! `descr` and, since release 1.108, `remarks` become one remark without a title,
//! so that a reader of RDAP cannot tell which of the two a certificate is in.

use serde_json::{Value, json};

use super::object::{Object, cidrs, event};
use super::vcard::Card;
use super::{MEDIA_TYPE, Site, remarks};
use crate::wire::{dates, rpsl};
use crate::world::World;
use crate::world::registry::Network;

pub(super) const CONFORMANCE: &[&str] = &[
    "geofeed1",
    "rirSearch1",
    "ips",
    "cidr0",
    "rdap_level_0",
    "nro_rdap_profile_0",
    "redacted",
];

const TERMS: &str = "http://www.ripe.net/db/support/db-terms-conditions.pdf";

pub(super) fn describe(site: &Site<'_>, world: &World, network: &Network) -> Object {
    let parent = world.registries().parent(network);
    Object::default()
        .with_addresses(network)
        .with("name", network.name.as_str())
        .with("type", network.status.as_str())
        .with_some("country", network.country.as_deref())
        .with("lang", "en")
        .with_some("parentHandle", parent.map(|it| it.handle))
        .with("cidr0_cidrs", cidrs(network))
        .with("status", json!(["active"]))
        .with("entities", entities(world, network))
        .with_some("remarks", remarks(site.registry, &network.record))
        .with("links", links(site, network))
        .with(
            "events",
            json!([
                event("registration", dates::utc(network.record.registered)),
                event("last changed", dates::utc(network.record.changed())),
            ]),
        )
        .with("rdapConformance", CONFORMANCE)
        .with("notices", notices(site))
        .with("redacted", json!([]))
        .with("port43", "whois.ripe.net")
        .with("objectClassName", "ip network")
}

pub(super) fn notices(site: &Site<'_>) -> Value {
    let link = |rel: &str, kind: &str, href: &str| json!([{ "value": site.asked(), "rel": rel, "href": href, "type": kind }]);
    json!([
        {
            "title": "Filtered",
            "description": ["This output has been filtered."],
        },
        {
            "title": "Whois Inaccuracy Reporting",
            "description": ["If you see inaccuracies in the results, please visit:"],
            "links": link(
                "inaccuracy-report",
                "text/html",
                "https://www.ripe.net/contact-form?topic=ripe_dbm&show_form=true",
            ),
        },
        {
            "title": "Source",
            "description": ["Objects returned came from source", "RIPE"],
        },
        {
            "title": "Terms and Conditions",
            "description": ["This is the RIPE Database query service. The objects are in RDAP format."],
            "links": link("terms-of-service", "application/pdf", TERMS),
        },
    ])
}

/// admin-c and tech-c, mnt-by, org, abuse-c; personal data stays out.
fn entities(world: &World, network: &Network) -> Value {
    let entity = |handle: &str| Object::default().with("handle", handle);
    let mut entities: Vec<Object> = Vec::new();
    let holder = world.registries().holder(network);
    for desk in rpsl::desks(holder) {
        let roles = json!(["administrative", "technical"]);
        entities.push(entity(&desk.handle).with("roles", roles));
    }
    if let Some(maintainer) = &network.maintainer {
        entities.push(entity(maintainer).with("roles", json!(["registrant"])));
    }
    if let Some(organization) = holder {
        let card = Card::named(&organization.name).kind("org");
        entities.push(
            entity(&organization.handle)
                .with("vcardArray", card)
                .with("roles", json!(["registrant"])),
        );
    }
    for abuse in rpsl::abuse_contacts(holder) {
        entities.push(
            entity(&abuse.handle)
                .with("roles", json!(["abuse"]))
                .with("entities", json!([])),
        );
    }
    entities
        .into_iter()
        .map(|entity| Value::from(entity.with("objectClassName", "entity")))
        .collect()
}

fn links(site: &Site<'_>, network: &Network) -> Value {
    let link = |rel: &str, href: String, kind: &str| json!({ "value": site.asked(), "rel": rel, "href": href, "type": kind });
    let prefix = network.prefix;
    let up = site.here(&format!("/ips/rirSearch1/rdap-up/{prefix}"));
    let this = site.here(&format!("/ip/{prefix}"));
    json!([
        link("rdap-up", up, MEDIA_TYPE),
        link("self", this, MEDIA_TYPE),
        link("copyright", TERMS.to_owned(), "application/pdf"),
    ])
}
