//! What a describe sees: the world as it is, as the replica has it, or as it was.

use std::ops::Deref;
use std::sync::{Arc, RwLockReadGuard};

use jiff::Timestamp;

use super::replica::Replica;
use super::{Reading, Simulation, State};
use crate::world::faults::LookBack;
use crate::world::{World, later};

/// The world as a describe sees it.
#[derive(Debug)]
pub struct Sight<'a>(Seen<'a>);

#[derive(Debug)]
enum Seen<'a> {
    /// As it is, or as the replica has it.
    Now(RwLockReadGuard<'a, State>),
    /// As it was.
    Past(Box<World>),
}

impl Deref for Sight<'_> {
    type Target = World;

    fn deref(&self) -> &World {
        match &self.0 {
            Seen::Now(state) => {
                let replica = state.replica.as_ref();
                replica.map_or(&state.world, Replica::world)
            }
            Seen::Past(world) => world,
        }
    }
}

impl Simulation {
    /// The world as a describe sees it: as it is now, unless the policy has
    /// changes show later, or a fault has it look back.
    pub fn observe(&self, wall: Timestamp, look: Option<LookBack>) -> Sight<'_> {
        if let Some(look) = look {
            return Sight(Seen::Past(Box::new(self.look_back(wall, look))));
        }
        let Reading { state } = self.read(wall);
        let now = state.clock.at(wall);
        let behind = state.replica.as_ref();
        if !behind.is_some_and(|replica| replica.is_stale(now, wall)) {
            return Sight(Seen::Now(state));
        }
        drop(state);
        self.change(|state| state.show(wall));
        Sight(Seen::Now(self.reader()))
    }

    /// The world as it was: one begun alike that has applied less of the log.
    fn look_back(&self, wall: Timestamp, look: LookBack) -> World {
        let (genesis, entries) = {
            let Reading { state } = self.read(wall);
            let log = state.world.log();
            let count = match look {
                LookBack::LastChange => state.unchanged,
                LookBack::By(length) => log.count_by(later(state.world.now(), -length)),
            };
            (Arc::clone(&state.genesis), log.first(count).to_vec())
        };
        World::replay((*genesis).clone(), &entries)
    }
}
