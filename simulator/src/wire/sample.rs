//! A small world for the rooms' tests: a holding at each registry, made by hand;
//! a request as an AWS client signs it, and one to the control API.

use ::http::Method;
use byoip_vocabulary::registry::{Field, Registry};
use byoip_vocabulary::roa::Roa;
use bytes::Bytes;
use jiff::Timestamp;

use super::http::Request;
use super::query::scope::Scope;
use super::query::signature::{self, Signed};
use super::{Endpoints, answer};
use crate::clock::Mode;
use crate::simulation::Simulation;
use crate::world::internet::Route;
use crate::world::internet::plan;
use crate::world::policy::Policy;
use crate::world::registry::{
    self, Autnum, Contact, Network, Organization, Parent, Record, RecordKey, RecordKind, Texts,
};
use crate::world::{Command, Genesis, World};

/// The first moment.
pub(super) fn start() -> Timestamp {
    at("2026-01-05T09:00:00Z")
}

/// ARIN's 198.18.0.0/23, RIPE's 198.19.0.0/22 and 2001:db8:100::/40, APNIC's
/// 203.0.113.0/24, LACNIC's 198.19.64.0/22 and AFRINIC's 198.19.128.0/22, each
/// with two name servers, and an AS number each from AS64500 on; every free text
/// empty, nobody announces anything.
pub(super) fn genesis() -> Genesis {
    Genesis {
        seed: 1,
        region: "us-east-1".parse().unwrap(),
        start: start(),
        policy: Policy::default(),
        credentials: Vec::new(),
        byoasns: Vec::new(),
        organizations: vec![
            organization(Registry::Arin, "EXAMPLE-1"),
            organization(Registry::Ripe, "ORG-EX1-RIPE"),
            organization(Registry::Apnic, "ORG-EX1-AP"),
            organization(Registry::Lacnic, "UY-EXSA-LACNIC"),
            organization(Registry::Afrinic, "ORG-EX1-AFRINIC"),
        ],
        networks: vec![
            arin("NET-198-18-0-0-1", "198.18.0.0/23"),
            rpsl(
                Registry::Ripe,
                "198.19.0.0 - 198.19.3.255",
                "198.19.0.0/22",
                "ALLOCATED PA",
            ),
            rpsl(
                Registry::Ripe,
                "2001:db8:100::/40",
                "2001:db8:100::/40",
                "ALLOCATED-BY-RIR",
            ),
            rpsl(
                Registry::Apnic,
                "203.0.113.0 - 203.0.113.255",
                "203.0.113.0/24",
                "ASSIGNED PORTABLE",
            ),
            rpsl(
                Registry::Lacnic,
                "198.19.64.0/22",
                "198.19.64.0/22",
                "ALLOCATED",
            ),
            rpsl(
                Registry::Afrinic,
                "198.19.128.0 - 198.19.131.255",
                "198.19.128.0/22",
                "ALLOCATED PA",
            ),
        ],
        autnums: vec![
            autnum(Registry::Arin, 64500, "EXAMPLE-1"),
            autnum(Registry::Ripe, 64501, "ORG-EX1-RIPE"),
            autnum(Registry::Apnic, 64502, "ORG-EX1-AP"),
            autnum(Registry::Lacnic, 64503, "UY-EXSA-LACNIC"),
            autnum(Registry::Afrinic, 64504, "ORG-EX1-AFRINIC"),
        ],
        api_keys: Vec::new(),
        roas: Vec::new(),
        vrps: [].into(),
        routes: Vec::new(),
        internet: plan::Plan::default(),
        vpcs: Vec::new(),
        source: std::sync::Arc::default(),
    }
}

/// The same, begun.
pub(super) fn world() -> World {
    genesis().begin()
}

/// The same with ROAs that validators have, each as prefix, maximum length and
/// AS number.
pub(super) fn world_with_roas(roas: &[(&str, u8, u32)]) -> World {
    let mut genesis = genesis();
    genesis.roas = roas
        .iter()
        .map(|(prefix, max_length, asn)| {
            let asn = byoip_vocabulary::asn::Asn::new(*asn);
            Roa::new(prefix.parse().unwrap(), Some(*max_length), asn).unwrap()
        })
        .collect();
    genesis.begin()
}

