use byoip_vocabulary::asn::Asn;
use jiff::SignedDuration;

use super::*;
use crate::world::Command as WorldCommand;
use crate::world::Refusal as WorldRefusal;
use crate::world::rpki::validator::ValidatorName;
use crate::world::tests::scene::Scene;

fn aspa(customer: u32, providers: &[u32]) -> Aspa {
    Aspa {
        customer: Asn::new(customer),
        providers: providers.iter().copied().map(Asn::new).collect(),
    }
}

fn create(scene: &mut Scene, aspa: Aspa) -> Result<(), WorldRefusal> {
    let command = WorldCommand::Aspa(Command::Create { aspa });
    scene.perform(&command).map(drop)
}

fn replace(scene: &mut Scene, aspa: Aspa) -> Result<(), WorldRefusal> {
    let command = WorldCommand::Aspa(Command::Replace { aspa });
    scene.perform(&command).map(drop)
}

fn delete(scene: &mut Scene, customer: u32) -> Result<(), WorldRefusal> {
    let customer = Asn::new(customer);
    let command = WorldCommand::Aspa(Command::Delete { customer });
    scene.perform(&command).map(drop)
}

fn seen(scene: &Scene) -> Vec<Aspa> {
    let seen = scene.world.rpki().seen_by(ValidatorName::RIPE).aspas();
    seen.into_iter().map(|(aspa, _)| aspa.clone()).collect()
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// Made, published after ten minutes, fetched at twenty: as a ROA is. Another one
/// takes its place in one run; deleted, it goes with the run after its removal.
#[test]
fn validators_follow_later() {
    let mut scene = Scene::bare();
    create(&mut scene, aspa(64500, &[174, 1299])).unwrap();
    scene.pass(minutes(20) - SignedDuration::from_secs(1));
    assert_eq!(seen(&scene), []);
    scene.pass(SignedDuration::from_secs(1));
    assert_eq!(seen(&scene), [aspa(64500, &[174, 1299])]);
    replace(&mut scene, aspa(64500, &[174])).unwrap();
    scene.pass(minutes(10));
    assert_eq!(seen(&scene), [aspa(64500, &[174, 1299])]);
    scene.pass(minutes(10));
    assert_eq!(seen(&scene), [aspa(64500, &[174])]);
    let rpki = scene.world.rpki();
    let name = ValidatorName::new(ValidatorName::RIPE);
    let validator = rpki.validators().get(&name).unwrap();
    assert_eq!(validator.runs().len(), 2);
    // Whoever hears of the new one forgets the one of before.
    let news = (vec![aspa(64500, &[174])], vec![]);
    assert_eq!(rpki.aspas_since(validator, 1), Some(news));
    delete(&mut scene, 64500).unwrap();
    scene.settle();
    assert_eq!(seen(&scene), []);
    assert_eq!(scene.world.rpki().aspas().iter().count(), 0);
    let told = scene.told().join("\n");
    for line in [
        "ARIN publishes the ASPA AS64500 with providers AS174, AS1299",
        "the validator ripe has the ASPA AS64500 with providers AS174, AS1299",
        "the validator ripe has the ASPA AS64500 with providers AS174, \
         no longer the ASPA AS64500 with providers AS174, AS1299",
        "ARIN no longer publishes the ASPA of AS64500",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

/// What is published stays until its successor is, and goes with it.
#[test]
fn one_that_is_made_again_while_it_goes() {
    let mut scene = Scene::bare();
    create(&mut scene, aspa(64500, &[174])).unwrap();
    scene.pass(minutes(60));
    delete(&mut scene, 64500).unwrap();
    create(&mut scene, aspa(64500, &[1299])).unwrap();
    let published = |scene: &Scene| {
        let entry = scene.world.rpki().aspas().get(Asn::new(64500));
        entry.and_then(|entry| entry.published.clone())
    };
    assert_eq!(published(&scene), Some(aspa(64500, &[174])));
    scene.pass(minutes(60));
    assert_eq!(published(&scene), Some(aspa(64500, &[1299])));
    assert_eq!(seen(&scene), [aspa(64500, &[1299])]);
}

#[test]
fn one_that_was_never_published_goes_at_once() {
    let mut scene = Scene::bare();
    create(&mut scene, aspa(64500, &[174])).unwrap();
    delete(&mut scene, 64500).unwrap();
    assert_eq!(scene.world.rpki().aspas().iter().count(), 0);
    scene.settle();
    assert_eq!(seen(&scene), []);
}

#[test]
fn refusals_in_order() {
    let customer = Asn::new(64500);
    let unheld = Asn::new(64499);
    let many: Vec<u32> = (1..=10_001).collect();
    for (wanted, expected) in [
        (aspa(64499, &[]), Refusal::NoProviders { customer: unheld }),
        (aspa(64500, &many), Refusal::TooManyProviders { customer }),
        (
            aspa(64499, &[0, 64499]),
            Refusal::OwnProvider { customer: unheld },
        ),
        (
            aspa(64499, &[0, 174]),
            Refusal::ZeroAmongProviders { customer: unheld },
        ),
        (aspa(64499, &[0]), Refusal::NotHeld { customer: unheld }),
        (aspa(64500, &[174]), Refusal::AspaExists { customer }),
    ] {
        let mut scene = Scene::bare();
        create(&mut scene, aspa(64500, &[0])).unwrap();
        let refused = create(&mut scene, wanted.clone());
        assert_eq!(refused, Err(expected.into()), "{}", wanted.customer);
    }
    let mut scene = Scene::bare();
    let none = || Err(Refusal::NoSuchAspa { customer }.into());
    assert_eq!(replace(&mut scene, aspa(64500, &[174])), none());
    assert_eq!(delete(&mut scene, 64500), none());
    create(&mut scene, aspa(64500, &[174])).unwrap();
    scene.pass(minutes(60));
    delete(&mut scene, 64500).unwrap();
    assert_eq!(delete(&mut scene, 64500), none());
}

#[test]
fn the_same_again_is_no_news() {
    let mut scene = Scene::bare();
    create(&mut scene, aspa(64500, &[174])).unwrap();
    let before = scene.world.log().len();
    replace(&mut scene, aspa(64500, &[174])).unwrap();
    assert_eq!(scene.world.log().len(), before);
}
