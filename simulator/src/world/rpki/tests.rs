use byoip_vocabulary::validity::RouteState;
use jiff::SignedDuration;

use super::*;
use crate::world::tests::scene::{Scene, prefix};

fn state(scene: &Scene, origin: u32) -> RouteState {
    let route = prefix("198.18.1.0/24");
    scene.world.rpki().validity(route, Asn::new(origin)).state()
}

/// Created, visible after twenty minutes, deleted, gone after an hour.
#[test]
fn validators_follow_later() {
    let mut scene = Scene::bare();
    let second = SignedDuration::from_secs(1);
    scene.roa("198.18.0.0/23", 24, 16509);
    scene.pass(SignedDuration::from_mins(20) - second);
    assert_eq!(state(&scene, 16509), RouteState::NotFound);
    scene.pass(second);
    assert_eq!(state(&scene, 16509), RouteState::Valid);
    assert_eq!(
        state(&scene, 64500),
        RouteState::Invalid,
        "the trap of the first ROA"
    );
    let roa = Roa::new(prefix("198.18.0.0/23"), Some(24), Asn::new(16509)).unwrap();
    let id = scene.world.rpki().find(&roa).unwrap().clone();
    let delete = || crate::world::Command::Roa(Command::Delete(id.clone()));
    scene.perform(&delete()).unwrap();
    let again = scene.perform(&delete());
    assert_eq!(
        again,
        Err(HolderRefusal::NoSuchRoa { id: id.clone() }.into())
    );
    scene.pass(SignedDuration::from_mins(60) - second);
    assert_eq!(state(&scene, 16509), RouteState::Valid);
    scene.pass(second);
    assert_eq!(state(&scene, 16509), RouteState::NotFound);
}

/// One that is deleted before validators had it is never seen.
#[test]
fn a_short_lived_roa_is_never_seen() {
    let mut scene = Scene::bare();
    scene.roa("198.18.0.0/23", 24, 16509);
    let roa = Roa::new(prefix("198.18.0.0/23"), Some(24), Asn::new(16509)).unwrap();
    let id = scene.world.rpki().find(&roa).unwrap().clone();
    scene
        .perform(&crate::world::Command::Roa(Command::Delete(id)))
        .unwrap();
    while let Some(due) = scene.world.next_due() {
        assert_eq!(state(&scene, 16509), RouteState::NotFound);
        scene.world.wake(due);
    }
    assert!(
        !scene
            .told()
            .iter()
            .any(|line| line.starts_with("validators see"))
    );
}

#[test]
fn a_roa_is_refused() {
    let mut scene = Scene::bare();
    let create = |scene: &mut Scene, of: &str| {
        let roa = Roa::new(prefix(of), None, Asn::new(16509)).unwrap();
        scene.perform(&crate::world::Command::Roa(Command::Create(roa)))
    };
    let nobody = create(&mut scene, "198.51.100.0/24");
    let prefix = prefix("198.51.100.0/24");
    assert_eq!(nobody, Err(HolderRefusal::NotHeld { prefix }.into()));
    create(&mut scene, "198.18.0.0/23").unwrap();
    let again = create(&mut scene, "198.18.0.0/23");
    assert!(matches!(
        again,
        Err(crate::world::Refusal::Holder(
            HolderRefusal::RoaExists { .. }
        ))
    ));
}
