use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::roa::Roa;

use super::*;
use crate::shell::world_file::WorldFile;
use crate::world::Command as WorldCommand;
use crate::world::tests::scene::{Scene, prefix};

fn begin(settings: &[(&str, &str)]) -> Scene {
    let mut genesis = WorldFile::default_world().genesis;
    for (key, value) in settings {
        genesis.policy.set(key, value).unwrap();
    }
    Scene::begin(genesis)
}

fn roa() -> Roa {
    Roa::new(prefix("198.18.0.0/23"), Some(24), Asn::new(16509)).unwrap()
}

/// Minutes from now until the validator has the ROA.
fn minutes_until_seen(scene: &mut Scene, validator: &str) -> i64 {
    let began = scene.world.now();
    let has = |scene: &Scene| {
        let seen = scene.world.rpki().seen_by(validator);
        seen.validity(prefix("198.18.0.0/23"), Asn::new(16509))
            .matched
            == [roa()]
    };
    while !has(scene) {
        let due = scene.world.next_due().unwrap();
        scene.world.wake(due);
    }
    scene.world.now().duration_since(began).as_mins()
}

#[test]
fn every_world_has_all_of_them() {
    let scene = begin(&[]);
    let validators = scene.world.rpki().validators();
    let names: Vec<&str> = validators.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ValidatorName::ALL);
}

/// Published after ten minutes; each has it at its own next run after that.
#[test]
fn each_looks_in_its_own_interval() {
    for (validator, minutes) in [
        (ValidatorName::AMAZON, 60),
        (ValidatorName::RIPE, 20),
        (ValidatorName::CLOUDFLARE, 37),
        ("networks-1", 12),
        ("networks-2", 16),
        ("networks-3", 23),
    ] {
        let mut scene = begin(&[]);
        scene.roa("198.18.0.0/23", 24, 16509);
        assert_eq!(
            minutes_until_seen(&mut scene, validator),
            minutes,
            "{validator}"
        );
    }
    let mut scene = begin(&[("amazon_validator_refresh", "1d")]);
    scene.roa("198.18.0.0/23", 24, 16509);
    let day = 24 * 60;
    assert_eq!(minutes_until_seen(&mut scene, ValidatorName::AMAZON), day);
}

/// One that stands still keeps what it had, and catches up when it runs again.
#[test]
fn an_outage_is_caught_up() {
    let fail = |scene: &Scene| {
        WorldCommand::Validator(Command::Fail {
            validator: ValidatorName::new(ValidatorName::RIPE),
            until: scene.world.now() + SignedDuration::from_hours(5),
        })
    };
    let mut scene = begin(&[]);
    let command = fail(&scene);
    scene.perform(&command).unwrap();
    scene.roa("198.18.0.0/23", 24, 16509);
    assert_eq!(minutes_until_seen(&mut scene, ValidatorName::RIPE), 5 * 60);

    let mut scene = begin(&[]);
    scene.roa("198.18.0.0/23", 24, 16509);
    let command = fail(&scene);
    scene.perform(&command).unwrap();
    scene.pass(SignedDuration::from_mins(90));
    let recover = WorldCommand::Validator(Command::Recover {
        validator: ValidatorName::new(ValidatorName::RIPE),
    });
    scene.perform(&recover).unwrap();
    assert_eq!(minutes_until_seen(&mut scene, ValidatorName::RIPE), 0);
    assert_eq!(scene.perform(&recover).unwrap(), []);
    while let Some(due) = scene.world.next_due() {
        scene.world.wake(due);
    }
    let name = ValidatorName::new(ValidatorName::RIPE);
    let runs = scene.world.rpki().validators().get(&name).unwrap().runs();
    assert_eq!(runs.len(), 1);
    let brought = scene.world.rpki().since(&name, 0);
    assert_eq!(brought, Some((vec![roa()], vec![])));
}

#[test]
fn refuses() {
    let mut scene = begin(&[]);
    let until = scene.world.now();
    let fail = |name: &str, until| {
        WorldCommand::Validator(Command::Fail {
            validator: ValidatorName::new(name),
            until,
        })
    };
    let over = scene.perform(&fail("ripe", until)).unwrap_err();
    assert_eq!(over, Refusal::ValidatorOutageOver { until }.into());
    let later = until + SignedDuration::from_secs(1);
    let unknown = scene.perform(&fail("nobody", later)).unwrap_err();
    let known = "amazon, cloudflare, networks-1, networks-2, networks-3, ripe".to_owned();
    let validator = ValidatorName::new("nobody");
    assert_eq!(
        unknown,
        Refusal::NoSuchValidator { validator, known }.into()
    );
}
