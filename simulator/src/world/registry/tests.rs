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
            (shown, network.record.changed)
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
        let key = FieldKey {
            registry: Registry::Arin,
            record: RecordKind::Network,
            handle: handle.to_owned(),
            field,
        };
        let edit = Command::Edit {
            key: key.clone(),
            lines: Vec::new(),
        };
        let refused = scene.perform(&crate::world::Command::Registry(edit));
        assert_eq!(refused, Err(HolderRefusal::NoSuchField { key }.into()));
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