/// The same with routes that everybody sees, each as prefix and origin.
pub(super) fn world_with_routes(routes: &[(&str, u32)]) -> World {
    let mut genesis = genesis();
    genesis.routes = routes
        .iter()
        .map(|(prefix, origin)| Route {
            prefix: prefix.parse().unwrap(),
            origin: byoip_vocabulary::asn::Asn::new(*origin),
        })
        .collect();
    genesis.begin()
}

/// A network at ARIN, held by EXAMPLE-1.
pub(super) fn arin(handle: &str, prefix: &str) -> Network {
    Network {
        registry: Registry::Arin,
        handle: handle.to_owned(),
        name: "EXAMPLE-NET".to_owned(),
        prefix: prefix.parse().unwrap(),
        status: "Direct Allocation".to_owned(),
        organization: "EXAMPLE-1".to_owned(),
        country: None,
        parent: Some(Parent {
            name: "NET198".to_owned(),
            handle: "NET-198-0-0-0-0".to_owned(),
        }),
        maintainer: None,
        origins: Vec::new(),
        nameservers: vec!["ns1.example.net".to_owned(), "ns2.example.net".to_owned()],
        transferred_to: None,
        record: record(Registry::Arin.network_fields()),
    }
}

fn rpsl(registry: Registry, handle: &str, prefix: &str, status: &str) -> Network {
    Network {
        registry,
        handle: handle.to_owned(),
        name: "EXAMPLE-NET".to_owned(),
        prefix: prefix.parse().unwrap(),
        status: status.to_owned(),
        organization: match registry {
            Registry::Arin => "EXAMPLE-1",
            Registry::Ripe => "ORG-EX1-RIPE",
            Registry::Apnic => "ORG-EX1-AP",
            Registry::Lacnic => "UY-EXSA-LACNIC",
            Registry::Afrinic => "ORG-EX1-AFRINIC",
        }
        .to_owned(),
        country: Some("NL".to_owned()),
        parent: None,
        maintainer: Some("EXAMPLE-MNT".to_owned()),
        origins: Vec::new(),
        nameservers: vec!["ns1.example.net".to_owned(), "ns2.example.net".to_owned()],
        transferred_to: None,
        record: record(registry.network_fields()),
    }
}

fn autnum(registry: Registry, number: u32, organization: &str) -> Autnum {
    let number = byoip_vocabulary::asn::Asn::new(number);
    let is_rpsl = matches!(
        registry,
        Registry::Ripe | Registry::Apnic | Registry::Afrinic
    );
    Autnum {
        registry,
        first: number,
        last: number,
        name: "EXAMPLE-AS".to_owned(),
        organization: organization.to_owned(),
        country: (registry != Registry::Arin).then(|| "NL".to_owned()),
        maintainer: is_rpsl.then(|| "EXAMPLE-MNT".to_owned()),
        record: record(registry.network_fields()),
    }
}

fn organization(registry: Registry, handle: &str) -> Organization {
    let (desk, abuse) = match registry {
        Registry::Arin => ("NOC1-ARIN", "ABUSE1-ARIN"),
        Registry::Ripe => ("EX1-RIPE", "AR1-RIPE"),
        Registry::Apnic => ("EX1-AP", "IRT-EX-AU"),
        Registry::Lacnic => ("EXL1", "EXA1"),
        Registry::Afrinic => ("EX1-AFRINIC", "IRT-EX-AFRINIC"),
    };
    let contact = |handle: &str, name: &str, abuse: bool| Contact {
        handle: handle.to_owned(),
        name: name.to_owned(),
        phone: "+1-555-0100".to_owned(),
        email: format!("{}@example.net", if abuse { "abuse" } else { "noc" }),
        abuse,
        technical: !abuse,
    };
    Organization {
        registry,
        handle: handle.to_owned(),
        name: "Example Networks".to_owned(),
        street: vec!["1 Example Street".to_owned(), "Suite 2".to_owned()],
        city: "Springfield".to_owned(),
        state: Some("VA".to_owned()),
        postal_code: "00000".to_owned(),
        country: "US".to_owned(),
        contacts: vec![
            contact(desk, "Network Operations", false),
            contact(abuse, "Abuse Desk", true),
        ],
        record: record(registry.organization_fields()),
    }
}

fn record(fields: &[Field]) -> Record {
    let (registered, changed) = (at("2012-05-01T08:00:00Z"), at("2025-11-03T15:04:05Z"));
    Record::new(registered, changed, fields)
}

