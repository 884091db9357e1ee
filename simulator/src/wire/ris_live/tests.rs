use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::wire::ris::Peer;
use crate::wire::sample;
use crate::world::internet::{Command, Route};
use crate::world::{self, World};

fn prefix(text: &str) -> Prefix {
    text.parse().unwrap()
}

/// An update of the peer with a number among all, from 1.
fn update(number: usize, prefix_of: &str, path: Option<&[u32]>) -> Update {
    let peers = Peer::all(sample::world().internet().graph());
    Update {
        at: sample::at("2026-08-19T12:18:16.080Z"),
        peer: peers[number - 1],
        number: 1,
        prefix: prefix(prefix_of),
        path: path.map(|path| path.iter().copied().map(Asn::new).collect()),
    }
}

fn told(update: &Update) -> Value {
    serde_json::from_str(&update.text(false)).unwrap()
}

/// The message that collector rrc21 sent on 2026-08-19, as a public test of a
/// client has it (byte for byte, it says), in this world's numbers:
/// `{"type":"ris_message","data":{"timestamp":1787141896.080,"peer":"37.49.237.143",
/// "peer_asn":"50628","id":"37.49.237.143-01a019f537900000","host":"rrc21.ripe.net",
/// "type":"UPDATE","path":[50628,35280,6453,4637,16509],"community":[[6453,86]],
/// "origin":"IGP","announcements":[{"next_hop":"37.49.237.143","prefixes":
/// ["173.82.228.0/24"]}],"withdrawals":[]}}`.
#[test]
fn an_announcement_is_as_recorded() {
    let mut update = update(1, "198.18.0.0/23", Some(&[174, 64500]));
    update.number = 0;
    assert_eq!(
        update.text(false),
        "{\"type\":\"ris_message\",\"data\":{\"timestamp\":1787141896.08,\"peer\":\"192.0.2.1\",\
         \"peer_asn\":\"174\",\"id\":\"192.0.2.1-01a019f537900000\",\"host\":\"rrc00.ripe.net\",\
         \"type\":\"UPDATE\",\"path\":[174,64500],\"community\":[],\"origin\":\"IGP\",\
         \"announcements\":[{\"next_hop\":\"192.0.2.1\",\"prefixes\":[\"198.18.0.0/23\"]}],\
         \"withdrawals\":[]}}"
    );
}

/// The BGP message by RFC 4271, section 4.3: ORIGIN IGP, AS_PATH of two four-octet
/// numbers, NEXT_HOP, and three octets of the prefix.
#[test]
fn who_asks_gets_the_bgp_message() {
    let update = update(1, "198.18.0.0/23", Some(&[174, 64500]));
    let message: Value = serde_json::from_str(&update.text(true)).unwrap();
    let expected = [
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "003302",
        "0000",
        "0018",
        "40010100",
        "40020A0202000000AE0000FBF4",
        "400304C0000201",
        "17C61200",
    ];
    assert_eq!(message["data"]["raw"], expected.concat());
}

/// From the same source, and alike in the tests of bgpkit-parser 0.23:
/// `"peer":"2001:7f8:54::1:143", …
/// "id":"2001:7f8:54::1:143-01a019f537900001", … "path":[],"community":[],
/// "announcements":[],"withdrawals":["2a01:6e00:0:0:0:0:0:0/48"]`.
#[test]
fn a_withdrawal_is_as_recorded() {
    let update = update(1, "2001:db8:100::/40", None);
    assert_eq!(
        update.text(false),
        "{\"type\":\"ris_message\",\"data\":{\"timestamp\":1787141896.08,\
         \"peer\":\"2001:db8:ffff::1\",\"peer_asn\":\"174\",\
         \"id\":\"2001:db8:ffff::1-01a019f537900001\",\"host\":\"rrc00.ripe.net\",\
         \"type\":\"UPDATE\",\"path\":[],\"community\":[],\"announcements\":[],\
         \"withdrawals\":[\"2001:db8:100:0:0:0:0:0/40\"]}}"
    );
}

