//! The listener as routers meet it. Their messages are BIRD's, and what they are
//! told is read by the crate `bgpkit-parser`.

use std::collections::BTreeMap;

use bgpkit_parser::Elementor;
use bgpkit_parser::models::{AsnLength, BgpMessage, BgpOpenMessage, ElemType};
use bgpkit_parser::parser::bgp::parse_bgp_message;
use byoip_vocabulary::asn::Asn;
use bytes::Bytes;
use jiff::SignedDuration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;
use crate::shell::{Options, Running};
use crate::world::Command;
use crate::world::internet::{self, Route};

/// BIRD 2.0.12's OPEN as AS64511 with IPv4 and IPv6.
const OPEN: &[u8] = b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\
    \0\x3b\x01\x04\xfb\xff\0\xf0\xc0\0\x02\x01\x1e\x02\x1c\x01\x04\0\x01\0\x01\x01\x04\0\x02\0\x01\
    \x02\0\x40\x02\0\x78\x41\x04\0\0\xfb\xff\x46\0\x47\0";
const KEEPALIVE: &[u8] =
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\x13\x04";
/// "Everything of IPv4 again."
const REFRESH: &[u8] =
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\x17\x05\0\x01\0\x01";
/// An UPDATE that says nothing.
const UPDATE: &[u8] =
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\x17\x02\0\0\0\0";
const NOTIFICATION: &[u8] =
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\x15\x03\x06\x02";

const HOME: &str = "198.18.0.0/23";
/// How many routes the default world has: its holders' three and Amazon's own.
const ROUTES: usize = 4;

/// A router, and the AS paths that it has.
struct Router {
    stream: TcpStream,
    table: BTreeMap<String, Vec<u32>>,
}

/// What a router heard.
#[derive(Debug, PartialEq)]
enum Heard {
    Open(BgpOpenMessage),
    Keepalive,
    /// How many prefixes were told of.
    Update(usize),
    /// Code and subcode, and what was wrong.
    Notification(Vec<u8>),
}

impl Router {
    async fn connect(running: &Running) -> Self {
        let stream = TcpStream::connect(running.bgp()).await.unwrap();
        let table = BTreeMap::new();
        Self { stream, table }
    }

    /// One with its whole table.
    async fn established(running: &Running) -> Self {
        let mut router = Self::connect(running).await;
        assert!(matches!(router.hear().await, Heard::Open(_)));
        router.say(OPEN).await;
        assert_eq!(router.hear().await, Heard::Keepalive);
        router.say(KEEPALIVE).await;
        let mut ends = 0;
        while ends < 2 {
            match router.hear().await {
                Heard::Update(0) => ends += 1,
                Heard::Update(_) => assert_eq!(ends, 0, "the end comes last"),
                other => panic!("{other:?}"),
            }
        }
        router
    }

