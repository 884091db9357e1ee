//! What holds of every owners' interface.

use byoip_vocabulary::registry::Registry;
use jiff::SignedDuration;
use serde_json::Value;

use super::sample::{Answered, call, refused, request, simulation};
use crate::wire::http::Unread;
use crate::wire::sample::{control, start};
use crate::wire::{body_limit, ledger, refuse_unread};
use crate::world::Command;
use crate::world::registry::outage;

const ALL: [(Registry, &str, (&str, &str)); 5] = [
    (
        Registry::Arin,
        "/reg.arin.net/rest/net/NET-198-18-0-0-1",
        ("authorization", "ApiKey API-1111-2222-3333-4444"),
    ),
    (
        Registry::Ripe,
        "/rest.db.ripe.net/ripe/inetnum/198.19.0.0/22",
        ("authorization", "Basic S0VZSUQ6c2VjcmV0"),
    ),
    (
        Registry::Ripe,
        "/my.ripe.net/api/rpki/roas",
        ("ncc-api-authorization", "portal-key"),
    ),
    (
        Registry::Apnic,
        "/registry-api.apnic.net/v1/ORG-EX1-AP/route",
        ("authorization", "Bearer apnic-key"),
    ),
    (
        Registry::Lacnic,
        "/registro.api.lacnic.net/lacnic/2.0/rpki/roas",
        ("authorization", "Bearer lacnic-key"),
    ),
];

#[test]
fn a_registry_that_is_down_answers_nothing() {
    for (registry, path, key) in ALL {
        let simulation = simulation();
        let get = format!("GET {path}");
        assert_eq!(refused(&simulation, &get, &[key], "").status, 200, "{path}");
        let until = start() + SignedDuration::from_hours(1);
        let fail = outage::Command::Fail { registry, until };
        let command = Command::Outage(fail);
        simulation.perform(start(), &command).unwrap();
        for method in ["GET", "PUT", "POST"] {
            let line = format!("{method} {path}");
            let answered = refused(&simulation, &line, &[key], "");
            assert_eq!(answered.status, 503, "{line}");
            // Nothing else than the ledger tells.
            let mut rows = ledger::owner_refusals();
            if registry == Registry::Arin {
                assert!(answered.body.contains("E_OUTAGE"), "{line}");
            } else {
                assert!(rows.any(|it| it.status == 503 && it.text == answered.body));
            }
        }
    }
}

/// Each says in its own form that it has not read a body, and which: one that is
/// too long or one that breaks off.
#[test]
fn a_body_that_is_not_read() {
    let simulation = simulation();
    for (_, path, key) in ALL {
        let request = request(&format!("PUT {path}"), &[key]);
        let limit = body_limit(&request);
        let is_database = path.starts_with("/rest.db");
        assert_eq!(limit, if is_database { 512_000 } else { 262_144 }, "{path}");
        for (unread, status, text) in [
            (Unread::TooLong { limit }, 413, "is longer than"),
            (Unread::BrokenOff, 400, "breaks off"),
        ] {
            let answered = refuse_unread(&simulation, start(), &request, unread);
            let answered = Answered::from(answered);
            assert_eq!(answered.status, status, "{path}");
            let form = match path.split('.').next() {
                Some("/reg") => "<error xmlns",
                Some("/rest") => "<errormessages>",
                Some("/my") => "{\"error\":",
                Some("/registry-api") => "\"errors\":[",
                _ => "\"description\":[",
            };
            for part in [text, form] {
                assert!(answered.body.contains(part), "{part}: {}", answered.body);
            }
        }
    }
}

/// A key is good at its own registry alone.
#[test]
fn keys_are_each_registrys_own() {
    let simulation = simulation();
    for (_, path, _) in ALL {
        // The database lets anybody look.
        if path.starts_with("/rest.db") {
            continue;
        }
        for (other, _, (name, value)) in ALL {
            let own = ALL.iter().any(|it| it.1 == path && it.2 == (name, value));
            let answered = refused(&simulation, &format!("GET {path}"), &[(name, value)], "");
            assert_eq!(answered.status == 200, own, "{path} with {other}'s key");
        }
    }
}

/// AFRINIC has a portal alone, which the control API stands in for.
#[test]
fn afrinic_is_written_by_the_control_api() {
    let mut genesis = super::sample::genesis();
    let mut network = crate::wire::sample::arin("102.0.0.0 - 102.0.0.255", "102.0.0.0/24");
    network.registry = Registry::Afrinic;
    network.status = "ALLOCATED PA".to_owned();
    let fields = Registry::Afrinic.network_fields();
    network.record = crate::world::registry::Record::new(start(), start(), fields);
    genesis.networks.push(network);
    let simulation =
        crate::simulation::Simulation::new(genesis, crate::clock::Mode::Manual, start());
    let path = "registry/afrinic/networks/102.0.0.0/24/remarks";
    let (status, body) = control(&simulation, ::http::Method::PUT, path, "one\ntwo\n");
    assert_eq!(status, 200, "{body}");
    let value: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        value["fields"]["remarks"]["typed"],
        serde_json::json!(["one", "two"])
    );
    let roa = r#"{"prefix":"102.0.0.0/24","asn":"AS16509"}"#;
    let (status, body) = control(&simulation, ::http::Method::POST, "roas", roa);
    assert_eq!(status, 201, "{body}");
}

#[test]
fn the_most_wanted_media_type() {
    let simulation = simulation();
    let path = "GET /rest.db.ripe.net/ripe/inetnum/198.19.0.0/22";
    for (accept, expected) in [
        ("application/json", "application/json"),
        ("text/html, application/json;q=0.9", "application/json"),
        ("*/*", "application/xml"),
        ("Application/*", "application/xml"),
    ] {
        let answered = call(&simulation, path, &[("accept", accept)], "");
        assert_eq!(answered.headers["content-type"], expected, "{accept}");
    }
}