/// A peer of RRC00 announces 198.18.0.0/23 by 174, 3356, 64500; then withdraws it.
#[test]
fn subscriptions_select() {
    let announced = update(1, "198.18.0.0/23", Some(&[174, 3356, 64500]));
    let withdrawn = update(1, "198.18.0.0/23", None);
    for (data, of_announced, of_withdrawn) in [
        (json!(null), true, true),
        (json!({}), true, true),
        (
            json!({ "host": null, "prefix": null, "path": null }),
            true,
            true,
        ),
        (json!({ "host": "rrc00" }), true, true),
        (json!({ "host": "rrc00.ripe.net" }), true, true),
        (json!({ "host": "rrc01" }), false, false),
        (json!({ "type": "UPDATE" }), true, true),
        (json!({ "type": "KEEPALIVE" }), false, false),
        (json!({ "type": "RIS_PEER_STATE" }), false, false),
        (json!({ "type": "STATE" }), false, false),
        (json!({ "require": "announcements" }), true, false),
        (json!({ "require": "withdrawals" }), false, true),
        (json!({ "peer": "192.0.2.1" }), true, true),
        (json!({ "peer": "192.0.2.2" }), false, false),
        (json!({ "peer": "2001:db8:ffff::1" }), false, false),
        (json!({ "path": 3356 }), true, false),
        (json!({ "path": "3356" }), true, false),
        (json!({ "path": 16509 }), false, false),
        (json!({ "path": "174,3356" }), true, false),
        (json!({ "path": "174,64500" }), false, false),
        (json!({ "path": "^174" }), true, false),
        (json!({ "path": "^3356" }), false, false),
        (json!({ "path": "64500$" }), true, false),
        (json!({ "path": "3356,64500$" }), true, false),
        (json!({ "path": "3356$" }), false, false),
        (json!({ "path": "^174,3356,64500$" }), true, false),
        (json!({ "path": "^174,64500$" }), false, false),
        (json!({ "path": "!16509$" }), true, false),
        (json!({ "path": "!64500$" }), false, false),
        (json!({ "path": "4500$" }), false, false),
        (json!({ "prefix": "198.18.0.0/23" }), true, true),
        (
            json!({ "prefix": ["192.0.2.0/24", "198.18.0.0/23"] }),
            true,
            true,
        ),
        (json!({ "prefix": [] }), false, false),
        (json!({ "prefix": "198.18.0.0/22" }), true, true),
        (
            json!({ "prefix": "198.18.0.0/22", "moreSpecific": false }),
            false,
            false,
        ),
        (
            json!({ "prefix": "198.18.0.0/23", "moreSpecific": false }),
            true,
            true,
        ),
        (json!({ "prefix": "198.18.1.0/24" }), false, false),
        (
            json!({ "prefix": "198.18.1.0/24", "lessSpecific": true }),
            true,
            true,
        ),
        (json!({ "prefix": "0.0.0.0/0" }), true, true),
        (json!({ "prefix": "::/0" }), false, false),
        (
            json!({ "prefix": "198.18.0.0/23", "path": "64500$", "host": "rrc00", "require": "announcements" }),
            true,
            false,
        ),
        (
            json!({ "prefix": "198.18.0.0/23", "path": "16509$" }),
            false,
            false,
        ),
    ] {
        let (subscription, _) = Subscription::parse(&data).unwrap();
        assert_eq!(subscription.wants(&announced), of_announced, "{data}");
        assert_eq!(subscription.wants(&withdrawn), of_withdrawn, "{data}");
    }
}

#[test]
fn what_is_no_subscription_is_refused() {
    for (data, text) in [
        (
            json!([]),
            "a subscription is an object: write its members as {\"prefix\": \"198.18.0.0/23\"}",
        ),
        (json!("rrc00"), "a subscription is an object: "),
        (
            json!({ "hosts": "rrc00" }),
            "a subscription is an object: unknown field `hosts`, expected one of `host`",
        ),
        (
            json!({ "type": "update" }),
            "a subscription is an object: unknown variant `update`, expected one of `UPDATE`",
        ),
        (
            json!({ "require": "path" }),
            "a subscription is an object: unknown variant `path`, expected `announcements` or `withdrawals`",
        ),
        (
            json!({ "peer": "rrc00" }),
            "a subscription is an object: invalid IP address syntax",
        ),
        (
            json!({ "moreSpecific": "yes" }),
            "a subscription is an object: invalid type: string \"yes\", expected a boolean",
        ),
        (
            json!({ "host": "amsterdam" }),
            "host: `amsterdam` is not a collector's name; write it as rrc00",
        ),
        (
            json!({ "path": {} }),
            "path: write an AS number or a pattern, such as \"^64500,64501$\"",
        ),
        (
            json!({ "path": "64500 64501" }),
            "path: `64500 64501` is not a pattern; write AS numbers with commas between them, `^` in front for the first of a path, `$` behind for the last",
        ),
        (json!({ "path": "" }), "path: `` is not a pattern;"),
        (json!({ "path": -1 }), "path: `-1` is not a pattern;"),
        (
            json!({ "prefix": 198 }),
            "prefix: write a prefix, such as \"198.18.0.0/23\", or a list of them",
        ),
        (
            json!({ "prefix": ["198.18.0.1/23"] }),
            "prefix: `198.18.0.1/23`: host bits are set; the network is 198.18.0.0/23",
        ),
        (
            json!({ "socketOptions": { "raw": true } }),
            "a subscription is an object: unknown field `raw`",
        ),
    ] {
        let error = Subscription::parse(&data).unwrap_err().to_string();
        assert!(error.starts_with(text), "{data}: {error}");
    }
}

