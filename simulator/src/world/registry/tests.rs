use jiff::SignedDuration;

use super::*;
use crate::world::tests::scene::{Scene, prefix};

/// What is typed is there at once, what is public follows: one second before
/// the registry's delay it is not, at the delay it is.
#[test]
fn an_edit_becomes_public_later() {
    #[track_caller]
    fn check(registry: Registry, handle: &str, field: Field, delay: SignedDuration) {
        let mut scene = Scene::bare();
        let started = scene.world.now();
        scene.edit(registry, RecordKind::Network, handle, field, &["new"]);
        let public = |scene: &Scene| {
            let network = scene.world.registries().network(registry, handle).unwrap();
            let shown = network.record.public(field).contains(&"new".to_owned());
            (shown, network.record.changed())
        };
        let second = SignedDuration::from_secs(1);
        let old = public(&scene).1;
        scene.pass(delay - second);
        assert_eq!(public(&scene), (false, old), "{registry}");
        scene.pass(second);
        assert_eq!(public(&scene), (true, started), "{registry}");
    }
    let minutes = SignedDuration::from_mins;
    check(
        Registry::Arin,
        "NET-198-18-0-0-1",
        Field::Comments,
        minutes(10),
    );
    check(
        Registry::Ripe,
        "192.0.2.0 - 192.0.2.255",
        Field::Descr,
        SignedDuration::from_secs(5),
    );
    check(
        Registry::Apnic,
        "203.0.113.0 - 203.0.113.255",
        Field::Remarks,
        minutes(5),
    );
}

#[test]
fn a_field_that_is_not_there_is_refused() {
    let mut scene = Scene::bare();
    for (handle, field) in [
        ("NET-198-18-0-0-1", Field::Descr),
        ("NET-NONE", Field::Comments),
    ] {
        let record = RecordKey {
            registry: Registry::Arin,
            record: RecordKind::Network,
            handle: handle.to_owned(),
        };
        let edit = Command::Edit {
            by: None,
            record: record.clone(),
            texts: Texts::from([(field, Vec::new())]),
        };
        let refused = scene.perform(&crate::world::Command::Registry(edit));
        let expected = match handle {
            "NET-NONE" => Refusal::NoSuchRecord { record },
            _ => Refusal::NoSuchField { record, field },
        };
        assert_eq!(refused, Err(expected.into()));
    }
}

/// A child record hides its parent (RFC 9082, section 3.1.1).
#[test]
fn the_smallest_network_answers() {
    let mut scene = Scene::bare();
    let registries = &mut scene.world.registries;
    let mut child = registries
        .network(Registry::Arin, "NET-198-18-0-0-1")
        .unwrap()
        .clone();
    child.handle = "NET-198-18-1-0-1".to_owned();
    child.prefix = prefix("198.18.1.0/24");
    registries.hold(child);
    let handle = |of: &str| {
        let network = registries.smallest_covering(prefix(of));
        network.map(|network| network.handle.as_str())
    };
    assert_eq!(handle("198.18.1.0/24"), Some("NET-198-18-1-0-1"));
    assert_eq!(handle("198.18.1.7/32"), Some("NET-198-18-1-0-1"));
    assert_eq!(handle("198.18.0.0/24"), Some("NET-198-18-0-0-1"));
    assert_eq!(handle("198.18.0.0/23"), Some("NET-198-18-0-0-1"));
    assert_eq!(handle("198.18.0.0/22"), None);
}

/// What comes while an edit waits is published with it, and only its holder
/// edits a record.
#[test]
fn a_second_edit_goes_with_the_first() {
    let mut scene = Scene::bare();
    let (arin, network) = (Registry::Arin, RecordKind::Network);
    let handle = "NET-198-18-0-0-1";
    let minutes = SignedDuration::from_mins;
    scene.edit(arin, network, handle, Field::Comments, &["one"]);
    scene.pass(minutes(6));
    scene.edit(arin, network, handle, Field::Comments, &["two"]);
    let record = |scene: &Scene| {
        let network = scene.world.registries().network(arin, handle).unwrap();
        network.record.clone()
    };
    assert_eq!(record(&scene).typed(Field::Comments), ["two"]);
    scene.pass(minutes(4));
    assert_eq!(record(&scene).public(Field::Comments), ["two"]);
    let member = |organization: &str| Member {
        registry: arin,
        organization: organization.to_owned(),
    };
    for (by, allowed) in [("EXAMPLE-1", true), ("OTHER-1", false)] {
        let edit = Command::Edit {
            by: Some(member(by)),
            record: RecordKey {
                registry: arin,
                record: network,
                handle: handle.to_owned(),
            },
            texts: Texts::from([(Field::Comments, vec![by.to_owned()])]),
        };
        let done = scene.perform(&crate::world::Command::Registry(edit));
        assert_eq!(done.is_ok(), allowed, "{by}");
    }
}

/// What lies above and below a network, who has it in their certificate, and a
/// stub, which is nobody's.
#[test]
fn networks_stand_in_a_tree() {
    let mut scene = Scene::bare();
    let registries = &mut scene.world.registries;
    let own = registries.network(Registry::Arin, "NET-198-18-0-0-1");
    let own = own.unwrap().clone();
    for (registry, handle, of, status, transferred_to) in [
        (
            Registry::Arin,
            "CHILD",
            "198.18.1.0/24",
            "Reallocation",
            None,
        ),
        (
            Registry::Arin,
            "GRANDCHILD",
            "198.18.1.128/25",
            "Reassignment",
            None,
        ),
        (
            Registry::Apnic,
            "STUB",
            "198.18.1.0/24",
            "ALLOCATED PORTABLE",
            Some(Registry::Arin),
        ),
    ] {
        let mut network = own.clone();
        network.registry = registry;
        network.handle = handle.to_owned();
        network.prefix = prefix(of);
        network.status = status.to_owned();
        network.transferred_to = transferred_to;
        registries.hold(network);
    }
    let registries = scene.world.registries();
    let handles = |networks: Vec<&Network>| -> Vec<String> {
        networks.iter().map(|it| it.handle.clone()).collect()
    };
    let of = prefix("198.18.1.128/25");
    assert_eq!(
        handles(registries.above(of).collect()),
        ["CHILD", "NET-198-18-0-0-1"]
    );
    let below = registries.below(prefix("198.18.0.0/22")).collect();
    assert_eq!(handles(below), ["NET-198-18-0-0-1", "CHILD", "GRANDCHILD"]);
    let certified = registries.certified(of).unwrap();
    assert_eq!(certified.handle, "NET-198-18-0-0-1");
    let child = registries
        .network_of(Registry::Arin, prefix("198.18.1.0/24"))
        .unwrap();
    assert_eq!(registries.parent(child).unwrap().handle, "NET-198-18-0-0-1");
    let stub = registries
        .stub(Registry::Apnic, prefix("198.18.1.7/32"))
        .unwrap();
    assert_eq!(stub.handle, "STUB");
    assert!(
        registries
            .stub(Registry::Ripe, prefix("198.18.1.7/32"))
            .is_none()
    );
    let named = registries.network_of(Registry::Apnic, prefix("198.18.1.0/24"));
    assert_eq!(named.unwrap().handle, "STUB");
}
