use jiff::SignedDuration;

use super::*;
use crate::world::aws::address::{self, Place as Socket};
use crate::world::internet::{Command, Route};
use crate::world::premises;
use crate::world::tests::scene::{Scene, prefix};
use crate::world::tests::site::{PUBLIC, request};

mod laws;

const HALF: &str = "198.18.1.0/24";

/// A world whose half of the range is at Amazon, with an instance on the address
/// that partners use, while the whole of it is announced at home.
fn moving() -> (Scene, Ipv4Addr) {
    let mut scene = Scene::ready();
    // The ROAs are for AS64500 too.
    scene.provision(HALF).unwrap();
    scene.pass(SignedDuration::from_hours(24 * 8));
    let allocation = scene.allocate_from(HALF).unwrap();
    let instance = scene.run(request(PUBLIC, 1, 1)).unwrap().remove(0);
    scene.settle();
    let command = address::Command::Associate {
        allocation: allocation.clone(),
        place: Socket::Instance(instance),
        private_address: None,
        allow_reassociation: true,
    };
    scene.address(command).unwrap();
    let allocated = scene.world.addresses().allocated(&allocation).unwrap();
    let address = allocated.address;
    (scene, address)
}

fn route(of: &str) -> Route {
    Route {
        prefix: prefix(of),
        origin: Asn::new(64500),
    }
}

fn bgp(scene: &mut Scene, command: Command) {
    let command = crate::world::Command::Internet(command);
    scene.perform(&command).unwrap();
}

fn ask(scene: &Scene, from: Timestamp, address: Ipv4Addr) -> Continuity {
    let to = scene.world.now();
    let caller = None;
    let question = Question {
        from,
        to,
        address,
        caller,
    };
    continuity(&scene.world, &Scene::genesis(), question)
}

fn told(met: &Met) -> Vec<String> {
    met.spans.iter().map(|span| span.what.to_string()).collect()
}

/// Announced from Amazon while home still announces the whole: nobody is without
/// an answer for a moment.
#[test]
fn announcing_before_withdrawing_loses_nothing() {
    let (mut scene, address) = moving();
    let from = scene.world.now();
    scene.pass(SignedDuration::from_secs(60));
    scene.advertise(HALF).unwrap();
    scene.pass(SignedDuration::from_mins(20));
    bgp(&mut scene, Command::Withdraw(route("198.18.0.0/23")));
    scene.pass(SignedDuration::from_mins(20));
    let answer = ask(&scene, from, address);
    assert_eq!(answer.verdict(), Verdict::Continuous);
    assert_eq!(answer.worst(), None);
    assert_eq!(answer.partners.len(), 3);
    for met in &answer.partners {
        assert_eq!(met.spans.len(), 2, "{:?}", told(met));
        assert_eq!(met.spans[0].what, Reach::Home);
        assert_eq!(met.handovers(), 1);
        assert_eq!(met.spans[0].to, met.spans[1].from);
        assert_eq!(
            (met.spans[0].from, met.spans[1].to),
            (from, scene.world.now())
        );
    }
    assert_eq!(answer.places(), [Place::Amazon].into());
    let origins: Vec<String> = answer
        .origins
        .iter()
        .map(|it| it.what.to_string())
        .collect();
    assert_eq!(origins, ["AS64500 at home", "AS14618 at Amazon"]);
    let networks = u32::try_from(scene.world.internet().graph().size()).unwrap();
    let (first, last) = (
        answer.shares.first().unwrap(),
        answer.shares.last().unwrap(),
    );
    assert_eq!((first.home, first.at), (networks, from));
    assert_eq!(last.amazon, networks);
    for sample in &answer.shares {
        let sum = sample.home + sample.amazon + sample.impostor + sample.nowhere;
        assert_eq!(sum, networks);
    }
}

