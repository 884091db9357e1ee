use super::*;
use crate::world::Command as WorldCommand;
use crate::world::aws::review::Verdict;
use crate::world::policy::IrrObject;
use crate::world::tests::scene::Scene;

const CIDR: &str = "198.18.1.0/24";

fn route(prefix: &str, origin: u32) -> Route {
    Route {
        prefix: prefix.parse().unwrap(),
        origin: byoip_vocabulary::asn::Asn::new(origin),
    }
}

fn make(scene: &mut Scene, route: Route) {
    let make = WorldCommand::Irr(Command::Make(route));
    scene.perform(&make).unwrap();
}

/// A scene in which an object stands in the way as a setting has it.
fn scene(setting: &str) -> Scene {
    let mut genesis = Scene::genesis();
    genesis
        .policy
        .set("irr_object_in_the_way", setting)
        .unwrap();
    let mut scene = Scene::begin(genesis);
    scene.prepare();
    scene
}

#[test]
fn an_object_is_made_once_and_taken_away_once() {
    let mut scene = Scene::bare();
    let route = route(CIDR, 16509);
    make(&mut scene, route);
    let again = scene.perform(&WorldCommand::Irr(Command::Make(route)));
    assert_eq!(again, Err(Refusal::RouteObjectExists { route }.into()));
    let remove = WorldCommand::Irr(Command::Remove(route));
    scene.perform(&remove).unwrap();
    let again = scene.perform(&remove);
    assert_eq!(again, Err(Refusal::NoSuchRouteObject { route }.into()));
    assert_eq!(
        scene.told(),
        [
            "RADB has a route object of 198.18.1.0/24 from AS16509",
            "RADB has no route object of 198.18.1.0/24 from AS16509 any more",
        ]
    );
}

/// Which objects are in the way of a range of this account.
#[test]
fn only_byoip_numbers_are_in_the_way() {
    for (object, is_in_the_way) in [
        (route(CIDR, 16509), true),
        (route(CIDR, 14618), true),
        (route("198.18.0.0/23", 16509), true),
        (route("198.18.1.128/25", 16509), true),
        (route("198.18.0.0/24", 16509), false),
        // The holder's own AS, until it is brought.
        (route(CIDR, 64500), false),
        (route(CIDR, 64501), true),
    ] {
        let mut scene = scene("refused");
        scene.bring(64501);
        make(&mut scene, object);
        scene.provision(CIDR).unwrap();
        scene.settle();
        let told = scene.told();
        let verdict = format!("{CIDR} is turned down: {}", Verdict::IrrObject);
        assert_eq!(told.contains(&verdict), is_in_the_way, "{object}");
        let seen = format!("; {SOURCE} has a route object of {object}");
        assert_eq!(
            told.iter().any(|line| line.contains(&seen)),
            is_in_the_way,
            "{object}"
        );
    }
}

/// A setting says what the review makes of it.
#[test]
fn what_the_review_makes_of_it() {
    assert_eq!(
        Scene::genesis().policy.irr_object_in_the_way,
        IrrObject::Refused
    );
    let mut ignored = scene("ignored");
    make(&mut ignored, route(CIDR, 16509));
    ignored.provision(CIDR).unwrap();
    ignored.settle();
    assert_eq!(ignored.range_of(CIDR).state().as_str(), "provisioned");

    let mut pending = scene("pending");
    make(&mut pending, route(CIDR, 16509));
    pending.provision(CIDR).unwrap();
    pending.pass(jiff::SignedDuration::from_hours(24 * 6));
    assert_eq!(pending.range_of(CIDR).state().as_str(), "pending-provision");
    let remove = WorldCommand::Irr(Command::Remove(route(CIDR, 16509)));
    pending.perform(&remove).unwrap();
    pending.pass(jiff::SignedDuration::from_hours(24));
    assert_eq!(pending.range_of(CIDR).state().as_str(), "provisioned");
}
