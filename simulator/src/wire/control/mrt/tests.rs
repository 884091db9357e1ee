use ::http::Method;
use bytes::Bytes;
use jiff::SignedDuration;

use crate::simulation::Simulation;
use crate::wire::ec2::tests::simulation;
use crate::wire::mrt;
use crate::wire::ris::collector::Collector;
use crate::wire::sample::{at, control, endpoints, start};
use crate::world::Command;
use crate::world::internet::{self, Route};

/// A world whose range is withdrawn at the first moment, half an hour later.
fn moved() -> Simulation {
    let simulation = simulation();
    let home = Route {
        prefix: "198.18.0.0/23".parse().unwrap(),
        origin: byoip_vocabulary::asn::Asn::new(64500),
    };
    let command = Command::Internet(internet::Command::Withdraw(home));
    simulation.perform(start(), &command).unwrap();
    let later = simulation.now(start()) + SignedDuration::from_mins(30);
    simulation.advance_to(later, start());
    simulation
}

/// The name of the file that comes, and what is in it.
fn file(simulation: &Simulation, path: &str) -> (String, Bytes) {
    let request = ::http::Request::get(format!("/_simulator/mrt/{path}"));
    let request = request.body(Bytes::new()).unwrap();
    let answer = crate::wire::answer(simulation, &endpoints(), start(), &request);
    assert_eq!(answer.status(), 200, "{path}");
    let named = answer.headers()["content-disposition"].to_str().unwrap();
    (named.to_owned(), answer.into_body())
}

#[test]
fn files_come_with_their_names() {
    let simulation = moved();
    let world = simulation.read(start());
    let collector = Collector::find(world.internet().graph(), "RRC00").unwrap();
    let (begin, end) = (world.beginning().start, world.now());
    let table = |at| mrt::table(&world, &collector, at);
    let updates = |from, to| mrt::updates(&world, &collector, from, to);
    let (from, to) = (at("2026-01-05T09:00:30Z"), at("2026-01-05T09:05:00Z"));
    for (path, name, expected) in [
        ("rrc00/bview", "bview.20260105.0930", table(end)),
        (
            "RRC00/bview?at=2026-01-05T09:00:30Z",
            "bview.20260105.0900",
            table(from),
        ),
        (
            "rrc00/updates",
            "updates.20260105.0900",
            updates(begin, end),
        ),
        (
            "rrc00/updates?from=2026-01-05T09:00:30Z&to=2026-01-05T09:05:00Z",
            "updates.20260105.0900",
            updates(from, to),
        ),
    ] {
        assert!(!expected.is_empty(), "{path}");
        let disposition = format!("attachment; filename=\"{name}\"");
        assert_eq!(file(&simulation, path), (disposition, expected.into()));
    }
    assert_ne!(table(begin), table(end));
}

#[test]
fn refuses() {
    let simulation = moved();
    for (path, status, expected) in [
        (
            "rrc99/bview",
            404,
            "there is no collector rrc99; there are RRC00, RRC01, RRC11, RRC23",
        ),
        ("rrc00/bview?at=noon", 400, "write 2026-01-06T09:00:00Z"),
        (
            "rrc00/bview?at=2026-01-05T08:59:59Z",
            400,
            "at: the world began at 2026-01-05T09:00:00Z",
        ),
        (
            "rrc00/updates?to=2026-01-05T09:30:01Z",
            400,
            "to: it is only 2026-01-05T09:30:00Z",
        ),
        (
            "rrc00/updates?from=2026-01-05T09:10:00Z&to=2026-01-05T09:05:00Z",
            400,
            "to: 2026-01-05T09:05:00Z is before 2026-01-05T09:10:00Z",
        ),
    ] {
        let (seen, body) = control(&simulation, Method::GET, &format!("mrt/{path}"), "");
        assert_eq!(seen, status, "{path}");
        assert!(body.contains(expected), "{body}");
    }
    let (status, _) = control(&simulation, Method::POST, "mrt/rrc00/bview", "");
    assert_eq!(status, 405);
}