/// Withdrawn at home first, and announced from Amazon ten minutes later: everybody
/// is without an answer for about that time, less what the news takes.
#[test]
fn withdrawing_first_costs_the_time_between() {
    let (mut scene, address) = moving();
    let from = scene.world.now();
    bgp(&mut scene, Command::Withdraw(route("198.18.0.0/23")));
    scene.pass(SignedDuration::from_mins(10));
    scene.advertise(HALF).unwrap();
    scene.pass(SignedDuration::from_mins(20));
    let answer = ask(&scene, from, address);
    assert_eq!(answer.verdict(), Verdict::Interrupted);
    for met in &answer.partners {
        let down = met.down().as_secs();
        assert!((420..=680).contains(&down), "{} {down}", met.partner);
        let outages = met.outages();
        let length: SignedDuration = outages.iter().map(Span::length).sum();
        assert_eq!(length, met.down());
        assert!(
            outages
                .iter()
                .all(|it| it.what.iter().all(|it| !it.is_answered()))
        );
    }
    let longest = answer.partners.iter().map(Met::down).max().unwrap();
    assert_eq!(answer.worst().map(Met::down), Some(longest));
}

/// The routes are as they should be, but home was shut down before the packets
/// went elsewhere.
#[test]
fn a_route_alone_answers_nobody() {
    let (mut scene, address) = moving();
    let from = scene.world.now();
    let stop = premises::Command::Stop(prefix(HALF));
    scene
        .perform(&crate::world::Command::Premises(stop))
        .unwrap();
    scene.pass(SignedDuration::from_mins(5));
    let answer = ask(&scene, from, address);
    assert_eq!(answer.verdict(), Verdict::Down);
    for met in &answer.partners {
        assert_eq!(told(met), ["nothing answers at home any more"]);
        assert_eq!(met.down(), SignedDuration::from_mins(5));
    }
    scene.advertise(HALF).unwrap();
    scene.pass(SignedDuration::from_mins(20));
    let other = Ipv4Addr::from_bits(address.to_bits() + 1);
    let answer = ask(&scene, from, other);
    for met in &answer.partners {
        let last = told(met).pop();
        assert_eq!(last.as_deref(), Some("nobody has allocated the address"));
    }
}

/// An impostor who answers is none who should.
#[test]
fn an_impostors_answer_is_an_outage() {
    let (mut scene, address) = moving();
    let from = scene.world.now();
    let (route, by) = (route(HALF), Asn::new(64511));
    bgp(&mut scene, Command::Hijack { route, by });
    scene.pass(SignedDuration::from_hours(1));
    bgp(&mut scene, Command::EndHijack { route, by });
    scene.pass(SignedDuration::from_hours(1));
    let answer = ask(&scene, from, address);
    assert_eq!(answer.verdict(), Verdict::Interrupted);
    let worst = answer.worst().unwrap();
    assert!(
        worst.down() > SignedDuration::from_mins(50),
        "{:?}",
        worst.down()
    );
    assert!(told(worst).contains(&"AS64511 has it, an impostor".to_owned()));
    assert!(answer.shares.iter().any(|sample| sample.impostor > 0));
}

/// What comes later does not change what was.
#[test]
fn an_answer_stays_the_same() {
    let (mut scene, address) = moving();
    let from = scene.world.now();
    scene.advertise(HALF).unwrap();
    scene.pass(SignedDuration::from_secs(20));
    let then = ask(&scene, from, address);
    let question = then.question.clone();
    bgp(&mut scene, Command::Withdraw(route("198.18.0.0/23")));
    scene.withdraw(HALF).unwrap();
    scene.pass(SignedDuration::from_hours(3));
    let now = continuity(&scene.world, &Scene::genesis(), question.clone());
    assert_eq!(now, then);
    // Of two halves the first one's end is the second one's beginning.
    let middle = from + SignedDuration::from_secs(7);
    let part = |from, to| {
        let question = Question {
            from,
            to,
            ..question.clone()
        };
        continuity(&scene.world, &Scene::genesis(), question)
    };
    let halves = [part(from, middle), part(middle, question.to)];
    for (position, whole) in then.partners.iter().enumerate() {
        let parts = halves.iter().map(|it| it.partners[position].down());
        assert_eq!(parts.sum::<SignedDuration>(), whole.down());
    }
}
