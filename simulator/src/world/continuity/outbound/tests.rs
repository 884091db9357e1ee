use byoip_vocabulary::asn::Asn;
use jiff::SignedDuration;

use super::*;
use crate::world::aws::address::Wish;
use crate::world::aws::egress::tests::{lead_out, make_gateway};
use crate::world::aws::route_table::{self, Target};
use crate::world::continuity::{Continuity, Met, continuity};
use crate::world::internet::{Command, Route};
use crate::world::tests::scene::{Scene, prefix};

const MAIL: &str = "i-0123456789abcde02";

fn ask(scene: &Scene, from: Timestamp) -> Continuity {
    let question = Question {
        from,
        to: scene.world.now(),
        address: Ipv4Addr::new(198, 18, 1, 10),
        caller: Some(Caller {
            instance: InstanceId::new(MAIL),
            port: 443,
        }),
    };
    continuity(&scene.world, &Scene::genesis(), question)
}

/// What each partner met with, addresses left out.
fn told(met: &Met) -> Vec<&'static str> {
    let word = |passage: &Passage| match passage {
        Passage::Open(_) => "open",
        Passage::Stranded(_) => "stranded",
        Passage::NotAdmitted(_) => "not admitted",
        Passage::Astray(_, place) => place.name(),
    };
    met.outbound.iter().map(|span| word(&span.what)).collect()
}

/// An Amazon address leads out at once, but a partner with an allow-list does not
/// know it; one of the own range is let in, and its answers go home until it is
/// announced from Amazon.
#[test]
fn the_address_decides_who_lets_in() {
    let mut scene = Scene::ready();
    scene.provision("198.18.1.0/24").unwrap();
    scene.pass(SignedDuration::from_hours(24 * 8));
    let from = scene.world.now();
    let amazons = scene.allocate(Wish::Amazons).unwrap();
    let gateway = make_gateway(&mut scene, &amazons);
    let table = lead_out(&mut scene, &gateway);
    scene.pass(SignedDuration::from_mins(10));
    let report = ask(&scene, from);
    let names: Vec<&str> = report
        .partners
        .iter()
        .map(|it| it.partner.as_str())
        .collect();
    assert_eq!(names, ["partner-a", "partner-b", "partner-c"]);
    let told_all = |report: &Continuity| report.partners.iter().map(told).collect::<Vec<_>>();
    assert_eq!(
        told_all(&report),
        [
            vec!["stranded", "not admitted"],
            vec!["stranded", "open"],
            vec!["stranded", "open"]
        ]
    );
    let [a, b] = [&report.partners[0], &report.partners[1]];
    assert_eq!(a.cut_off(), SignedDuration::from_mins(10));
    assert!(b.cut_off() > SignedDuration::ZERO && b.cut_off() < SignedDuration::from_mins(10));

    let own = scene.allocate_from("198.18.1.0/24").unwrap();
    let second = make_gateway(&mut scene, &own);
    scene.pass(SignedDuration::from_mins(10));
    let from = scene.world.now();
    let replace = route_table::Command::ReplaceRoute {
        table,
        destination: prefix("0.0.0.0/0"),
        target: Target::NatGateway(second),
    };
    scene.route_table(replace).unwrap();
    scene.pass(SignedDuration::from_mins(5));
    assert_eq!(told_all(&ask(&scene, from)), vec![vec!["home"]; 3]);
    scene.advertise("198.18.1.0/24").unwrap();
    scene.pass(SignedDuration::from_mins(5));
    assert_eq!(told_all(&ask(&scene, from)), vec![vec!["home", "open"]; 3]);
    let now = now(&scene.world, &ask(&scene, from).question.caller.unwrap());
    assert!(now.iter().all(Passage::is_open), "{now:?}");

    scene.withdraw("198.18.1.0/24").unwrap();
    let route = Route {
        prefix: prefix("198.18.0.0/23"),
        origin: Asn::new(64500),
    };
    let withdraw = crate::world::Command::Internet(Command::Withdraw(route));
    scene.perform(&withdraw).unwrap();
    scene.pass(SignedDuration::from_mins(20));
    let report = ask(&scene, from);
    assert!(
        report
            .partners
            .iter()
            .all(|met| told(met).last() == Some(&"nowhere"))
    );
}