/// Edits a network's field, leaving it unpublished.
pub(super) fn edit(world: &mut World, handle: &str, field: Field, lines: &[&str]) {
    let network = world
        .registries()
        .networks()
        .find(|network| network.handle == handle);
    let registry = network.unwrap().registry;
    let record = RecordKey {
        registry,
        record: RecordKind::Network,
        handle: handle.to_owned(),
    };
    type_in(world, record, field, lines);
}

/// Edits a network's field and lets a day pass, so that everybody sees it.
pub(super) fn publish(world: &mut World, handle: &str, field: Field, lines: &[&str]) {
    edit(world, handle, field, lines);
    pass_a_day(world);
}

/// The same for ARIN's EXAMPLE-1.
pub(super) fn publish_at_organization(world: &mut World, lines: &[&str]) {
    let record = RecordKey {
        registry: Registry::Arin,
        record: RecordKind::Organization,
        handle: "EXAMPLE-1".to_owned(),
    };
    type_in(world, record, Field::Comments, lines);
    pass_a_day(world);
}

fn type_in(world: &mut World, record: RecordKey, field: Field, lines: &[&str]) {
    let lines = lines.iter().map(|&line| line.to_owned()).collect();
    let edit = registry::Command::Edit {
        by: None,
        record,
        texts: Texts::from([(field, lines)]),
    };
    world
        .perform(world.now(), &Command::Registry(edit))
        .unwrap();
}

fn pass_a_day(world: &mut World) {
    let tomorrow = world.now() + jiff::SignedDuration::from_hours(24);
    world.wake(tomorrow);
}

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A POST to a service of AWS, signed with the key `test` at the first moment.
pub(super) fn signed(
    service: &str,
    region: &str,
    more: &[(&str, &str)],
    body: &str,
    secret: &str,
) -> Request {
    signed_at(start(), service, region, more, body, secret)
}

/// The same at another moment of the wall.
pub(crate) fn signed_at(
    wall: Timestamp,
    service: &str,
    region: &str,
    more: &[(&str, &str)],
    body: &str,
    secret: &str,
) -> Request {
    let date = wall.strftime("%Y%m%dT%H%M%SZ").to_string();
    let (date, day) = (date.as_str(), &date[..8]);
    let scope = Scope {
        access_key: "test",
        date: day,
        region,
        service,
    };
    let mut headers = vec![("host", "localhost".into()), ("x-amz-date", date.into())];
    headers.extend(more.iter().map(|(name, value)| (*name, (*value).into())));
    headers.sort();
    let canonical = Signed {
        method: "POST",
        path: "/",
        query: &[],
        headers: &headers,
        body: body.as_bytes(),
    }
    .canonical_request();
    let text = signature::string_to_sign(&scope, date, &canonical);
    let signature = signature::signature(&signature::signing_key(secret, &scope), &text);
    let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
    let mut request = ::http::Request::post("/");
    for (name, value) in &headers {
        request = request.header(*name, value.as_ref());
    }
    request
        .header(
            "authorization",
            format!(
                "AWS4-HMAC-SHA256 Credential=test/{day}/{region}/{service}/aws4_request, \
                 SignedHeaders={}, Signature={signature}",
                names.join(";")
            ),
        )
        .body(Bytes::from(body.to_owned()))
        .unwrap()
}

/// The same world on a clock that stands still.
pub(super) fn simulation() -> Simulation {
    Simulation::new(genesis(), Mode::Manual, start())
}

/// A server that nobody connects to.
pub(super) fn endpoints() -> Endpoints {
    Endpoints {
        url: "http://localhost".to_owned(),
        tls_url: "https://localhost".to_owned(),
        tls_authority: String::new(),
        whois: "127.0.0.1:43".parse().unwrap(),
        rtr: "127.0.0.1:323".parse().unwrap(),
        bgp: "127.0.0.1:179".parse().unwrap(),
    }
}

/// Asks the control API at the first moment; status and body.
pub(super) fn control(
    simulation: &Simulation,
    method: Method,
    path: &str,
    body: &str,
) -> (u16, String) {
    let request = ::http::Request::builder()
        .method(method)
        .uri(format!("/_simulator/{path}"))
        .body(Bytes::from(body.to_owned()))
        .unwrap();
    let answer = answer(simulation, &endpoints(), start(), &request);
    let body = String::from_utf8(answer.body().to_vec()).unwrap();
    (answer.status().as_u16(), body)
}
