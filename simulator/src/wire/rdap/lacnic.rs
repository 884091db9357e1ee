//! LACNIC's records as its RDAP describes them, in the order of recorded answers.
//!
//! A network is called by its prefix and named by its addresses. There is no
//! member that a holder could write into, so that no certificate ever shows.
//! Its own extension tells origins, name servers and who represents the holder;
//! as the world does not know the last, the first contact's name stands there.

use serde_json::{Value, json};

use super::object::{Object, absolute, cidrs, events, remarks, roles};
use super::vcard::Card;
use super::{Dialect, MEDIA_TYPE, Site};
use crate::wire::dates;
use crate::wire::reverse::Zone;
use crate::world::registry::{Autnum, Contact, Network, Organization};

const CONFORMANCE: &[&str] = &["rdap_level_0", "cidr0", "lacnic_level_0"];

const WHOIS: &str = "whois.lacnic.net";
const TERMS: &str = "https://www.lacnic.net/registration-data-access-protocol";

/// LACNIC's way to write.
pub(super) struct Lacnic;

impl Dialect for Lacnic {
    fn help(&self, site: &Site<'_>) -> Object {
        head()
            .with("port43", WHOIS)
            .with("links", json!([own_link(&site.asked())]))
    }

    fn error(&self, _site: &Site<'_>, _of_autnum: bool) -> Object {
        head()
    }

    fn network(&self, site: &Site<'_>, network: &Network) -> Object {
        let registries = site.registries();
        let (prefix, holder) = (network.prefix, registries.holder(network));
        let parent = registries.parent(network).map(|it| it.handle);
        let this = site.here(&format!("/ip/{prefix}"));
        let mut links = vec![own_link(&this)];
        // Linked where it is on record here.
        if let Some(above) = registries.above(prefix).next() {
            let up = site.here(&format!("/ip/{}", above.prefix));
            links.push(json!({ "value": this, "rel": "up", "type": MEDIA_TYPE, "href": up }));
        }
        let origins: Vec<String> = network.origins.iter().map(ToString::to_string).collect();
        head()
            .with_some("remarks", remarks(site.registry, &network.record))
            .with("links", links)
            .with("events", events(&network.record))
            .with("objectClassName", "ip network")
            .with("handle", prefix.to_string())
            .with_some("parentHandle", parent)
            .with_addresses(network)
            .with("name", format!("{} - {}", prefix.first(), prefix.last()))
            .with("type", network.status.to_uppercase())
            .with("status", json!(["active"]))
            .with("entities", entities(site, holder))
            .with("lacnic_originAutnum", origins)
            .with_some("lacnic_legalRepresentative", representative(holder))
            .with("lacnic_reverseDelegations", delegations(site, network))
            .with("cidr0_cidrs", cidrs(network))
            .with("port43", WHOIS)
    }

    fn autnum(&self, site: &Site<'_>, autnum: &Autnum) -> Object {
        let holder = site
            .registries()
            .organization(autnum.registry, &autnum.organization);
        let this = site.here(&format!("/autnum/{}", autnum.handle()));
        head()
            .with_some("remarks", remarks(site.registry, &autnum.record))
            .with("links", json!([own_link(&this)]))
            .with("events", events(&autnum.record))
            .with("objectClassName", "autnum")
            .with("handle", autnum.handle())
            .with_numbers(autnum)
            .with("name", autnum.first.number().to_string())
            .with("type", "DIRECT ALLOCATION")
            .with("status", json!(["active"]))
            .with("entities", entities(site, holder))
            .with_some("lacnic_legalRepresentative", representative(holder))
            .with("port43", WHOIS)
    }

    fn organization(&self, site: &Site<'_>, organization: &Organization) -> Object {
        let contacts = organization.contacts.iter();
        let contacts = contacts.map(|it| Value::from(person(site, organization, it)));
        head()
            .with_all(registrant(site, organization))
            .with("entities", contacts.collect::<Value>())
            .with("port43", WHOIS)
    }

    fn contact(&self, site: &Site<'_>, holder: &Organization, contact: &Contact) -> Object {
        head()
            .with_all(person(site, holder, contact))
            .with("port43", WHOIS)
    }

    fn domain(&self, site: &Site<'_>, zone: Zone, network: &Network) -> Object {
        let holder = site.registries().holder(network);
        let this = site.here(&format!("/domain/{zone}"));
        head()
            .with("links", json!([own_link(&this)]))
            .with("events", events(&network.record))
            .with("objectClassName", "domain")
            .with("handle", zone.to_string())
            .with("ldhName", zone.to_string())
            .with("nameservers", checked_nameservers(site, network))
            .with("secureDNS", unsigned())
            .with("entities", entities(site, holder))
            .with("port43", WHOIS)
    }
}

