use byoip_vocabulary::registry::Field;
use jiff::SignedDuration;

use super::*;
use crate::world::registry::{Command as Edits, RecordKey, RecordKind, Texts};
use crate::world::tests::scene::Scene;
use crate::world::{Command as WorldCommand, Refusal};

const CIDR: &str = "198.18.1.0/24";

fn fail(scene: &mut Scene, hours: i64) -> Result<usize, Refusal> {
    let until = scene.world.now() + SignedDuration::from_hours(hours);
    let registry = Registry::Arin;
    let command = Command::Fail { registry, until };
    let done = scene.perform(&WorldCommand::Outage(command));
    done.map(|facts| facts.len())
}

fn edit(scene: &mut Scene, registry: Registry, handle: &str, field: Field) -> bool {
    let edit = Edits::Edit {
        by: None,
        record: RecordKey {
            registry,
            record: RecordKind::Network,
            handle: handle.to_owned(),
        },
        texts: Texts::from([(field, vec!["new".to_owned()])]),
    };
    scene.perform(&WorldCommand::Registry(edit)).is_ok()
}

/// It takes no edits for a day, while another registry does, and then again.
#[test]
fn a_registry_is_down_for_a_day() {
    let mut scene = Scene::bare();
    let arin = |scene: &mut Scene| edit(scene, Registry::Arin, "NET-198-18-0-0-1", Field::Comments);
    assert_eq!(fail(&mut scene, 24), Ok(1));
    assert!(!arin(&mut scene));
    let ripe = "192.0.2.0 - 192.0.2.255";
    assert!(edit(&mut scene, Registry::Ripe, ripe, Field::Descr));
    scene.pass(SignedDuration::from_hours(24) - SignedDuration::from_secs(1));
    assert!(!arin(&mut scene));
    scene.pass(SignedDuration::from_secs(1));
    assert!(arin(&mut scene));
}

#[test]
fn it_can_be_ended() {
    let mut scene = Scene::bare();
    assert!(matches!(
        fail(&mut scene, 0),
        Err(Refusal::Outage(Over { .. }))
    ));
    let recover = || {
        WorldCommand::Outage(Command::Recover {
            registry: Registry::Arin,
        })
    };
    assert_eq!(scene.perform(&recover()), Ok(Vec::new()));
    fail(&mut scene, 24).unwrap();
    assert_eq!(scene.perform(&recover()).unwrap().len(), 1);
    assert_eq!(scene.world.registries().down_until(Registry::Arin), None);
    assert_eq!(scene.world.next_due(), None);
}

/// A review that finds the registry silent waits, or finds no certificate.
#[test]
fn a_review_waits_or_does_not() {
    for (setting, state, hours) in [
        ("true", "provisioned", 72),
        ("false", "failed-provision", 2),
    ] {
        let mut genesis = Scene::genesis();
        let policy = &mut genesis.policy;
        policy.set("review_waits_for_registry", setting).unwrap();
        policy.set("review_duration", "2h").unwrap();
        let mut scene = Scene::begin(genesis);
        scene.prepare();
        let began = scene.world.now();
        scene.provision(CIDR).unwrap();
        fail(&mut scene, 72).unwrap();
        scene.pass(SignedDuration::from_hours(hours) - SignedDuration::from_secs(1));
        assert_eq!(scene.range_of(CIDR).state().as_str(), "pending-provision");
        scene.pass(SignedDuration::from_secs(1));
        assert_eq!(scene.range_of(CIDR).state().as_str(), state);
        let waited = scene.world.now().duration_since(began);
        assert_eq!(waited, SignedDuration::from_hours(hours));
    }
}
