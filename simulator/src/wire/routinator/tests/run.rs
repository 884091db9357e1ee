//! How the last run went.

use super::*;

/// A run without news is a run, and no serial.
#[test]
fn the_last_run_need_not_have_changed_anything() {
    let mut world = world();
    world.wake(sample::start() + SignedDuration::from_mins(25));
    let status = body(&ask("/api/v1/status", &world));
    assert_eq!(status["version"], "routinator/0.16.0-rc1");
    assert_eq!(status["serial"], 0);
    assert_eq!(status["now"], "2026-01-05T09:25:00+00:00");
    assert_eq!(status["lastUpdateDone"], "2026-01-05T09:20:00+00:00");
    let (_, text) = text(ask("/status", &world));
    assert!(text.contains("\nlast-update-start-ago: PT300S\n"), "{text}");
    assert!(text.contains("\nvalid-roas-per-tal: arin=2 "), "{text}");
    assert!(text.contains("\nfinal-vrps: 3\n"), "{text}");
}

/// One that stands still has not looked since.
#[test]
fn one_that_stands_still_does_not_run() {
    use crate::world::rpki::validator::Command as Outage;
    let mut world = world();
    let fail = crate::world::Command::Validator(Outage::Fail {
        validator: ValidatorName::new(ValidatorName::RIPE),
        until: sample::at("2026-01-05T12:00:00Z"),
    });
    let moment = sample::start() + SignedDuration::from_mins(15);
    world.perform(moment, &fail).unwrap();
    world.wake(sample::start() + SignedDuration::from_mins(55));
    let list = body(&ask("/json", &world));
    let generated = &list["metadata"]["generatedTime"];
    assert_eq!(generated, "2026-01-05T09:10:00Z");
}

#[test]
fn counts_by_trust_anchor() {
    let world = sample::world_with_roas(&[
        ("198.18.0.0/23", 23, 64500),
        ("198.18.1.0/24", 24, 16509),
        ("2001:db8:100::/40", 48, 64501),
    ]);
    let status = body(&ask("/api/v1/status", &world));
    assert_eq!(status["payload"]["routeOriginsIPv4"]["final"], 2);
    assert_eq!(status["payload"]["routeOriginsIPv6"]["final"], 1);
    let arin = &status["tals"]["arin"];
    assert_eq!(arin["vrpsFinal"], 2);
    assert_eq!(arin["validManifests"], 2);
    assert_eq!(status["tals"]["lacnic"]["validManifests"], 1);
    let (_, metrics) = text(ask("/metrics", &world));
    for line in [
        "routinator_serial 0",
        "routinator_ta_publication_points_total{name=\"arin\", state=\"valid\"} 2",
        "routinator_ta_objects_total{name=\"arin\", type=\"roa\", state=\"valid\"} 2",
        "routinator_ta_contributed_vrps_total{name=\"ripe\"} 1",
        "routinator_ta_valid_payload_total{name=\"ripe\", type=\"route_origins_ipv6\"} 1",
        "routinator_vrps_final 3",
    ] {
        assert!(metrics.lines().any(|it| it == line), "{line}\n{metrics}");
    }
    let (_, summary) = text(ask("/summary", &world));
    assert!(summary.starts_with("Summary at 2026-01-05 09:00:00 UTC\narin: \n"));
    assert!(summary.contains("            VRPs:       3 verified,       3 final;\n"));
}