fn head() -> Object {
    let terms = json!({
        "value": TERMS,
        "rel": "terms-of-service",
        "href": TERMS,
        "type": "text/html",
    });
    let notice = json!({
        "title": "Terms and Conditions",
        "description": ["The use of the data published in this service is subject to LACNIC's terms."],
        "links": [terms],
    });
    Object::default()
        .with("rdapConformance", CONFORMANCE)
        .with("notices", json!([notice]))
}

/// The record's own URL, whatever was asked.
fn own_link(this: &str) -> Value {
    json!({ "value": this, "rel": "self", "type": MEDIA_TYPE, "href": this })
}

/// The organisation, then its people.
fn entities(site: &Site<'_>, holder: Option<&Organization>) -> Value {
    let Some(holder) = holder else {
        return json!([]);
    };
    let people = holder.contacts.iter();
    let people = people.map(|it| Value::from(person(site, holder, it)));
    [Value::from(registrant(site, holder))]
        .into_iter()
        .chain(people)
        .collect()
}

fn registrant(site: &Site<'_>, holder: &Organization) -> Object {
    let mut streets = holder.street.iter().map(String::as_str);
    let parts = [
        "",
        streets.next().unwrap_or_default(),
        streets.next().unwrap_or_default(),
        &holder.city,
        holder.state.as_deref().unwrap_or_default(),
        &holder.postal_code,
        &holder.country,
    ];
    let card = Card::named(&holder.name)
        .kind("org")
        .address_in_parts(&address(holder), parts);
    let card = match holder.contacts.first() {
        Some(contact) => card.phone(json!("voice"), &contact.phone),
        None => card,
    };
    entity(site, &holder.handle, json!(["registrant"]), card, holder)
}

/// Street, town, postal code and country, a line each.
fn address(holder: &Organization) -> Vec<String> {
    let mut lines = holder.street.clone();
    lines.extend([
        holder.city.clone(),
        holder.postal_code.clone(),
        holder.country.clone(),
    ]);
    lines
}

/// A person, with the organisation's dates: the world keeps none of contacts.
fn person(site: &Site<'_>, holder: &Organization, contact: &Contact) -> Object {
    let card = Card::named(&contact.name)
        .kind("individual")
        .email(&contact.email)
        .phone(json!("voice"), &contact.phone);
    entity(site, &contact.handle, json!(roles(contact)), card, holder)
}

fn entity(
    site: &Site<'_>,
    handle: &str,
    roles: Value,
    card: Card,
    holder: &Organization,
) -> Object {
    let this = site.here(&format!("/entity/{handle}"));
    Object::default()
        .with("objectClassName", "entity")
        .with("handle", handle)
        .with("roles", roles)
        .with("vcardArray", card)
        .with("events", events(&holder.record))
        .with("links", json!([own_link(&this)]))
}

fn representative(holder: Option<&Organization>) -> Option<&str> {
    let contact = holder?.contacts.first()?;
    Some(&contact.name)
}

/// One entry for the whole network, where it has name servers.
fn delegations(site: &Site<'_>, network: &Network) -> Value {
    if network.nameservers.is_empty() {
        return json!([]);
    }
    json!([{
        "startAddress": network.prefix.first().to_string(),
        "endAddress": network.prefix.last().to_string(),
        "nameservers": checked_nameservers(site, network),
        "secureDNS": unsigned(),
    }])
}

fn unsigned() -> Value {
    json!({ "zoneSigned": false, "delegationSigned": false, "dsData": [] })
}

/// Name servers with what came of their daily check: they answered with
/// authority, since the world has no lame ones.
fn checked_nameservers(site: &Site<'_>, network: &Network) -> Value {
    let day = dates::utc_day(site.world.now());
    let checked = format!("{day}T00:00:00Z");
    let status = format!("{} AA", day.replace('-', ""));
    let server = |name: &String| {
        json!({
            "objectClassName": "nameserver",
            "ldhName": absolute(name).to_uppercase(),
            "events": [
                { "eventAction": "delegation check", "eventDate": checked, "status": [status] },
                { "eventAction": "last correct delegation check", "eventDate": checked },
            ],
        })
    };
    network.nameservers.iter().map(server).collect()
}
