//! The order of refusals, the message, the route. Every state against every
//! call is in `grid`, origins of the holder's own in `origin`.

use byoip_vocabulary::state::ByoipCidrState;
use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::world::tests::scene::{Scene, prefix};
use crate::world::{Fact as WorldFact, Refusal as WorldRefusal};

mod grid;
mod origin;
mod slow;

use grid::in_state;

const CIDR: &str = "198.18.1.0/24";

#[test]
fn nothing_is_done_to_a_range_that_is_not_there() {
    let mut scene = Scene::ready();
    let unknown = |result: Result<Vec<WorldFact>, WorldRefusal>| {
        let refusal = Refusal::UnknownRange {
            prefix: prefix(CIDR),
        };
        assert_eq!(result, Err(WorldRefusal::Range(refusal)));
    };
    unknown(scene.advertise(CIDR));
    unknown(scene.withdraw(CIDR));
    unknown(scene.deprovision(CIDR));
}

/// One row a refusal of Provision, in order of precedence: each request is
/// wrong in everything below its row and right in everything above it.
#[test]
fn refusals_of_provision_stand_in_their_order() {
    #[track_caller]
    fn check(scene: &mut Scene, cidr: &str, context: Option<AuthorizationContext>, expected: &str) {
        let before = scene.world.clone();
        let refused = scene.range(Command::Provision {
            cidr: prefix(cidr),
            context,
            description: None,
            advertisable: true,
            border_group: None,
            tags: Default::default(),
        });
        let name = format!("{:?}", refused.expect_err(cidr));
        assert!(
            name.starts_with(&format!("Range({expected}")),
            "{cidr}: {name}"
        );
        assert_eq!(scene.world, before, "a refused call changes nothing");
    }
    let mut scene = Scene::ready();
    let nonsense = || {
        let (message, signature) = ("1|aws".to_owned(), "x".to_owned());
        Some(AuthorizationContext { message, signature })
    };
    let other = |scene: &Scene| Some(scene.context("198.18.0.0/24"));
    scene.provision(CIDR).unwrap();
    for private in [
        "10.0.0.0/24",
        "0.0.0.0/0",
        "127.0.0.0/25",
        "192.0.0.0/8",
        "fd00::/48",
    ] {
        check(&mut scene, private, nonsense(), "NotPublic");
    }
    check(&mut scene, "198.18.1.0/25", nonsense(), "TooSpecific");
    check(&mut scene, CIDR, nonsense(), "WrongState");
    scene.settle();
    check(&mut scene, "198.18.0.0/23", nonsense(), "Overlap");
    for block in [
        "192.0.2.0/24",
        "203.0.113.0/24",
        "198.18.2.0/24",
        "198.18.3.0/24",
    ] {
        scene.provision(block).unwrap();
    }
    check(&mut scene, "198.18.4.0/24", nonsense(), "QuotaReached");
    let mut scene = Scene::ready();
    check(&mut scene, CIDR, None, "NoAuthorizationContext");
    check(&mut scene, CIDR, nonsense(), "MalformedMessage");
    let context = other(&scene);
    check(&mut scene, CIDR, context, "WrongMessage");
}

/// A message is good before 00:00:00 UTC of its date, and not from then on.
#[test]
fn a_message_ends_at_midnight() {
    let mut genesis = Scene::genesis();
    let midnight: Timestamp = "2026-12-31T00:00:00Z".parse().unwrap();
    let second = SignedDuration::from_secs(1);
    genesis.start = midnight - second;
    let mut before = Scene::begin(genesis.clone());
    assert!(before.provision(CIDR).is_ok());
    genesis.start = midnight;
    let mut at = Scene::begin(genesis);
    let refused = at.provision(CIDR);
    assert!(
        matches!(refused, Err(WorldRefusal::Range(Refusal::WrongMessage(_)))),
        "{refused:?}"
    );
}

#[test]
fn advertising_needs_a_valid_route_from_every_amazon_origin() {
    let mut scene = in_state(ByoipCidrState::Provisioned);
    let lost: Vec<_> = scene
        .world
        .rpki()
        .entries()
        .filter(|(_, entry)| entry.roa.asn().number() == 16509)
        .map(|(id, _)| id.clone())
        .collect();
    for id in lost {
        let delete = crate::world::rpki::Command::delete(id);
        scene.perform(&crate::world::Command::Roa(delete)).unwrap();
    }
    // Validators have not lost it yet.
    assert!(scene.clone().advertise(CIDR).is_ok());
    scene.settle();
    match scene.advertise(CIDR) {
        Err(WorldRefusal::Range(Refusal::RouteNotValid(validity))) => {
            assert_eq!(validity.origin.number(), 16509);
            assert_eq!(validity.unmatched_asn.len(), 2);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_origin_changes_when_amazon_advertises() {
    let mut scene = in_state(ByoipCidrState::Provisioned);
    let origins = |scene: &Scene, of: &str| scene.origins(of);
    assert_eq!(origins(&scene, "198.18.0.0/23"), [64500]);
    scene.advertise(CIDR).unwrap();
    let without = |scene: &Scene| scene.world.routing(prefix(CIDR)).shares().1;
    let everybody = scene.world.internet().graph().size();
    assert_eq!(without(&scene) as usize, everybody - 1, "not spread yet");
    scene.settle();
    assert_eq!(without(&scene), 0, "nobody is without a route");
    assert_eq!(origins(&scene, CIDR), [14618]);
    assert_eq!(
        origins(&scene, "198.18.0.0/23"),
        [64500],
        "the /23 stays at home"
    );
    scene.withdraw(CIDR).unwrap();
    assert_eq!(origins(&scene, CIDR), [14618], "still fading");
    scene.settle();
    assert_eq!(origins(&scene, CIDR), [0; 0]);
}

/// What keeps a range is named for what it is.
#[test]
fn what_is_left_of_a_range() {
    let left = |out, blocks, asns: &[u32]| {
        let asns = asns.iter().map(|number| Asn::new(*number)).collect();
        Left { out, blocks, asns }.to_string()
    };
    assert_eq!(left(2, 0, &[]), "2 of its addresses are still allocated");
    assert_eq!(
        left(0, 2, &[64500]),
        "2 of its blocks are still associated with VPCs; AS64500 is still associated with it"
    );
    assert_eq!(left(1, 0, &[]), "1 of its addresses is still allocated");
    let block = left(0, 1, &[]);
    assert_eq!(block, "1 of its blocks is still associated with a VPC");
    assert_eq!(left(0, 0, &[64500]), "AS64500 is still associated with it");
}
