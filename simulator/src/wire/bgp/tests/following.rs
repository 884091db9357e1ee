//! What a router is told of a world, read by somebody else and added up.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::super::told::Told;
use super::*;
use crate::wire::sample::world_with_routes;
use crate::world::internet::{Command, Route};

const ROUTES: [(&str, u32); 3] = [
    ("198.18.0.0/23", 64500),
    ("203.0.113.0/24", 64502),
    ("2001:db8:100::/40", 64501),
];

/// A router that adds up what it hears.
#[derive(Default)]
struct Router {
    table: BTreeMap<String, (Vec<u32>, String)>,
    /// How many messages told of prefixes.
    heard: usize,
}

impl Router {
    fn hear(&mut self, bytes: &[u8]) {
        for element in elements(bytes, AsnLength::Bits32) {
            self.heard += 1;
            let prefix = element.prefix.to_string();
            match element.elem_type {
                ElemType::ANNOUNCE => {
                    let path = element.as_path.unwrap().to_u32_vec_opt(false).unwrap();
                    let next_hop = element.next_hop.unwrap().to_string();
                    self.table.insert(prefix, (path, next_hop));
                }
                ElemType::WITHDRAW => {
                    let gone = self.table.remove(&prefix);
                    assert!(gone.is_some(), "{prefix} was never there");
                }
            }
        }
    }
}

fn begin(world: &World, families: &[Family]) -> (Told, Router) {
    let collector = Collector::find(world.internet().graph(), "rrc00").unwrap();
    let terms = Terms {
        families: families.to_vec(),
        ..terms(Numbers::FourOctets)
    };
    let mut told = Told::nothing(world, collector, terms);
    let mut router = Router::default();
    while let Some(piece) = told.next_piece(world) {
        router.hear(&piece);
    }
    (told, router)
}

/// The best of the looking glass's rows, worked out anew: shortest, then by the
/// peer's address.
fn expected(world: &World) -> BTreeMap<String, (Vec<u32>, String)> {
    let collector = Collector::find(world.internet().graph(), "RRC00").unwrap();
    let mut table = BTreeMap::new();
    for prefix in world.internet().prefixes() {
        let routing = world.routing(prefix);
        let mut shortest: Option<(Vec<u32>, String)> = None;
        for peer in &collector.peers {
            let Some(path) = routing.path(peer.node) else {
                continue;
            };
            let mut whole = vec![12654, peer.asn.number()];
            whole.extend(path.iter().map(|asn| asn.number()));
            let shorter = |(other, _): &(Vec<u32>, String)| whole.len() < other.len();
            if shortest.as_ref().is_none_or(shorter) {
                let next_hop = peer.address(prefix.is_ipv4()).to_string();
                shortest = Some((whole, next_hop));
            }
        }
        table.extend(shortest.map(|way| (prefix.to_string(), way)));
    }
    table
}

fn perform(world: &mut World, command: Command) {
    let now = world.now();
    let command = crate::world::Command::Internet(command);
    world.perform(now, &command).unwrap();
}

fn route(prefix: &str, origin: u32) -> Route {
    Route {
        prefix: prefix.parse().unwrap(),
        origin: Asn::new(origin),
    }
}

/// At every moment the router has the collector's best, whatever came, went or
/// found another way since it last heard.
#[test]
fn the_sum_of_what_is_told_is_the_table() {
    let mut world = world_with_routes(&ROUTES);
    let (mut told, mut router) = begin(&world, &Family::ALL);
    assert_eq!(router.table, expected(&world));
    assert!(router.table.len() >= ROUTES.len());
    for (command, seconds) in [
        (Command::Withdraw(route("198.18.0.0/23", 64500)), 3),
        (Command::Announce(route("198.18.1.0/24", 64500)), 40),
        (Command::Announce(route("198.18.0.0/23", 64503)), 1),
        (Command::Withdraw(route("2001:db8:100::/40", 64501)), 3600),
        (Command::Announce(route("198.18.0.0/23", 64500)), 3600),
    ] {
        perform(&mut world, command);
        world.wake(world.now() + SignedDuration::from_secs(seconds));
        router.hear(&told.follow(&world));
        assert_eq!(router.table, expected(&world));
    }
    assert!(router.heard > 10, "{}", router.heard);
    assert!(told.follow(&world).is_empty(), "nothing has happened since");
    assert!(!router.table.contains_key("2001:db8:100::/40"));
    let mut again = Router::default();
    for family in Family::ALL {
        again.hear(&told.again(family));
    }
    assert_eq!(again.table, router.table);
}

/// A path that is explored is told step by step, whoever looks how often: what a
/// router hears at the end of an hour is what it would have heard on the way.
#[test]
fn nothing_is_skipped_for_who_looks_late() {
    let mut world = world_with_routes(&ROUTES);
    let (mut often, mut late) = (begin(&world, &Family::ALL), begin(&world, &Family::ALL));
    perform(&mut world, Command::Withdraw(route("198.18.0.0/23", 64500)));
    let mut bytes = Vec::new();
    for _ in 0..3600 {
        world.wake(world.now() + SignedDuration::from_secs(1));
        bytes.extend(often.0.follow(&world));
    }
    assert!(split(&bytes).len() > 2, "{}", split(&bytes).len());
    assert_eq!(late.0.follow(&world), bytes);
    late.1.hear(&bytes);
    assert_eq!(late.1.table, expected(&world));
}

/// A router that cannot read IPv6 is not told of it, at first or later.
#[test]
fn other_families_are_not_told_of() {
    let mut world = world_with_routes(&ROUTES);
    let (mut told, router) = begin(&world, &[Family::Ipv4]);
    assert!(router.table.keys().all(|prefix| prefix.contains('.')));
    assert!(router.table.len() >= 2);
    assert_eq!(told.ends(), update::end_of_rib(Family::Ipv4));
    let route = route("2001:db8:100::/40", 64501);
    perform(&mut world, Command::Withdraw(route));
    world.wake(world.now() + SignedDuration::from_hours(1));
    assert!(told.follow(&world).is_empty());
    assert!(told.again(Family::Ipv6).is_empty());
}

/// More prefixes than are looked up at once.
#[test]
fn a_large_table_comes_in_pieces() {
    let prefixes: Vec<String> = (0..150).map(|at| format!("198.19.{at}.0/24")).collect();
    let routes: Vec<(&str, u32)> = prefixes.iter().map(|it| (it.as_str(), 64500)).collect();
    let world = world_with_routes(&routes);
    let (_, router) = begin(&world, &Family::ALL);
    assert_eq!(router.table, expected(&world));
    assert!(router.table.len() >= 150);
}
