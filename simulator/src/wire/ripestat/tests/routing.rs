//! The calls that show what was: `bgp-state`, `routing-status` and
//! `announced-prefixes`. Shapes are those of answers recorded in 2021 and 2026.

use jiff::SignedDuration;

use super::*;

const HOME: &str = "198.18.0.0/23";

fn call(name: &str, query: &str, world: &World) -> Value {
    let (status, answer) = ask(&format!("/data/{name}/data.json"), query, world);
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["data_call_name"], name);
    answer
}

/// Lets time pass up to a moment of the first days.
fn wake(world: &mut World, moment: &str) {
    world.wake(sample::at(moment));
}

fn announce(world: &mut World, prefix: &str, origin: u32) {
    perform(world, internet::Command::Announce(route(prefix, origin)));
}

fn withdraw(world: &mut World, prefix: &str, origin: u32) {
    perform(world, internet::Command::Withdraw(route(prefix, origin)));
}

fn origins_in_status(query: &str, world: &World) -> Value {
    let data = &call("routing-status", query, world)["data"];
    let origins = data["origins"].as_array().unwrap().iter();
    origins.map(|it| it["origin"].clone()).collect()
}

#[test]
fn bgp_state_lists_each_peers_route() {
    let world = sample::world_with_routes(&[(HOME, 64500)]);
    let answer = call("bgp-state", &format!("resource={HOME}"), &world);
    assert_eq!(answer["version"], "1.2");
    let data = &answer["data"];
    let members: Vec<&String> = data.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        [
            "resource",
            "timestamp",
            "bgp_state",
            "nr_routes",
            "query_time"
        ]
    );
    assert_eq!(data["timestamp"], "2026-01-05T08:00:00");
    assert_eq!(data["nr_routes"], 40);
    let first = &data["bgp_state"][0];
    let path = first["path"].as_array().unwrap();
    assert_eq!(
        (&path[0], path.last().unwrap()),
        (&json!(174), &json!(64500))
    );
    assert_eq!(
        first.to_string(),
        json!({
            "target_prefix": HOME,
            "source_id": "00-192.0.2.1",
            "path": path,
            "community": [],
        })
        .to_string()
    );
}

#[test]
fn bgp_state_takes_networks_prefixes_and_addresses() {
    let world = sample::world_with_routes(&[
        (HOME, 64500),
        ("198.18.1.0/24", 64500),
        ("198.19.0.0/22", 64501),
        ("2001:db8:100::/40", 64501),
    ]);
    for (query, expected) in [
        ("resource=AS64500", vec![HOME, "198.18.1.0/24"]),
        ("resource=64501", vec!["198.19.0.0/22", "2001:db8:100::/40"]),
        ("resource=198.18.0.0/23", vec![HOME, "198.18.1.0/24"]),
        ("resource=198.18.1.0/24", vec!["198.18.1.0/24"]),
        ("resource=198.18.1.9", vec![HOME, "198.18.1.0/24"]),
        (
            "resource=198.18.0.9,64501&rrcs=1",
            vec![HOME, "198.19.0.0/22", "2001:db8:100::/40"],
        ),
        ("resource=AS64510", vec![]),
    ] {
        let data = &call("bgp-state", query, &world)["data"];
        let routes = data["bgp_state"].as_array().unwrap();
        let mut seen: Vec<&str> = routes
            .iter()
            .map(|it| it["target_prefix"].as_str().unwrap())
            .collect();
        seen.dedup();
        assert_eq!(seen, expected, "{query}");
    }
}

#[test]
fn bgp_state_lists_some_collectors_and_writes_unix_times() {
    let world = sample::world_with_routes(&[(HOME, 64500)]);
    for (rrcs, count) in [("0", 10), ("1,11", 20), ("7", 0), ("", 40)] {
        let query = format!("resource={HOME}&rrcs={rrcs}&unix_timestamps=TRUE");
        let data = &call("bgp-state", &query, &world)["data"];
        assert_eq!(data["nr_routes"], count, "{rrcs}");
        assert_eq!(data["timestamp"], 1_767_600_000);
    }
}

