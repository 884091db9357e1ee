//! What changes, and when it is told.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::roa::Roa;

use super::*;
use crate::world::{Command, rpki};

fn amazon() -> Roa {
    Roa::new("198.18.1.0/24".parse().unwrap(), None, Asn::new(16509)).unwrap()
}

fn pass(world: &mut World, minutes: i64) {
    world.wake(world.now() + SignedDuration::from_mins(minutes));
}

fn state(world: &World) -> String {
    let answer = body(&ask("/api/v1/validity/AS16509/198.18.1.0/24", world));
    let state = &answer["validated_route"]["validity"]["state"];
    state.as_str().unwrap().to_owned()
}

/// A new ROA is not there at once, nor a deleted one gone at once.
#[test]
fn is_behind_what_holders_create() {
    let mut world = sample::world();
    let create = Command::Roa(rpki::Command::create(amazon()));
    world.perform(sample::start(), &create).unwrap();
    pass(&mut world, 10);
    assert_eq!(state(&world), "not-found", "published");
    pass(&mut world, 10);
    assert_eq!(state(&world), "valid", "fetched");
    let id = world.rpki().find(&amazon()).unwrap().clone();
    let delete = Command::Roa(rpki::Command::delete(id));
    world.perform(world.now(), &delete).unwrap();
    assert_eq!(state(&world), "valid");
    pass(&mut world, 70);
    assert_eq!(state(&world), "not-found");
}

/// Each run that changes something is a serial; what is between the client's and
/// the present one is told, and everything to whoever has no such serial.
#[test]
fn tells_what_changed_since_a_serial() {
    let mut world = sample::world();
    let create = Command::Roa(rpki::Command::create(amazon()));
    world.perform(sample::start(), &create).unwrap();
    pass(&mut world, 20);
    let id = world.rpki().find(&amazon()).unwrap().clone();
    let delete = Command::Roa(rpki::Command::delete(id));
    world.perform(world.now(), &delete).unwrap();
    pass(&mut world, 70);
    let session = sample::start().as_second();
    let item = serde_json::json!({
        "type": "routeOrigin", "asn": "AS16509", "prefix": "198.18.1.0/24", "maxLength": 24,
    });
    let none = serde_json::json!([]);
    for (session, serial, reset, announced, withdrawn) in [
        (session, 0, false, Some(&none), Some(&none)),
        (
            session,
            1,
            false,
            Some(&none),
            Some(&serde_json::json!([item])),
        ),
        (session, 2, false, Some(&none), Some(&none)),
        (session, 3, true, Some(&none), None),
        (session + 1, 1, true, Some(&none), None),
    ] {
        let path = format!("/json-delta?session={session}&serial={serial}");
        let delta = body(&ask(&path, &world));
        assert_eq!(delta["reset"], reset, "{path}");
        assert_eq!(delta["serial"], 2, "{path}");
        assert_eq!(delta["fromSerial"].is_null(), reset, "{path}");
        assert_eq!(delta.get("announced"), announced, "{path}");
        assert_eq!(delta.get("withdrawn"), withdrawn, "{path}");
    }
}

/// Only who has the present serial waits.
#[test]
fn who_has_all_waits_for_news() {
    let mut world = sample::world();
    let waits = |query: String, world: &World| {
        let beginning = Beginning {
            count: 0,
            start: sample::start(),
        };
        let party = RelyingParty::new(world, beginning, ValidatorName::RIPE).unwrap();
        let query = Query {
            base: "",
            path: NOTIFY,
            pairs: &crate::wire::http::pairs(query.as_bytes()),
        };
        has_all(&query, &party)
    };
    let session = sample::start().as_second();
    let present = || format!("session={session}&serial=0");
    assert!(waits(present(), &world));
    for query in [
        "".to_owned(),
        format!("session={session}&serial=1"),
        format!("session={}&serial=0", session + 1),
        format!("session={session}"),
    ] {
        assert!(!waits(query.clone(), &world), "{query}");
    }
    let create = Command::Roa(rpki::Command::create(amazon()));
    world.perform(sample::start(), &create).unwrap();
    pass(&mut world, 20);
    assert!(!waits(present(), &world));
    let news = body(&ask(NOTIFY, &world));
    assert_eq!(news, serde_json::json!({ "session": session, "serial": 1 }));
}

#[test]
fn refuses_half_a_version() {
    let world = world();
    for (query, words) in [
        ("session=1", "missing 'serial' argument in query"),
        ("serial=1", "missing 'session' argument in query"),
        ("x=1", "unexpected argument 'x' in query"),
        ("session=a&serial=1", "invalid 'session' argument in query"),
        ("session=1&serial=-1", "invalid 'serial' argument in query"),
        (
            "session=1&session=1",
            "duplicate 'session' argument in query",
        ),
    ] {
        for path in ["/json-delta", NOTIFY] {
            let answer = ask(&format!("{path}?{query}"), &world);
            let expected = format!("{{\n   \"error\": \"{words}\"\n}}");
            assert_eq!(text(answer), (400, expected), "{path}?{query}");
        }
    }
}
