//! ASPAs in the lists, the changes and the figures, and ROAs that are no good.
//!
//! That Routinator writes the same of the published objects is checked with a
//! real one, in `tests/rpki`.

use byoip_vocabulary::asn::Asn;

use super::*;
use crate::world::Command;
use crate::world::rpki::aspa::{self, Aspa};
use crate::world::rpki::fault::{self, Fault};

fn attested() -> World {
    let mut world = world();
    for (customer, providers) in [(64501, &[0][..]), (64500, &[174, 1299])] {
        let aspa = Aspa {
            customer: Asn::new(customer),
            providers: providers.iter().copied().map(Asn::new).collect(),
        };
        let command = Command::Aspa(aspa::Command::Create { aspa });
        world.perform(sample::start(), &command).unwrap();
    }
    pass(&mut world, 60);
    world
}

fn pass(world: &mut World, minutes: i64) {
    world.wake(world.now() + SignedDuration::from_mins(minutes));
}

fn listed(path: &str, world: &World) -> Vec<String> {
    let list = body(&ask(path, world));
    let aspas = list["aspas"].as_array().unwrap().iter();
    aspas.map(|it| it["customer"].to_string()).collect()
}

#[test]
fn lists_have_them() {
    let world = attested();
    let (_, list) = text(ask("/json", &world));
    let end = "  \"aspas\": [
    { \"customer\": \"AS64500\", \"providers\": [\"AS174\", \"AS1299\"], \"ta\": \"arin\" },
    { \"customer\": \"AS64501\", \"providers\": [\"AS0\"], \"ta\": \"ripe\" }
  ]
}
";
    assert!(list.ends_with(end), "{list}");
    let extended = body(&ask("/jsonext", &world));
    let source = &extended["aspas"][0]["source"][0];
    assert_eq!(
        (&source["type"], &source["tal"]),
        (&"aspa".into(), &"arin".into())
    );
    assert_eq!(source["validity"]["notBefore"], "2026-01-05T09:10:00Z");
    let assertions = &body(&ask("/slurm2", &world))["locallyAddedAssertions"]["aspaAssertions"];
    let expected = serde_json::json!([
        { "customerAsn": 64500, "providerAsns": [174, 1299], "comment": "arin" },
        { "customerAsn": 64501, "providerAsns": [0], "comment": "ripe" },
    ]);
    assert_eq!(*assertions, expected);
}

/// An AS number selects its own, a prefix none.
#[test]
fn selections_take_them() {
    let world = attested();
    let own = ["\"AS64500\""];
    assert_eq!(listed("/json?select-asn=64500", &world), own);
    assert!(listed("/json?select-prefix=198.18.0.0/24", &world).is_empty());
    let without = body(&ask("/json?exclude=aspas", &world));
    assert_eq!(without.get("aspas"), None);
    let without = body(&ask("/slurm2?exclude=aspas", &world));
    let assertions = &without["locallyAddedAssertions"]["aspaAssertions"];
    assert_eq!(*assertions, serde_json::json!([]));
}

#[test]
fn changes_have_them() {
    let mut world = attested();
    let session = sample::start().as_second();
    let path = format!("/json-delta?session={session}&serial=0");
    let changes = body(&ask(&path, &world));
    let made = serde_json::json!([
        { "type": "aspa", "customerAsn": "AS64500", "providerAsns": ["AS174", "AS1299"] },
        { "type": "aspa", "customerAsn": "AS64501", "providerAsns": ["AS0"] },
    ]);
    assert_eq!(changes["announced"], made);
    let everything = body(&ask("/json-delta", &world));
    let announced = everything["announced"].as_array().unwrap();
    assert_eq!(
        announced.iter().filter(|it| it["type"] == "aspa").count(),
        2
    );
    let serial = changes["serial"].as_u64().unwrap();
    let customer = Asn::new(64500);
    let delete = Command::Aspa(aspa::Command::Delete { customer });
    world.perform(world.now(), &delete).unwrap();
    pass(&mut world, 90);
    let path = format!("/json-delta?session={session}&serial={serial}");
    assert_eq!(body(&ask(&path, &world))["withdrawn"], made_of(&made));
}

fn made_of(made: &Value) -> Value {
    Value::Array(vec![made[0].clone()])
}

#[test]
fn figures_count_them() {
    let world = attested();
    let status = body(&ask("/api/v1/status", &world));
    assert_eq!(status["payload"]["aspas"]["final"], 2);
    assert_eq!(status["tals"]["arin"]["validASPAs"], 1);
    assert_eq!(status["tals"]["arin"]["payload"]["aspas"]["total"], 1);
    let (_, metrics) = text(ask("/metrics", &world));
    for line in [
        "routinator_ta_objects_total{name=\"ripe\", type=\"aspa\", state=\"valid\"} 1",
        "routinator_ta_contributed_payload_total{name=\"arin\", type=\"aspas\"} 1",
    ] {
        assert!(metrics.lines().any(|it| it == line), "{line}\n{metrics}");
    }
    let (_, summary) = text(ask("/summary", &world));
    assert!(summary.contains("           ASPAs:       2 verified,       2 final;\n"));
}

/// A ROA that is no good is an invalid object; a manifest that does not fit is a
/// rejected publication point as soon as there is nothing to fall back on.
#[test]
fn figures_count_what_is_wrong() {
    let mut world = world();
    let ids: Vec<_> = world.rpki().entries().map(|(id, _)| id.clone()).collect();
    let arin = ids.into_iter().filter(|id| {
        let entry = world.rpki().entry(id).unwrap();
        entry.member.registry == byoip_vocabulary::registry::Registry::Arin
    });
    let arin: Vec<_> = arin.collect();
    let counts = |world: &World| {
        let status = body(&ask("/api/v1/status", world));
        let arin = &status["tals"]["arin"];
        [
            "invalidROAs",
            "validPublicationPoints",
            "rejectedPublicationPoints",
            "validROAs",
        ]
        .map(|name| arin[name].as_u64().unwrap())
    };
    assert_eq!(counts(&world), [0, 2, 0, 2]);
    for (id, fault) in arin.iter().zip([Fault::Garbled, Fault::ManifestMismatch]) {
        let id = id.clone();
        let command = Command::Fault(fault::Command::Spoil { id, fault });
        world.perform(world.now(), &command).unwrap();
        pass(&mut world, 30);
    }
    assert_eq!(counts(&world), [1, 2, 0, 1]);
    pass(&mut world, 60 * 24);
    assert_eq!(counts(&world), [1, 1, 1, 0]);
}
