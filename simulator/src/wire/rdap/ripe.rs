//! RIPE NCC's records as its RDAP describes them: what the RIPE Database's own
//! `RdapObjectMapper` does.
//!
//! `descr` and, since release 1.108, `remarks` become one remark without a title,
//! so that a reader of RDAP cannot tell which of the two a certificate is in.
//! Addresses for mail are shown of abuse contacts alone, and of what is itself
//! looked up.
//!
//! Documentation ranges stand for ranges that were given out, and are `active`;
//! the real service calls them `reserved`.
//!
//! Absent: the relations of AS numbers, which the real service links and then
//! answers as not implemented, and of domains.

use serde_json::{Value, json};

use super::object::{Object, cidrs, events, nameservers, remarks};
use super::{Dialect, MEDIA_TYPE, Site};
use crate::wire::reverse::Zone;
use crate::world::registry::{Autnum, Contact, Network, Organization};

mod entities;

use entities::{Entities, Withheld, card, organization_card};

const GEOFEED: &[&str] = &["geofeed1"];
const FLAT: &[&str] = &["nro_rdap_profile_asn_flat_0"];
const COMMON: &[&str] = &["cidr0", "rdap_level_0", "nro_rdap_profile_0", "redacted"];
const SEARCHED: &[&str] = &["rirSearch1", "ips", "ipSearchResults"];

const TERMS: &str = "http://www.ripe.net/db/support/db-terms-conditions.pdf";
const DOCUMENTATION: &str = "http://www.ripe.net/data-tools/support/documentation/terms";
const WHOIS: &str = "whois.ripe.net";

/// How many networks an organisation's entity lists (`rdap.entity.max.results`).
const NETWORKS_MAX: usize = 100;

/// RIPE NCC's way to write.
pub(super) struct Ripe;

impl Dialect for Ripe {
    fn help(&self, site: &Site<'_>) -> Object {
        let all = conformance(&[
            COMMON,
            GEOFEED,
            FLAT,
            SEARCHED,
            &["autnums", "autnumSearchResults"],
        ]);
        Object::default()
            .with("rdapConformance", all)
            .with("notices", json!([terms(site)]))
            .with("links", json!([self_link(site), copyright()]))
            .with("port43", WHOIS)
    }

    fn error(&self, site: &Site<'_>, of_autnum: bool) -> Object {
        let flat = if of_autnum { FLAT } else { &[] };
        Object::default()
            .with("rdapConformance", conformance(&[COMMON, flat]))
            .with("notices", json!([terms(site)]))
    }

    fn network(&self, site: &Site<'_>, network: &Network) -> Object {
        // A network that a relation led to is an answer to a search.
        let related = site.query.path.contains("rirSearch1");
        let search: &[&str] = if related {
            SEARCHED
        } else {
            &["rirSearch1", "ips"]
        };
        let mut links = Vec::new();
        if !related {
            links.extend(relations(site, network));
        }
        links.extend([self_link(site), copyright()]);
        let (members, withheld) = network_members(site, network);
        members
            .with("links", links)
            .with("events", events(&network.record))
            .with("rdapConformance", conformance(&[GEOFEED, search, COMMON]))
            .with("notices", notices(site))
            .with("redacted", withheld.of("$"))
            .with("port43", WHOIS)
            .with("objectClassName", "ip network")
    }

    fn autnum(&self, site: &Site<'_>, autnum: &Autnum) -> Object {
        let (members, withheld) = autnum_members(site, autnum);
        let search: &[&str] = &["rirSearch1", "autnums"];
        members
            .with("links", json!([self_link(site), copyright()]))
            .with("events", events(&autnum.record))
            .with("rdapConformance", conformance(&[FLAT, search, COMMON]))
            .with("notices", notices(site))
            .with("redacted", withheld.of("$"))
            .with("port43", WHOIS)
            .with("objectClassName", "autnum")
    }