    async fn say(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    async fn hear(&mut self) -> Heard {
        let mut message = vec![0; 19];
        self.stream.read_exact(&mut message).await.unwrap();
        let length = u16::from_be_bytes([message[16], message[17]]);
        message.resize(length.into(), 0);
        self.stream.read_exact(&mut message[19..]).await.unwrap();
        if message[18] == 3 {
            return Heard::Notification(message[19..].to_vec());
        }
        let mut bytes = Bytes::from(message);
        match parse_bgp_message(&mut bytes, false, &AsnLength::Bits32).unwrap() {
            BgpMessage::Open(open) => Heard::Open(open),
            BgpMessage::KeepAlive => Heard::Keepalive,
            other @ (BgpMessage::Notification(_) | BgpMessage::RouteRefresh(_)) => {
                panic!("{other:?} is not told here")
            }
            BgpMessage::Update(update) => {
                let peer = [127, 0, 0, 1].into();
                let asn = 12654.into();
                let elements = Elementor::bgp_update_to_elems(update, 0.0, &peer, &asn);
                let count = elements.len();
                for element in elements {
                    let prefix = element.prefix.to_string();
                    match element.elem_type {
                        ElemType::ANNOUNCE => {
                            let path = element.as_path.unwrap();
                            let path = path.to_u32_vec_opt(false).unwrap();
                            self.table.insert(prefix, path);
                        }
                        ElemType::WITHDRAW => {
                            self.table.remove(&prefix);
                        }
                    }
                }
                Heard::Update(count)
            }
        }
    }

    /// Listens until it has so many prefixes.
    async fn until(&mut self, prefixes: usize) {
        while self.table.len() != prefixes {
            assert!(matches!(self.hear().await, Heard::Update(_)));
        }
    }

    /// The end of the session: why, and then nothing more.
    async fn farewell(mut self) -> Vec<u8> {
        let why = loop {
            match self.hear().await {
                Heard::Notification(why) => break why,
                Heard::Open(_) | Heard::Keepalive | Heard::Update(_) => {}
            }
        };
        let mut rest = Vec::new();
        self.stream.read_to_end(&mut rest).await.unwrap();
        assert!(rest.is_empty());
        why
    }
}

async fn begin() -> Running {
    crate::shell::start(Options::embedded()).await.unwrap()
}

fn home() -> Route {
    Route {
        prefix: HOME.parse().unwrap(),
        origin: Asn::new(64500),
    }
}

fn perform(running: &Running, command: internet::Command) {
    let simulation = &running.shared.simulation;
    simulation
        .perform(wall::now(), &Command::Internet(command))
        .unwrap();
    running.shared.changed.send_replace(());
}

fn pass(running: &Running, time: SignedDuration) {
    let simulation = &running.shared.simulation;
    let now = simulation.now(wall::now());
    simulation.advance_to(now + time, wall::now());
    running.shared.changed.send_replace(());
}

/// The table, and then what changes: everybody is told, and each the same.
#[tokio::test]
async fn routers_follow_the_collector() {
    let running = begin().await;
    let mut routers = Vec::new();
    for _ in 0..3 {
        routers.push(Router::established(&running).await);
    }
    perform(&running, internet::Command::Withdraw(home()));
    pass(&running, SignedDuration::from_hours(1));
    for router in &mut routers {
        assert_eq!(router.table.len(), ROUTES);
        let path = &router.table[HOME];
        assert_eq!((path.first(), path.last()), (Some(&12654), Some(&64500)));
        router.until(ROUTES - 1).await;
        assert!(!router.table.contains_key(HOME));
    }
    perform(&running, internet::Command::Announce(home()));
    pass(&running, SignedDuration::from_hours(1));
    for router in &mut routers {
        router.until(ROUTES).await;
    }
    assert_eq!(routers[0].table, routers[1].table);
}

#[tokio::test]
async fn a_table_is_told_again() {
    let running = begin().await;
    let mut router = Router::established(&running).await;
    let table = std::mem::take(&mut router.table);
    router.say(UPDATE).await;
    router.say(REFRESH).await;
    router.until(ROUTES).await;
    assert_eq!(router.table, table);
}

#[tokio::test]
async fn each_collector_has_its_own_table() {
    let mut paths = Vec::new();
    for name in ["RRC00", "rrc11"] {
        let options = Options {
            bgp_collector: name.to_owned(),
            ..Options::embedded()
        };
        let running = crate::shell::start(options).await.unwrap();
        let mut router = Router::established(&running).await;
        paths.push(router.table.remove(HOME).unwrap());
    }
    assert_ne!(paths[0], paths[1]);
}

#[tokio::test]
async fn a_collector_that_is_not_there_is_told() {
    let options = Options {
        bgp_collector: "RRC99".to_owned(),
        ..Options::embedded()
    };
    let error = crate::shell::start(options).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no collector RRC99; routers can listen to RRC00, RRC01, RRC11, RRC23"
    );
}

/// RFC 4486's Administrative Reset; whoever comes back has the new world's table.
#[tokio::test]
async fn a_reset_of_the_world_ends_the_session() {
    let running = begin().await;
    let router = Router::established(&running).await;
    perform(&running, internet::Command::Withdraw(home()));
    pass(&running, SignedDuration::from_hours(1));
    running.shared.simulation.reset(None, wall::now());
    running.shared.changed.send_replace(());
    assert_eq!(router.farewell().await, [6, 4]);
    let again = Router::established(&running).await;
    assert_eq!(again.table.len(), ROUTES);
}

/// What a router says at the wrong time, or wrongly, and what it is told.
#[tokio::test]
async fn the_end_of_a_session_has_its_reason() {
    let running = begin().await;
    let version = [&OPEN[..19], &[3], &OPEN[20..]].concat();
    for (said, why) in [
        (vec![&b"GET / HTTP/1.1\r\n\r\n"[..]], &[1, 1][..]),
        (vec![&[0xFF; 19]], &[1, 3, 0xFF]),
        (vec![&version], &[2, 1, 0, 4]),
        (vec![KEEPALIVE], &[5, 1, 4]),
        (vec![OPEN, OPEN], &[5, 2, 1]),
        (vec![OPEN, KEEPALIVE, OPEN], &[5, 3, 1]),
        (vec![OPEN, KEEPALIVE, REFRESH, &[0; 19]], &[1, 1]),
    ] {
        let mut router = Router::connect(&running).await;
        router.say(&said.concat()).await;
        assert_eq!(router.farewell().await, why, "{said:?}");
    }
}

/// Nobody answers a NOTIFICATION (RFC 4271, section 6.4).
#[tokio::test]
async fn a_router_that_takes_leave_is_let_go() {
    let running = begin().await;
    for said in [
        vec![NOTIFICATION],
        vec![OPEN, NOTIFICATION],
        vec![OPEN, KEEPALIVE, NOTIFICATION],
    ] {
        let mut router = Router::connect(&running).await;
        router.say(&said.concat()).await;
        let mut heard = Vec::new();
        router.stream.read_to_end(&mut heard).await.unwrap();
        // Nothing like the header of a NOTIFICATION.
        let is_told = heard
            .windows(3)
            .any(|it| it[0] == 0 && it[2] == 3 && it[1] == 21);
        assert!(!is_told, "{heard:?}");
    }
}

/// More than there are places come and go.
#[tokio::test]
async fn many_routers_are_served() {
    let running = begin().await;
    for _ in 0..ROUTERS_MAX + 10 {
        assert_eq!(Router::established(&running).await.table.len(), ROUTES);
    }
}
