//! AFRINIC's records as its RDAP describes them, in the order of recorded
//! answers.
//!
//! The name of a network or AS number is the handle of whoever holds it. Each
//! line of `remarks` is a remark of its own and `descr` is not shown. A link to
//! a network has blanks in it as they are in the handle, and no type.

use serde_json::{Value, json};

use super::object::{Object, absolute, cidrs, events, nameservers, remarks};
use super::vcard::Card;
use super::{Dialect, MEDIA_TYPE, Site};
use crate::wire::reverse::Zone;
use crate::wire::rpsl;
use crate::world::registry::{Autnum, Contact, Network, Organization};

const CONFORMANCE: &[&str] = &["rdap_level_0", "nro_rdap_profile_0"];
const NETWORK_CONFORMANCE: &[&str] = &["rdap_level_0", "nro_rdap_profile_0", "cidr0"];
const AUTNUM_CONFORMANCE: &[&str] = &[
    "rdap_level_0",
    "nro_rdap_profile_0",
    "nro_rdap_profile_asn_flat_0",
];

const WHOIS: &str = "whois.afrinic.net";
const MANUAL: &str = "https://www.afrinic.net/support/whois-db/reference-manual";
const JSCONTACT: &str = "https://www.ietf.org/id/draft-ietf-regext-rdap-jscontact-12.html";

/// AFRINIC's way to write.
pub(super) struct Afrinic;

impl Dialect for Afrinic {
    fn help(&self, site: &Site<'_>) -> Object {
        head(NETWORK_CONFORMANCE, &site.asked())
    }

    fn error(&self, site: &Site<'_>, of_autnum: bool) -> Object {
        let conformance = if of_autnum {
            AUTNUM_CONFORMANCE
        } else {
            NETWORK_CONFORMANCE
        };
        head(conformance, &site.asked())
    }

    fn network(&self, site: &Site<'_>, network: &Network) -> Object {
        let registries = site.registries();
        let holder = registries.holder(network);
        let this = site.here(&format!("/ip/{}", network.handle));
        let parent = registries.parent(network);
        head(NETWORK_CONFORMANCE, &this)
            .with("handle", network.handle.as_str())
            .with("lang", "en")
            .with_some("remarks", remarks(site.registry, &network.record))
            .with("links", own_link(&this))
            .with("events", events(&network.record))
            .with("status", json!(["active"]))
            .with("port43", WHOIS)
            .with("name", network.organization.as_str())
            .with("type", network.status.as_str())
            .with_some("country", network.country.as_deref())
            .with("entities", entities(site, holder))
            .with_addresses(network)
            .with_some("parentHandle", parent.map(|it| it.handle))
            .with("cidr0_cidrs", cidrs(network))
            .with("objectClassName", "ip network")
    }

    fn autnum(&self, site: &Site<'_>, autnum: &Autnum) -> Object {
        let holder = site
            .registries()
            .organization(autnum.registry, &autnum.organization);
        let this = site.here(&format!("/autnum/{}", autnum.handle()));
        head(AUTNUM_CONFORMANCE, &this)
            .with("handle", autnum.handle())
            .with("lang", "en")
            .with_some("remarks", remarks(site.registry, &autnum.record))
            .with("links", own_link(&this))
            .with("events", events(&autnum.record))
            .with("status", json!(["active"]))
            .with("port43", WHOIS)
            .with("name", autnum.organization.as_str())
            .with("entities", entities(site, holder))
            .with_numbers(autnum)
            .with("objectClassName", "autnum")
    }

    fn organization(&self, site: &Site<'_>, organization: &Organization) -> Object {
        let this = site.here(&format!("/entity/{}", organization.handle));
        let contacts = people(organization);
        head(CONFORMANCE, &this)
            .with_all(registrant(site, organization))
            .with("events", events(&organization.record))
            .with("entities", contacts.collect::<Value>())
    }

    fn contact(&self, site: &Site<'_>, holder: &Organization, contact: &Contact) -> Object {
        let this = site.here(&format!("/entity/{}", contact.handle));
        let roles = super::object::roles(contact);
        head(CONFORMANCE, &this)
            .with_all(person(contact, &roles))
            .with("links", own_link(&this))
            // The world keeps no dates of contacts.
            .with("events", events(&holder.record))
    }

