use ::http::Method;
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::ec2::tests::simulation;
use crate::wire::sample::control;

/// A world in which something has happened to most kinds of things, and in which
/// something is under way.
fn busy() -> Simulation {
    let simulation = simulation();
    for (method, path, body) in [
        (
            "POST",
            "roas",
            json!({ "prefix": "198.18.0.0/24", "asn": "AS16509" }),
        ),
        (
            "POST",
            "announcements",
            json!({ "prefix": "198.18.0.0/25", "asn": "AS64666", "impostor": "AS64666" }),
        ),
        ("PUT", "byoasns/123456789012/64500", json!({})),
        (
            "POST",
            "irr",
            json!({ "prefix": "198.18.0.0/24", "asn": "AS64501" }),
        ),
        ("POST", "faults", json!({ "fault": "throttle", "times": 3 })),
        (
            "POST",
            "premises/stopped",
            json!({ "prefix": "198.18.1.0/24" }),
        ),
        ("PUT", "outages/arin", json!({ "for": "40d" })),
        (
            "PUT",
            "access-keys/another",
            json!({ "account": "123456789012", "secret": "another", "user": "u" }),
        ),
        ("POST", "clock/advance", json!({ "by": "10m" })),
    ] {
        let method: Method = method.parse().unwrap();
        let (status, text) = control(&simulation, method, path, &body.to_string());
        assert!((200..300).contains(&status), "{path}: {status} {text}");
    }
    simulation
}

fn save(simulation: &Simulation) -> Value {
    let (status, text) = control(simulation, Method::GET, "state", "");
    assert_eq!(status, 200);
    serde_json::from_str(&text).unwrap()
}

fn load(simulation: &Simulation, saved: &Value) -> (u16, String) {
    control(simulation, Method::PUT, "state", &saved.to_string())
}

fn advance(simulation: &Simulation, by: &str) -> String {
    let by = json!({ "by": by }).to_string();
    control(simulation, Method::POST, "clock/advance", &by).1
}

/// The same world elsewhere, now and for as long as both go on.
#[test]
fn a_loaded_world_goes_on_as_the_saved_one() {
    let first = busy();
    let saved = save(&first);
    let other = simulation();
    assert_ne!(save(&other), saved);
    let (status, text) = load(&other, &saved);
    assert_eq!(status, 200, "{text}");
    assert_eq!(save(&other), saved);

    assert_eq!(advance(&other, "60d"), advance(&first, "60d"));
    assert_eq!(save(&other), save(&first));
}

/// Loading what was loaded before is loading it once; begun anew, the world is
/// the one that was loaded, from its start.
#[test]
fn what_is_loaded_can_be_begun_anew() {
    let first = busy();
    let saved = save(&first);
    for _ in 0..2 {
        assert_eq!(load(&first, &saved).0, 200);
        assert_eq!(save(&first), saved);
    }
    assert_eq!(control(&first, Method::POST, "reset", "").0, 200);
    let anew = save(&first);
    assert_eq!(anew["beginning"], saved["beginning"]);
    assert_eq!(anew["events"], json!([]));
}

/// A document, where it is changed, and what is said of that.
const CHANGES: &[(&str, &str, &str)] = &[
    (
        "/format",
        "\"a shopping list\"",
        "not a saved state: its format is `a shopping list`",
    ),
    (
        "/version",
        "2",
        "version 2 is not known here, this simulator writes 1",
    ),
    ("/encoding", "9", "encoding 9 is not known here"),
    (
        "/now",
        "\"2020-01-01T00:00:00Z\"",
        "now is 2020-01-01T00:00:00Z, and something happened at",
    ),
    ("/now", "\"2029-01-01T00:00:00Z\"", "more, the first at"),
    ("/now", "\"yesterday\"", "not a saved state"),
    ("/surprise", "1", "unknown field `surprise`"),
    (
        "/beginning/start",
        "\"2031-01-01T00:00:00Z\"",
        "before what happened earlier",
    ),
    ("/beginning/policy/range_quota", "\"many\"", "range_quota"),
    (
        "/beginning/policy/rang_quota",
        "\"3\"",
        "did you mean `range_quota`",
    ),
    ("/beginning/world/lines", "[\"version: 1\"]", "beginning:"),
    (
        "/beginning/world/lines",
        "[\"version: 1\", \"vrps: other.csv\", \"region: us-east-1\"]",
        "beginning:",
    ),
    ("/events/1/sequence", "7", "number 7 stands in place 2"),
    ("/events/0/noun", "\"weather\"", "unknown variant `weather`"),
    (
        "/events/0/text",
        "\"nothing happened\"",
        "number 1 says `nothing happened` and is `",
    ),
    (
        "/present/faults/fault-1/struck",
        "2",
        "faults › fault-1 › struck is 2 in the file and 0 by the events",
    ),
    ("/present/roas", "{}", "roas › "),
];

/// What is changed by hand is refused with the place, and the world goes on as it
/// was.
#[test]
fn what_was_edited_is_not_loaded() {
    let first = busy();
    let saved = save(&first);
    for (place, value, said) in CHANGES {
        let mut edited = saved.clone();
        let value: Value = serde_json::from_str(value).unwrap();
        set(&mut edited, place, value);
        let (status, text) = load(&first, &edited);
        assert_eq!(status, 400, "{place}: {text}");
        assert!(text.contains(said), "{place}: {text}");
        assert_eq!(save(&first), saved, "{place}");
    }
}

fn set(document: &mut Value, place: &str, value: Value) {
    let (parent, name) = place.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
        members => members[name] = value,
    }
}

/// A log with one event missing, or one twice, or cut short: told, or a world of
/// its own; never a panic.
#[test]
fn no_log_is_too_odd() {
    let saved = save(&busy());
    let events = saved["events"].as_array().unwrap();
    let other = simulation();
    for place in 0..events.len() {
        for oddity in ["missing", "twice", "cut"] {
            let mut events = events.clone();
            match oddity {
                "missing" => drop(events.remove(place)),
                "twice" => events.insert(place, events[place].clone()),
                _ => events.truncate(place),
            }
            for (sequence, event) in (1..).zip(&mut events) {
                event["sequence"] = json!(sequence);
            }
            let mut odd = saved.clone();
            odd["events"] = json!(events);
            let (status, text) = load(&other, &odd);
            assert!(matches!(status, 200 | 400), "{oddity} {place}: {text}");
        }
    }
}

/// Who reads it sees the settings, the lines of the world file and each thing
/// under its name.
#[test]
fn people_can_read_it() {
    let saved = save(&busy());
    assert_eq!(saved["beginning"]["policy"]["address_quota"], json!("5"));
    let present = &saved["present"];
    assert_eq!(present["roas"].as_object().unwrap().len(), 3);
    assert_eq!(present["premises_stopped"], json!(["198.18.1.0/24"]));
    assert!(present["outages"]["arin"]["until"].is_string());
    let key = &present["access_keys"]["another"];
    assert_eq!(key["account"], "123456789012");
    assert!(!present.to_string().contains("secret"), "{present}");
}
