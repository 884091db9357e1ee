//! A world with a holder and a key at each registry that has an owners'
//! interface, a neighbour with a key, and a customer that holds a part of what
//! the holder has.

use ::http::header::HeaderName;
use byoip_vocabulary::registry::{Field, Registry};
use bytes::Bytes;

use crate::clock::Mode;
use crate::simulation::Simulation;
use crate::wire::{Endpoints, answer, sample};
use crate::world::Genesis;
use crate::world::registry::{ApiKey, Autnum, Member, Network, Record};

/// What a call answers: status, headers, body.
pub(in crate::wire) struct Answered {
    pub(in crate::wire) status: u16,
    pub(in crate::wire) headers: ::http::HeaderMap,
    pub(in crate::wire) body: String,
}

pub(in crate::wire) fn genesis() -> Genesis {
    let mut genesis = sample::genesis();
    let keys = [
        (Registry::Arin, "EXAMPLE-1", "API-1111-2222-3333-4444"),
        (Registry::Arin, "OTHER-1", "API-5555-6666-7777-8888"),
        (Registry::Arin, "CUSTOMER-1", "API-9999-0000-1111-2222"),
        (Registry::Ripe, "ORG-EX1-RIPE", "KEYID:secret"),
        (Registry::Ripe, "ORG-EX1-RIPE", "portal-key"),
        (Registry::Ripe, "ORG-OT1-RIPE", "OTHER:secret"),
        (Registry::Ripe, "ORG-OT1-RIPE", "other-portal-key"),
        (Registry::Apnic, "ORG-EX1-AP", "apnic-key"),
        (Registry::Apnic, "ORG-OT1-AP", "other-apnic-key"),
        (Registry::Lacnic, "EX-EXSA-LACNIC", "lacnic-key"),
        (Registry::Lacnic, "OT-OTSA-LACNIC", "other-lacnic-key"),
    ];
    for (registry, organization, key) in keys {
        let member = Member {
            registry,
            organization: organization.to_owned(),
        };
        let key = key.to_owned();
        genesis.api_keys.push(ApiKey { member, key });
    }
    // What the holder at ARIN passed on: a half of its /23.
    genesis.networks.push(Network {
        status: "Reassignment".to_owned(),
        organization: "CUSTOMER-1".to_owned(),
        ..sample::arin("NET-198-18-1-0-1", "198.18.1.0/24")
    });
    genesis.networks.push(Network {
        organization: "OTHER-1".to_owned(),
        ..sample::arin("NET-198-51-100-0-1", "198.51.100.0/24")
    });
    genesis.networks.push(lacnic("192.0.2.0/24"));
    genesis.autnums.extend([
        autnum(Registry::Ripe, 64501, "ORG-EX1-RIPE"),
        autnum(Registry::Apnic, 64502, "ORG-EX1-AP"),
    ]);
    genesis
}

fn lacnic(prefix: &str) -> Network {
    Network {
        registry: Registry::Lacnic,
        handle: prefix.to_owned(),
        status: "ALLOCATED".to_owned(),
        organization: "EX-EXSA-LACNIC".to_owned(),
        record: record(&[]),
        ..sample::arin("", prefix)
    }
}

fn autnum(registry: Registry, number: u32, organization: &str) -> Autnum {
    let asn = byoip_vocabulary::asn::Asn::new(number);
    Autnum {
        registry,
        first: asn,
        last: asn,
        name: "EXAMPLE-AS".to_owned(),
        organization: organization.to_owned(),
        country: Some("NL".to_owned()),
        maintainer: Some("EXAMPLE-MNT".to_owned()),
        record: record(registry.network_fields()),
    }
}

fn record(fields: &[Field]) -> Record {
    let registered = "2012-05-01T08:00:00Z".parse().unwrap();
    Record::new(registered, registered, fields)
}

pub(in crate::wire) fn simulation() -> Simulation {
    Simulation::new(genesis(), Mode::Manual, sample::start())
}

/// A call of a host's, with headers, at the first moment.
pub(in crate::wire) fn call(
    simulation: &Simulation,
    line: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answered {
    let endpoints = Endpoints {
        url: "http://localhost".to_owned(),
        tls_url: "https://localhost".to_owned(),
        tls_authority: String::new(),
        whois: "127.0.0.1:43".parse().unwrap(),
        rtr: "127.0.0.1:323".parse().unwrap(),
        region: "us-east-1".parse().unwrap(),
    };
    let (method, uri) = line.split_once(' ').unwrap();
    let mut request = ::http::Request::builder()
        .method(method)
        .uri(uri)
        .header("host", "localhost:4566");
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        request = request.header(name, *value);
    }
    let request = request.body(Bytes::from(body.to_owned())).unwrap();
    let answer = answer(simulation, &endpoints, sample::start(), &request);
    Answered {
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        body: String::from_utf8(answer.body().to_vec()).unwrap(),
    }
}

/// The same call, which must leave the world as it was.
#[track_caller]
pub(in crate::wire) fn refused(
    simulation: &Simulation,
    line: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answered {
    let before = simulation.read(sample::start()).clone();
    let answered = call(simulation, line, headers, body);
    assert_eq!(*simulation.read(sample::start()), before, "{line}");
    answered
}
