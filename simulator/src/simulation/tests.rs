use jiff::SignedDuration;

use super::*;
use crate::shell::world_file::WorldFile;
use crate::world::internet::{self, Route};

fn wall() -> Timestamp {
    "2026-11-01T00:00:00Z".parse().unwrap()
}

fn begin(mode: Mode) -> Simulation {
    Simulation::new(WorldFile::default_world().genesis, mode, wall())
}

fn announce(simulation: &Simulation, wall: Timestamp) {
    let route = Route {
        prefix: "198.18.1.0/24".parse().unwrap(),
        origin: "AS64500".parse().unwrap(),
    };
    let command = Command::Internet(internet::Command::Announce(route));
    simulation.perform(wall, &command).unwrap();
}

/// Whether the clock is scaled or moved by hand, what is due happens at its own
/// moment.
#[test]
fn time_passes_in_the_same_way_on_every_clock() {
    let manual = begin(Mode::Manual);
    announce(&manual, wall());
    let start = manual.now(wall());
    manual.advance_to(start + SignedDuration::from_hours(1), wall());
    let scaled = begin(Mode::Scaled(3_600));
    announce(&scaled, wall());
    let second = wall() + SignedDuration::from_secs(1);
    assert_eq!(manual.read(wall()).log(), scaled.read(second).log());
    assert_eq!(manual.now(wall()), scaled.now(second));
}

#[test]
fn the_next_event_is_a_step() {
    let simulation = begin(Mode::Manual);
    assert!(!simulation.advance_to_next_event(wall()));
    announce(&simulation, wall());
    assert_eq!(simulation.read(wall()).log().len(), 1);
    assert!(simulation.advance_to_next_event(wall()));
    assert_eq!(simulation.read(wall()).log().len(), 2);
    assert!(!simulation.advance_to_next_event(wall()));
}

#[test]
fn a_reset_world_is_a_new_one() {
    let simulation = begin(Mode::Manual);
    let before = format!("{:?}", *simulation.read(wall()));
    let first = simulation.next_request_id();
    announce(&simulation, wall());
    simulation.advance_to_next_event(wall());
    simulation.reset(None, wall());
    assert_eq!(format!("{:?}", *simulation.read(wall())), before);
    assert_eq!(simulation.next_request_id(), first);
    simulation.reset(Some(9), wall());
    assert_eq!(simulation.read(wall()).draw().seed(), 9);
}

/// Looking and being refused change nothing; what happens and the clock do.
#[test]
fn changes_are_told() {
    let simulation = begin(Mode::Scaled(3_600));
    let first = simulation.changes();
    let later = wall() + SignedDuration::from_millis(5);
    drop(simulation.read(later));
    assert_eq!(simulation.changes(), first);
    announce(&simulation, later);
    let announced = simulation.changes();
    assert_ne!(announced, first);
    // What was due has happened, and it was a look that let it.
    drop(simulation.read(later + SignedDuration::from_secs(1)));
    let seen = simulation.changes();
    assert_ne!(seen, announced);
    simulation.change_clock(None, Some(true), later);
    assert_ne!(simulation.changes(), seen);
    let before = simulation.changes();
    simulation.reset(None, later);
    assert_ne!(simulation.changes(), before);
}

/// Whoever reads sees the present, though nothing was due.
#[test]
fn reading_is_looking_at_the_present() {
    let simulation = begin(Mode::Real);
    let later = wall() + SignedDuration::from_mins(5);
    let start = simulation.read(wall()).now();
    assert_eq!(
        simulation.read(later).now(),
        start + SignedDuration::from_mins(5)
    );
}

/// A world whose describes are ten seconds behind by a clock.
fn behind(clock: &str) -> Simulation {
    let mut genesis = WorldFile::default_world().genesis;
    genesis.policy.set("describe_lag_clock", clock).unwrap();
    genesis.policy.set("describe_lag", "10s").unwrap();
    Simulation::new(genesis, Mode::Manual, wall())
}

/// How many facts a reader and a describe know of.
fn seen(simulation: &Simulation, wall: Timestamp) -> (usize, usize) {
    let now = simulation.read(wall).log().len();
    (now, simulation.observe(wall, None).log().len())
}

#[test]
fn a_describe_is_behind_by_the_clock_of_the_policy() {
    let second = SignedDuration::from_secs(1);
    let off = behind("off");
    announce(&off, wall());
    assert_eq!(seen(&off, wall()), (1, 1));

    let by_wall = behind("wall");
    announce(&by_wall, wall());
    assert_eq!(seen(&by_wall, wall() + second * 9), (1, 0));
    assert_eq!(seen(&by_wall, wall() + second * 10), (1, 1));

    let by_world = behind("virtual");
    announce(&by_world, wall());
    assert_eq!(seen(&by_world, wall() + second * 10), (1, 0));
    // What is next seen is the next event, so that a poller gets on.
    assert!(by_world.advance_to_next_event(wall()));
    assert_eq!(
        by_world.read(wall()).clock().at(wall()),
        by_world.now(wall())
    );
    assert_eq!(seen(&by_world, wall()), (1, 1));
    by_world.reset(None, wall());
    assert_eq!(seen(&by_world, wall()), (0, 0));
}

/// Behind, it is still the same world: when all is seen, nothing differs but
/// the timers, which ring in the first one only.
#[test]
fn what_is_seen_late_is_what_was() {
    let simulation = behind("virtual");
    announce(&simulation, wall());
    while simulation.advance_to_next_event(wall()) {}
    let (world, sight) = (
        simulation.read(wall()).log().clone(),
        seen(&simulation, wall()),
    );
    assert_eq!(sight.0, sight.1);
    assert_eq!(&world, simulation.observe(wall(), None).log());
    let routes = |world: &World| format!("{:?}", world.internet().routes().collect::<Vec<_>>());
    assert_eq!(
        routes(&simulation.read(wall())),
        routes(&simulation.observe(wall(), None))
    );
}
