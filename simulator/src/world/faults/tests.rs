//! What is in the log of a fault's life, and that a replayed one is the same.

use jiff::SignedDuration;
use serde_json::json;

use super::*;
use crate::world::tests::scene::Scene;
use crate::world::{Command as WorldCommand, later};

/// A plan of a misfortune's members.
pub(super) fn plan(misfortune: serde_json::Value, operations: &[&str], dose: Dose) -> Plan {
    let misfortune = serde_json::from_value(misfortune).unwrap();
    let operations = operations.iter().map(|it| (*it).to_owned()).collect();
    Plan::new(misfortune, operations, dose, None).unwrap()
}

/// Declares a fault; what follows at once.
pub(super) fn declare(scene: &mut Scene, plan: Plan) -> Vec<WorldFact> {
    let declare = Command::Declare(plan);
    scene.perform(&WorldCommand::Misfortune(declare)).unwrap()
}

/// Has every fault that waits for a call of an action meet one.
pub(super) fn meet(scene: &mut Scene, action: &str) {
    let call = Call::new(scene.account(), "ec2", action);
    let now = scene.world.now();
    let waiting: Vec<FaultId> = scene.world.faults().waiting_for(&call, now).collect();
    for fault in waiting {
        let call = call.clone();
        let meet = Command::Meet { fault, call };
        scene.perform(&WorldCommand::Misfortune(meet)).unwrap();
    }
}

/// What the log says of faults.
pub(super) fn told(scene: &Scene) -> Vec<String> {
    let log = scene.world.log().after(0).iter();
    let of_faults = log.filter(|entry| matches!(entry.fact, WorldFact::Misfortune(_)));
    of_faults.map(|entry| entry.fact.to_string()).collect()
}

mod accidents;
mod reviews;

#[test]
fn a_fault_is_declared_strikes_and_is_spent() {
    let mut scene = Scene::bare();
    let twice = Dose::new(Some(2), None, None).unwrap();
    let throttle = json!({ "fault": "throttle" });
    declare(&mut scene, plan(throttle, &["AdvertiseByoipCidr"], twice));
    for _ in 0..3 {
        meet(&mut scene, "AdvertiseByoipCidr");
        meet(&mut scene, "WithdrawByoipCidr");
    }
    assert_eq!(
        told(&scene),
        [
            "fault-1 is declared: throttle at AdvertiseByoipCidr, 2 times",
            "fault-1 (throttle) strikes AdvertiseByoipCidr of account 123456789012, strike 1 of 2",
            "fault-1 (throttle) strikes AdvertiseByoipCidr of account 123456789012, strike 2 of 2",
            "fault-1 is spent",
        ]
    );
    assert!(scene.world.faults().are_spent());
}

#[test]
fn a_sequence_spares_and_strikes() {
    let mut scene = Scene::bare();
    let sequence = Dose::new(None, Some(vec![false, true, false]), None).unwrap();
    declare(
        &mut scene,
        plan(json!({ "fault": "unavailable" }), &[], sequence),
    );
    for _ in 0..4 {
        meet(&mut scene, "DescribeAddresses");
    }
    assert_eq!(
        told(&scene),
        [
            "fault-1 is declared: unavailable, spare, strike, spare",
            "fault-1 (unavailable) spares DescribeAddresses of account 123456789012",
            "fault-1 (unavailable) strikes DescribeAddresses of account 123456789012, strike 1 of 1",
            "fault-1 (unavailable) spares DescribeAddresses of account 123456789012",
            "fault-1 is spent",
        ]
    );
}

#[test]
fn a_fault_that_is_lifted_strikes_no_more() {
    let mut scene = Scene::bare();
    let internal = json!({ "fault": "internal-error" });
    declare(&mut scene, plan(internal.clone(), &[], Dose::Always));
    meet(&mut scene, "DescribeAddresses");
    let lift = WorldCommand::Misfortune(Command::Lift(FaultId(1)));
    scene.perform(&lift).unwrap();
    meet(&mut scene, "DescribeAddresses");
    let told = told(&scene);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert_eq!(told[2], "fault-1 is lifted");
    let fault = FaultId(1);
    let refused = Refusal::NoSuchFault { fault };
    assert_eq!(scene.perform(&lift), Err(refused.into()));
    // A number is given once.
    declare(&mut scene, plan(internal, &[], Dose::Always));
    let (id, _) = scene.world.faults().iter().next().unwrap();
    assert_eq!(id.to_string(), "fault-2");
}

