//! Announcing from an AS of the holder's own, and from another in place.

use super::*;
use crate::world::internet;
use crate::world::rpki;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

fn own(asn: u32) -> Origin {
    Origin::Own(Asn::new(asn))
}

/// A provisioned range with which these are associated; ROAs are there for AS64500
/// and AS64501.
fn associated(asns: &[u32]) -> Scene {
    let mut scene = in_state(ByoipCidrState::Provisioned);
    scene.roa("198.18.0.0/23", 24, 64501);
    scene.pass(HOUR);
    for asn in asns {
        scene.bring(*asn);
        scene.associate(CIDR, *asn).unwrap();
    }
    scene.pass(SignedDuration::from_mins(1));
    scene
}

/// From where a looking glass sees the range.
fn seen(scene: &Scene) -> Vec<u32> {
    scene.origins(CIDR)
}

fn refused(scene: &mut Scene, origin: Origin, expected: &str) {
    let before = scene.world.clone();
    let refusal = scene.advertise_from(CIDR, origin).unwrap_err();
    let name = format!("{refusal:?}");
    assert!(name.starts_with(&format!("Range({expected}")), "{name}");
    assert_eq!(scene.world, before, "a refused call changes nothing");
}

/// Every first origin against every next one.
#[test]
#[rustfmt::skip]
fn an_origin_takes_over_in_place() {
    const AMAZON: u32 = 14618;
    let amazons = Some(Origin::Amazons);
    for (first, then, changed, origin) in [
        (None,              None,              false, AMAZON),
        (None,              amazons,           false, AMAZON),
        (amazons,           Some(own(64500)),  true,  64500),
        (Some(own(64500)),  None,              false, 64500),
        (Some(own(64500)),  Some(own(64500)),  false, 64500),
        (Some(own(64500)),  amazons,           true,  AMAZON),
        (Some(own(64500)),  Some(own(64501)),  true,  64501),
    ] {
        let mut scene = associated(&[64500, 64501]);
        let mut advertise = |asn: Option<Origin>| {
            let (cidr, border_group) = (prefix(CIDR), None);
            let facts = scene.range(Command::Advertise { cidr, asn, border_group }).unwrap();
            scene.pass(HOUR);
            facts
        };
        advertise(first);
        let facts = advertise(then);
        assert_eq!(!facts.is_empty(), changed, "{first:?} {then:?}");
        assert_eq!(scene.range_of(CIDR).origin(), Some(Asn::new(origin)), "{first:?} {then:?}");
        assert_eq!(seen(&scene), [origin], "{first:?} {then:?}");
        assert_eq!(scene.range_of(CIDR).state(), ByoipCidrState::Advertised);
        scene.withdraw(CIDR).unwrap();
        scene.settle();
        assert_eq!(seen(&scene), [0; 0]);
    }
}

/// The old origin fades while the new one spreads.
#[test]
fn the_range_is_seen_all_the_while() {
    let mut scene = associated(&[64500]);
    scene.advertise(CIDR).unwrap();
    scene.settle();
    scene.advertise_from(CIDR, own(64500)).unwrap();
    assert_eq!(seen(&scene), [14618, 64500]);
    for _ in 0..120 {
        scene.pass(SECOND);
        assert!(!seen(&scene).is_empty());
    }
    scene.settle();
    assert_eq!(seen(&scene), [64500]);
    let told = scene.told();
    let line = "198.18.1.0/24 is advertised from AS64500 instead";
    assert!(told.iter().any(|it| it == line), "{told:#?}");
}

#[test]
fn an_origin_of_ones_own_has_to_be_associated_first() {
    let mut scene = in_state(ByoipCidrState::Provisioned);
    refused(&mut scene, own(64500), "UnknownOrigin");
    scene.bring(64500);
    refused(&mut scene, own(64500), "UnknownOrigin");
    scene.associate(CIDR, 64500).unwrap();
    refused(&mut scene, own(64500), "UnknownOrigin");
    // Amazon's own are not asked for by number.
    refused(&mut scene, own(16509), "UnknownOrigin");
    scene.settle();
    assert!(scene.advertise_from(CIDR, own(64500)).is_ok());
    assert!(scene.clone().advertise_from(CIDR, own(64500)).is_ok());
    // What another's ROA and another's range have does not count.
    refused(&mut scene, own(64501), "UnknownOrigin");
}

#[test]
fn one_of_ones_own_takes_over_once_an_hour() {
    for (first, back) in [(own(64500), false), (own(64500), true)] {
        let mut scene = associated(&[64500, 64501]);
        scene.advertise_from(CIDR, first).unwrap();
        if back {
            scene.pass(HOUR / 2);
            scene.advertise_from(CIDR, Origin::Amazons).unwrap();
            scene.pass(HOUR / 2 - SECOND);
        } else {
            scene.pass(HOUR - SECOND);
        }
        refused(&mut scene, own(64501), "OriginChangedLately");
        scene.pass(SECOND);
        scene.advertise_from(CIDR, own(64501)).unwrap();
        refused(&mut scene, own(64500), "OriginChangedLately");
        // Amazon's takes over at any time.
        scene.advertise_from(CIDR, Origin::Amazons).unwrap();
    }
}

