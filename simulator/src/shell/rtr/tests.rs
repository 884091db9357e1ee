//! The listener as routers meet it: mostly by the client of the crate `rpki`,
//! which has nothing of ours in it, else by plain bytes.

use std::collections::BTreeSet;

use ::rpki::rtr::client::{Client, PayloadError, PayloadTarget};
use ::rpki::rtr::payload::{Action, Payload, Timing};
use ::rpki::rtr::state;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use jiff::SignedDuration;

use super::*;
use crate::shell::{Options, Running};
use crate::world::rpki::aspa;
use crate::world::{Command, rpki};

/// The payloads of a router, as text, and the timers it was told. It wants each
/// payload announced once and withdrawn once.
#[derive(Debug, Default)]
struct Table {
    payloads: BTreeSet<String>,
    reset: bool,
    timing: Timing,
}

impl PayloadTarget for Table {
    type Update = Vec<(Action, Payload)>;

    fn start(&mut self, reset: bool) -> Self::Update {
        self.reset = reset;
        if reset {
            self.payloads.clear();
        }
        Vec::new()
    }

    fn apply(&mut self, update: Self::Update, timing: Timing) -> Result<(), PayloadError> {
        for (action, payload) in update {
            let text = match payload {
                Payload::Origin(origin) => format!("{} {}", origin.prefix, origin.asn),
                Payload::Aspa(aspa) => {
                    let providers: Vec<String> =
                        aspa.providers.iter().map(|asn| asn.to_string()).collect();
                    format!("{} by {}", aspa.customer, providers.join(" "))
                }
                Payload::RouterKey(_) => return Err(PayloadError::Corrupt),
            };
            match action {
                Action::Announce if !self.payloads.insert(text.clone()) => {
                    return Err(PayloadError::DuplicateAnnounce);
                }
                Action::Withdraw if !self.payloads.remove(&text) => {
                    return Err(PayloadError::UnknownWithdraw);
                }
                Action::Announce | Action::Withdraw => {}
            }
        }
        self.timing = timing;
        Ok(())
    }
}

type Router = Client<TcpStream, Table>;

/// A router that speaks a version, and has what it got in its first answer.
async fn router(running: &Running, version: u8) -> Router {
    let mut router = connect(running, version, None).await;
    router.step().await.unwrap();
    router
}

async fn connect(running: &Running, version: u8, state: Option<state::State>) -> Router {
    let stream = TcpStream::connect(running.rtr()).await.unwrap();
    Client::with_initial_version(version, stream, Table::default(), state)
}

fn payloads(router: &Router) -> Vec<&str> {
    let payloads = &router.target().payloads;
    payloads.iter().map(String::as_str).collect()
}

const AT_FIRST: [&str; 2] = ["192.0.2.0/24-24 AS64501", "203.0.113.0/24-24 AS64502"];
const OURS: &str = "198.18.0.0/23-24 AS16509";

fn roa() -> Roa {
    let prefix: Prefix = "198.18.0.0/23".parse().unwrap();
    Roa::new(prefix, Some(24), Asn::new(16509)).unwrap()
}

fn perform(running: &Running, command: rpki::Command) {
    let simulation = &running.shared.simulation;
    simulation
        .perform(wall::now(), &Command::Roa(command))
        .unwrap();
    running.shared.changed.send_replace(());
}

fn create(running: &Running) {
    perform(running, rpki::Command::create(roa()));
}

fn delete(running: &Running) {
    let id = {
        let world = running.shared.simulation.read(wall::now());
        world.rpki().find(&roa()).unwrap().clone()
    };
    perform(running, rpki::Command::delete(id));
}

fn pass(running: &Running, hours: i64) {
    let simulation = &running.shared.simulation;
    let now = simulation.now(wall::now());
    simulation.advance_to(now + SignedDuration::from_hours(hours), wall::now());
    running.shared.changed.send_replace(());
}