    fn domain(&self, site: &Site<'_>, zone: Zone, network: &Network) -> Object {
        let name = zone.to_string();
        let this = site.here(&format!("/domain/{name}"));
        let holder = site.registries().holder(network);
        head(CONFORMANCE, &this)
            .with("handle", name.as_str())
            .with("lang", "en")
            .with("links", own_link(&this))
            .with("events", events(&network.record))
            .with("status", json!(["active"]))
            .with("port43", WHOIS)
            .with("entities", entities(site, holder))
            .with("ldhName", absolute(&name))
            .with("nameservers", nameservers(network))
            .with("objectClassName", "domain")
    }
}

fn head(conformance: &[&str], this: &str) -> Object {
    Object::default()
        .with("rdapConformance", conformance)
        .with("notices", notices(this))
}

/// The record's own URL, whatever was asked, and without a type.
fn own_link(this: &str) -> Value {
    json!([{ "value": this, "rel": "self", "href": this }])
}

fn notices(this: &str) -> Value {
    let sunset = |title: &str| {
        json!({
            "title": title,
            "description": ["jCard is deprecated and will be replaced with JSContact Card."],
            "links": [
                {
                    "value": this,
                    "rel": "related",
                    "href": JSCONTACT,
                    "type": "text/html",
                    "title": "jCard deprecation and replacement with JSContact Card",
                },
                {
                    "value": this,
                    "rel": "alternate",
                    "href": format!("{this}?jscard=1"),
                    "type": MEDIA_TYPE,
                    "title": "JSContact Card version",
                },
            ],
        })
    };
    json!([
        {
            "title": "ABOUT",
            "description": ["This is the AfriNIC RDAP server."],
            "links": [{
                "value": this,
                "rel": "describedby",
                "href": MANUAL,
                "hreflang": ["en"],
                "type": "text/html",
                "title": "AFRINIC Database Reference Manual",
                "media": "screen",
            }],
        },
        {
            "title": "Terms and Conditions",
            "description": ["The data is for information purposes only, under AFRINIC's terms."],
            "links": [{
                "value": this,
                "rel": "terms-of-service",
                "href": "https://afrinic.net/whois/terms",
                "type": "text/html",
            }],
        },
        {
            "title": "Whois Inaccuracy Reporting",
            "description": ["If you see inaccuracies in the results, please visit the link."],
            "links": [{
                "value": this,
                "rel": "inaccuracy-report",
                "href": MANUAL,
                "type": "text/html",
                "title": "AFRINIC WHOIS Inaccuracy Report",
            }],
        },
        sunset("jCard sunset end"),
        sunset("jCard deprecation end"),
    ])
}

/// tech-c and admin-c, each an entity of its own, then the organisation. Nobody
/// is named for abuse.
fn entities(site: &Site<'_>, holder: Option<&Organization>) -> Value {
    let Some(holder) = holder else {
        return json!([]);
    };
    people(holder)
        .chain([Value::from(registrant(site, holder))])
        .collect()
}

fn people(holder: &Organization) -> impl Iterator<Item = Value> {
    ["technical", "administrative"]
        .into_iter()
        .flat_map(|role| rpsl::desks(Some(holder)).map(move |desk| (role, desk)))
        .map(|(role, desk)| Value::from(person(desk, &[role])))
}

fn person(contact: &Contact, roles: &[&str]) -> Object {
    let card = Card::named(&contact.name)
        .kind("individual")
        .email(&contact.email)
        .phone(json!("voice"), &contact.phone);
    Object::default()
        .with("handle", contact.handle.as_str())
        .with("lang", "en")
        .with("status", json!(["active"]))
        .with("port43", WHOIS)
        .with("vcardArray", card)
        .with("roles", roles)
        .with("objectClassName", "entity")
}

fn registrant(site: &Site<'_>, holder: &Organization) -> Object {
    let this = site.here(&format!("/entity/{}", holder.handle));
    Object::default()
        .with("handle", holder.handle.as_str())
        .with("lang", "en")
        .with_some("remarks", remarks(site.registry, &holder.record))
        .with("links", own_link(&this))
        .with("status", json!(["active"]))
        .with("port43", WHOIS)
        .with("vcardArray", organization_card(holder))
        .with("roles", json!(["registrant"]))
        .with("objectClassName", "entity")
}

/// The lines of the address fill vCard's fields from the first on, whatever the
/// fields are for.
fn organization_card(holder: &Organization) -> Card {
    let lines = rpsl::address(holder);
    let mut parts = [""; 7];
    for (part, line) in parts.iter_mut().zip(&lines) {
        *part = line;
    }
    let card = Card::new().kind("org").name(&holder.name);
    let card = match holder.contacts.first() {
        Some(contact) => card
            .phone(json!("work"), &format!("tel:{}", contact.phone))
            .email(&contact.email),
        None => card,
    };
    card.address_in_parts(&lines, parts)
}