/// A route from one's own AS needs a ROA for that AS, and none for Amazon's.
#[test]
fn the_route_has_to_be_valid_from_the_origin_asked_for() {
    let mut scene = associated(&[64500, 64502]);
    refused(&mut scene, own(64502), "OwnRouteNotValid");
    scene.advertise_from(CIDR, own(64500)).unwrap();
    scene.pass(HOUR);
    refused(&mut scene, own(64502), "OwnRouteNotValid");
    let entries = scene.world.rpki().entries();
    let amazons = entries.filter(|(_, entry)| entry.roa.asn().number() == 16509);
    let lost: Vec<_> = amazons.map(|(id, _)| id.clone()).collect();
    for id in lost {
        let delete = rpki::Command::delete(id);
        scene.perform(&crate::world::Command::Roa(delete)).unwrap();
    }
    scene.settle();
    refused(&mut scene, Origin::Amazons, "RouteNotValid");

    let mut genesis = Scene::genesis();
    genesis
        .policy
        .set("advertise_checks_route", "false")
        .unwrap();
    let mut scene = Scene::begin(genesis);
    scene.prepare();
    scene.provision(CIDR).unwrap();
    scene.settle();
    scene.bring(64502);
    scene.associate(CIDR, 64502).unwrap();
    scene.settle();
    assert!(scene.advertise_from(CIDR, own(64502)).is_ok());
}

/// In eu-central-1-ist-1 it is withdrawn first; Amazon's and one's own both wait.
#[test]
fn in_istanbul_no_other_origin_takes_over() {
    let zone: BorderGroup = "eu-central-1-ist-1".parse().unwrap();
    let mut scene = Scene::bare();
    scene.region = "eu-central-1".parse().unwrap();
    scene.prepare();
    let (cidr, context) = (prefix(CIDR), scene.context(CIDR));
    let border_group = Some(zone);
    scene
        .range(Command::Provision {
            cidr,
            context: Some(context),
            description: None,
            advertisable: true,
            border_group: border_group.clone(),
            tags: TagSet::new(),
        })
        .unwrap();
    scene.settle();
    scene.bring(64500);
    scene.associate(CIDR, 64500).unwrap();
    scene.settle();
    let advertise = |scene: &mut Scene, origin: Origin| {
        scene.range(Command::Advertise {
            cidr,
            asn: Some(origin),
            border_group: border_group.clone(),
        })
    };
    advertise(&mut scene, Origin::Amazons).unwrap();
    scene.settle();
    let fixed = advertise(&mut scene, own(64500));
    assert!(
        matches!(fixed, Err(WorldRefusal::Range(Refusal::OriginFixed { .. }))),
        "{fixed:?}"
    );
    scene.withdraw(CIDR).unwrap();
    scene.settle();
    advertise(&mut scene, own(64500)).unwrap();
    assert_eq!(seen(&scene), [0; 0]);
    scene.settle();
    assert_eq!(seen(&scene), [64500]);
}

/// Home and Amazon announce the same prefix from the same AS: the route goes only
/// with the last of them.
#[test]
fn a_route_of_two_announcers_goes_with_the_last() {
    let route = internet::Route {
        prefix: prefix(CIDR),
        origin: Asn::new(64500),
    };
    let home = |scene: &mut Scene, command: internet::Command| {
        scene.perform(&crate::world::Command::Internet(command))
    };
    let mut scene = associated(&[64500]);
    home(&mut scene, internet::Command::Announce(route)).unwrap();
    scene.settle();
    scene.advertise_from(CIDR, own(64500)).unwrap();
    assert_eq!(seen(&scene), [64500], "once");
    home(&mut scene, internet::Command::Withdraw(route)).unwrap();
    for _ in 0..4 {
        assert_eq!(seen(&scene), [64500]);
        scene.pass(SignedDuration::from_mins(1));
    }
    // What home withdraws is home's alone, and it may come back.
    assert!(home(&mut scene, internet::Command::Withdraw(route)).is_err());
    home(&mut scene, internet::Command::Announce(route)).unwrap();
    scene.withdraw(CIDR).unwrap();
    scene.settle();
    assert_eq!(seen(&scene), [64500]);
    home(&mut scene, internet::Command::Withdraw(route)).unwrap();
    scene.settle();
    assert_eq!(seen(&scene), [0; 0]);
}

/// Where an AS number is still associated, a range cannot be given back.
#[test]
fn associations_keep_a_range() {
    let mut scene = associated(&[64500, 64501]);
    scene.deprovision(CIDR).unwrap();
    scene.settle();
    let failed = scene.range_of(CIDR);
    assert_eq!(failed.state(), ByoipCidrState::FailedDeprovision);
    let told = scene.told();
    let line = "198.18.1.0/24 cannot be deprovisioned: AS64500 is still associated with it; \
                AS64501 is still associated with it";
    assert!(told.iter().any(|it| it == line), "{told:#?}");
    for asn in [64500, 64501] {
        scene.disassociate(CIDR, asn).unwrap();
    }
    scene.settle();
    scene.deprovision(CIDR).unwrap();
    scene.settle();
    assert_eq!(scene.range_of(CIDR).state(), ByoipCidrState::Deprovisioned);
}