/// A ROA comes and goes: each time the router is notified, asks what is new, and
/// is told that alone.
#[tokio::test]
async fn routers_of_each_version_follow_the_validator() {
    for version in 0..=2 {
        let running = crate::shell::start(Options::embedded()).await.unwrap();
        let mut router = router(&running, version).await;
        assert_eq!(payloads(&router), AT_FIRST, "version {version}");
        assert_eq!(router.state().unwrap().serial().0, 0);
        assert!(router.target().reset);
        create(&running);
        pass(&running, 1);
        router.step().await.unwrap();
        assert_eq!(payloads(&router), [AT_FIRST[0], OURS, AT_FIRST[1]]);
        assert_eq!(router.state().unwrap().serial().0, 1);
        assert!(!router.target().reset);
        let timing = router.target().timing;
        assert_eq!(
            (timing.refresh, timing.retry, timing.expire),
            (3600, 600, 7200)
        );
        delete(&running);
        pass(&running, 24);
        router.step().await.unwrap();
        assert_eq!(payloads(&router), AT_FIRST);
        assert_eq!(router.state().unwrap().serial().0, 2);
        running.stop().await;
    }
}

/// An ASPA is told to those who speak version 2, anew and to whoever is there
/// already; the others have the serial and nothing by it.
#[tokio::test]
async fn aspas_are_for_version_2() {
    for version in 0..=2 {
        let running = crate::shell::start(Options::embedded()).await.unwrap();
        let mut router = router(&running, version).await;
        let aspa = Aspa {
            customer: Asn::new(64500),
            providers: [174, 1299].map(Asn::new).into(),
        };
        let make = Command::Aspa(aspa::Command::Create { aspa });
        let simulation = &running.shared.simulation;
        simulation.perform(wall::now(), &make).unwrap();
        pass(&running, 1);
        router.step().await.unwrap();
        assert_eq!(router.state().unwrap().serial().0, 1);
        let told = payloads(&router).contains(&"AS64500 by AS174 AS1299");
        assert_eq!(told, version == 2, "version {version}");
        let anew = self::router(&running, version).await;
        assert_eq!(payloads(&anew), payloads(&router));
        running.stop().await;
    }
}

/// Whoever comes back is told what is new since any serial of the session; for
/// others it begins anew.
#[tokio::test]
async fn who_comes_back_goes_on_where_it_was() {
    let running = crate::shell::start(Options::embedded()).await.unwrap();
    let at_first = router(&running, 1).await.state().unwrap();
    create(&running);
    pass(&running, 1);
    let mut late = connect(&running, 1, Some(at_first)).await;
    late.step().await.unwrap();
    assert_eq!(payloads(&late), [OURS]);
    assert!(!late.target().reset);
    delete(&running);
    pass(&running, 24);
    let mut later = connect(&running, 1, Some(at_first)).await;
    later.step().await.unwrap();
    assert!(payloads(&later).is_empty(), "it came and went");
    let session = at_first.session();
    for stranger in [
        state::State::from_parts(session, 3.into()),
        state::State::from_parts(session, u32::MAX.into()),
        state::State::from_parts(session.wrapping_add(1), 0.into()),
    ] {
        let mut router = connect(&running, 1, Some(stranger)).await;
        router.step().await.unwrap();
        assert!(router.target().reset, "{stranger:?}");
        assert_eq!(payloads(&router), AT_FIRST);
    }
}

#[tokio::test]
async fn routers_get_what_the_chosen_validator_has() {
    let amazon = Options {
        rtr_validator: ValidatorName::new(ValidatorName::AMAZON),
        ..Options::embedded()
    };
    let (amazon, ripe) = (amazon, Options::embedded());
    let amazon = crate::shell::start(amazon).await.unwrap();
    let ripe = crate::shell::start(ripe).await.unwrap();
    for running in [&amazon, &ripe] {
        create(running);
        let simulation = &running.shared.simulation;
        let soon = simulation.now(wall::now()) + SignedDuration::from_mins(30);
        simulation.advance_to(soon, wall::now());
    }
    assert!(payloads(&router(&ripe, 1).await).contains(&OURS));
    assert!(!payloads(&router(&amazon, 1).await).contains(&OURS));
    pass(&amazon, 1);
    assert!(payloads(&router(&amazon, 1).await).contains(&OURS));
}