fn hear(session: &mut Session, message: &Value, world: &World) -> Option<Value> {
    let answer = session.hear(&message.to_string(), world)?;
    Some(serde_json::from_str(&answer).unwrap())
}

#[test]
fn a_session_answers_what_it_is_asked() {
    let world = sample::world();
    let mut session = Session::default();
    let mut say = |message: Value| hear(&mut session, &message, &world);
    assert_eq!(
        say(json!({ "type": "ping", "data": null })),
        Some(json!({ "type": "pong", "data": null }))
    );
    assert_eq!(
        say(json!({ "type": "request_rrc_list" })),
        Some(json!({ "type": "ris_rrc_list", "data": ["rrc00", "rrc01", "rrc11", "rrc23"] }))
    );
    let silent = json!({ "host": "rrc00" });
    assert_eq!(
        say(json!({ "type": "ris_subscribe", "data": silent })),
        None
    );
    assert_eq!(
        say(json!({ "type": "ris_unsubscribe", "data": silent })),
        None
    );
    let options = json!({ "includeRaw": false, "acknowledge": true });
    let data = json!({ "prefix": "198.18.0.0/23", "socketOptions": options });
    assert_eq!(
        say(json!({ "type": "ris_subscribe", "data": data })),
        Some(json!({
            "type": "ris_subscribe_ok",
            "data": { "subscription": { "prefix": "198.18.0.0/23" }, "socketOptions": options },
        }))
    );
    // The options stay with the connection; what is told once is what is taken
    // back, however it is written.
    let same = json!({ "prefix": ["198.18.0.0/23"], "moreSpecific": true });
    let answer = say(json!({ "type": "ris_unsubscribe", "data": same })).unwrap();
    assert_eq!(answer["type"], "ris_unsubscribe_ok");
    let answer = say(json!({ "type": "ris_unsubscribe", "data": same })).unwrap();
    assert_eq!(
        answer["data"]["message"],
        "there is no such subscription; say in ris_unsubscribe what you said in ris_subscribe"
    );
}

#[test]
fn a_session_has_a_limit() {
    let world = sample::world();
    let mut session = Session::default();
    let mut subscribe = |number: u32| {
        let data = json!({ "path": number });
        hear(
            &mut session,
            &json!({ "type": "ris_subscribe", "data": data }),
            &world,
        )
    };
    for number in 0..1000 {
        assert_eq!(subscribe(number), None);
    }
    assert_eq!(subscribe(0), None, "it has that one");
    let answer = subscribe(1000).unwrap();
    assert_eq!(
        answer["data"]["message"],
        "more than 1000 subscriptions; unsubscribe from some or open another connection"
    );
}

