use jiff::SignedDuration;

use super::*;
use crate::world::tests::scene::{Scene, prefix};

fn route() -> Route {
    Route {
        prefix: prefix("198.18.1.0/24"),
        origin: Asn::new(64500),
    }
}

fn command(command: Command) -> crate::world::Command {
    crate::world::Command::Internet(command)
}

fn seen(scene: &Scene) -> bool {
    scene.world.internet().seen(route().prefix).next().is_some()
}

#[test]
fn routes_spread_and_fade() {
    let mut scene = Scene::bare();
    let second = SignedDuration::from_secs(1);
    scene.perform(&command(Command::Announce(route()))).unwrap();
    scene.pass(second * 18);
    assert!(!seen(&scene));
    scene.pass(second);
    assert!(seen(&scene));
    assert_eq!(
        scene
            .world
            .internet()
            .most_specific("198.18.1.7".parse().unwrap()),
        Some(prefix("198.18.1.0/24"))
    );
    scene.perform(&command(Command::Withdraw(route()))).unwrap();
    scene.pass(second * 179);
    assert!(seen(&scene));
    // One that comes back before it has faded was seen all along.
    let mut back = scene.clone();
    back.perform(&command(Command::Announce(route()))).unwrap();
    assert!(seen(&back));
    back.settle();
    assert!(seen(&back));
    scene.pass(second);
    assert!(!seen(&scene));
    assert_eq!(
        scene
            .world
            .internet()
            .most_specific("198.18.1.7".parse().unwrap()),
        Some(prefix("198.18.0.0/23"))
    );
}

#[test]
fn twice_is_refused() {
    let mut scene = Scene::bare();
    let not = scene.perform(&command(Command::Withdraw(route())));
    assert_eq!(
        not,
        Err(HolderRefusal::RouteNotAnnounced { route: route() }.into())
    );
    scene.perform(&command(Command::Announce(route()))).unwrap();
    let twice = scene.perform(&command(Command::Announce(route())));
    assert_eq!(
        twice,
        Err(HolderRefusal::RouteAnnounced { route: route() }.into())
    );
}
