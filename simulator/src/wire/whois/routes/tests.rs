use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::roa::Roa;
use jiff::SignedDuration;

use super::*;
use crate::wire::sample;
use crate::world::rpki::{self, Draft};
use crate::world::{Command, World};

/// A world in which whois shows route objects to some ROAs, and none to one.
fn world() -> World {
    let mut world = sample::world();
    let draft = |(prefix, longest, origin, route_object): (&str, u8, u32, bool)| {
        let origin = Asn::new(origin);
        let roa = Roa::new(prefix.parse().unwrap(), Some(longest), origin).unwrap();
        Draft {
            route_object,
            ..Draft::of(roa)
        }
    };
    let create = [
        ("203.0.113.0/24", 24, 64496, true),
        // The same route, which has one object.
        ("203.0.113.0/24", 25, 64496, true),
        ("203.0.113.0/24", 24, 64497, true),
        ("203.0.113.0/25", 25, 64498, true),
        ("203.0.113.0/26", 26, 64499, true),
        ("203.0.113.0/27", 27, 64500, false),
    ];
    let command = rpki::Command {
        by: None,
        delete: Vec::new(),
        create: create.into_iter().map(draft).collect(),
    };
    world.perform(world.now(), &Command::Roa(command)).unwrap();
    let later = world.now() + SignedDuration::from_mins(5);
    world.wake(later);
    world
}

/// The origins of the routes that a line brings at a registry.
fn origins(world: &World, registry: Registry, line: &str) -> Vec<u32> {
    let query = Query::read(line).unwrap();
    let routes = find(&query, registry, world);
    routes.iter().map(|it| it.roa.asn().number()).collect()
}

#[test]
fn routes_lie_as_the_query_wants() {
    let world = world();
    for (line, expected) in [
        ("203.0.113.200", vec![64496, 64497]),
        ("203.0.113.1", vec![64499]),
        ("203.0.113.64/26", vec![64498]),
        ("203.0.112.0/23", vec![]),
        ("-x 203.0.113.0/25", vec![64498]),
        ("-x 203.0.113.64/26", vec![]),
        ("-l 203.0.113.0/26", vec![64498]),
        ("-L 203.0.113.0/25", vec![64496, 64497, 64498]),
        ("-m 203.0.113.0/24", vec![64498]),
        ("-M 203.0.113.0/24", vec![64498, 64499]),
        ("-T route 203.0.113.200", vec![64496, 64497]),
        ("-T inetnum,route6 203.0.113.200", vec![]),
        ("AS64496", vec![]),
    ] {
        let seen = origins(&world, Registry::Apnic, line);
        assert_eq!(seen, expected, "{line}");
    }
    assert_eq!(origins(&world, Registry::Ripe, "203.0.113.1"), [0; 0]);
}

#[test]
fn only_the_keys() {
    let here = "127.0.0.1:43".parse().unwrap();
    let reply = crate::wire::whois::reply("-K 203.0.113.64/26", &world(), here);
    let shown = "route:          203.0.113.0/25\norigin:         AS64498\n\n";
    assert!(reply.text.contains(shown), "{}", reply.text);
}
