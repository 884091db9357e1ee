use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use super::{Places, Repository};
use crate::clock::Mode;
use crate::shell::world_file::WorldFile;
use crate::simulation::Simulation;
use crate::world::rpki::{self, RoaId};
use crate::world::{Command, Genesis};

mod faults;
mod relying_party;

use relying_party::Cache;

/// A world with a ROA or two at each of the five registries, and its repository.
struct Scene {
    simulation: Simulation,
    repository: Repository,
    start: Timestamp,
}

impl Scene {
    fn new() -> Self {
        Self::of(genesis())
    }

    fn of(genesis: Genesis) -> Self {
        let start = genesis.start;
        Self {
            simulation: Simulation::new(genesis, Mode::Manual, start),
            repository: Repository::new(Places::new("https://localhost:4443")),
            start,
        }
    }

    fn advance(&self, hours: i64) {
        let moment = self.now() + SignedDuration::from_hours(hours);
        self.simulation.advance_to(moment, self.start);
    }

    fn now(&self) -> Timestamp {
        self.simulation.now(self.start)
    }

    fn create(&self, prefix: &str, asn: u32, until: Option<Timestamp>) -> RoaId {
        let mut command = rpki::Command::create(roa(prefix, asn));
        command.create[0].until = until;
        let facts = self.simulation.perform(self.start, &Command::Roa(command));
        let facts = facts.unwrap();
        let Some(crate::world::Fact::Roa(rpki::Fact::Created { id, .. })) = facts.first() else {
            panic!("{facts:?}");
        };
        id.clone()
    }

    fn delete(&self, id: &RoaId) {
        let command = Command::Roa(rpki::Command::delete(id.clone()));
        self.simulation.perform(self.start, &command).unwrap();
    }

    fn catch_up(&self) -> Timestamp {
        self.repository
            .catch_up(&self.simulation, self.start)
            .unwrap()
    }

    /// Catches up and has a relying party look at one registry, where nothing is
    /// to be wrong.
    fn look(&self, cache: &mut Cache, registry: Registry) -> Vec<String> {
        let payloads = self.look_closely(cache, registry);
        assert_eq!(cache.refused, Vec::<String>::new());
        payloads
    }

    /// The same where something may be.
    fn look_closely(&self, cache: &mut Cache, registry: Registry) -> Vec<String> {
        self.catch_up();
        let shelf = self.repository.shelf(registry).unwrap();
        cache.run(registry, &shelf, self.now())
    }
}

fn genesis() -> Genesis {
    let mut genesis = WorldFile::default_world().genesis;
    genesis.start = "2026-01-05T09:00:00Z".parse().unwrap();
    genesis.roas = vec![
        roa("198.18.0.0/23", 64500),
        roa("198.18.0.0/24", 16509),
        roa("192.0.2.0/24", 64501),
        roa("2001:db8::/32", 64501),
        roa("203.0.113.0/24", 64502),
        roa("198.19.64.0/22", 64503),
        roa("198.19.128.0/22", 64504),
    ];
    genesis
}

fn roa(prefix: &str, asn: u32) -> Roa {
    let asn = byoip_vocabulary::asn::Asn::new(asn);
    Roa::new(prefix.parse().unwrap(), None, asn).unwrap()
}

#[test]
fn every_registry_validates_from_locator_to_payload() {
    let scene = Scene::new();
    for (registry, expected) in [
        (
            Registry::Arin,
            &["198.18.0.0/23 AS64500", "198.18.0.0/24 AS16509"][..],
        ),
        (
            Registry::Ripe,
            &["192.0.2.0/24 AS64501", "2001:db8::/32 AS64501"],
        ),
        (Registry::Apnic, &["203.0.113.0/24 AS64502"]),
        (Registry::Lacnic, &["198.19.64.0/22 AS64503"]),
        (Registry::Afrinic, &["198.19.128.0/22 AS64504"]),
    ] {
        let payloads = scene.look(&mut Cache::default(), registry);
        assert_eq!(payloads, expected, "{registry}");
    }
}

#[test]
fn a_change_is_a_delta() {
    let scene = Scene::new();
    let mut cache = Cache::default();
    scene.look(&mut cache, Registry::Arin);
    let id = scene.create("198.18.1.0/24", 64500, None);
    scene.advance(1);
    let payloads = scene.look(&mut cache, Registry::Arin);
    assert!(
        payloads.contains(&"198.18.1.0/24 AS64500".to_owned()),
        "{payloads:?}"
    );
    scene.delete(&id);
    scene.advance(25);
    let payloads = scene.look(&mut cache, Registry::Arin);
    assert!(
        !payloads.contains(&"198.18.1.0/24 AS64500".to_owned()),
        "{payloads:?}"
    );
    assert_eq!((cache.snapshots, cache.serial), (1, 1 + 2 + 1));
    assert_eq!(cache.deltas, 3);
}

