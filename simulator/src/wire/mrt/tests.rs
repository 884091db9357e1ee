//! The files as the crate `bgpkit-parser` reads them, which has nothing of ours in
//! it, against what the looking glass says; and the names of files.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use bgpkit_parser::BgpkitParser;
use bgpkit_parser::models::{BgpElem, ElemType};
use byoip_vocabulary::asn::Asn;
use flate2::read::GzDecoder;
use jiff::SignedDuration;

use super::archive::File;
use super::*;
use crate::wire::http::Query;
use crate::wire::sample::{at, world_with_routes};
use crate::world::internet::{Command, Route};

const ROUTES: [(&str, u32); 3] = [
    ("198.18.0.0/23", 64500),
    ("203.0.113.0/24", 64502),
    ("2001:db8:100::/40", 64501),
];

fn read(bytes: Vec<u8>) -> Vec<BgpElem> {
    BgpkitParser::from_reader(Cursor::new(bytes))
        .into_iter()
        .collect()
}

fn collector(world: &World) -> Collector {
    Collector::find(world.internet().graph(), "RRC01").unwrap()
}

/// Each prefix and peer with its path.
type Table = BTreeMap<(String, String), Vec<u32>>;

fn expected(world: &World, moment: Timestamp) -> Table {
    let mut table = Table::new();
    for prefix in world.internet().prefixes() {
        let routing = world.routing_at(prefix, moment);
        for peer in &collector(world).peers {
            let Some(path) = routing.path(peer.node) else {
                continue;
            };
            let path = peer.shown(path).iter().map(|asn| asn.number()).collect();
            let address = peer.address(prefix.is_ipv4()).to_string();
            table.insert((prefix.to_string(), address), path);
        }
    }
    table
}

fn add(table: &mut Table, element: BgpElem) {
    let key = (element.prefix.to_string(), element.peer_ip.to_string());
    match element.elem_type {
        ElemType::ANNOUNCE => {
            let path = element.as_path.unwrap().to_u32_vec_opt(false).unwrap();
            assert_eq!(path.first(), Some(&element.peer_asn.to_u32()));
            assert_eq!(element.next_hop, Some(element.peer_ip));
            table.insert(key, path);
        }
        ElemType::WITHDRAW => {
            assert!(table.remove(&key).is_some(), "{key:?} was never there");
        }
    }
}

fn sum(elements: Vec<BgpElem>) -> Table {
    let mut table = Table::new();
    for element in elements {
        add(&mut table, element);
    }
    table
}

/// A world in which an origin has gone and another has come.
fn moved() -> World {
    let mut world = world_with_routes(&ROUTES);
    for (prefix, origin, is_there) in [
        ("198.18.0.0/23", 64500, false),
        ("198.18.0.0/24", 64503, true),
        ("2001:db8:100::/40", 64501, false),
    ] {
        let prefix = prefix.parse().unwrap();
        let origin = Asn::new(origin);
        let route = Route { prefix, origin };
        let command = if is_there {
            Command::Announce(route)
        } else {
            Command::Withdraw(route)
        };
        let now = world.now();
        let command = crate::world::Command::Internet(command);
        world.perform(now, &command).unwrap();
        world.wake(now + SignedDuration::from_millis(20_500));
    }
    world.wake(world.now() + SignedDuration::from_hours(1));
    world
}

/// The table of every moment, the past included, is the looking glass's.
#[test]
fn tables_are_the_looking_glasss() {
    let world = moved();
    let start = at("2026-01-05T09:00:00Z");
    for seconds in [0, 10, 25, 60, 600] {
        let moment = start + SignedDuration::from_secs(seconds);
        let seen = read(table(&world, &collector(&world), moment));
        let expected = expected(&world, moment);
        assert!(!expected.is_empty());
        assert_eq!(sum(seen), expected, "after {seconds} s");
    }
}

/// A table and what came since are the next table, wherever the cut is.
#[test]
fn a_table_and_its_updates_are_the_next_table() {
    let world = moved();
    let collector = collector(&world);
    let start = at("2026-01-05T09:00:00Z") - SignedDuration::from_secs(1);
    let mut sum = sum(read(table(&world, &collector, start)));
    let mut from = start;
    for seconds in [10, 20, 21, 400, 2000] {
        // To just before the next moment that is told of.
        let to = at("2026-01-05T09:00:00.001Z") + SignedDuration::from_secs(seconds);
        let heard = read(updates(&world, &collector, from, to));
        let mut last = 0.0;
        for element in heard {
            assert!(element.timestamp >= last, "in the order of time");
            last = element.timestamp;
            add(&mut sum, element);
        }
        let shown = to - SignedDuration::from_millis(1);
        assert_eq!(sum, expected(&world, shown), "after {seconds} s");
        from = to;
    }
}

