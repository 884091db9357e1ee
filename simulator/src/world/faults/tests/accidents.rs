//! What befalls the world.

use byoip_vocabulary::asn::Asn;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{declare, meet, plan, told};
use crate::world::faults::Dose;
use crate::world::rpki::validator::ValidatorName;
use crate::world::tests::scene::Scene;

/// Lets a misfortune strike at once; the log from there, without the declaration.
fn strike(scene: &mut Scene, misfortune: Value) -> Vec<String> {
    let facts = declare(scene, plan(misfortune, &[], Dose::Always));
    facts.iter().skip(1).map(ToString::to_string).collect()
}

#[test]
fn a_registry_is_down() {
    let mut scene = Scene::ready();
    let down = json!({ "fault": "registry-down", "registry": "arin", "for": "2h" });
    let told = strike(&mut scene, down);
    assert_eq!(
        told,
        [
            "fault-1 (registry-down) strikes, strike 1 of 1",
            "ARIN stops answering until 2026-01-06T11:00:00Z",
            "fault-1 is spent",
        ]
    );
}

/// What befalls the world may wait for a call.
#[test]
fn an_accident_comes_with_a_call() {
    let mut scene = Scene::ready();
    let down = json!({ "fault": "registry-down", "registry": "arin", "for": "2h" });
    declare(
        &mut scene,
        plan(down, &["ProvisionByoipCidr"], Dose::Always),
    );
    meet(&mut scene, "DescribeByoipCidrs");
    assert_eq!(told(&scene).len(), 1);
    meet(&mut scene, "ProvisionByoipCidr");
    meet(&mut scene, "ProvisionByoipCidr");
    assert_eq!(
        told(&scene)[1..],
        [
            "fault-1 (registry-down) strikes ProvisionByoipCidr of account 123456789012, strike 1 of 1",
            "fault-1 is spent",
        ]
    );
}

