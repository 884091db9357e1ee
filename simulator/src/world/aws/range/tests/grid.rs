//! The grid: every state against every call, by the default policy and by each
//! of its alternatives.

use super::*;
use crate::world::aws::address;
use crate::world::aws::address::Wish;
use crate::world::aws::byoasn;
use crate::world::policy::Policy;
use crate::world::registry::RecordKind;
use byoip_vocabulary::registry::{Field, Registry};

/// A range that can be in any state that one of its kind can be in.
#[derive(Clone, Copy)]
struct Kind {
    region: &'static str,
    group: Option<&'static str>,
    cidr: &'static str,
    advertisable: bool,
}

/// The range of most scenes.
const IPV4: Kind = Kind {
    region: "us-east-1",
    group: None,
    cidr: CIDR,
    advertisable: true,
};

/// The same where announcing takes days.
const ISTANBUL: Kind = Kind {
    region: "eu-central-1",
    group: Some("eu-central-1-ist-1"),
    ..IPV4
};

/// An IPv6 range that is not to be advertised.
const HIDDEN: Kind = Kind {
    cidr: "2001:db8:7000::/56",
    advertisable: false,
    ..IPV4
};

/// The kind of range that can be in a state.
fn kind_of(state: ByoipCidrState) -> Kind {
    match state {
        ByoipCidrState::PendingAdvertising | ByoipCidrState::PendingWithdrawal => ISTANBUL,
        ByoipCidrState::ProvisionedNotPubliclyAdvertisable => HIDDEN,
        _ => IPV4,
    }
}

/// A scene whose range is in a state, by the calls that lead there.
pub(super) fn in_state(state: ByoipCidrState) -> Scene {
    in_state_by(state, &[])
}

fn in_state_by(state: ByoipCidrState, settings: &[(&str, &str)]) -> Scene {
    let kind = kind_of(state);
    let mut genesis = Scene::genesis();
    for (key, value) in settings {
        genesis.policy.set(key, value).unwrap();
    }
    let mut scene = Scene::begin(genesis);
    scene.region = kind.region.parse().unwrap();
    scene.prepare();
    let certificate = scene.certificate();
    let network = "2001:db8::/32";
    let (ripe, descr) = (Registry::Ripe, Field::Descr);
    scene.edit(ripe, RecordKind::Network, network, descr, &[&certificate]);
    scene.pass(SignedDuration::from_mins(1));
    lead(&mut scene, kind, state);
    assert_eq!(scene.range_of(kind.cidr).state(), state);
    scene
}