/// It is two hours behind, and moments in between can be looked at.
#[test]
fn bgp_state_knows_what_was_two_hours_ago() {
    let mut world = sample::world_with_routes(&[(HOME, 64500)]);
    wake(&mut world, "2026-01-05T12:00:00Z");
    withdraw(&mut world, HOME, 64500);
    announce(&mut world, HOME, 16509);
    let origins = |query: &str, world: &World| {
        let data = &call("bgp-state", query, world)["data"];
        let routes = data["bgp_state"].as_array().unwrap();
        let origins = routes.iter().map(|it| {
            it["path"]
                .as_array()
                .unwrap()
                .last()
                .unwrap()
                .as_u64()
                .unwrap()
        });
        origins.collect::<std::collections::BTreeSet<u64>>()
    };
    wake(&mut world, "2026-01-05T13:59:59Z");
    let query = format!("resource={HOME}");
    assert_eq!(origins(&query, &world), [64500].into());
    wake(&mut world, "2026-01-05T15:00:00Z");
    assert_eq!(origins(&query, &world), [16509].into());
    for (time, expected) in [
        ("2026-01-05T11:59:59Z", 64500),
        ("2026-01-05T11:59", 64500),
        ("1767614399", 64500),
        ("2026-01-05T13:00:00", 16509),
    ] {
        let query = format!("resource={HOME}&timestamp={time}");
        assert_eq!(origins(&query, &world), [expected].into(), "{time}");
    }
}

#[test]
fn routing_status_of_a_prefix() {
    let world = sample::world_with_routes(&[
        ("198.18.0.0/22", 64501),
        (HOME, 64500),
        ("198.18.1.0/24", 16509),
    ]);
    let answer = call("routing-status", &format!("resource={HOME}"), &world);
    assert_eq!(answer["version"], "3.4");
    let info = "Results exclude routes with very low visibility (less than 10 RIS full-feed peers seeing).";
    assert_eq!(answer["messages"], json!([["info", info]]));
    assert_eq!(
        answer["data"].to_string(),
        json!({
            "first_seen": { "prefix": HOME, "origin": "64500", "time": "2026-01-05T08:00:00" },
            "last_seen": { "prefix": HOME, "origin": "64500", "time": "2026-01-05T08:00:00" },
            "visibility": {
                "v4": { "ris_peers_seeing": 40, "total_ris_peers": 40 },
                "v6": { "ris_peers_seeing": 0, "total_ris_peers": 40 },
            },
            "origins": [{ "origin": 64500, "route_objects": [] }],
            "less_specifics": [{ "prefix": "198.18.0.0/22", "origin": 64501 }],
            "more_specifics": [{ "prefix": "198.18.1.0/24", "origin": 16509 }],
            "resource": HOME,
            "query_time": "2026-01-05T08:00:00",
        })
        .to_string()
    );
}

#[test]
fn routing_status_of_an_address_and_of_nobody() {
    let world = sample::world_with_routes(&[(HOME, 64500), ("198.18.1.0/24", 16509)]);
    assert_eq!(
        origins_in_status("resource=198.18.1.9", &world),
        json!([16509])
    );
    assert_eq!(
        origins_in_status("resource=198.18.0.9", &world),
        json!([64500])
    );
    assert_eq!(origins_in_status("resource=192.0.2.9", &world), json!([]));
    let data = &call("routing-status", "resource=192.0.2.0/24", &world)["data"];
    assert_eq!(data["first_seen"], json!({}));
    assert_eq!(data["last_seen"], json!({}));
    assert_eq!(data["visibility"]["v4"]["ris_peers_seeing"], 0);
}

#[test]
fn routing_status_of_a_network() {
    let world = sample::world_with_routes(&[
        ("198.19.0.0/22", 64501),
        ("198.19.0.0/24", 64501),
        ("2001:db8:100::/40", 64501),
    ]);
    let data = &call("routing-status", "resource=AS64501", &world)["data"];
    let neighbours = data["observed_neighbours"].as_u64().unwrap();
    assert!(neighbours > 0);
    assert_eq!(
        data.to_string(),
        json!({
            "first_seen": { "prefix": "198.19.0.0/22", "origin": "64501", "time": "2026-01-05T08:00:00" },
            "last_seen": { "prefix": "198.19.0.0/22", "origin": "64501", "time": "2026-01-05T08:00:00" },
            "visibility": {
                "v4": { "ris_peers_seeing": 40, "total_ris_peers": 40 },
                "v6": { "ris_peers_seeing": 40, "total_ris_peers": 40 },
            },
            "announced_space": {
                "v4": { "prefixes": 2, "ips": 1024 },
                "v6": { "prefixes": 1, "48s": 256 },
            },
            "observed_neighbours": neighbours,
            "resource": "64501",
            "query_time": "2026-01-05T08:00:00",
        })
        .to_string()
    );
}