/// What each says when it strikes, and when there is nothing left to befall.
#[test]
#[rustfmt::skip]
fn accidents() {
    const NET: &str = "NET-198-18-0-0-1";
    let cases: &[(Value, &[&str], &str)] = &[
        (
            json!({ "fault": "registry-slow", "registry": "arin", "by": "2s", "for": "1h" }),
            &["ARIN takes 2s to answer until 2026-01-06T10:00:00Z"], "",
        ),
        (
            json!({ "fault": "registry-encoding", "registry": "arin", "for": "1d" }),
            &["ARIN writes dashes for the hyphens of certificates until 2026-01-07T09:00:00Z"], "",
        ),
        (
            json!({ "fault": "record-edited", "registry": "arin", "network": NET }),
            &["the comments of NET-198-18-0-0-1 at ARIN are emptied, public at 2026-01-06T09:10:00Z"],
            "no certificate stands in the record of NET-198-18-0-0-1",
        ),
        (
            json!({ "fault": "record-edited", "registry": "arin", "network": "198.18.0.0/23", "text": "a\nb" }),
            &["the comments of NET-198-18-0-0-1 at ARIN are edited to 2 lines, public at 2026-01-06T09:10:00Z"], "",
        ),
        (
            json!({ "fault": "record-edited", "registry": "arin", "network": NET, "field": "remarks", "text": "x" }),
            &[], "NET-198-18-0-0-1 has no remarks",
        ),
        (
            json!({ "fault": "record-edited", "registry": "ripe", "network": NET }),
            &[], "RIPE NCC has no network NET-198-18-0-0-1",
        ),
        (
            json!({ "fault": "certificate-replaced", "registry": "arin", "network": NET }),
            &["the comments of NET-198-18-0-0-1 at ARIN are edited to 1 line, public at 2026-01-06T09:10:00Z"], "",
        ),
        (
            json!({ "fault": "certificate-replaced", "registry": "ripe", "network": "192.0.2.0/24" }),
            &[], "no certificate stands in the record of 192.0.2.0 - 192.0.2.255",
        ),
        (
            json!({ "fault": "roa-expired", "prefix": "198.18.0.0/23", "origin": "AS16509" }),
            &["the ROA 198.18.0.0/23-24 => AS16509 has a certificate that ran out"],
            "something is wrong with the ROA of 198.18.0.0/23 for AS16509 already",
        ),
        (
            json!({ "fault": "roa-expired", "prefix": "198.18.0.0/24", "origin": "AS16509" }),
            &[], "there is no ROA of 198.18.0.0/24 for AS16509",
        ),
        (
            json!({ "fault": "roa-deleted", "prefix": "198.18.0.0/23", "origin": "AS14618" }),
            &["the ROA 198.18.0.0/23-24 => AS14618 is deleted, published until 2026-01-06T09:"],
            "there is no ROA of 198.18.0.0/23 for AS14618",
        ),
        (
            json!({ "fault": "roa-shadowed", "prefix": "198.18.1.0/24", "origin": "AS64496" }),
            &["a ROA is created at ARIN: 198.18.1.0/24-24 => AS64496, published at 2026-01-06T09:10:00Z"],
            "there is a ROA of 198.18.1.0/24 for AS64496 already",
        ),
        (
            json!({ "fault": "roa-shadowed", "prefix": "198.51.100.0/24", "origin": "AS64496" }),
            &[], "nobody in this world holds 198.51.100.0/24",
        ),
        (
            json!({ "fault": "validator-behind", "validator": "amazon", "for": "2d" }),
            &["the validator amazon stops until 2026-01-08T09:00:00Z"], "",
        ),
        (
            json!({ "fault": "validator-behind", "validator": "amazom", "for": "2d" }),
            &[], "there is no validator amazom; there are amazon, ",
        ),
        (
            json!({ "fault": "second-origin", "prefix": "198.18.0.0/23", "origin": "AS64496" }),
            &["AS64496, an impostor announces 198.18.0.0/23"],
            "AS64496 announces 198.18.0.0/23 already",
        ),
        (
            json!({ "fault": "second-origin", "prefix": "198.18.0.0/23", "origin": "AS0" }),
            &[], "there is no AS0 on this internet",
        ),
        (
            json!({ "fault": "leak", "prefix": "198.18.0.0/23", "asn": "AS64511" }),
            &[], "there is no AS64511 on this internet",
        ),
        (
            json!({ "fault": "leak", "prefix": "198.18.0.0/23", "asn": "AS174" }),
            &["AS174 leaks 198.18.0.0/23"],
            "AS174 leaks 198.18.0.0/23 already",
        ),
        (
            json!({ "fault": "irr-object", "prefix": "198.18.1.0/24", "origin": "AS16509" }),
            &["RADB has a route object of 198.18.1.0/24 from AS16509"],
            "there is a route object of 198.18.1.0/24 and AS16509 already",
        ),
    ];
    for (misfortune, follows, then) in cases {
        let mut scene = Scene::ready();
        let name = misfortune["fault"].as_str().unwrap();
        let first = strike(&mut scene, misfortune.clone());
        let [struck, between @ .., spent] = first.as_slice() else {
            panic!("{first:#?}");
        };
        assert_eq!(spent, "fault-1 is spent");
        let missed = |line: &str, id| {
            let expected = format!("fault-{id} ({name}) strikes and misses: {then}");
            assert!(line.starts_with(&expected), "{line}\n{expected}");
        };
        if follows.is_empty() {
            missed(struck, 1);
            assert!(between.is_empty(), "{between:#?}");
            continue;
        }
        assert_eq!(*struck, format!("fault-1 ({name}) strikes, strike 1 of 1"));
        assert_eq!(between.len(), follows.len(), "{between:#?}");
        for (line, expected) in between.iter().zip(*follows) {
            assert!(line.starts_with(expected), "{line}\n{expected}");
        }
        if then.is_empty() {
            continue;
        }
        // What is edited shows later, what is published later still.
        if name.starts_with("record") {
            scene.settle();
        }
        missed(&strike(&mut scene, misfortune.clone())[0], 2);
    }
}

