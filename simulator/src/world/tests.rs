//! Laws of the whole world: the story runs, the log is the world, one seed is
//! one run, and nothing that anybody asks breaks an invariant.

use super::*;

pub(in crate::world) mod precedence;
pub(in crate::world) mod scene;
pub(in crate::world) mod site;
mod storm;

use scene::Scene;

/// The first half of the model story, as facts in a reader's words.
#[test]
fn a_range_comes_in_is_used_and_goes_back() {
    let mut scene = Scene::ready();
    scene.provision("198.18.1.0/24").unwrap();
    scene.settle();
    scene.advertise("198.18.1.0/24").unwrap();
    let allocation = scene.allocate_from("198.18.1.0/24").unwrap();
    scene.release(&allocation).unwrap();
    scene.withdraw("198.18.1.0/24").unwrap();
    scene.deprovision("198.18.1.0/24").unwrap();
    scene.settle();
    let told = scene.told();
    let of_range: Vec<&str> = told
        .iter()
        .map(String::as_str)
        .filter(|line| line.starts_with("198.18.1.0/24 is "))
        .collect();
    assert_eq!(
        of_range,
        [
            "198.18.1.0/24 is handed in for 123456789012 in us-east-1, reviewed at 2026-01-06T11:00:00Z",
            "198.18.1.0/24 is reviewed: NET-198-18-0-0-1 (ARIN, Direct Allocation), certificate in \
             comments on one line: valid, signature verified; route from AS16509: valid; route \
             from AS14618: valid",
            "198.18.1.0/24 is provisioned into ipv4pool-ec2-0da16ea55e3f5ade7",
            "198.18.1.0/24 is advertised from AS14618",
            "198.18.1.0/24 is withdrawn",
            "198.18.1.0/24 is being deprovisioned, until 2026-01-06T12:00:00Z",
            "198.18.1.0/24 is deprovisioned",
        ]
    );
    assert_eq!(
        scene.world.pools().ipv4_of(&scene.caller().home()).count(),
        0
    );
}

#[test]
fn the_log_is_the_world() {
    let mut scene = Scene::ready();
    scene.provision("198.18.1.0/24").unwrap();
    scene.settle();
    scene.advertise("198.18.1.0/24").unwrap();
    scene.allocate_from("198.18.1.0/24").unwrap();
    let genesis = Scene::genesis();
    let replayed = World::replay(genesis, scene.world.log().after(0));
    assert_eq!(replayed, scene.world);
}

#[test]
fn one_seed_is_one_run() {
    let run = |seed| {
        let mut scene = Scene::seeded(seed);
        scene.provision("198.18.0.0/24").unwrap();
        scene.settle();
        scene.allocate_from("198.18.0.0/24").unwrap();
        scene.world
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7).log(), run(8).log());
}

/// A stored fact reads back as itself.
#[test]
fn facts_keep_their_encoding() {
    let mut scene = Scene::ready();
    scene.provision("198.18.1.0/24").unwrap();
    scene.settle();
    scene.allocate_from("198.18.1.0/24").unwrap();
    for entry in scene.world.log().after(0) {
        let text = serde_json::to_string(entry).unwrap();
        let read: log::Entry = serde_json::from_str(&text).unwrap();
        assert_eq!(&read, entry);
    }
}

#[test]
fn time_never_goes_back() {
    let mut scene = Scene::ready();
    let now = scene.world.now();
    scene.world.wake(Timestamp::MIN);
    assert_eq!(scene.world.now(), now);
}

/// Waking once at the end and waking at every second give the same log.
#[test]
fn how_often_somebody_looks_changes_nothing() {
    let mut seldom = Scene::ready();
    seldom.provision("198.18.1.0/24").unwrap();
    let mut often = seldom.clone();
    let end = later(seldom.world.now(), SignedDuration::from_hours(3));
    while often.world.now() < end {
        let next = later(often.world.now(), SignedDuration::from_secs(61));
        often.world.wake(next.min(end));
    }
    seldom.world.wake(end);
    assert_eq!(seldom.world, often.world);
}
