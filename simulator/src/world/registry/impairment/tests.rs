use super::*;
use crate::world::Command;
use crate::world::tests::scene::Scene;

fn began(scene: &mut Scene, impairment: Impairment, until: &str) {
    let fact = crate::world::Fact::Impairment(Fact::Began {
        registry: Registry::Arin,
        impairment,
        until: until.parse().unwrap(),
    });
    let now = scene.world.now();
    scene.world.apply(now, &fact);
}

/// What ails a registry ends by itself, each thing at its own time.
#[test]
fn what_ails_it_ends() {
    let mut scene = Scene::ready();
    let by = Wait::try_from("2s".to_owned()).unwrap();
    began(&mut scene, Impairment::Slow { by }, "2026-01-06T10:00:00Z");
    began(&mut scene, Impairment::Dashes, "2026-01-06T11:00:00Z");
    let state = |scene: &Scene| {
        let registries = scene.world.registries();
        let slow = registries.slow_by(Registry::Arin);
        assert_eq!(registries.slow_by(Registry::Ripe), SignedDuration::ZERO);
        (slow.as_secs(), registries.writes_dashes(Registry::Arin))
    };
    assert_eq!(state(&scene), (2, true));
    scene.pass(SignedDuration::from_hours(1));
    assert_eq!(state(&scene), (0, true));
    scene.pass(SignedDuration::from_hours(1));
    assert_eq!(state(&scene), (0, false));
}

#[test]
fn a_registry_recovers_before_its_time() {
    let mut scene = Scene::ready();
    began(&mut scene, Impairment::Dashes, "2026-01-09T11:00:00Z");
    let registry = Registry::Arin;
    let recover = Command::Impairment(Recover { registry });
    let facts = scene.perform(&recover).unwrap();
    let told: Vec<String> = facts.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["ARIN writes hyphens again"]);
    assert!(!scene.world.registries().writes_dashes(registry));
    assert_eq!(scene.perform(&recover).unwrap(), []);
}