/// A registry that does not answer takes no edits and no ROAs, whoever makes them.
#[test]
fn what_a_registry_keeps_is_kept_while_it_is_down() {
    for misfortune in [
        json!({ "fault": "record-edited", "registry": "arin", "network": "NET-198-18-0-0-1" }),
        json!({ "fault": "roa-deleted", "prefix": "198.18.0.0/23", "origin": "AS14618" }),
        json!({ "fault": "roa-shadowed", "prefix": "198.18.0.0/24", "origin": "AS64496" }),
    ] {
        let mut scene = Scene::ready();
        strike(
            &mut scene,
            json!({ "fault": "registry-down", "registry": "arin", "for": "2h" }),
        );
        let told = strike(&mut scene, misfortune);
        let expected = "misses: ARIN does not answer until 2026-01-06T11:00:00Z";
        assert!(told[0].ends_with(expected), "{told:#?}");
    }
}

/// What AWS's review makes of each, a day later.
#[test]
#[rustfmt::skip]
fn reviews_after_accidents() {
    for (misfortune, expected) in [
        (json!({ "fault": "registry-encoding", "registry": "arin", "for": "30d" }), "No X509 certificate"),
        (json!({ "fault": "record-edited", "registry": "arin", "network": "198.18.0.0/23" }), "No X509 certificate"),
        (json!({ "fault": "certificate-replaced", "registry": "arin", "network": "198.18.0.0/23" }), "The signature in CidrAuthorizationContext could not be verified"),
        (json!({ "fault": "roa-expired", "prefix": "198.18.0.0/23", "origin": "AS16509" }), "The ROA is not valid"),
        (json!({ "fault": "roa-deleted", "prefix": "198.18.0.0/23", "origin": "AS14618" }), "The ROA is not valid"),
        (json!({ "fault": "irr-object", "prefix": "198.18.1.0/24", "origin": "AS16509" }), "A route object for the provided CIDR"),
        // The range's route has ROAs of its own, and the review has its patience.
        (json!({ "fault": "roa-shadowed", "prefix": "198.18.1.0/24", "origin": "AS64496" }), ""),
        (json!({ "fault": "registry-slow", "registry": "arin", "by": "2s", "for": "30d" }), ""),
    ] {
        let mut scene = Scene::ready();
        strike(&mut scene, misfortune.clone());
        scene.pass(SignedDuration::from_hours(24));
        scene.provision("198.18.1.0/24").unwrap();
        scene.pass(SignedDuration::from_hours(3));
        let told = scene.told();
        let verdict = told.iter().find_map(|line| line.strip_prefix("198.18.1.0/24 is turned down: "));
        match verdict {
            Some(verdict) => assert!(!expected.is_empty() && verdict.starts_with(expected), "{misfortune}: {verdict}"),
            None => assert_eq!(expected, "", "{misfortune}"),
        }
    }
}

/// A route without a ROA of its own becomes invalid by another's.
#[test]
fn a_shadow_makes_a_route_invalid() {
    let mut scene = Scene::bare();
    let validity = |scene: &Scene| {
        let seen = scene.world.rpki().seen_by(ValidatorName::AMAZON);
        let route = "198.19.200.0/22".parse().unwrap();
        seen.validity(route, Asn::new(64500)).state().to_string()
    };
    assert_eq!(validity(&scene), "not found");
    let shadow =
        json!({ "fault": "roa-shadowed", "prefix": "198.19.200.0/22", "origin": "AS16509" });
    strike(&mut scene, shadow);
    scene.pass(SignedDuration::from_hours(24));
    assert_eq!(validity(&scene), "invalid");
}
