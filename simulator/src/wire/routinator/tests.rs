use std::path::Path;

use bytes::Bytes;
use jiff::SignedDuration;
use serde_json::Value;

use super::*;
use crate::simulation::Beginning;
use crate::wire::sample;
use crate::world::World;
use crate::world::rpki::payloads::TrustAnchor;
use crate::world::rpki::validator::ValidatorName;

mod aspas;
mod changes;
mod conditional;
mod recorded;
mod run;
mod selected;
mod validity;

/// The folder of what a real one answered.
fn golden(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/routinator");
    std::fs::read_to_string(root.join(name)).expect(name)
}

/// The payloads that were recorded with, told by hand.
fn recorded_world() -> World {
    let file: Value = serde_json::from_str(&golden("exceptions.json")).unwrap();
    let assertions = &file["locallyAddedAssertions"]["prefixAssertions"];
    let vrps = assertions.as_array().unwrap().iter().map(|it| {
        let prefix = it["prefix"].as_str().unwrap().parse().unwrap();
        let length = u8::try_from(it["maxPrefixLength"].as_u64().unwrap()).unwrap();
        let asn = u32::try_from(it["asn"].as_u64().unwrap()).unwrap();
        let asn = byoip_vocabulary::asn::Asn::new(asn);
        let vrp = byoip_vocabulary::roa::Vrp::new(prefix, Some(length), asn).unwrap();
        (vrp, TrustAnchor::Local)
    });
    let mut genesis = sample::genesis();
    genesis.vrps = vrps.collect();
    genesis.begin()
}

/// The /23 is the customer's own, its second half Amazon's too.
fn world() -> World {
    sample::world_with_roas(&[
        ("198.18.0.0/23", 23, 64500),
        ("198.18.1.0/24", 24, 16509),
        ("203.0.113.0/24", 24, 64501),
    ])
}

fn send(request: &Request, world: &World) -> Answer {
    let beginning = Beginning {
        count: 0,
        start: sample::start(),
    };
    let party = RelyingParty::new(world, beginning, ValidatorName::RIPE).unwrap();
    let query = Query {
        base: "https://rpki-validator.ripe.net",
        path: request.uri().path(),
        pairs: &crate::wire::http::pairs(request.uri().query().unwrap_or_default().as_bytes()),
    };
    answer(request, &query, &party)
}

fn ask(path: &str, world: &World) -> Answer {
    send(
        &::http::Request::get(path).body(Bytes::new()).unwrap(),
        world,
    )
}

fn post(body: &'static str, world: &World) -> Answer {
    let request = ::http::Request::post("/validity").header("content-type", "application/json");
    send(&request.body(Bytes::from(body)).unwrap(), world)
}

fn body(answer: &Answer) -> Value {
    assert_eq!((answer.status, answer.content_type), (200, JSON));
    serde_json::from_slice(&answer.body).unwrap()
}

fn text(answer: Answer) -> (u16, String) {
    (answer.status, String::from_utf8(answer.body).unwrap())
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let mut headers = answer.headers.iter();
    let found = headers.find(|(it, _)| *it == name);
    found.map(|(_, value)| value.as_str())
}