/// Type, subtype, time and its fraction, peer and collector, as RFC 6396 draws
/// them (sections 2, 3 and 4.4.3).
#[test]
fn an_update_begins_as_the_rfc_draws_it() {
    let world = moved();
    let collector = collector(&world);
    let (start, now) = (at("2026-01-05T09:00:00Z"), world.now());
    let change = world.internet().updates(start, now, &collector.nodes());
    let change = change.first().unwrap();
    let bytes = updates(&world, &collector, start, now);
    let mut seen = bytes.as_slice();
    let mut long = || {
        let (four, rest) = seen.split_first_chunk().unwrap();
        seen = rest;
        u32::from_be_bytes(*four)
    };
    assert_eq!(i64::from(long()), change.at.as_second());
    assert_eq!(long(), 17 << 16 | 4);
    let length = long() as usize;
    assert_eq!(
        i64::from(long()) % 1_000,
        0,
        "the world counts milliseconds"
    );
    let peer = collector.peers.iter().find(|it| it.node == change.node);
    assert_eq!(long(), peer.unwrap().asn.number());
    assert_eq!(long(), 12654);
    assert_eq!(long(), 1, "interface 0, IPv4");
    let IpAddr::V4(address) = peer.unwrap().address(true) else {
        panic!("it is asked for IPv4");
    };
    assert_eq!(long(), address.to_bits());
    assert_eq!(long(), u32::from_be_bytes([192, 0, 2, 252]));
    assert_eq!(seen[..16], [0xFF; 16]);
    let message = usize::from(u16::from_be_bytes([seen[16], seen[17]]));
    assert_eq!(length, 4 + 8 + 4 + 8 + message);
}

fn ask(world: &World, path: &str) -> (u16, Vec<u8>) {
    let query = Query {
        base: "",
        path,
        pairs: &[],
    };
    let answer = archive::answer(&query, world, at("2026-01-05T09:00:00Z"));
    if answer.status != 200 {
        return (answer.status, answer.body);
    }
    let mut bytes = Vec::new();
    GzDecoder::new(answer.body.as_slice())
        .read_to_end(&mut bytes)
        .unwrap();
    (200, bytes)
}

/// It is a little after ten in a world that began at nine.
#[test]
fn files_have_the_names_of_ris() {
    let world = moved();
    let collector = collector(&world);
    let moment = |time: &str| at(&format!("2026-01-05T{time}:00Z"));
    let updates_of = |from, to| updates(&world, &collector, moment(from), moment(to));
    let tables = table(&world, &collector, moment("08:00"));
    for (path, expected) in [
        ("/rrc01/2026.01/bview.20260105.0800.gz", tables.clone()),
        ("/rrc01/latest-bview.gz", tables),
        (
            "/rrc01/2026.01/updates.20260105.0900.gz",
            updates_of("09:00", "09:05"),
        ),
        ("/rrc01/2026.01/updates.20260105.0800.gz", Vec::new()),
        ("/rrc01/latest-update.gz", updates_of("09:55", "10:00")),
    ] {
        assert_eq!(ask(&world, path), (200, expected), "{path}");
    }
    for path in [
        "/",
        "/rrc01",
        "/rrc01/2026.01/",
        "/RRC01/latest-bview.gz",
        "/rrc99/latest-bview.gz",
        // Before the archive begins, and after it ends.
        "/rrc01/2026.01/bview.20260105.0000.gz",
        "/rrc01/2026.01/updates.20260105.0755.gz",
        "/rrc01/2026.01/bview.20260105.1600.gz",
        "/rrc01/2026.01/updates.20260105.1000.gz",
        // Not a name of a collector's.
        "/rrc01/2026.02/bview.20260105.0800.gz",
        "/rrc01/2026.01/bview.20260105.0900.gz",
        "/rrc01/2026.01/updates.20260105.0901.gz",
        "/rrc01/2026.01/updates.20260105.0900",
        "/rrc01/2026.01/updates.20261305.0900.gz",
        "/rrc01/2026.01/view.20260105.0800.gz",
    ] {
        assert_eq!(ask(&world, path).0, 404, "{path}");
    }
}

/// Nothing of the day on which it was made.
#[test]
fn a_file_is_the_same_bytes_twice() {
    let world = moved();
    let start = at("2026-01-05T09:00:00Z");
    let query = Query {
        base: "",
        path: "/rrc00/latest-bview.gz",
        pairs: &[],
    };
    let one = archive::answer(&query, &world, start).body;
    assert_eq!(one[4..8], [0; 4], "no time of change");
    assert_eq!(archive::answer(&query, &moved(), start).body, one);
}

#[test]
fn names_are_of_the_first_moment() {
    let (nine, ten) = (at("2026-01-05T09:00:00Z"), at("2026-01-05T10:00:00Z"));
    assert_eq!(File::Table(nine).name(), "bview.20260105.0900");
    assert_eq!(File::Updates(nine, ten).name(), "updates.20260105.0900");
}
