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
