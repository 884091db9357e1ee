use byoip_vocabulary::roa::Roa;
use jiff::SignedDuration;

use super::*;
use crate::world::Command as WorldCommand;
use crate::world::rpki;
use crate::world::tests::scene::{Scene, prefix};

fn route(of: &str, origin: u32) -> Route {
    Route {
        prefix: prefix(of),
        origin: Asn::new(origin),
    }
}

fn announce(scene: &mut Scene, route: Route) {
    let command = WorldCommand::Internet(Command::Announce(route));
    scene.perform(&command).unwrap();
}

fn withdraw(scene: &mut Scene, route: Route) {
    let command = WorldCommand::Internet(Command::Withdraw(route));
    scene.perform(&command).unwrap();
}

/// How many networks reach a prefix.
fn reached(scene: &Scene, of: &str) -> u32 {
    let (shares, _) = scene.world.routing(prefix(of)).shares();
    shares.values().sum()
}

fn all(scene: &Scene) -> u32 {
    u32::try_from(scene.world.internet().graph().size()).unwrap()
}

/// A new route is known at home at once and everywhere within a minute or two; a
/// withdrawn one lingers for minutes; one that comes back is found again.
#[test]
fn routes_spread_and_fade() {
    const OF: &str = "198.18.1.0/24";
    let mut scene = Scene::bare();
    let route = route(OF, 64500);
    assert_eq!(reached(&scene, OF), 0);
    announce(&mut scene, route);
    assert_eq!(reached(&scene, OF), 1);
    scene.pass(SignedDuration::from_secs(10));
    let early = reached(&scene, OF);
    assert!((20..all(&scene)).contains(&early), "{early}");
    scene.pass(SignedDuration::from_mins(2));
    assert_eq!(reached(&scene, OF), all(&scene));
    withdraw(&mut scene, route);
    scene.pass(SignedDuration::from_secs(10));
    let lingering = reached(&scene, OF);
    assert!(lingering > all(&scene) / 2, "{lingering}");
    let mut back = scene.clone();
    announce(&mut back, route);
    back.settle();
    assert_eq!(reached(&back, OF), all(&back));
    scene.pass(SignedDuration::from_mins(6));
    assert_eq!(reached(&scene, OF), 0);
    assert_eq!(scene.world.internet().sources_of(prefix(OF)).count(), 0);
    let told = scene.told();
    let last = told.last().unwrap();
    let nobody = format!("routing of {OF} has settled: {} have no route", all(&scene));
    assert_eq!(last, &nobody);
}

/// Of two who announce one prefix each has those who are nearer; when one goes,
/// the other has all, and nobody was ever without.
#[test]
fn two_share_the_networks() {
    const OF: &str = "198.18.0.0/23";
    let mut scene = Scene::bare();
    assert_eq!(scene.origins(OF), [64500]);
    announce(&mut scene, route(OF, 16509));
    scene.settle();
    let (shares, without) = scene.world.routing(prefix(OF)).shares();
    let counts: Vec<u32> = shares.values().copied().collect();
    assert_eq!((counts.len(), without), (2, 0), "{counts:?}");
    assert!(counts.iter().all(|count| *count > 10), "{counts:?}");
    withdraw(&mut scene, route(OF, 64500));
    let second = SignedDuration::from_secs(1);
    for _ in 0..300 {
        scene.pass(second);
        // The one that announced it, for it takes no route of others while it
        // does, and hears of one a moment later.
        let without = all(&scene) - reached(&scene, OF);
        assert!(without <= 40, "{without}");
    }
    assert_eq!(scene.origins(OF), [16509]);
    assert_eq!(reached(&scene, OF), all(&scene));
}

/// The first ROA, for Amazon alone: those who validate drop what is announced at
/// home, each when its validator has seen the ROA; with a ROA for home they take
/// it back.
#[test]
fn the_trap_of_the_first_roa() {
    const OF: &str = "198.18.0.0/23";
    let mut scene = Scene::bare();
    let everybody = all(&scene);
    let create = |scene: &mut Scene, origin: u32| {
        let roa = Roa::new(prefix(OF), Some(24), Asn::new(origin)).unwrap();
        let command = WorldCommand::Roa(rpki::Command::create(roa));
        scene.perform(&command).unwrap();
    };
    create(&mut scene, 16509);
    scene.pass(SignedDuration::from_mins(11));
    assert_eq!(reached(&scene, OF), everybody, "published, not fetched");
    scene.pass(SignedDuration::from_mins(4));
    let first = reached(&scene, OF);
    scene.pass(SignedDuration::from_hours(1));
    let last = reached(&scene, OF);
    assert!(
        last < first && first < everybody,
        "{last} {first} {everybody}"
    );
    // All who sell to the world validate: hardly anybody is left.
    assert!(last < everybody / 2, "{last}");
    create(&mut scene, 64500);
    scene.pass(SignedDuration::from_hours(2));
    assert_eq!(reached(&scene, OF), everybody);
}

/// A network nobody has heard of comes to the internet with its first route.
#[test]
fn a_new_network_is_attached() {
    let mut scene = Scene::bare();
    let before = all(&scene);
    announce(&mut scene, route("198.18.1.0/24", 64510));
    scene.settle();
    assert_eq!(all(&scene), before + 1);
    assert_eq!(reached(&scene, "198.18.1.0/24"), before + 1);
    assert_eq!(reached(&scene, "198.18.0.0/23"), before + 1);
    let graph = scene.world.internet().graph();
    let node = graph.find(Asn::new(64510)).unwrap();
    assert_eq!(graph.providers(node).len(), 2);
}