    fn organization(&self, site: &Site<'_>, organization: &Organization) -> Object {
        let registries = site.registries();
        let entities = Entities::of(site, organization, None, false);
        let top = top_level(site, organization);
        let mut redacted = entities.withheld.of("$");
        let mut networks = Vec::new();
        for network in top.iter().take(NETWORKS_MAX) {
            let (shown, withheld) = embedded(site, network);
            networks.push(Value::from(shown));
            let place = format!("$.networks[?(@.handle=='{}')]", network.handle);
            redacted.extend(withheld.of(&place));
        }
        let mut autnums = Vec::new();
        for autnum in registries.autnums_held(organization) {
            let (members, withheld) = autnum_members(site, autnum);
            let shown = members
                .with("events", events(&autnum.record))
                .with("objectClassName", "autnum");
            autnums.push(Value::from(shown));
            let place = format!("$.autnums[?(@.handle=='{}')]", autnum.handle());
            redacted.extend(withheld.of(&place));
        }
        let mut notices = notices(site);
        if let Some(notices) = notices.as_array_mut()
            && top.len() > NETWORKS_MAX
        {
            let title = format!("limited networks attribute results to {NETWORKS_MAX} maximum");
            notices.push(json!({ "title": title, "description": [] }));
        }
        Object::default()
            .with("handle", organization.handle.as_str())
            .with("vcardArray", organization_card(organization))
            .with("entities", entities.shown)
            .with("networks", networks)
            .with("autnums", autnums)
            .with_some("remarks", remarks(site.registry, &organization.record))
            .with("links", json!([self_link(site), copyright()]))
            .with("events", events(&organization.record))
            .with("rdapConformance", conformance(&[COMMON]))
            .with("notices", notices)
            .with("redacted", redacted)
            .with("port43", WHOIS)
            .with("objectClassName", "entity")
    }

    fn contact(&self, site: &Site<'_>, holder: &Organization, contact: &Contact) -> Object {
        let shown = card(holder, contact).email_of("email", &contact.email);
        looked_up(site, &contact.handle, shown.into(), holder)
    }

    fn domain(&self, site: &Site<'_>, zone: Zone, network: &Network) -> Object {
        let holder = site.registries().holder(network);
        let entities =
            holder.map(|it| Entities::of(site, it, network.maintainer.as_deref(), false));
        let entities = entities.unwrap_or_default();
        let (around, withheld) = embedded(site, network);
        let mut redacted = entities.withheld.of("$");
        redacted.extend(withheld.of("$.network"));
        Object::default()
            .with("handle", zone.to_string())
            .with("ldhName", super::object::absolute(&zone.to_string()))
            .with("nameservers", nameservers(network))
            .with("entities", entities.shown)
            .with("links", json!([copyright()]))
            .with("events", events(&network.record))
            .with("network", around)
            .with("rdapConformance", conformance(&[&["rirSearch1"], COMMON]))
            .with("notices", notices(site))
            .with("redacted", redacted)
            .with("port43", WHOIS)
            .with("objectClassName", "domain")
    }
}

/// An organisation's networks that stand in no other of its own.
fn top_level<'a>(site: &Site<'a>, organization: &Organization) -> Vec<&'a Network> {
    let registries = site.registries();
    let held = registries
        .organization(organization.registry, &organization.handle)
        .into_iter()
        .flat_map(|it| registries.networks_held(it));
    let own = |it: &Network| {
        it.registry == organization.registry && it.organization == organization.handle
    };
    held.filter(|it| !registries.above(it.prefix).any(own))
        .collect()
}

/// A maintainer, which this registry alone shows.
pub(super) fn maintainer(site: &Site<'_>, holder: &Organization, name: &str) -> Object {
    let card = super::vcard::Card::named(name).kind("individual");
    looked_up(site, name, card.into(), holder)
}

/// The networks that a relation led to. Each says what of it is kept back.
pub(super) fn networks(site: &Site<'_>, networks: &[&Network]) -> Object {
    let results = networks.iter().map(|network| {
        let (shown, withheld) = embedded(site, network);
        Value::from(shown.with("redacted", withheld.of("$")))
    });
    Object::default()
        .with("ipSearchResults", results.collect::<Value>())
        .with("links", json!([self_link(site), copyright()]))
        .with("rdapConformance", conformance(&[SEARCHED, COMMON]))
        .with("notices", json!([terms(site)]))
        .with("port43", WHOIS)
}

/// Somebody that was looked up: nothing is kept back. The world keeps no dates
/// of contacts and maintainers: they have the organisation's.
fn looked_up(site: &Site<'_>, handle: &str, card: Value, holder: &Organization) -> Object {
    Object::default()
        .with("handle", handle)
        .with("vcardArray", card)
        .with("links", json!([self_link(site), copyright()]))
        .with("events", events(&holder.record))
        .with("rdapConformance", conformance(&[COMMON]))
        .with("notices", notices(site))
        .with("redacted", json!([]))
        .with("port43", WHOIS)
        .with("objectClassName", "entity")
}

