use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::validity::RouteState;
use jiff::SignedDuration;

use super::validator::ValidatorName;
use super::*;
use crate::shell::world_file::WorldFile;
use crate::world::refusal::HolderRefusal;
use crate::world::tests::scene::{Scene, prefix};

fn state(scene: &Scene, origin: u32) -> RouteState {
    let seen = scene.world.rpki().seen_by(ValidatorName::RIPE);
    seen.state(prefix("198.18.1.0/24"), Asn::new(origin))
}

/// Created, published after ten minutes, fetched at twenty; deleted then,
/// unpublished at seventy, gone with the run at eighty.
#[test]
fn validators_follow_later() {
    let mut genesis = WorldFile::default_world().genesis;
    genesis.policy.set("arin_roa_removal", "50m").unwrap();
    let mut scene = Scene::begin(genesis);
    let second = SignedDuration::from_secs(1);
    scene.roa("198.18.0.0/23", 24, 16509);
    let roa = Roa::new(prefix("198.18.0.0/23"), Some(24), Asn::new(16509)).unwrap();
    let id = scene.world.rpki().find(&roa).unwrap().clone();
    let published = |scene: &Scene| {
        let entry = scene.world.rpki().entry(&id);
        entry.is_some_and(Entry::is_published)
    };
    scene.pass(SignedDuration::from_mins(10) - second);
    assert!(!published(&scene));
    scene.pass(second);
    assert!(published(&scene));
    scene.pass(SignedDuration::from_mins(10) - second);
    assert_eq!(state(&scene, 16509), RouteState::NotFound);
    scene.pass(second);
    assert_eq!(state(&scene, 16509), RouteState::Valid);
    assert_eq!(
        state(&scene, 64500),
        RouteState::Invalid,
        "the trap of the first ROA"
    );
    let delete = || crate::world::Command::Roa(Command::delete(id.clone()));
    scene.perform(&delete()).unwrap();
    let again = scene.perform(&delete());
    assert_eq!(again, Err(Refusal::NoSuchRoa { id: id.clone() }.into()));
    scene.pass(SignedDuration::from_mins(50) - second);
    assert!(published(&scene));
    scene.pass(second);
    assert!(!published(&scene));
    scene.pass(SignedDuration::from_mins(10) - second);
    assert_eq!(state(&scene, 16509), RouteState::Valid);
    scene.pass(second);
    assert_eq!(state(&scene, 16509), RouteState::NotFound);
}

/// One that is deleted before it was published is never seen.
#[test]
fn a_short_lived_roa_is_never_seen() {
    let mut scene = Scene::bare();
    scene.roa("198.18.0.0/23", 24, 16509);
    let roa = Roa::new(prefix("198.18.0.0/23"), Some(24), Asn::new(16509)).unwrap();
    let id = scene.world.rpki().find(&roa).unwrap().clone();
    scene
        .perform(&crate::world::Command::Roa(Command::delete(id)))
        .unwrap();
    assert_eq!(scene.world.next_due(), None);
}

/// Nobody has a ROA past its end, whichever stage it had come to.
#[test]
fn a_roa_ends() {
    for (life, deleted) in [(5, false), (15, false), (60, false), (60, true)] {
        let mut scene = Scene::bare();
        let roa = Roa::new(prefix("198.18.0.0/23"), Some(24), Asn::new(16509)).unwrap();
        let life = SignedDuration::from_mins(life);
        let mut draft = Draft::of(roa);
        draft.until = Some(scene.world.now() + life);
        let mut command = Command::create(roa);
        command.create = vec![draft];
        scene.perform(&crate::world::Command::Roa(command)).unwrap();
        scene.pass(life - SignedDuration::from_secs(1));
        let seen = life > SignedDuration::from_mins(20);
        let valid = state(&scene, 16509) == RouteState::Valid;
        assert_eq!(valid, seen, "{life}");
        let id = scene.world.rpki().find(&roa).unwrap().clone();
        if deleted {
            let delete = crate::world::Command::Roa(Command::delete(id.clone()));
            scene.perform(&delete).unwrap();
        }
        scene.pass(SignedDuration::from_secs(1));
        assert_eq!(state(&scene, 16509), RouteState::NotFound, "{life}");
        assert_eq!(scene.world.rpki().entry(&id), None, "{life}");
        let name = ValidatorName::new(ValidatorName::RIPE);
        let runs = scene.world.rpki().validators().get(&name).unwrap().runs();
        assert_eq!(runs.is_empty(), !seen, "{life}");
    }
}