/// A world may begin with many who announce something.
#[test]
fn many_networks_are_there_from_the_beginning() {
    let mut genesis = Scene::genesis();
    let own = |number: u32| {
        let of = format!("10.{}.{}.0/24", number / 256, number % 256);
        route(&of, 65_000 + number)
    };
    genesis.routes = (0..2000).map(own).collect();
    let scene = Scene::begin(genesis);
    let graph = scene.world.internet().graph();
    let plan = Scene::genesis().internet;
    let seed = scene.world.draw().seed();
    let began = Internet::begin(seed, &[], plan, scene.world.now());
    assert_eq!(graph.size(), began.graph().size() + 2000);
    for number in [65_000, 65_999, 66_999] {
        let node = graph.find(Asn::new(number)).unwrap();
        assert!((1..=2).contains(&graph.providers(node).len()));
        for provider in graph.providers(node) {
            assert!(graph.customers(*provider).contains(&node));
        }
    }
    assert_eq!(reached(&scene, "10.3.231.0/24"), all(&scene));
}

#[test]
fn twice_is_refused() {
    let mut scene = Scene::bare();
    let route = route("198.18.1.0/24", 64500);
    let not = scene.perform(&WorldCommand::Internet(Command::Withdraw(route)));
    assert_eq!(not, Err(Refusal::RouteNotAnnounced { route }.into()));
    announce(&mut scene, route);
    let twice = scene.perform(&WorldCommand::Internet(Command::Announce(route)));
    assert_eq!(twice, Err(Refusal::RouteAnnounced { route }.into()));
}

/// Somebody without a right to it announces half of the range: a more specific
/// prefix draws everybody who does not drop it.
#[test]
fn an_impostor_draws_packets() {
    let mut scene = Scene::bare();
    let everybody = all(&scene);
    let half = route("198.18.1.0/24", 64511);
    let by = Asn::new(64511);
    let hijack = WorldCommand::Internet(Command::Hijack { route: half, by });
    scene.perform(&hijack).unwrap();
    scene.settle();
    let (shares, _) = scene.world.routing(prefix("198.18.1.0/24")).shares();
    assert_eq!(shares, [(Source::impostor(half, by), everybody + 1)].into());
    let again = scene.perform(&hijack);
    let announced = Refusal::RouteAnnounced { route: half };
    assert_eq!(again, Err(announced.into()));
    let end = WorldCommand::Internet(Command::EndHijack { route: half, by });
    scene.perform(&end).unwrap();
    scene.settle();
    assert_eq!(reached(&scene, "198.18.1.0/24"), 0);
    let missing = Refusal::RouteNotAnnounced { route: half };
    assert_eq!(scene.perform(&end), Err(missing.into()));
}

/// With a ROA for home alone, an impostor's own number is invalid and a borrowed
/// one is not: origin validation does not see who put it there (RFC 6811, section
/// 6).
#[test]
fn a_borrowed_origin_is_valid() {
    const OF: &str = "198.18.1.0/24";
    let shares = |origin: u32| {
        let mut scene = Scene::bare();
        scene.roa("198.18.0.0/23", 24, 64500);
        scene.pass(SignedDuration::from_hours(2));
        let (route, by) = (route(OF, origin), Asn::new(64511));
        let hijack = Command::Hijack { route, by };
        scene.perform(&WorldCommand::Internet(hijack)).unwrap();
        scene.settle();
        (reached(&scene, OF), all(&scene))
    };
    let (own, everybody) = shares(64511);
    assert!(own < everybody / 2, "{own} of {everybody}");
    let (borrowed, everybody) = shares(64500);
    // All but the one whose number it is, which sees itself in the path.
    assert_eq!(borrowed, everybody - 1);
}

#[test]
fn leaks_are_decided() {
    let mut scene = Scene::bare();
    let of = prefix("198.18.0.0/23");
    let leak = |by: u32| {
        let by = Asn::new(by);
        WorldCommand::Internet(Command::Leak { prefix: of, by })
    };
    let unknown = Refusal::NoSuchNetwork {
        asn: Asn::new(64511),
    };
    assert_eq!(scene.perform(&leak(64511)), Err(unknown.into()));
    let amazon = Asn::new(16509);
    scene.perform(&leak(16509)).unwrap();
    let twice = Refusal::LeaksAlready {
        prefix: of,
        by: amazon,
    };
    assert_eq!(scene.perform(&leak(16509)), Err(twice.into()));
    scene.settle();
    let graph = scene.world.internet().graph();
    let routing = scene.world.routing(of);
    let through = |node: &Node| {
        let path = routing.path(*node).unwrap_or_default();
        path.contains(&amazon)
    };
    let drawn = graph.nodes().filter(through).count();
    // Its providers sell to most of the others.
    assert!(drawn > graph.size() / 10, "{drawn}");
    let end = Command::EndLeak {
        prefix: of,
        by: amazon,
    };
    scene.perform(&WorldCommand::Internet(end.clone())).unwrap();
    scene.settle();
    let routing = scene.world.routing(of);
    let graph = scene.world.internet().graph();
    let left = graph.nodes().filter(|node| {
        let path = routing.path(*node).unwrap();
        path.contains(&amazon) && !path.starts_with(&[amazon])
    });
    assert_eq!(left.count(), 0, "nobody's provider has it from Amazon");
    let not = Refusal::LeaksNot {
        prefix: of,
        by: amazon,
    };
    assert_eq!(scene.perform(&WorldCommand::Internet(end)), Err(not.into()));
}