#[test]
fn what_is_revoked_stays_on_the_list_until_it_would_have_run_out() {
    let scene = Scene::new();
    let archive = || super::Archive::of(&scene.simulation.read(scene.start), scene.start);
    let revoked = || {
        let archive = archive();
        let calendar = super::edition::calendar(&archive, Registry::Ripe);
        let issue = calendar.latest(scene.now());
        let edition = super::edition::Edition::of(&archive, Registry::Ripe, issue);
        edition.authorities[0].revoked.len()
    };
    let id = scene.create("192.0.2.0/24", 64500, None);
    scene.advance(1);
    scene.delete(&id);
    assert_eq!(revoked(), 0);
    scene.advance(1);
    assert_eq!(revoked(), 1);
    scene.advance(52 * 7 * 24 - 24);
    assert_eq!(revoked(), 1);
    // The first issue after its end.
    scene.advance(40);
    assert_eq!(revoked(), 0);
}

/// An authority's list of what is revoked is as of its own issue, though one of
/// those runs out before another authority has something to issue.
#[test]
fn an_authority_is_the_same_whatever_others_do() {
    let mut genesis = genesis();
    let mut other = genesis.networks[0].clone();
    other.handle = "NET-198-18-8-0-1".to_owned();
    other.prefix = "198.18.8.0/24".parse().unwrap();
    other.organization = "OTHER-1".to_owned();
    genesis.networks.push(other);
    let mut other = genesis.organizations[0].clone();
    other.handle = "OTHER-1".to_owned();
    genesis.organizations.push(other);
    let scene = Scene::of(genesis);
    let id = scene.create("198.18.1.0/24", 64500, None);
    scene.advance(1);
    scene.delete(&id);
    // The end of the revoked one's term, but for ten minutes.
    scene.advance(52 * 7 * 24 - 1);
    scene.create("198.18.8.0/24", 64500, None);
    scene.advance(40);
    let archive = super::Archive::of(&scene.simulation.read(scene.start), scene.start);
    let calendar = super::edition::calendar(&archive, Registry::Arin);
    let mut issue = Some(calendar.latest(scene.now()));
    let mut seen = std::collections::BTreeMap::new();
    let mut again = 0;
    while let Some(now) = issue {
        let edition = super::edition::Edition::of(&archive, Registry::Arin, now);
        for authority in edition.authorities {
            let key = (authority.handle.clone(), authority.issue.number);
            if let Some(before) = seen.insert(key, authority.clone()) {
                assert_eq!(before, authority);
                again += 1;
            }
        }
        issue = calendar.before(now);
    }
    assert!(again > 0, "no authority was in two editions");
}

#[test]
fn a_roa_ends_when_its_holder_said() {
    let scene = Scene::new();
    let mut cache = Cache::default();
    let until = scene.start + 5.hours();
    scene.create("192.0.2.0/24", 64500, Some(until));
    scene.advance(4);
    assert_eq!(scene.look(&mut cache, Registry::Ripe).len(), 3);
    scene.advance(1);
    assert_eq!(scene.look(&mut cache, Registry::Ripe).len(), 2);
}

#[test]
fn nothing_runs_out_in_two_years() {
    let scene = Scene::new();
    let mut caches = Registry::ALL.map(|registry| (registry, Cache::default()));
    // Steps that fall on every side of the sixteen hours.
    for hours in [15, 1, 23, 24, 7, 100, 8_000, 61, 80, 1_000, 8_000] {
        scene.advance(hours);
        for (registry, cache) in &mut caches {
            assert!(
                !scene.look(cache, *registry).is_empty(),
                "{registry} {}",
                scene.now()
            );
        }
    }
    for (registry, cache) in &caches {
        assert!(
            cache.deltas > 0 && cache.snapshots > 1,
            "{registry} {cache:?}"
        );
    }
}

#[test]
fn it_makes_no_difference_when_somebody_looks() {
    let [early, late] = [Scene::new(), Scene::new()];
    for step in 0..12 {
        for scene in [&early, &late] {
            match step {
                1 => drop(scene.create("198.18.1.0/24", 64500, None)),
                4 => drop(scene.create("198.18.1.0/24", 16509, None)),
                7 => scene.delete(&scene.create("198.18.0.0/23", 14618, None)),
                _ => {}
            }
            scene.advance(9);
        }
        early.catch_up();
    }
    late.catch_up();
    for registry in Registry::ALL {
        let [mut first, second] =
            [&early, &late].map(|it| (*it.repository.shelf(registry).unwrap()).clone());
        // Who has looked before has snapshots of before.
        first.forget_old_snapshots();
        assert!(first == second, "{registry}");
    }
}

#[test]
fn another_world_is_another_session() {
    let scene = Scene::new();
    let mut cache = Cache::default();
    scene.look(&mut cache, Registry::Arin);
    let first = cache.session.clone();
    scene.advance(30);
    scene.look(&mut cache, Registry::Arin);
    assert_eq!(cache.session, first);
    scene.simulation.reset(None, scene.start);
    // Numbers begin anew too, so that an old cache would refuse the manifests.
    let mut anew = Cache::default();
    scene.look(&mut anew, Registry::Arin);
    assert_ne!(anew.session, first);
    assert_eq!(anew.serial, 1);
}

#[test]
fn the_next_edition_is_known_beforehand() {
    let scene = Scene::new();
    assert_eq!(scene.catch_up(), scene.start + 16.hours());
    scene.create("192.0.2.0/24", 64500, Some(scene.start + 3.hours()));
    scene.advance(1);
    assert_eq!(scene.catch_up(), scene.start + 3.hours());
    scene.advance(3);
    assert_eq!(scene.catch_up(), scene.start + 16.hours());
}
