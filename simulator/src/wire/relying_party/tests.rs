use bytes::Bytes;
use serde_json::Value;

use super::*;
use crate::clock::Mode;
use crate::wire::{http, sample};

fn ask(simulation: &Simulation, path: &str) -> (u16, String) {
    let request = ::http::Request::get(path)
        .header("host", "localhost")
        .body(Bytes::new())
        .unwrap();
    let place = Place::of(&request).unwrap();
    let pairs = http::pairs(request.uri().query().unwrap_or_default().as_bytes());
    let query = Query {
        base: &place.base,
        path: &place.path,
        pairs: &pairs,
    };
    let asked = Asked::of(&place).expect(path);
    let answer = asked.answer(simulation, sample::start(), &request, &query);
    (answer.status, String::from_utf8(answer.body).unwrap())
}

fn simulation() -> Simulation {
    let mut genesis = sample::genesis();
    let roa = |prefix: &str, length, asn| {
        Vrp::new(prefix.parse().unwrap(), Some(length), Asn::new(asn)).unwrap()
    };
    genesis.roas = vec![
        roa("198.18.0.0/23", 24, 16509),
        roa("2001:db8:100::/40", 48, 64501),
    ];
    Simulation::new(genesis, Mode::Manual, sample::start())
}

#[test]
fn every_validator_answers_in_every_dialect() {
    let simulation = simulation();
    for name in ["amazon", "ripe", "cloudflare", "networks-1"] {
        for path in [
            "api/v1/validity/AS16509/198.18.1.0/24",
            "json",
            "rpki.json",
            "rpki-client.json",
            "rpki-client.csv",
        ] {
            let path = format!("/_simulator/validators/{name}/{path}");
            let (status, text) = ask(&simulation, &path);
            assert_eq!(status, 200, "{path}");
            assert!(text.contains("198.18.0.0/23"), "{path}: {text}");
        }
    }
    let (status, text) = ask(&simulation, "/_simulator/validators/nobody/json");
    assert_eq!(status, 404);
    assert!(text.contains("there is no validator nobody"), "{text}");
    let (status, _) = ask(&simulation, "/rpki-validator.ripe.net/json");
    assert_eq!(status, 200);
    let (status, _) = ask(&simulation, "/rpki.cloudflare.com/json");
    assert_eq!(status, 404);
}

#[test]
fn an_outage_is_the_control_apis() {
    let place = |path: &str| {
        let request = ::http::Request::get(path).header("host", "localhost");
        Place::of(&request.body(Bytes::new()).unwrap()).unwrap()
    };
    for path in [
        "/_simulator/validators",
        "/_simulator/validators/ripe",
        "/_simulator/validators/ripe/outage",
    ] {
        assert_eq!(Asked::of(&place(path)), None, "{path}");
    }
}

/// Numbers for AS numbers; a day at most until what was fetched runs out.
#[test]
fn cloudflares_list() {
    let (status, text) = ask(&simulation(), "/rpki.cloudflare.com/rpki.json");
    let list: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(status, 200);
    let day = sample::start().as_second() + 24 * 60 * 60;
    let expected = serde_json::json!({
        "prefix": "198.18.0.0/23", "maxLength": 24, "asn": 16509, "ta": "arin", "expires": day,
    });
    assert_eq!(list["roas"][0], expected);
    assert_eq!(list["metadata"]["counts"], 2);
}

#[test]
fn rpki_clients_files() {
    let simulation = simulation();
    let ask = |file: &str| ask(&simulation, &format!("/_simulator/validators/ripe/{file}")).1;
    let json = ask("rpki-client.json");
    let line = "\t\t{ \"asn\": 16509, \"prefix\": \"198.18.0.0/23\", \"maxLength\": 24, \"ta\": \"arin\", \"expires\": 1767690000 },\n";
    assert!(json.contains(line), "{json}");
    let read: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["metadata"]["uniquevrps"], 2);
    assert_eq!(
        ask("rpki-client.csv"),
        "ASN,IP Prefix,Max Length,Trust Anchor,Expires\n\
         AS16509,198.18.0.0/23,24,arin,1767690000\n\
         AS64501,2001:db8:100::/40,48,ripe,1767690000\n"
    );
}

/// A world that begins anew is another session.
#[test]
fn a_reset_is_another_session() {
    let simulation = simulation();
    let news = |simulation: &Simulation| {
        let path = "/rpki-validator.ripe.net/json-delta/notify";
        serde_json::from_str::<Value>(&ask(simulation, path).1).unwrap()["session"].clone()
    };
    let before = news(&simulation);
    simulation.reset(None, sample::start());
    assert_ne!(news(&simulation), before);
}

/// As rpki-client has listed them since its version 8.5, and those after it.
#[test]
fn lists_have_aspas() {
    use crate::world::rpki::aspa::{Aspa, Command};
    let simulation = simulation();
    let aspa = Aspa {
        customer: Asn::new(64500),
        providers: [174, 1299].map(Asn::new).into(),
    };
    let make = crate::world::Command::Aspa(Command::Create { aspa });
    simulation.perform(sample::start(), &make).unwrap();
    let moment = simulation.now(sample::start()) + jiff::SignedDuration::from_hours(2);
    simulation.advance_to(moment, sample::start());
    for list in ["rpki.json", "rpki-client.json"] {
        let path = format!("/_simulator/validators/cloudflare/{list}");
        let (status, text) = ask(&simulation, &path);
        assert_eq!(status, 200, "{list}");
        let list: Value = serde_json::from_str(&text).unwrap();
        let [aspa] = list["aspas"].as_array().unwrap().as_slice() else {
            panic!("{text}");
        };
        assert_eq!(aspa["customer_asid"], 64500);
        assert_eq!(aspa["providers"], serde_json::json!([174, 1299]));
        let expires = aspa["expires"].as_i64().unwrap() - sample::start().as_second();
        // When the manifest runs out.
        assert_eq!(expires, 24 * 60 * 60);
    }
}

/// Recorded from rpki-client 8.2: a ROA with any mistake has failed and is
/// counted, and so is a manifest that does not fit.
#[test]
fn rpki_clients_figures_count_what_is_wrong() {
    use crate::world::rpki::fault::{Command, Fault};
    for (fault, figures) in [
        (Fault::Revoked, [2, 1, 0]),
        (Fault::Garbled, [2, 1, 0]),
        (Fault::ManifestMismatch, [1, 0, 1]),
    ] {
        let simulation = simulation();
        let (id, before) = {
            let world = simulation.read(sample::start());
            let (id, _) = world.rpki().entries().next().unwrap();
            (id.clone(), world.now())
        };
        let spoil = crate::world::Command::Fault(Command::Spoil { id, fault });
        simulation.perform(sample::start(), &spoil).unwrap();
        let moment = before + jiff::SignedDuration::from_hours(26);
        simulation.advance_to(moment, sample::start());
        let (_, text) = ask(&simulation, "/_simulator/validators/ripe/rpki-client.json");
        let list: Value = serde_json::from_str(&text).unwrap();
        let seen = ["roas", "failedroas", "failedmanifests"]
            .map(|name| list["metadata"][name].as_u64().unwrap());
        assert_eq!(seen, figures, "{fault:?}");
        assert_eq!(list["roas"].as_array().unwrap().len(), 1);
    }
}
