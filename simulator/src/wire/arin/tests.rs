//! Reg-RWS at the wire. The shape of the NET is that of a payload captured from
//! the server on 2026-08-12 (github.com/stepbrobd/terraform-provider-arin,
//! arin/registry_test.go), with this world's values.

use byoip_vocabulary::registry::{Field, Registry};
use jiff::SignedDuration;

use crate::clock::Mode;
use crate::simulation::Simulation;
use crate::wire::owner::sample::{Answered, call, genesis, refused, simulation};
use crate::wire::sample::start;

mod net;
mod roa;

const KEY: (&str, &str) = ("authorization", "ApiKey API-1111-2222-3333-4444");
const OTHERS: (&str, &str) = ("authorization", "ApiKey API-5555-6666-7777-8888");
const CUSTOMERS: (&str, &str) = ("authorization", "ApiKey API-9999-0000-1111-2222");
const XML: (&str, &str) = ("content-type", "application/xml");
const NET: &str = "/reg.arin.net/rest/net/NET-198-18-0-0-1";
const RPKI: &str = "/reg.arin.net/rest/rpki/EXAMPLE-1";

const SHOWN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <net xmlns=\"http://www.arin.net/regrws/core/v1\"><pocLinks/><comment/>\
    <netBlocks><netBlock><cidrLength>23</cidrLength><description>Direct Allocation</description>\
    <endAddress>198.018.001.255</endAddress><startAddress>198.018.000.000</startAddress>\
    <type>DA</type></netBlock></netBlocks><handle>NET-198-18-0-0-1</handle>\
    <netName>EXAMPLE-NET</netName><orgHandle>EXAMPLE-1</orgHandle><originASes/>\
    <parentNetHandle>NET-198-0-0-0-0</parentNetHandle>\
    <registrationDate>2012-05-01T04:00:00-04:00</registrationDate><version>4</version></net>";

fn typed(simulation: &Simulation) -> Vec<String> {
    let world = simulation.read(start());
    let network = world
        .registries()
        .network(Registry::Arin, "NET-198-18-0-0-1");
    network.unwrap().record.typed(Field::Comments).to_vec()
}

fn net(content: &str) -> String {
    format!("<net xmlns=\"http://www.arin.net/regrws/core/v1\">{content}</net>")
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

/// Checks a call that changes nothing by its status, its code, and a part of the
/// answer.
#[track_caller]
fn check(
    simulation: &Simulation,
    (line, key, body): (&str, (&str, &str), &str),
    outcome: &str,
    part: &str,
) {
    let Answered {
        status,
        body: error,
        ..
    } = refused(simulation, line, &[key, XML], body);
    let code = between(&error, "<code>", "</code>");
    assert_eq!(
        format!("{status} {code}"),
        outcome,
        "{line} {body}\n{error}"
    );
    assert!(error.contains(part), "{line} {body}\n{error}");
    assert!(error.contains("<error xmlns=\"http://www.arin.net/regrws/core/v1\">"));
}

#[test]
fn calls_that_are_refused() {
    let simulation = simulation();
    let wrong = ("authorization", "ApiKey API-0000-0000-0000-0000");
    let scheme = ("authorization", "Bearer API-1111-2222-3333-4444");
    let none = ("x-nothing", "");
    let empty = net("");
    let call = |method: &str, path: &str, key, outcome| {
        let line = format!("{method} /reg.arin.net/rest/{path}");
        check(&simulation, (&line, key, &empty), outcome, "<message>");
    };
    let at = "net/NET-198-18-0-0-1";
    call("GET", at, none, "400 E_AUTHENTICATION");
    call("GET", at, wrong, "400 E_AUTHENTICATION");
    call("GET", at, scheme, "400 E_AUTHENTICATION");
    call("PUT", at, OTHERS, "403 E_AUTHENTICATION");
    call("GET", "roa/EXAMPLE-1", OTHERS, "403 E_AUTHENTICATION");
    call("GET", "net/NET-NONE", KEY, "404 E_OBJECT_NOT_FOUND");
    call("GET", "nowhere", KEY, "404 E_BAD_REQUEST");
    call("GET", "net", KEY, "404 E_BAD_REQUEST");
    let json = ("accept", "application/json");
    let answered = refused(&simulation, &format!("GET {NET}"), &[KEY, json], "");
    assert_eq!(answered.status, 406);
    let answered = refused(&simulation, &format!("PUT {NET}"), &[KEY], &empty);
    assert_eq!(answered.status, 415);
}

/// A path that is there tells which methods it takes.
#[test]
fn other_methods() {
    let simulation = simulation();
    for (line, allowed) in [
        ("DELETE net/NET-198-18-0-0-1", "GET, HEAD, PUT"),
        ("PUT net/parentNet/198.18.0.0/198.18.0.9", "GET, HEAD"),
        ("POST roa/EXAMPLE-1", "GET, HEAD"),
        ("GET rpki/EXAMPLE-1", "POST"),
    ] {
        let line = line.replace(' ', " /reg.arin.net/rest/");
        check(
            &simulation,
            (&line, KEY, ""),
            "405 E_METHOD_NOT_ALLOWED",
            allowed,
        );
        let answered = refused(&simulation, &line, &[KEY], "");
        assert_eq!(answered.headers["allow"], allowed, "{line}");
    }
}

/// What a caller puts into a handle is not repeated as it is.
#[test]
fn no_control_character_is_repeated() {
    let simulation = simulation();
    for path in [
        "net/A%0d%0aB%1b%7f",
        "roa/A%0d%0aB",
        "net/parentNet/%0a/%0d",
    ] {
        let line = format!("GET /reg.arin.net/rest/{path}");
        let answered = refused(&simulation, &line, &[KEY], "");
        assert!((400..500).contains(&answered.status), "{path}");
        assert!(
            !answered.body.contains(char::is_control),
            "{path}: {}",
            answered.body
        );
    }
}

/// Off by itself; in virtual time where it is not, for each registry alone.
#[test]
fn calls_may_be_counted() {
    let mut genesis = genesis();
    genesis.policy.set("arin_call_rate", "2/1m").unwrap();
    let simulation = Simulation::new(genesis, Mode::Manual, start());
    let line = format!("GET {NET}");
    for _ in 0..2 {
        assert_eq!(call(&simulation, &line, &[KEY], "").status, 200);
    }
    check(
        &simulation,
        (&line, KEY, ""),
        "429 E_TOO_MANY_REQUESTS",
        "<message>",
    );
    let answered = refused(&simulation, &line, &[KEY], "");
    assert_eq!(answered.headers["retry-after"], "30");
    let ripe = "GET /my.ripe.net/api/rpki/roas?key=portal-key";
    for _ in 0..3 {
        assert_eq!(call(&simulation, ripe, &[], "").status, 200);
    }
    simulation.advance_to(start() + SignedDuration::from_secs(30), start());
    assert_eq!(call(&simulation, &line, &[KEY], "").status, 200);
}

/// A policy file sets a status by the refusal's name.
#[test]
fn statuses_are_the_policys() {
    let mut genesis = genesis();
    genesis
        .policy
        .set_status("arin.Unauthenticated", "400")
        .unwrap();
    assert!(
        genesis
            .policy
            .set_status("arin.Unauthenticated", "200")
            .is_err()
    );
    let simulation = Simulation::new(genesis, Mode::Manual, start());
    let line = format!("GET {NET}");
    let none = ("x-nothing", "");
    check(
        &simulation,
        (&line, none, ""),
        "400 E_AUTHENTICATION",
        "<message>",
    );
}