#[test]
fn a_roa_is_refused() {
    let mut scene = Scene::bare();
    let create = |scene: &mut Scene, of: &str| {
        let roa = Roa::new(prefix(of), None, Asn::new(16509)).unwrap();
        scene.perform(&crate::world::Command::Roa(Command::create(roa)))
    };
    let nobody = create(&mut scene, "198.51.100.0/24");
    let prefix = prefix("198.51.100.0/24");
    assert_eq!(nobody, Err(Refusal::NotHeld { prefix }.into()));
    create(&mut scene, "198.18.0.0/23").unwrap();
    let again = create(&mut scene, "198.18.0.0/23");
    assert!(matches!(
        again,
        Err(crate::world::Refusal::Holder(HolderRefusal::Roa(
            Refusal::RoaExists { .. }
        )))
    ));
}

/// Space that was passed on is in the certificate of whom a registry gave it to;
/// the holder of the rest may not either.
#[test]
fn only_whom_the_registry_gave_it_to_makes_roas() {
    let mut genesis = WorldFile::default_world().genesis;
    let mut reassigned = genesis.networks[0].clone();
    assert_eq!(reassigned.handle, "NET-198-18-0-0-1");
    reassigned.handle = "NET-198-18-1-0-1".to_owned();
    reassigned.prefix = prefix("198.18.1.0/24");
    reassigned.status = "Reassignment".to_owned();
    reassigned.organization = "CUSTOMER-1".to_owned();
    genesis.networks.push(reassigned);
    let mut scene = Scene::begin(genesis);
    let mut create = |registry, organization: &str, of: &str| {
        let roa = Roa::new(prefix(of), None, Asn::new(64496)).unwrap();
        let mut command = Command::create(roa);
        command.by = Some(Member {
            registry,
            organization: organization.to_owned(),
        });
        match scene.perform(&crate::world::Command::Roa(command)) {
            Ok(_) => "created".to_owned(),
            Err(crate::world::Refusal::Holder(HolderRefusal::Roa(refusal))) => {
                let name = format!("{refusal:?}");
                name.split(' ').next().unwrap().to_owned()
            }
            Err(other) => panic!("{other:?}"),
        }
    };
    for (registry, organization, of, outcome) in [
        (Registry::Arin, "CUSTOMER-1", "198.18.1.0/24", "PassedOn"),
        (Registry::Arin, "CUSTOMER-1", "198.18.0.0/24", "NotYours"),
        (Registry::Arin, "CUSTOMER-1", "198.18.0.0/23", "NotYours"),
        (Registry::Ripe, "EXAMPLE-1", "198.18.1.0/24", "NotYours"),
        (Registry::Arin, "EXAMPLE-1", "198.51.100.0/24", "NotHeld"),
        (Registry::Arin, "EXAMPLE-1", "198.18.1.0/24", "created"),
        (Registry::Arin, "EXAMPLE-1", "198.18.0.0/23", "created"),
        (Registry::Arin, "EXAMPLE-1", "198.18.0.0/23", "RoaExists"),
    ] {
        let seen = create(registry, organization, of);
        assert_eq!(seen, outcome, "{organization} at {registry} for {of}");
    }
}

/// One wrong part, and nothing happens; a deletion makes room for its twin.
#[test]
fn a_transaction_is_all_or_nothing() {
    let mut scene = Scene::bare();
    let draft = |of: &str| Draft {
        name: Some("aws".to_owned()),
        ..Draft::of(Roa::new(prefix(of), None, Asn::new(64496)).unwrap())
    };
    let change = |delete: &[RoaId], create: &[&str]| {
        crate::world::Command::Roa(Command {
            by: None,
            delete: delete.to_vec(),
            create: create.iter().map(|of| draft(of)).collect(),
        })
    };
    for (delete, create) in [
        (vec![], vec!["198.18.0.0/24", "198.51.100.0/24"]),
        (vec![], vec!["198.18.0.0/24", "198.18.0.0/24"]),
        (vec![RoaId::new("none")], vec!["198.18.0.0/24"]),
    ] {
        let before = scene.world.clone();
        scene.perform(&change(&delete, &create)).unwrap_err();
        assert_eq!(scene.world, before);
    }
    scene
        .perform(&change(&[], &["198.18.0.0/24", "198.18.1.0/24"]))
        .unwrap();
    let roa = draft("198.18.0.0/24").roa;
    let old = scene.world.rpki().find(&roa).unwrap().clone();
    let twice = change(&[old.clone(), old.clone()], &[]);
    scene.perform(&twice).unwrap_err();
    let swap = change(std::slice::from_ref(&old), &["198.18.0.0/24"]);
    scene.perform(&swap).unwrap();
    assert_ne!(scene.world.rpki().find(&roa), Some(&old));
}

