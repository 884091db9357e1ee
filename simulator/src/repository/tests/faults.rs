//! Objects that are published with a mistake, and ASPAs.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::registry::Registry;

use super::{Cache, Scene};
use crate::world::Command;
use crate::world::rpki::RoaId;
use crate::world::rpki::aspa::{self, Aspa};
use crate::world::rpki::fault::{self, Fault};

fn spoil(scene: &Scene, id: &RoaId, fault: Fault) {
    let id = id.clone();
    let command = Command::Fault(fault::Command::Spoil { id, fault });
    scene.simulation.perform(scene.start, &command).unwrap();
}

fn mend(scene: &Scene, id: &RoaId) {
    let command = Command::Fault(fault::Command::Mend { id: id.clone() });
    scene.simulation.perform(scene.start, &command).unwrap();
}

/// What is wrong is what the checks of the crate that Routinator is built on say
/// is wrong, and after it is mended nothing is.
#[test]
fn each_mistake_is_found() {
    let scene = Scene::new();
    let mut cache = Cache::default();
    let id = scene.create("198.18.1.0/24", 64500, None);
    scene.advance(1);
    let whole = scene.look(&mut cache, Registry::Arin);
    let said = "198.18.1.0/24 AS64500".to_owned();
    assert!(whole.contains(&said));
    for (fault, why) in [
        (Fault::Revoked, "revoked"),
        (Fault::Expired, "certificate has expired"),
        (Fault::Garbled, "no signed object"),
        (Fault::Overclaiming, "certificate is overclaiming"),
        (Fault::ManifestMismatch, "another hash"),
        // Twice the same is another one on the list of what is revoked.
        (Fault::Revoked, "revoked"),
    ] {
        spoil(&scene, &id, fault);
        scene.advance(1);
        let payloads = scene.look_closely(&mut cache, Registry::Arin);
        let [refused] = cache.refused.as_slice() else {
            panic!("{fault:?}: {:?}", cache.refused);
        };
        assert!(
            refused.starts_with(&format!("{id}.roa: {why}")),
            "{refused}"
        );
        let left = match fault {
            Fault::ManifestMismatch => Vec::new(),
            _ => whole.iter().filter(|it| **it != said).cloned().collect(),
        };
        assert_eq!(payloads, left, "{fault:?}");
        mend(&scene, &id);
        scene.advance(1);
        assert_eq!(scene.look(&mut cache, Registry::Arin), whole, "{fault:?}");
    }
}

/// A mistake stays through renewals, and one that is deleted goes with it.
#[test]
fn a_mistake_lasts_until_it_is_mended_or_gone() {
    for fault in [Fault::Revoked, Fault::Expired, Fault::Overclaiming] {
        let scene = Scene::new();
        let mut cache = Cache::default();
        let id = scene.create("198.18.1.0/24", 64500, None);
        scene.advance(1);
        spoil(&scene, &id, fault);
        for hours in [1, 16, 48 * 7 * 24, 300] {
            scene.advance(hours);
            scene.look_closely(&mut cache, Registry::Arin);
            assert_eq!(cache.refused.len(), 1, "{fault:?} {hours}");
        }
        scene.delete(&id);
        scene.advance(25);
        assert_eq!(scene.look(&mut cache, Registry::Arin).len(), 2, "{fault:?}");
    }
}

/// A mistake in the second in which an edition was fetched is in the next one:
/// the same number never stands for two.
#[test]
fn a_mistake_at_the_moment_of_an_edition() {
    let scene = Scene::new();
    let mut cache = Cache::default();
    let id = scene.create("198.18.1.0/24", 64500, None);
    // A regular issue.
    scene.advance(16);
    let whole = scene.look(&mut cache, Registry::Arin);
    spoil(&scene, &id, Fault::Garbled);
    assert_eq!(scene.look(&mut cache, Registry::Arin), whole);
    assert_eq!(scene.catch_up(), scene.now() + fault::point::LAG);
    scene.advance(1);
    assert_eq!(scene.look_closely(&mut cache, Registry::Arin).len(), 2);
}

#[test]
fn an_aspa_is_made_replaced_renewed_and_gone() {
    let scene = Scene::new();
    let mut cache = Cache::default();
    let aspa = |providers: &[u32]| Aspa {
        customer: Asn::new(64500),
        providers: providers.iter().copied().map(Asn::new).collect(),
    };
    let perform = |command| {
        let command = Command::Aspa(command);
        scene.simulation.perform(scene.start, &command).unwrap();
    };
    let has = |cache: &mut Cache, text: &str| {
        let payloads = scene.look(cache, Registry::Arin);
        payloads.iter().filter(|it| it.contains(" by ")).eq([text])
    };
    perform(aspa::Command::Create {
        aspa: aspa(&[1299, 174]),
    });
    scene.advance(1);
    assert!(has(&mut cache, "AS64500 by AS174 AS1299"));
    perform(aspa::Command::Replace { aspa: aspa(&[0]) });
    scene.advance(1);
    assert!(has(&mut cache, "AS64500 by AS0"));
    scene.advance(9_000);
    assert!(has(&mut cache, "AS64500 by AS0"));
    perform(aspa::Command::Delete {
        customer: Asn::new(64500),
    });
    scene.advance(25);
    assert_eq!(scene.look(&mut cache, Registry::Arin).len(), 2);
}
