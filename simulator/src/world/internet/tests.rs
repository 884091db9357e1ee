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

/// Two who announce one route, by how far each has come: home, Amazon, what is
/// seen, and whether it is shown at all.
#[test]
fn a_route_of_two_is_shown_once() {
    let at = |second: i64| Scene::bare().world.now() + SignedDuration::from_secs(second);
    let announcement = |spread, second| Announcement {
        since: at(second),
        spread,
    };
    use Spread::{Fading, Seen, Spreading};
    for (home, amazon, joined) in [
        ((Seen, 1), (Spreading, 2), (Seen, 1)),
        ((Seen, 1), (Seen, 2), (Seen, 1)),
        ((Seen, 1), (Fading, 2), (Seen, 1)),
        ((Fading, 2), (Seen, 1), (Seen, 1)),
        ((Fading, 1), (Spreading, 2), (Spreading, 2)),
        ((Fading, 1), (Fading, 2), (Fading, 2)),
        ((Spreading, 1), (Spreading, 2), (Spreading, 1)),
    ] {
        let (home, amazon) = (
            announcement(home.0, home.1),
            announcement(amazon.0, amazon.1),
        );
        let joined = announcement(joined.0, joined.1);
        let mut internet = Internet::default();
        internet.sources.insert(Source::home(route()), home);
        internet.sources.insert(Source::amazon(route()), amazon);
        let routes: Vec<_> = internet.routes().collect();
        assert_eq!(routes, [(route(), joined)], "{home:?} {amazon:?}");
    }
}

#[test]
fn twice_is_refused() {
    let mut scene = Scene::bare();
    let not = scene.perform(&command(Command::Withdraw(route())));
    assert_eq!(
        not,
        Err(Refusal::RouteNotAnnounced { route: route() }.into())
    );
    scene.perform(&command(Command::Announce(route()))).unwrap();
    let twice = scene.perform(&command(Command::Announce(route())));
    assert_eq!(
        twice,
        Err(Refusal::RouteAnnounced { route: route() }.into())
    );
}