#[test]
fn nonsense_is_an_error() {
    let world = sample::world();
    for (text, told) in [
        ("", "not JSON: EOF while parsing"),
        ("{", "not JSON: EOF while parsing"),
        ("[]", "a message is an object with a `type`: ris_subscribe,"),
        (
            "{\"data\":{}}",
            "a message is an object with a `type`: ris_subscribe,",
        ),
        (
            "{\"type\":7}",
            "a message is an object with a `type`: ris_subscribe,",
        ),
        (
            "{\"type\":\"subscribe\"}",
            "`subscribe` is not a type of message;",
        ),
    ] {
        let answer = Session::default().hear(text, &world).unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer["type"], "ris_error");
        let message = answer["data"]["message"].as_str().unwrap();
        assert!(message.starts_with(told), "{text}: {message}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is said, there is an answer in the protocol or none.
    #[test]
    fn whatever_is_said_is_answered(
        text in any::<String>(),
        path in "[!^]{0,2}[0-9,]{0,12}[$]{0,2}",
        prefix in "[0-9a-f:.]{0,12}/[0-9]{0,3}",
    ) {
        let world = sample::world();
        let filters = json!({ "path": path, "prefix": [prefix], "host": text });
        let subscribe = |data: Value| json!({ "type": "ris_subscribe", "data": data }).to_string();
        let mut session = Session::default();
        for said in [
            text.clone(),
            subscribe(json!(text)),
            subscribe(json!({ "path": path })),
            subscribe(filters),
        ] {
            if let Some(answer) = session.hear(&said, &world) {
                let answer: Value = serde_json::from_str(&answer).unwrap();
                prop_assert_eq!(&answer["type"], "ris_error");
            }
        }
        session.wants(&update(1, "198.18.0.0/23", Some(&[174, 64500])));
    }
}

fn perform(world: &mut World, command: Command) {
    let command = world::Command::Internet(command);
    world.perform(world.now(), &command).unwrap();
}

fn home() -> Route {
    Route {
        prefix: prefix("198.18.0.0/23"),
        origin: Asn::new(64500),
    }
}

/// Step by step as things come due, the same is heard as in one go, with the same
/// numbers, and never before its time.
#[test]
fn the_next_update_comes_when_it_is_due() {
    let mut world = sample::world_with_routes(&[("198.18.0.0/23", 64500)]);
    let mut patient = Listener::at_present(&world);
    let mut eager = Listener::at_present(&world);
    assert_eq!(Listener::next(&world), None);
    perform(&mut world, Command::Withdraw(home()));
    let mut heard = eager.news(&world);
    while let Some(due) = Listener::next(&world) {
        world.wake(due - SignedDuration::from_millis(1));
        assert_eq!(eager.news(&world), []);
        world.wake(due);
        let news = eager.news(&world);
        assert!(news.iter().all(|update| update.at == due) && !news.is_empty());
        heard.extend(news);
    }
    assert!(heard.len() >= 40, "{}", heard.len());
    assert_eq!(patient.news(&world), heard);
    let ids: std::collections::BTreeSet<String> = heard
        .iter()
        .map(|update| told(update)["data"]["id"].to_string())
        .collect();
    assert_eq!(ids.len(), heard.len());
}

/// Who begins to listen amid a millisecond goes on counting where others are.
#[test]
fn numbers_are_the_same_for_all() {
    let mut world = sample::world();
    let amazon = Route {
        prefix: prefix("198.18.0.0/23"),
        origin: Asn::new(16509),
    };
    let mut early = Listener::at_present(&world);
    perform(&mut world, Command::Announce(amazon));
    let first = early.news(&world);
    assert_eq!(first.len(), 1, "Amazon is a peer itself");
    let mut late = Listener::at_present(&world);
    perform(&mut world, Command::Withdraw(amazon));
    let second = early.news(&world);
    assert_eq!((first[0].number, second[0].number), (0, 1));
    assert_eq!(first[0].at, second[0].at);
    assert_eq!(late.news(&world), second);
}

#[test]
fn other_requests_are_told_where_to_go() {
    let ask = |uri: &str| {
        let request = ::http::Request::get(uri)
            .header("host", "ris-live.ripe.net")
            .body(bytes::Bytes::new())
            .unwrap();
        let simulation = sample::simulation();
        let answer =
            crate::wire::answer(&simulation, &sample::endpoints(), sample::start(), &request);
        let body = String::from_utf8(answer.body().to_vec()).unwrap();
        (answer.status().as_u16(), body)
    };
    for (uri, status, text) in [
        (
            "/v1/ws/",
            426,
            "this is a WebSocket; ask for an upgrade, or take /v1/stream/?format=json\n",
        ),
        (
            "/v1/stream/",
            400,
            "only lines of JSON are simulated; add ?format=json to the address\n",
        ),
        (
            "/v1/stream/?format=sse",
            400,
            "only lines of JSON are simulated; add ?format=json to the address\n",
        ),
        (
            "/manual/",
            404,
            "nothing is at /manual/; there are /v1/ws/ and /v1/stream/?format=json\n",
        ),
    ] {
        assert_eq!(ask(uri), (status, text.to_owned()), "{uri}");
    }
}