/// A network within another answer.
fn embedded(site: &Site<'_>, network: &Network) -> (Object, Withheld) {
    let (members, withheld) = network_members(site, network);
    let shown = members
        .with("events", events(&network.record))
        .with("objectClassName", "ip network");
    (shown, withheld)
}

/// A network's members, and of whom of its entities something is kept back.
fn network_members(site: &Site<'_>, network: &Network) -> (Object, Withheld) {
    let registries = site.registries();
    let maintainer = network.maintainer.as_deref();
    let entities = registries
        .holder(network)
        .map(|it| Entities::of(site, it, maintainer, true))
        .unwrap_or_default();
    let members = Object::default()
        .with("handle", network.handle.as_str())
        .with_addresses(network)
        .with("name", network.name.as_str())
        .with("type", network.status.as_str())
        .with_some("country", network.country.as_deref())
        .with("lang", "en")
        .with_some(
            "parentHandle",
            registries.parent(network).map(|it| it.handle),
        )
        .with("cidr0_cidrs", cidrs(network))
        .with("status", json!(["active"]))
        .with("entities", entities.shown)
        .with_some("remarks", remarks(site.registry, &network.record));
    (members, entities.withheld)
}

fn autnum_members(site: &Site<'_>, autnum: &Autnum) -> (Object, Withheld) {
    let maintainer = autnum.maintainer.as_deref();
    let entities = site
        .registries()
        .organization(autnum.registry, &autnum.organization)
        .map(|it| Entities::of(site, it, maintainer, true))
        .unwrap_or_default();
    let members = Object::default()
        .with("handle", autnum.handle())
        .with_numbers(autnum)
        .with("name", autnum.name.replace(' ', ""))
        .with("status", json!(["active"]))
        .with("entities", entities.shown)
        .with_some("remarks", remarks(site.registry, &autnum.record));
    (members, entities.withheld)
}

fn conformance(parts: &[&[&'static str]]) -> Vec<&'static str> {
    parts.concat()
}

fn notices(site: &Site<'_>) -> Value {
    let inaccuracy = site.link(
        "inaccuracy-report",
        "https://www.ripe.net/contact-form?topic=ripe_dbm&show_form=true".to_owned(),
        "text/html",
    );
    json!([
        {
            "title": "Filtered",
            "description": ["This output has been filtered."],
        },
        {
            "title": "Whois Inaccuracy Reporting",
            "description": ["If you see inaccuracies in the results, please visit:"],
            "links": [inaccuracy],
        },
        {
            "title": "Source",
            "description": ["Objects returned came from source", "RIPE"],
        },
        terms(site),
    ])
}

fn terms(site: &Site<'_>) -> Value {
    json!({
        "title": "Terms and Conditions",
        "description": ["This is the RIPE Database query service. The objects are in RDAP format."],
        "links": [site.link("terms-of-service", TERMS.to_owned(), "application/pdf")],
    })
}

/// What was asked, whatever it led to.
fn self_link(site: &Site<'_>) -> Value {
    site.link("self", site.asked(), MEDIA_TYPE)
}

/// The same on every record, and without a type.
fn copyright() -> Value {
    json!({ "value": DOCUMENTATION, "rel": "copyright", "href": DOCUMENTATION })
}

/// Where the networks around and inside this one are.
fn relations(site: &Site<'_>, network: &Network) -> Vec<Value> {
    let key = network.handle.replace(' ', "%20");
    let link = |rel: &str, relation: &str, query: &str| {
        let path = format!("/ips/rirSearch1/{relation}/{key}{query}");
        site.link(rel, site.here(&path), MEDIA_TYPE)
    };
    vec![
        link("rdap-up", "rdap-up", ""),
        link("rdap-up rdap-active", "rdap-up", "?status=active"),
        link("rdap-down", "rdap-down", ""),
        link("rdap-top", "rdap-top", ""),
        link("rdap-top rdap-active", "rdap-top", "?status=active"),
        link("rdap-bottom", "rdap-bottom", ""),
    ]
}
