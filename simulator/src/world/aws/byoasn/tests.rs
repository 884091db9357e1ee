//! The order of refusals, and the life of an association. Every state of a range
//! against every call is in `range`'s grid.

use jiff::SignedDuration;

use super::*;
use crate::world::tests::scene::{Scene, prefix};
use crate::world::{Command as WorldCommand, Fact as WorldFact, Refusal as WorldRefusal, World};

const CIDR: &str = "198.18.1.0/24";

/// A provisioned range; AS64500 is brought.
fn scene() -> Scene {
    let mut scene = Scene::ready();
    scene.provision(CIDR).unwrap();
    scene.settle();
    scene.bring(64500);
    scene
}

fn states(scene: &Scene) -> Vec<(u32, &'static str)> {
    let range = scene.association(CIDR, 0).range;
    let asns = scene.world.byoasns().of_range(&range);
    asns.map(|(asn, state)| (asn.number(), state.as_str()))
        .collect()
}

fn remove(scene: &mut Scene, asn: u32) -> Result<Vec<WorldFact>, WorldRefusal> {
    let (account, asn) = (scene.account(), Asn::new(asn));
    scene.perform(&WorldCommand::Byoasn(Command::Remove { account, asn }))
}

/// One row a refusal of Associate and Disassociate, in order of precedence.
#[test]
fn refusals_stand_in_their_order() {
    #[track_caller]
    fn check(scene: &Scene, result: Result<Vec<WorldFact>, WorldRefusal>, expected: &str) {
        let name = format!("{:?}", result.expect_err(expected));
        assert!(name.starts_with(&format!("Byoasn({expected}")), "{name}");
        assert_eq!(scene.world.log().after(0).len(), scene.told().len());
    }
    let mut scene = scene();
    let other = "198.18.0.0/24";
    let refused = scene.associate(other, 64501);
    check(&scene, refused, "NotBrought");
    let refused = scene.associate(other, 64500);
    check(&scene, refused, "UnknownRange");
    scene.provision(other).unwrap();
    let refused = scene.associate(other, 64500);
    check(&scene, refused, "WrongState");
    let refused = scene.disassociate(CIDR, 64500);
    check(&scene, refused, "NotAssociated");
    scene.associate(CIDR, 64500).unwrap();
    let refused = scene.associate(CIDR, 64500);
    check(&scene, refused, "AlreadyAssociated");
    let refused = scene.disassociate(CIDR, 64500);
    check(&scene, refused, "Unsettled");
    scene.pass(SignedDuration::from_mins(1));
    let origin = crate::world::aws::range::Origin::Own(Asn::new(64500));
    scene.advertise_from(CIDR, origin).unwrap();
    let refused = scene.disassociate(CIDR, 64500);
    check(&scene, refused, "StillAdvertised");
    scene.withdraw(CIDR).unwrap();
    scene.disassociate(CIDR, 64500).unwrap();
    let refused = scene.disassociate(CIDR, 64500);
    check(&scene, refused, "Unsettled");
    let refused = scene.associate(CIDR, 64500);
    check(&scene, refused, "AlreadyAssociated");
}

/// Half a minute each way; a range has as many as were brought.
#[test]
fn associations_come_and_go() {
    let mut scene = scene();
    scene.bring(64501);
    let second = SignedDuration::from_secs(1);
    scene.associate(CIDR, 64500).unwrap();
    scene.pass(second * 29);
    assert_eq!(states(&scene), [(64500, "pending-association")]);
    scene.pass(second);
    scene.associate(CIDR, 64501).unwrap();
    let both = [(64500, "associated"), (64501, "pending-association")];
    assert_eq!(states(&scene), both);
    scene.disassociate(CIDR, 64500).unwrap();
    scene.pass(second * 29);
    let both = [
        (64500, "pending-disassociation"),
        (64501, "pending-association"),
    ];
    assert_eq!(states(&scene), both);
    scene.pass(second);
    assert_eq!(states(&scene), [(64501, "associated")]);
}

/// What is another account's, or in another Region, is not there.
#[test]
fn an_as_number_is_its_accounts_everywhere_and_an_association_its_regions() {
    let mut scene = scene();
    scene.associate(CIDR, 64500).unwrap();
    scene.account = "210987654321".parse().unwrap();
    let refused = scene.associate(CIDR, 64500);
    let asn = Asn::new(64500);
    assert_eq!(refused, Err(Refusal::NotBrought { asn }.into()));
    scene.bring(64500);
    let prefix = prefix(CIDR);
    let unknown = Err(Refusal::UnknownRange { prefix }.into());
    assert_eq!(scene.associate(CIDR, 64500), unknown);
    scene.account = "123456789012".parse().unwrap();
    scene.region = "eu-west-1".parse().unwrap();
    assert_eq!(scene.associate(CIDR, 64500), unknown);
    scene.region = "cn-north-1".parse().unwrap();
    let nowhere = crate::world::aws::range::Refusal::NoByoipHere {
        action: "AssociateIpamByoasn",
    };
    assert_eq!(scene.associate(CIDR, 64500), Err(nowhere.into()));
}

#[test]
fn one_that_is_associated_stays() {
    let mut scene = scene();
    scene.associate(CIDR, 64500).unwrap();
    let (asn, range) = (Asn::new(64500), scene.association(CIDR, 0).range);
    let associated = RemovalRefusal::Associated { asn, range };
    assert_eq!(remove(&mut scene, 64500), Err(associated.into()));
    scene.settle();
    scene.disassociate(CIDR, 64500).unwrap();
    scene.settle();
    remove(&mut scene, 64500).unwrap();
    let account = scene.account();
    let gone = RemovalRefusal::NotBrought { account, asn };
    assert_eq!(remove(&mut scene, 64500), Err(gone.into()));
    // Brought twice it is there once.
    scene.bring(64500);
    let count = scene.world.log().after(0).len();
    scene.bring(64500);
    assert_eq!(scene.world.log().after(0).len(), count);
    let mut replayed = World::replay(Scene::genesis(), scene.world.log().after(0));
    replayed.wake(scene.world.now());
    assert_eq!(replayed, scene.world);
}
