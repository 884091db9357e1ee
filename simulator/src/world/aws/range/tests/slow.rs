//! Border groups, and the one in which announcing takes days.

use super::*;

fn provision(
    scene: &mut Scene,
    cidr: &str,
    group: Option<&str>,
) -> Result<Vec<WorldFact>, WorldRefusal> {
    let context = scene.context(cidr);
    scene.range(Command::Provision {
        cidr: prefix(cidr),
        context: Some(context),
        description: None,
        advertisable: true,
        border_group: group.map(|group| group.parse().unwrap()),
        tags: TagSet::new(),
    })
}

fn advertise(scene: &mut Scene, group: Option<&str>) -> Result<Vec<WorldFact>, WorldRefusal> {
    scene.range(Command::Advertise {
        cidr: prefix(CIDR),
        asn: None,
        border_group: group.map(|group| group.parse().unwrap()),
    })
}

fn scene_in(region: &str) -> Scene {
    let mut scene = Scene::bare();
    scene.region = region.parse().unwrap();
    scene.prepare();
    scene
}

#[test]
fn a_range_goes_to_its_region_or_to_a_local_zone_of_it() {
    for (cidr, group, taken) in [
        (CIDR, "us-west-2", true),
        (CIDR, "us-west-2-lax-1", true),
        (CIDR, "us-east-1", false),
        (CIDR, "us-east-1-bos-1", false),
        (CIDR, "us-west-2-none-1", false),
        // IPv6 goes to one Local Zone only, and that is elsewhere.
        ("2001:db8::/48", "us-west-2-lax-1", false),
    ] {
        let mut scene = scene_in("us-west-2");
        let result = provision(&mut scene, cidr, Some(group));
        let refused = matches!(
            result,
            Err(WorldRefusal::Range(Refusal::NoSuchGroup { .. }))
        );
        assert_eq!((result.is_ok(), refused), (taken, !taken), "{cidr} {group}");
    }
}

#[test]
fn a_local_zone_is_named_again_to_advertise() {
    let zone = Some("us-west-2-lax-1");
    let mut scene = scene_in("us-west-2");
    provision(&mut scene, CIDR, zone).unwrap();
    scene.settle();
    for other in [None, Some("us-west-2"), Some("us-west-2-phx-2")] {
        let refused = advertise(&mut scene, other);
        let expected = Refusal::OtherGroup {
            prefix: prefix(CIDR),
            group: "us-west-2-lax-1".parse().unwrap(),
        };
        assert_eq!(refused, Err(expected.into()), "{other:?}");
    }
    advertise(&mut scene, zone).unwrap();
    assert_eq!(scene.range_of(CIDR).state(), ByoipCidrState::Advertised);
}

/// Nothing is announced before the days have passed, and all is until then.
#[test]
fn in_istanbul_routes_follow_the_states() {
    let zone = Some("eu-central-1-ist-1");
    let seen = |scene: &Scene| scene.origins(CIDR).len();
    let mut scene = scene_in("eu-central-1");
    provision(&mut scene, CIDR, zone).unwrap();
    scene.settle();
    advertise(&mut scene, zone).unwrap();
    scene.pass(SignedDuration::from_mins(5));
    let state = |scene: &Scene| scene.range_of(CIDR).state();
    assert_eq!(
        (state(&scene), seen(&scene)),
        (ByoipCidrState::PendingAdvertising, 0)
    );
    scene.settle();
    assert_eq!(
        (state(&scene), seen(&scene)),
        (ByoipCidrState::Advertised, 1)
    );
    scene.withdraw(CIDR).unwrap();
    scene.pass(SignedDuration::from_mins(5));
    assert_eq!(
        (state(&scene), seen(&scene)),
        (ByoipCidrState::PendingWithdrawal, 1)
    );
    scene.settle();
    assert_eq!(
        (state(&scene), seen(&scene)),
        (ByoipCidrState::Provisioned, 0)
    );
}

/// One block, its parts in two Regions; no part twice, whoever brings it.
#[test]
fn parts_of_a_block_go_to_different_regions_and_no_part_twice() {
    let mut scene = Scene::ready();
    scene.provision("198.18.0.0/24").unwrap();
    scene.region = "eu-west-1".parse().unwrap();
    scene.provision("198.18.1.0/24").unwrap();
    let overlap = |other: &str| {
        let (prefix, other) = (prefix("198.18.0.0/24"), prefix(other));
        Err(Refusal::Overlap { prefix, other }.into())
    };
    assert_eq!(scene.provision("198.18.0.0/24"), overlap("198.18.0.0/24"));
    scene.settle();
    scene.account = "210987654321".parse().unwrap();
    assert_eq!(scene.provision("198.18.0.0/24"), overlap("198.18.0.0/24"));
    scene.region = "us-east-1".parse().unwrap();
    assert_eq!(scene.provision("198.18.0.0/24"), overlap("198.18.0.0/24"));
}

/// Which Regions have BYOIP is the partition's, and the policy's.
#[test]
fn some_regions_do_not_know_the_calls() {
    let mut genesis = Scene::genesis();
    let regions = "eu-south-1, me-south-1";
    genesis
        .policy
        .set("regions_without_byoip", regions)
        .unwrap();
    let mut scene = Scene::begin(genesis);
    scene.prepare();
    for (region, knows) in [
        ("us-east-1", true),
        ("us-gov-west-1", true),
        ("eusc-de-east-1", true),
        ("cn-north-1", false),
        ("us-iso-east-1", false),
        ("eu-south-1", false),
    ] {
        scene.region = region.parse().unwrap();
        let refused = scene.withdraw(CIDR);
        let there = refused
            != Err(Refusal::NoByoipHere {
                action: "WithdrawByoipCidr",
            }
            .into());
        assert_eq!(there, knows, "{region}");
    }
}

/// GovCloud and the European Sovereign Cloud have origins of their own, and
/// each of them needs a ROA.
#[test]
fn each_partition_has_its_origins() {
    for (region, roas, accepted) in [
        ("us-gov-west-1", &[64500, 16509, 14618][..], false),
        ("us-gov-west-1", &[64500, 8987], true),
        ("eusc-de-east-1", &[64500, 16509, 14618], false),
        ("eusc-de-east-1", &[64500, 16509, 214_101], true),
    ] {
        let mut scene = Scene::bare();
        scene.region = region.parse().unwrap();
        scene.prepare_with(roas);
        scene.provision(CIDR).unwrap();
        scene.settle();
        let expected = if accepted {
            ByoipCidrState::Provisioned
        } else {
            ByoipCidrState::FailedProvision
        };
        assert_eq!(scene.range_of(CIDR).state(), expected, "{region} {roas:?}");
    }
}
