//! What can be tagged, with what, and what becomes of tags.

use super::*;
use crate::world::aws::address::{Command as AddressCommand, Wish};
use crate::world::tests::scene::Scene;
use crate::world::{Command as WorldCommand, Fact as WorldFact, Refusal as WorldRefusal};

fn tags(pairs: &[(&str, &str)]) -> TagSet {
    let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

fn tag(scene: &mut Scene, id: &str, tags: TagSet) -> Result<Vec<WorldFact>, WorldRefusal> {
    let resources = vec![id.to_owned()];
    let create = Command::Create { resources, tags };
    scene.perform(&WorldCommand::Tag(scene.caller(), create))
}

fn untag(scene: &mut Scene, id: &str, tags: Unwanted) {
    let resources = vec![id.to_owned()];
    let delete = Command::Delete { resources, tags };
    let command = WorldCommand::Tag(scene.caller(), delete);
    scene.perform(&command).unwrap();
}

/// A scene with an address of Amazon's, tagged as it was made.
fn tagged() -> (Scene, String) {
    let mut scene = Scene::bare();
    let allocate = AddressCommand::Allocate {
        wish: Wish::Amazons,
        border_group: None,
        tags: tags(&[("Name", "mail"), ("env", "test")]),
    };
    scene.address(allocate).unwrap();
    let home = scene.caller().home();
    let (id, _) = scene.world.addresses().of(&home).next().unwrap();
    let id = id.to_string();
    (scene, id)
}

#[test]
fn tags_come_change_and_go() {
    let (mut scene, id) = tagged();
    tag(&mut scene, &id, tags(&[("Name", "web"), ("new", "")])).unwrap();
    let all = tags(&[("Name", "web"), ("env", "test"), ("new", "")]);
    assert_eq!(*scene.world.tags().of(&id), all);
    // A value that is not the tag's own leaves it.
    let keys = [("env", Some("prod")), ("new", Some("")), ("absent", None)];
    let keys = keys.map(|(key, value)| (key.to_owned(), value.map(str::to_owned)));
    untag(&mut scene, &id, Unwanted::Keys(keys.into()));
    let left = tags(&[("Name", "web"), ("env", "test")]);
    assert_eq!(*scene.world.tags().of(&id), left);
    untag(&mut scene, &id, Unwanted::All);
    assert_eq!(scene.world.tags(), Scene::bare().world.tags());
}

#[test]
fn what_is_gone_takes_its_tags_along() {
    let (mut scene, id) = tagged();
    scene
        .release(&crate::world::aws::address::AllocationId::new(&id))
        .unwrap();
    assert_eq!(scene.world.tags(), Scene::bare().world.tags());
}

#[test]
fn tags_are_refused() {
    let (mut scene, id) = tagged();
    let long = "k".repeat(129);
    let fifty: Vec<String> = (0..50).map(|number| format!("key{number}")).collect();
    let fifty: Vec<(&str, &str)> = fifty.iter().map(|key| (key.as_str(), "")).collect();
    let bad = |key: &str, why| Refusal::BadKey {
        key: key.to_owned(),
        why,
    };
    for (id, pairs, refusal) in [
        (id.as_str(), &[("", "x")][..], bad("", KeyProblem::Empty)),
        (&id, &[(&long, "x")], bad(&long, KeyProblem::Long)),
        (&id, &[("AWS:x", "x")], bad("AWS:x", KeyProblem::Reserved)),
        (
            &id,
            &[("k", &"v".repeat(257))],
            Refusal::LongValue {
                key: "k".to_owned(),
            },
        ),
        (
            "eipalloc-0",
            &[("k", "v")],
            Refusal::UnknownResource {
                resource: "eipalloc-0".to_owned(),
            },
        ),
        (
            "anything",
            &[("k", "v")],
            Refusal::UnknownResource {
                resource: "anything".to_owned(),
            },
        ),
        (&id, &fifty, Refusal::TooMany { most: 50 }),
    ] {
        let before = scene.world.clone();
        let refused = tag(&mut scene, id, tags(pairs));
        assert_eq!(refused, Err(WorldRefusal::Tag(refusal)));
        assert_eq!(scene.world, before);
    }
}

#[test]
fn a_pool_has_the_tags_of_its_provisioning() {
    let mut scene = Scene::ready();
    let cidr = "198.18.1.0/24";
    let provision = crate::world::aws::range::Command::Provision {
        cidr: cidr.parse().unwrap(),
        context: Some(scene.context(cidr)),
        description: None,
        advertisable: true,
        border_group: None,
        tags: tags(&[("team", "network")]),
    };
    scene.range(provision).unwrap();
    scene.settle();
    let pool = scene.range_of(cidr).pool().unwrap().to_string();
    assert_eq!(*scene.world.tags().of(&pool), tags(&[("team", "network")]));
    // Another account's tags are not given.
    scene.account = "210987654321".parse().unwrap();
    let stranger = scene.caller();
    let create = Command::Create {
        resources: vec![pool.clone()],
        tags: tags(&[("k", "v")]),
    };
    let refused = scene.perform(&WorldCommand::Tag(stranger, create));
    let unknown = Refusal::UnknownResource { resource: pool };
    assert_eq!(refused, Err(WorldRefusal::Tag(unknown)));
}