fn lead(scene: &mut Scene, kind: Kind, state: ByoipCidrState) {
    use ByoipCidrState as S;
    let call = |scene: &mut Scene, call| {
        perform(scene, kind, call).unwrap();
    };
    match state {
        S::PendingProvision => call(scene, Call::Provision),
        S::FailedProvision => {
            scene.publish(Field::Comments, &[]);
            scene.pass(SignedDuration::from_hours(1));
            call(scene, Call::Provision);
            scene.settle();
        }
        S::Provisioned | S::ProvisionedNotPubliclyAdvertisable => {
            call(scene, Call::Provision);
            scene.settle();
        }
        S::PendingAdvertising => {
            lead(scene, kind, S::Provisioned);
            call(scene, Call::Advertise);
        }
        S::Advertised => {
            lead(scene, kind, S::Provisioned);
            call(scene, Call::Advertise);
            scene.settle();
        }
        S::PendingWithdrawal => {
            lead(scene, kind, S::Advertised);
            call(scene, Call::Withdraw);
        }
        S::PendingDeprovision => {
            lead(scene, kind, S::Provisioned);
            call(scene, Call::Deprovision);
        }
        S::FailedDeprovision => {
            lead(scene, kind, S::Provisioned);
            call(scene, Call::Allocate);
            call(scene, Call::Deprovision);
            scene.settle();
        }
        S::Deprovisioned => {
            lead(scene, kind, S::PendingDeprovision);
            scene.settle();
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Call {
    Provision,
    Advertise,
    Withdraw,
    Deprovision,
    Allocate,
    /// Advertise from an AS of one's own that is associated where it can be.
    AdvertiseOwn,
    Associate,
    /// Disassociate what is associated where it can be.
    Disassociate,
}

/// The holder's own AS.
const OWN: u32 = 64500;

fn perform(scene: &mut Scene, kind: Kind, call: Call) -> Result<Vec<WorldFact>, WorldRefusal> {
    let cidr = prefix(kind.cidr);
    let border_group = kind.group.map(|group| group.parse().unwrap());
    scene.range(match call {
        Call::Provision => Command::Provision {
            cidr,
            context: Some(scene.context(kind.cidr)),
            description: None,
            advertisable: kind.advertisable,
            border_group,
            tags: TagSet::new(),
        },
        Call::Advertise => Command::Advertise {
            cidr,
            asn: None,
            border_group,
        },
        Call::AdvertiseOwn => Command::Advertise {
            cidr,
            asn: Some(Origin::Own(Asn::new(OWN))),
            border_group,
        },
        Call::Associate => return scene.associate(kind.cidr, OWN),
        Call::Disassociate => return scene.disassociate(kind.cidr, OWN),
        Call::Withdraw => Command::Withdraw { cidr },
        Call::Deprovision => Command::Deprovision { cidr },
        Call::Allocate => {
            // A pool that is not there is asked for by a name that none has.
            let pool = scene.range_of(kind.cidr).pool().cloned();
            let pool = pool.unwrap_or_else(|| PoolId::new("ipv4pool-ec2-0"));
            return scene.address(address::Command::Allocate {
                wish: Wish::FromPool(pool),
                border_group: None,
                tags: TagSet::new(),
            });
        }
    })
}

/// What a call comes to: the state after it, or the refusal's kind.
fn outcome(mut scene: Scene, kind: Kind, call: Call) -> String {
    if matches!(
        call,
        Call::AdvertiseOwn | Call::Associate | Call::Disassociate
    ) {
        scene.bring(OWN);
    }
    if matches!(call, Call::AdvertiseOwn | Call::Disassociate)
        && scene.associate(kind.cidr, OWN).is_ok()
    {
        scene.pass(SignedDuration::from_mins(1));
    }
    let before = scene.world.clone();
    match perform(&mut scene, kind, call) {
        Ok(facts) if facts.is_empty() => "nothing".to_owned(),
        Ok(_) => scene.range_of(kind.cidr).state().to_string(),
        Err(refusal) => {
            assert_eq!(scene.world, before, "a refused call changes nothing");
            match refusal {
                WorldRefusal::Range(Refusal::WrongState { .. }) => "wrong state",
                WorldRefusal::Range(Refusal::Overlap { .. }) => "overlap",
                WorldRefusal::Range(Refusal::NotAdvertisable { .. }) => "never",
                WorldRefusal::Range(Refusal::StillInUse { .. }) => "in use",
                WorldRefusal::Range(Refusal::StillAssociated { .. }) => "associated",
                WorldRefusal::Byoasn(byoasn::Refusal::WrongState { .. }) => "wrong state",
                WorldRefusal::Byoasn(byoasn::Refusal::NotAdvertisable { .. }) => "never",
                WorldRefusal::Byoasn(byoasn::Refusal::NotAssociated { .. }) => "none",
                WorldRefusal::Address(address::Refusal::WrongPool { .. }) => "not IPv4",
                WorldRefusal::Address(address::Refusal::UnknownPool { .. }) => "no pool",
                WorldRefusal::Address(address::Refusal::PoolClosed { .. }) => "closed",
                other => panic!("{other:?}"),
            }
            .to_owned()
        }
    }
}

#[test]
#[rustfmt::skip]
fn every_state_and_every_call() {
    use ByoipCidrState as S;
    const CALLS: [Call; 8] = [
        Call::Provision, Call::Advertise, Call::Withdraw, Call::Deprovision, Call::Allocate,
        Call::AdvertiseOwn, Call::Associate, Call::Disassociate,
    ];
    let grid = [
        //                                       provision            advertise      withdraw       deprovision            allocate               advertise own  associate      disassociate
        (S::PendingProvision,                   ["wrong state",       "wrong state", "wrong state", "wrong state",         "no pool",             "wrong state", "wrong state", "none"]),
        (S::FailedProvision,                    ["pending-provision", "wrong state", "wrong state", "pending-deprovision", "no pool",             "wrong state", "wrong state", "none"]),
        (S::Provisioned,                        ["overlap",           "advertised",  "wrong state", "pending-deprovision", "provisioned",         "advertised",  "provisioned", "provisioned"]),
        (S::ProvisionedNotPubliclyAdvertisable, ["overlap",           "never",       "wrong state", "pending-deprovision", "not IPv4",            "never",       "never",       "none"]),
        (S::PendingAdvertising,                 ["overlap",           "wrong state", "wrong state", "wrong state",         "pending-advertising", "wrong state", "wrong state", "none"]),
        (S::Advertised,                         ["overlap",           "nothing",     "provisioned", "wrong state",         "advertised",          "advertised",  "advertised",  "advertised"]),
        (S::PendingWithdrawal,                  ["overlap",           "wrong state", "wrong state", "wrong state",         "pending-withdrawal",  "wrong state", "wrong state", "none"]),
        (S::PendingDeprovision,                 ["wrong state",       "wrong state", "wrong state", "wrong state",         "closed",              "wrong state", "wrong state", "none"]),
        (S::FailedDeprovision,                  ["overlap",           "wrong state", "wrong state", "pending-deprovision", "closed",              "wrong state", "wrong state", "none"]),
        (S::Deprovisioned,                      ["pending-provision", "wrong state", "wrong state", "wrong state",         "no pool",             "wrong state", "wrong state", "none"]),
    ];
    assert_eq!(grid.map(|(state, _)| state).len(), S::ALL.len());
    for (state, row) in grid {
        let scene = in_state(state);
        for (call, expected) in CALLS.into_iter().zip(row) {
            let seen = outcome(scene.clone(), kind_of(state), call);
            assert_eq!(seen, expected, "{call:?} while {state}");
        }
    }
}

/// What nobody has published is a setting, and each setting does what it says.
#[test]
#[rustfmt::skip]
fn the_unknown_cells_are_settings() {
    use ByoipCidrState as S;
    for (setting, value, state, call, expected) in [
        ("provision_again", "ignored", S::PendingProvision, Call::Provision, "nothing"),
        ("advertise_again", "refused", S::Advertised, Call::Advertise, "wrong state"),
        ("withdraw_again", "ignored", S::Provisioned, Call::Withdraw, "nothing"),
        ("deprovision_again", "ignored", S::PendingDeprovision, Call::Deprovision, "nothing"),
        ("pending_provision_deprovisionable", "true", S::PendingProvision, Call::Deprovision, "pending-deprovision"),
        ("failed_provision_deprovisionable", "false", S::FailedProvision, Call::Deprovision, "wrong state"),
        ("failed_deprovision_usable", "true", S::FailedDeprovision, Call::Advertise, "advertised"),
        ("failed_deprovision_usable", "true", S::FailedDeprovision, Call::Allocate, "failed-deprovision"),
        ("pending_announcement_allocatable", "false", S::PendingAdvertising, Call::Allocate, "closed"),
        ("deprovision_checks_addresses_at_once", "true", S::Provisioned, Call::Deprovision, "pending-deprovision"),
        ("deprovision_checks_asns_at_once", "true", S::Provisioned, Call::Deprovision, "pending-deprovision"),
        ("failed_deprovision_usable", "true", S::FailedDeprovision, Call::Associate, "failed-deprovision"),
        ("failed_deprovision_usable", "true", S::FailedDeprovision, Call::AdvertiseOwn, "advertised"),
    ] {
        let scene = in_state_by(state, &[(setting, value)]);
        let seen = outcome(scene, kind_of(state), call);
        assert_eq!(seen, expected, "{call:?} while {state}, {setting} {value}");
    }
    let mut scene = in_state_by(S::Provisioned, &[("deprovision_checks_addresses_at_once", "true")]);
    scene.allocate_from(CIDR).unwrap();
    assert_eq!(outcome(scene, IPV4, Call::Deprovision), "in use");
    let mut scene = in_state_by(S::Provisioned, &[("deprovision_checks_asns_at_once", "true")]);
    scene.bring(OWN);
    scene.associate(CIDR, OWN).unwrap();
    assert_eq!(outcome(scene, IPV4, Call::Deprovision), "associated");
}

/// A review that deprovisioning ended comes to nothing later.
#[test]
fn a_review_can_be_called_off() {
    let setting = ("pending_provision_deprovisionable", "true");
    let mut scene = in_state_by(ByoipCidrState::PendingProvision, &[setting]);
    scene.deprovision(CIDR).unwrap();
    scene.settle();
    let state = scene.range_of(CIDR).state();
    assert_eq!(state, ByoipCidrState::Deprovisioned);
    assert_eq!(
        scene.world.pools().ipv4_of(&scene.caller().home()).count(),
        0
    );
}

/// What has ended stays listed for as long as the policy says, unless it is
/// brought again before.
#[test]
fn what_has_ended_is_listed_for_a_while() {
    use ByoipCidrState as S;
    let day = SignedDuration::from_hours(24);
    for state in [S::FailedProvision, S::Deprovisioned] {
        let listed = |scene: &Scene| scene.world.ranges().of(&scene.caller().home()).count();
        let week = ("ended_range_listing", "40d");
        let scene = in_state_by(state, &[week]);
        let mut left = scene.clone();
        left.pass(day * 39);
        assert_eq!(listed(&left), 1, "{state}");
        left.pass(day);
        assert_eq!(listed(&left), 0, "{state}");
        // Brought again, it is not forgotten.
        let mut again = scene;
        again.prepare();
        again.provision(CIDR).unwrap();
        again.pass(day * 60);
        assert_eq!(again.range_of(CIDR).state(), S::Provisioned, "{state}");
    }
    assert_eq!(Policy::default().ended_range_listing, day * 7);
}
