use byoip_vocabulary::asn::Asn;
use jiff::SignedDuration;

use super::*;
use crate::world::internet::{Command, Route};
use crate::world::tests::scene::{Scene, prefix};

fn route() -> Route {
    Route {
        prefix: prefix("198.18.0.0/23"),
        origin: Asn::new(64500),
    }
}

fn everybody(scene: &Scene) -> BTreeSet<Node> {
    scene.world.internet().graph().nodes().collect()
}

fn perform(scene: &mut Scene, command: Command) {
    let command = crate::world::Command::Internet(command);
    scene.perform(&command).unwrap();
}

/// Whoever adds up what is told knows what everybody has.
#[test]
fn the_sum_of_updates_is_the_table() {
    let mut scene = Scene::bare();
    let routed = prefix("198.18.0.0/23");
    let everybody = everybody(&scene);
    let begin = scene.world.now();
    let mut cursor = Cursor::at_present(&scene.world);
    let first = |node: &Node| (*node, scene.world.routing(routed).path(*node));
    let mut known: BTreeMap<Node, Option<Vec<Asn>>> = everybody.iter().map(first).collect();
    let mut told = Vec::new();
    // Twice within the moment: what a network says then is heard once, too.
    for command in [
        Command::Withdraw(route()),
        Command::Announce(route()),
        Command::Withdraw(route()),
    ] {
        perform(&mut scene, command);
        told.extend(cursor.advance(&scene.world, &everybody));
    }
    for seconds in [1, 7, 20, 90, 300] {
        scene.pass(SignedDuration::from_secs(seconds));
        told.extend(cursor.advance(&scene.world, &everybody));
        for update in told.drain(..) {
            known.insert(update.node, update.path);
        }
        for (node, path) in &known {
            assert_eq!(scene.world.routing(routed).path(*node), *path);
        }
    }
    let internet = scene.world.internet();
    let all = internet.updates(begin, scene.world.now(), &everybody);
    assert!(all.len() > everybody.len(), "{}", all.len());
    let middle = begin + SignedDuration::from_secs(8);
    let halves = [(begin, middle), (middle, scene.world.now())]
        .map(|(from, to)| internet.updates(from, to, &everybody))
        .concat();
    assert_eq!(halves, all);
    assert!(cursor.advance(&scene.world, &everybody).is_empty());
}

/// Whoever wakes at each moment that is named misses nothing, and nothing happens
/// at any other.
#[test]
fn the_next_update_is_known_before() {
    let mut scene = Scene::bare();
    let everybody = everybody(&scene);
    let begin = scene.world.now();
    let next = |scene: &Scene, networks: &BTreeSet<Node>| {
        let now = scene.world.now();
        scene.world.internet().next_update(now, networks)
    };
    assert_eq!(next(&scene, &everybody), None);
    perform(&mut scene, Command::Withdraw(route()));
    assert_eq!(next(&scene, &BTreeSet::new()), None);
    let mut moments = BTreeSet::new();
    while let Some(due) = next(&scene, &everybody) {
        assert!(moments.insert(due), "{due}");
        scene.pass(due.duration_since(scene.world.now()));
    }
    let internet = scene.world.internet();
    let after = scene.world.now() + SignedDuration::from_secs(1);
    let told = internet.updates(begin, after, &everybody).into_iter();
    let told: BTreeSet<Timestamp> = told.map(|update| update.at).collect();
    assert!(told.len() > 10);
    assert_eq!(told.difference(&moments).collect::<Vec<_>>(), [&begin]);
}

/// What was, is still known: the table of a moment that has passed.
#[test]
fn the_past_can_be_looked_at() {
    let mut scene = Scene::bare();
    let before = scene.world.now();
    let routed = prefix("198.18.0.0/23");
    perform(&mut scene, Command::Withdraw(route()));
    scene.pass(SignedDuration::from_hours(1));
    let (shares, without) = scene.world.routing(routed).shares();
    assert!(shares.is_empty());
    assert_eq!(without as usize, everybody(&scene).len());
    let (shares, without) = scene
        .world
        .routing_at(routed, before - SignedDuration::from_secs(1))
        .shares();
    assert_eq!((shares.len(), without), (1, 0));
    assert!(scene.world.internet().prefixes().contains(&routed));
}
