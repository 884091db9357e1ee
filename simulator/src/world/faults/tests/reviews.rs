//! What befalls a review.

use serde_json::json;

use super::{declare, plan, told};
use crate::world::faults::Dose;
use crate::world::tests::scene::Scene;

const CIDR: &str = "198.18.1.0/24";

fn states(scene: &Scene) -> Vec<String> {
    let told = scene.told().into_iter();
    told.filter(|line| line.starts_with(CIDR)).collect()
}

/// The one under way takes longer, and then ends as it would have.
#[test]
fn a_review_is_stuck() {
    let mut scene = Scene::ready();
    scene.provision(CIDR).unwrap();
    let stuck = json!({ "fault": "review-stuck", "cidr": CIDR, "for": "3d" });
    declare(&mut scene, plan(stuck, &[], Dose::Always));
    scene.settle();
    assert_eq!(scene.range_of(CIDR).state().as_str(), "provisioned");
    assert!(states(&scene).contains(&format!(
        "{CIDR} stays under review until 2026-01-09T11:00:00Z"
    )));
    assert_eq!(
        told(&scene)[1],
        "fault-1 (review-stuck) strikes the review of 198.18.1.0/24 of account 123456789012, strike 1 of 1"
    );
    assert_eq!(scene.world.now().to_string(), "2026-01-09T11:00:00Z");
}

/// The first fails as if the registry had not answered, the second passes.
#[test]
fn a_review_sees_nothing_once() {
    let mut scene = Scene::ready();
    let flaky = json!({ "fault": "review-flaky", "cidr": CIDR });
    declare(&mut scene, plan(flaky, &[], Dose::Always));
    scene.provision(CIDR).unwrap();
    scene.settle();
    assert_eq!(scene.range_of(CIDR).state().as_str(), "failed-provision");
    let told = states(&scene);
    assert!(
        told.iter()
            .any(|line| line.contains("is reviewed: ARIN does not answer")),
        "{told:#?}"
    );
    scene.provision(CIDR).unwrap();
    scene.settle();
    assert_eq!(scene.range_of(CIDR).state().as_str(), "provisioned");
}

/// Another range's review is another's.
#[test]
fn a_review_of_another_range_is_spared() {
    let mut scene = Scene::ready();
    let flaky = json!({ "fault": "review-flaky", "cidr": "198.18.0.0/24" });
    declare(&mut scene, plan(flaky, &[], Dose::Always));
    scene.provision(CIDR).unwrap();
    scene.settle();
    assert_eq!(scene.range_of(CIDR).state().as_str(), "provisioned");
    assert_eq!(told(&scene).len(), 1);
}

/// Both befall it, one after the other.
#[test]
fn two_mishaps_take_two_reviews() {
    let mut scene = Scene::ready();
    let stuck = json!({ "fault": "review-stuck", "cidr": CIDR, "for": "1h" });
    let flaky = json!({ "fault": "review-flaky", "cidr": CIDR });
    declare(&mut scene, plan(stuck, &[], Dose::Always));
    declare(&mut scene, plan(flaky, &[], Dose::Always));
    scene.provision(CIDR).unwrap();
    scene.settle();
    assert_eq!(scene.range_of(CIDR).state().as_str(), "failed-provision");
    assert!(scene.world.faults().are_spent());
}