/// What happens now is in the next dump, and that is in the data two hours later.
#[test]
fn routing_status_waits_for_the_next_dump() {
    let mut world = sample::world_with_routes(&[(HOME, 64500)]);
    wake(&mut world, "2026-01-05T15:30:00Z");
    withdraw(&mut world, HOME, 64500);
    announce(&mut world, HOME, 16509);
    let query = format!("resource={HOME}");
    wake(&mut world, "2026-01-05T17:59:59Z");
    assert_eq!(origins_in_status(&query, &world), json!([64500]));
    wake(&mut world, "2026-01-05T18:00:00Z");
    assert_eq!(origins_in_status(&query, &world), json!([16509]));
    let data = &call("routing-status", &query, &world)["data"];
    assert_eq!(data["query_time"], "2026-01-05T16:00:00");
    assert_eq!(data["first_seen"]["origin"], "64500");
    assert_eq!(data["last_seen"]["origin"], "16509");
    let earlier = format!("{query}&timestamp=2026-01-05T15:59:59");
    let data = &call("routing-status", &earlier, &world)["data"];
    assert_eq!(data["query_time"], "2026-01-05T08:00:00");
    assert_eq!(data["last_seen"]["origin"], "64500");
}

#[test]
fn few_peers_are_left_out() {
    let world = sample::world_with_routes(&[(HOME, 64500)]);
    for (least, expected) in [("40", json!([64500])), ("41", json!([]))] {
        let query = format!("resource={HOME}&min_peers_seeing={least}");
        assert_eq!(origins_in_status(&query, &world), expected, "{least}");
    }
}

/// The text is that of an answer of 2021.
#[test]
fn what_was_before_the_world_is_told() {
    let mut world = sample::world_with_routes(&[(HOME, 64500)]);
    wake(&mut world, "2026-01-06T09:00:00Z");
    let changed = |asked: &str, how: &str| {
        let text = format!(
            "Given query time ({asked} UTC) has been changed because it is {how} than the time there is data available for!"
        );
        json!(["warning", text])
    };
    let query = format!("resource={HOME}&timestamp=2021-05-15T08:30:00");
    let answer = call("routing-status", &query, &world);
    assert_eq!(
        answer["messages"][1],
        changed("2021-05-15 08:00:00", "earlier")
    );
    assert_eq!(answer["data"]["query_time"], "2026-01-05T08:00:00");
    let query = format!("resource={HOME}&timestamp=2026-01-06T08:30:00");
    let answer = call("bgp-state", &query, &world);
    assert_eq!(
        answer["messages"],
        json!([changed("2026-01-06 08:30:00", "later")])
    );
    assert_eq!(answer["data"]["timestamp"], "2026-01-06T07:00:00");
    let answer = call(
        "announced-prefixes",
        "resource=64500&starttime=2025-12-31",
        &world,
    );
    assert_eq!(
        answer["messages"][1],
        changed("2025-12-31 00:00:00", "earlier")
    );
    assert_eq!(answer["data"]["query_starttime"], "2026-01-05T08:00:00");
}

/// A period ends with the last dump that has the prefix, as in an answer of July
/// 2026 with a gap of one dump.
#[test]
fn announced_prefixes_are_periods_of_dumps() {
    let mut world = sample::world_with_routes(&[(HOME, 64500), ("198.19.0.0/22", 64501)]);
    wake(&mut world, "2026-01-05T20:00:00Z");
    withdraw(&mut world, HOME, 64500);
    wake(&mut world, "2026-01-06T07:00:00Z");
    announce(&mut world, HOME, 64500);
    // Between two dumps: nobody will ever know.
    announce(&mut world, "198.18.1.0/24", 64500);
    wake(&mut world, "2026-01-06T07:30:00Z");
    withdraw(&mut world, "198.18.1.0/24", 64500);
    wake(&mut world, "2026-01-06T22:02:00Z");
    let answer = call("announced-prefixes", "resource=AS64500", &world);
    assert_eq!(answer["version"], "1.2");
    assert_eq!(
        answer["data"].to_string(),
        json!({
            "prefixes": [{
                "prefix": HOME,
                "timelines": [
                    { "starttime": "2026-01-05T08:00:00", "endtime": "2026-01-05T16:00:00" },
                    { "starttime": "2026-01-06T08:00:00", "endtime": "2026-01-06T16:00:00" },
                ],
            }],
            "query_starttime": "2026-01-05T08:00:00",
            "query_endtime": "2026-01-06T16:00:00",
            "resource": "64500",
            "latest_time": "2026-01-06T16:00:00",
            "earliest_time": "2026-01-05T08:00:00",
        })
        .to_string()
    );
    let query = "resource=AS64500&starttime=2026-01-05T12:00&endtime=2026-01-06T08:00";
    let data = &call("announced-prefixes", query, &world)["data"];
    assert_eq!(
        data["prefixes"][0]["timelines"],
        json!([
            { "starttime": "2026-01-05T16:00:00", "endtime": "2026-01-05T16:00:00" },
            { "starttime": "2026-01-06T08:00:00", "endtime": "2026-01-06T08:00:00" },
        ])
    );
    assert_eq!(data["query_starttime"], "2026-01-05T12:00:00");
    wake(&mut world, "2026-01-25T22:02:00Z");
    let data = &call("announced-prefixes", "resource=AS64500", &world)["data"];
    assert_eq!(data["query_starttime"], "2026-01-11T16:00:00");
}