/// Created at ARIN's interface, one after the other: what each comes to.
#[test]
fn arin_takes_no_overlapping_roas() {
    let mut scene = Scene::bare();
    let mut create = |of: &str, longest: u8, origin: u32, by: Option<&str>| {
        let roa = Roa::new(prefix(of), Some(longest), Asn::new(origin)).unwrap();
        let mut command = Command::create(roa);
        command.by = by.map(|organization| Member {
            registry: Registry::Arin,
            organization: organization.to_owned(),
        });
        match scene.perform(&crate::world::Command::Roa(command)) {
            Ok(_) => "created".to_owned(),
            Err(refusal) => format!("{refusal:?}"),
        }
    };
    let own = Some("EXAMPLE-1");
    for (of, longest, origin, by, outcome) in [
        ("198.18.0.0/23", 23, 64496, own, "created"),
        // None but the /23 itself is valid by the first.
        ("198.18.0.0/24", 24, 64496, own, "created"),
        ("198.18.0.0/23", 24, 64496, own, "RoaOverlaps"),
        ("198.18.0.0/24", 25, 64496, own, "RoaOverlaps"),
        ("198.18.0.0/25", 25, 64496, own, "created"),
        ("198.18.0.0/23", 24, 64497, own, "created"),
        ("198.18.1.0/24", 24, 64497, own, "RoaOverlaps"),
        ("198.18.1.0/24", 24, 64497, None, "created"),
        ("198.18.1.0/24", 24, 64497, own, "RoaExists"),
    ] {
        let seen = create(of, longest, origin, by);
        assert!(seen.contains(outcome), "{of}-{longest} {origin}: {seen}");
    }
}

/// The prefixes of one ROA are published at once and share its handle.
#[test]
fn a_roa_of_several_prefixes() {
    let mut scene = Scene::bare();
    let draft = |of: &str, joined| Draft {
        joined,
        ..Draft::of(Roa::new(prefix(of), None, Asn::new(64496)).unwrap())
    };
    let create = vec![
        draft("198.18.0.0/24", false),
        draft("198.18.0.0/23", false),
        draft("198.18.1.0/24", true),
    ];
    let facts = scene.perform(&crate::world::Command::Roa(Command {
        by: None,
        delete: Vec::new(),
        create,
    }));
    let created: Vec<(RoaId, Timestamp)> = facts
        .unwrap()
        .into_iter()
        .filter_map(|fact| match fact {
            crate::world::Fact::Roa(Fact::Created {
                id, published_at, ..
            }) => Some((id, published_at)),
            _ => None,
        })
        .collect();
    let [(one, _), (two, at), (three, same)] = created.as_slice() else {
        panic!("{created:?}");
    };
    assert_ne!(one.handle(), two.handle());
    assert_eq!((two.handle(), at), (three.handle(), same));
    assert_ne!(two, three);
}

/// Routers know no trust anchors: what two of them say is announced with the
/// first and withdrawn with the last.
#[test]
fn what_is_new_does_not_depend_on_trust_anchors() {
    let genesis = WorldFile::default_world().genesis;
    let scene = Scene::begin(genesis);
    let now = scene.world.now();
    let roa = Roa::new(prefix("198.18.0.0/23"), Some(24), Asn::new(16509)).unwrap();
    let name = ValidatorName::new(ValidatorName::RIPE);
    let (arin, ripe) = ((roa, Registry::Arin.into()), (roa, Registry::Ripe.into()));
    let mut rpki = scene.world.rpki().clone();
    let mut run = |change: fn(&mut Payloads, Payload), payload| {
        change(&mut rpki.payloads, payload);
        let fact = validator::Fact::Refreshed {
            validator: name.clone(),
            added: Vec::new(),
            removed: Vec::new(),
            attested: Vec::new(),
            retracted: Vec::new(),
        };
        rpki.apply_validator(now, &fact, &mut Timers::default());
        rpki.clone()
    };
    let both = |after: &Rpki, since| after.since(&name, since).unwrap();
    let after = run(Payloads::add, arin);
    assert_eq!(both(&after, 0), (vec![roa], vec![]));
    let after = run(Payloads::add, ripe);
    assert_eq!(both(&after, 0), (vec![roa], vec![]));
    assert_eq!(both(&after, 1), (vec![], vec![]));
    let after = run(Payloads::remove, arin);
    assert_eq!(both(&after, 1), (vec![], vec![]));
    let after = run(Payloads::remove, ripe);
    assert_eq!(both(&after, 3), (vec![], vec![roa]));
    assert_eq!(both(&after, 0), (vec![], vec![]));
    assert_eq!(after.since(&name, 5), None);
    assert_eq!(after.since(&ValidatorName::new("nobody"), 0), None);
}