/// A plan of a misfortune's members, from a moment on.
fn plan_from(misfortune: serde_json::Value, at: Timestamp) -> Plan {
    let misfortune = serde_json::from_value(misfortune).unwrap();
    Plan::new(misfortune, Vec::new(), Dose::Always, Some(at)).unwrap()
}

#[test]
fn a_fault_waits_for_its_moment() {
    let mut scene = Scene::bare();
    let at = later(scene.world.now(), SignedDuration::from_hours(1));
    let throttle = json!({ "fault": "throttle" });
    declare(&mut scene, plan_from(throttle.clone(), at));
    let down = json!({ "fault": "registry-down", "registry": "arin", "for": "2h" });
    declare(&mut scene, plan_from(down, at));
    meet(&mut scene, "DescribeAddresses");
    assert_eq!(told(&scene).len(), 2);
    assert_eq!(scene.world.next_due(), Some(at));
    scene.pass(SignedDuration::from_hours(1));
    meet(&mut scene, "DescribeAddresses");
    let told = told(&scene);
    let [_, _, at_its_moment @ ..] = told.as_slice() else {
        panic!("{told:#?}");
    };
    assert_eq!(
        at_its_moment,
        [
            "fault-2 (registry-down) strikes, strike 1 of 1",
            "fault-2 is spent",
            "fault-1 (throttle) strikes DescribeAddresses of account 123456789012, strike 1",
        ]
    );
    let at = at - SignedDuration::from_secs(1);
    let declare = WorldCommand::Misfortune(Command::Declare(plan_from(throttle, at)));
    assert_eq!(scene.perform(&declare), Err(Refusal::Over { at }.into()));
}

/// Plans that make no sense, and why.
#[test]
fn plans_that_make_no_sense() {
    let stuck = json!({ "fault": "review-stuck", "cidr": "198.18.1.0/24", "for": "3d" });
    let down = json!({ "fault": "registry-down", "registry": "arin", "for": "2h" });
    let dose = |times| Dose::new(Some(times), None, None).unwrap();
    for (misfortune, operations, dose, expected) in [
        (
            &stuck,
            vec!["DescribeByoipCidrs"],
            Dose::Always,
            "waits for a review and not for a call",
        ),
        (&down, vec![], dose(2), "registry-down strikes once"),
    ] {
        let misfortune = serde_json::from_value(misfortune.clone()).unwrap();
        let operations = operations.into_iter().map(str::to_owned).collect();
        let error = Plan::new(misfortune, operations, dose, None).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn a_replayed_log_has_the_same_faults() {
    let mut scene = Scene::bare();
    let chance = Dose::new(Some(3), None, Some(0.5)).unwrap();
    declare(
        &mut scene,
        plan(json!({ "fault": "throttle" }), &[], chance),
    );
    for _ in 0..20 {
        meet(&mut scene, "DescribeAddresses");
    }
    let replayed = World::replay(Scene::genesis(), scene.world.log().after(0));
    assert_eq!(replayed, scene.world);
    for entry in scene.world.log().after(0) {
        let text = serde_json::to_string(entry).unwrap();
        let read: crate::world::log::Entry = serde_json::from_str(&text).unwrap();
        assert_eq!(&read, entry, "{text}");
    }
}

#[test]
fn numbers_are_written_in_one_way() {
    for text in ["fault-1", "fault-42"] {
        assert_eq!(text.parse::<FaultId>().unwrap().to_string(), text);
    }
    for text in [
        "1",
        "fault-",
        "fault-01",
        "fault-+1",
        "Fault-1",
        "fault-99999999999",
    ] {
        let wrong = text.parse::<FaultId>().unwrap_err().to_string();
        assert!(wrong.starts_with("there is no fault "), "{wrong}");
    }
}
