//! What befalls the world.

use serde_json::{Value, json};

use super::{declare, meet, plan, told};
use crate::world::faults::Dose;
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