#[tokio::test]
async fn a_validator_that_is_not_there_is_told() {
    let options = Options {
        rtr_validator: ValidatorName::new("network-1"),
        ..Options::embedded()
    };
    let error = crate::shell::start(options).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no validator network-1; routers can listen to amazon, cloudflare, networks-1, \
         networks-2, networks-3, ripe"
    );
}

/// As by a cache that is started again: connections end, and the session that
/// comes back is unknown.
#[tokio::test]
async fn a_reset_of_the_world_is_another_session() {
    let running = crate::shell::start(Options::embedded()).await.unwrap();
    create(&running);
    pass(&running, 1);
    let mut router = router(&running, 2).await;
    let before = router.state().unwrap();
    running.shared.simulation.reset(None, wall::now());
    running.shared.changed.send_replace(());
    let end = router.step().await.unwrap_err();
    assert_eq!(end.kind(), io::ErrorKind::UnexpectedEof);
    let mut again = connect(&running, 2, Some(before)).await;
    again.step().await.unwrap();
    assert!(again.target().reset);
    assert_eq!(payloads(&again), AT_FIRST);
    let now = again.state().unwrap();
    assert_ne!(now.session(), before.session());
    assert_eq!(now.serial().0, 0);
}

/// The session comes from the seed alone.
#[tokio::test]
async fn one_seed_gives_one_session() {
    let mut sessions = Vec::new();
    for seed in [7, 7, 8] {
        let mut options = Options::embedded();
        options.genesis.seed = seed;
        let running = crate::shell::start(options).await.unwrap();
        let state = router(&running, 1).await.state().unwrap();
        sessions.push(state.session());
    }
    assert_eq!(sessions[0], sessions[1]);
    assert_ne!(sessions[0], sessions[2]);
}

/// More than there are places come and go; all that stay are told.
#[tokio::test]
async fn many_routers_are_served() {
    let running = crate::shell::start(Options::embedded()).await.unwrap();
    for _ in 0..ROUTERS_MAX + 10 {
        assert_eq!(payloads(&router(&running, 0).await), AT_FIRST);
    }
    let mut routers = Vec::new();
    for _ in 0..100 {
        routers.push(router(&running, 1).await);
    }
    create(&running);
    pass(&running, 1);
    for router in &mut routers {
        router.step().await.unwrap();
        assert!(payloads(router).contains(&OURS));
    }
}

/// Sends bytes; what comes until the server hangs up.
async fn raw(running: &Running, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(running.rtr()).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    answer
}

/// Nonsense is reported, however long it is, and the connection ends; queries
/// before it are answered.
#[tokio::test]
async fn nonsense_is_reported() {
    let running = crate::shell::start(Options::embedded()).await.unwrap();
    let http = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500);
    let report = raw(&running, &http).await;
    assert_eq!(report[..4], [2, 10, 0, 4], "an unsupported version");
    assert!(report.ends_with(b"versions 0, 1 and 2 are spoken here"));
    let reset = [1, 2, 0, 0, 0, 0, 0, 8];
    let answer = raw(
        &running,
        &[&reset[..], &reset, &[1, 5, 0, 0, 0, 0, 0, 8]].concat(),
    )
    .await;
    let twice = 2 * (8 + 2 * 20 + 24);
    assert_eq!(
        answer[..4],
        [1, 3, answer[2], answer[3]],
        "a cache response"
    );
    assert_eq!(
        answer[twice..twice + 4],
        [1, 10, 0, 5],
        "an unsupported type"
    );
    assert!(raw(&running, &reset[..7]).await.is_empty());
}