/// A longer delay than the world is old shows what it began with.
#[test]
fn the_delay_is_a_setting() {
    for (delay, expected) in [
        ("0s", "16:00"),
        ("2h", "16:00"),
        ("3h", "08:00"),
        ("9999d", "08:00"),
    ] {
        let mut genesis = sample::genesis();
        genesis.policy.set("ripestat_delay", delay).unwrap();
        let mut world = genesis.begin();
        wake(&mut world, "2026-01-05T18:30:00Z");
        let data = &call("routing-status", "resource=AS64500", &world)["data"];
        assert_eq!(
            data["query_time"],
            format!("2026-01-05T{expected}:00"),
            "{delay}"
        );
    }
}

/// What is put together from updates is what a look at the moment finds.
#[test]
fn walked_tables_are_looked_up_tables() {
    let mut world = sample::world_with_routes(&[(HOME, 64500)]);
    let first = calendar::dump_before(world.now());
    wake(&mut world, "2026-01-05T15:59:50Z");
    announce(&mut world, HOME, 16509);
    wake(&mut world, "2026-01-05T23:59:58Z");
    withdraw(&mut world, HOME, 64500);
    wake(&mut world, "2026-01-06T12:00:00Z");
    let prefix: byoip_vocabulary::prefix::Prefix = HOME.parse().unwrap();
    let mut mixed = 0;
    let last = world.now() - SignedDuration::from_hours(2);
    table::for_each_dump(&world, &[prefix].into(), (first, last), |dump, table| {
        let looked_up = table::Table::at(&world, dump, [prefix]);
        assert!(table.paths(prefix).eq(looked_up.paths(prefix)), "{dump}");
        mixed += usize::from(table.origins(prefix, 1).len() == 2);
    });
    assert!(mixed > 0, "a dump amid a change");
}

#[test]
fn wrong_parameters_are_refused() {
    let world = sample::world();
    for (call, query, text) in [
        ("bgp-state", "", "parameter `resource` is missing"),
        (
            "bgp-state",
            "resource=amazon",
            "`amazon` is not a valid resource: write an AS number (AS64500), a prefix (198.18.0.0/23) or an address",
        ),
        (
            "routing-status",
            "resource=198.18.1.0/23",
            "`198.18.1.0/23` is not a valid resource: host bits are set; the network is 198.18.0.0/23",
        ),
        (
            "announced-prefixes",
            "resource=198.18.0.0/23",
            "`198.18.0.0/23` is not a valid resource: this data call takes an AS number, such as AS64500",
        ),
        (
            "routing-status",
            "resource=64500&timestamp=yesterday",
            "`yesterday` is not a valid timestamp: write it as 2026-01-05T08:00, in UTC, or as seconds since 1970",
        ),
        (
            "announced-prefixes",
            "resource=64500&endtime=2026-13-01",
            "`2026-13-01` is not a valid endtime: write it as 2026-01-05T08:00, in UTC, or as seconds since 1970",
        ),
        (
            "routing-status",
            "resource=64500&min_peers_seeing=-1",
            "`-1` is not a valid min_peers_seeing: write a whole number of peers",
        ),
        (
            "bgp-state",
            "resource=64500&rrcs=RRC00",
            "`RRC00` is not a valid rrcs: write numbers of collectors, such as 4 or 0,4,12",
        ),
        (
            "bgp-state",
            "resource=64500&unix_timestamps=1",
            "`1` is not a valid unix_timestamps: write TRUE or FALSE",
        ),
    ] {
        let (status, answer) = ask(&format!("/data/{call}/data.json"), query, &world);
        assert_eq!(status, 400, "{call}?{query}");
        assert_eq!(answer["status"], "error");
        assert_eq!(answer["messages"], json!([["error", text]]));
    }
}
