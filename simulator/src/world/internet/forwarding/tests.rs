use byoip_vocabulary::asn::Asn;
use jiff::SignedDuration;

use super::*;
use crate::world::internet::{Announcer, Command, Route};
use crate::world::tests::scene::{Scene, prefix};

fn node(scene: &Scene, asn: u32) -> Node {
    scene.world.internet().graph().find(Asn::new(asn)).unwrap()
}

fn route(of: &str, origin: u32) -> Route {
    Route {
        prefix: prefix(of),
        origin: Asn::new(origin),
    }
}

fn perform(scene: &mut Scene, command: Command) {
    scene
        .perform(&crate::world::Command::Internet(command))
        .unwrap();
}

/// Where everybody's packets for an address end: at home, at Amazon's number,
/// nowhere.
fn ends(scene: &Scene, address: &str) -> [usize; 3] {
    let mut ends = [0; 3];
    for from in scene.world.internet().graph().nodes() {
        let way = way(&scene.world, from, address.parse().unwrap());
        let end = match way.end {
            End::Delivered(source) if source.route.origin.number() == 64500 => 0,
            End::Delivered(_) => 1,
            End::NoRoute | End::Circle => 2,
        };
        ends[end] += 1;
    }
    ends
}

/// The networks of a settled way are its path.
#[test]
fn a_settled_way_is_the_path() {
    let scene = Scene::bare();
    let routing = scene.world.routing(prefix("198.18.0.0/23"));
    let graph = scene.world.internet().graph();
    for from in graph.nodes() {
        let way = way(&scene.world, from, "198.18.1.7".parse().unwrap());
        let through: Vec<Asn> = way.networks.iter().map(|it| graph.asn(*it)).collect();
        assert_eq!(through.first(), Some(&graph.asn(from)));
        assert_eq!(through[1..], routing.path(from).unwrap());
        let End::Delivered(source) = way.end else {
            panic!("{way:?}");
        };
        assert_eq!(source.by, Announcer::Home);
    }
    let nobody = way(
        &scene.world,
        node(&scene, 174),
        "203.0.113.77".parse().unwrap(),
    );
    assert!(nobody.networks.len() == 1 || nobody.end != End::NoRoute);
}

/// The half that moves goes away from home as networks hear of it, and nobody
/// loses a packet; the other half stays.
#[test]
fn a_more_specific_takes_its_part() {
    let mut scene = Scene::bare();
    let everybody = scene.world.internet().graph().size();
    perform(&mut scene, Command::Announce(route("198.18.1.0/24", 16509)));
    for _ in 0..90 {
        scene.pass(SignedDuration::from_secs(1));
        let [home, away, lost] = ends(&scene, "198.18.1.7");
        assert_eq!((home + away, lost), (everybody, 0));
    }
    // All but the network in which it is up as well.
    assert_eq!(ends(&scene, "198.18.1.7"), [1, everybody - 1, 0]);
    assert_eq!(ends(&scene, "198.18.0.7"), [everybody, 0, 0]);
}

/// What is withdrawn before anybody else announces it is lost until the other is
/// heard of, for all but the network in which it is at home.
#[test]
fn withdrawing_first_loses_packets() {
    let mut scene = Scene::bare();
    perform(&mut scene, Command::Withdraw(route("198.18.0.0/23", 64500)));
    // What others still send there arrives: nobody has heard of it yet.
    assert_eq!(ends(&scene, "198.18.0.7")[2], 0);
    let mut most = 0;
    for second in 0..600 {
        scene.pass(SignedDuration::from_secs(1));
        if second == 300 {
            perform(&mut scene, Command::Announce(route("198.18.0.0/23", 16509)));
        }
        most = most.max(ends(&scene, "198.18.0.7")[2]);
    }
    let everybody = scene.world.internet().graph().size();
    assert_eq!(most, everybody - 1);
    assert_eq!(ends(&scene, "198.18.0.7"), [1, everybody - 1, 0]);
}
