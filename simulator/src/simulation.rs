//! A world and its clock, shared by everybody who asks.
//!
//! Whoever looks first lets happen what is due by now; so time passes in the
//! same way whether somebody polls, a manual clock is moved or nobody looks.
//! The wall's time comes as an argument here too.

use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use byoip_vocabulary::registry::Registry;
use jiff::{SignedDuration, Timestamp};

use crate::clock::{Clock, Mode};
use crate::world::aws::account::Credential;
use crate::world::aws::throttle::{self, Throttle};
use crate::world::draw::{Branch, Draw};
use crate::world::faults::{self, FaultId, Strikes};
use crate::world::policy::{Pace, Policy};
use crate::world::registry::rate::Queries;
use crate::world::{Command, Fact, Genesis, Refusal, World};

mod replica;
mod sight;
mod signing_keys;

use replica::Replica;
pub use sight::Sight;
pub use signing_keys::SigningKey;
use signing_keys::SigningKeys;

#[cfg(test)]
mod tests;

/// A world, its clock and its beginning.
#[derive(Debug)]
pub struct Simulation {
    state: RwLock<State>,
    /// The genesis's seed, and how many answers had an id from it: apart from
    /// the rest, so that an id waits for nobody.
    seed: AtomicU64,
    requests: AtomicU64,
    changes: AtomicU64,
    /// The genesis's settings. Apart from the rest, so that whoever reads the
    /// world may look something up in them.
    policy: RwLock<Arc<Policy>>,
    /// What the first world began with.
    first: Arc<Genesis>,
    throttle: Mutex<Throttle>,
    queries: Mutex<Queries>,
    calls: Mutex<Queries>,
    signing_keys: SigningKeys,
}

#[derive(Debug)]
struct State {
    genesis: Arc<Genesis>,
    /// How often the world has begun anew.
    resets: u64,
    world: World,
    /// What describes see, where that is not the world itself.
    replica: Option<Replica>,
    /// How much of the log there was before the last change of anything at AWS.
    unchanged: usize,
    clock: Clock,
}

impl State {
    fn catch_up(&mut self, wall: Timestamp) {
        let now = self.clock.at(wall);
        self.world.wake(now);
        self.show(wall);
    }

    /// Lets describes see what they can see by now.
    fn show(&mut self, wall: Timestamp) {
        if let Some(replica) = &mut self.replica {
            replica.note(&self.world, wall);
            replica.show(self.clock.at(wall), wall);
        }
    }

    /// Remembers where the last change of anything at AWS begins, of what the log
    /// has behind its first entries: a call's, or that of one moment.
    fn note_change(&mut self, before: usize) {
        let new = self.world.log().after(before);
        let last = new.iter().rev().find(|entry| entry.fact.is_at_aws());
        if let Some(at) = last.map(|entry| entry.at) {
            let earlier = new.iter().take_while(|entry| entry.at < at);
            self.unchanged = before + earlier.count();
        }
    }

    /// When something next happens, or is next seen.
    fn next_due(&self) -> Option<Timestamp> {
        let seen = self.replica.as_ref().and_then(Replica::next_due);
        self.world.next_due().into_iter().chain(seen).min()
    }
}

/// The world as somebody reads it, with everything happened that is due.
#[derive(Debug)]
pub struct Reading<'a> {
    state: RwLockReadGuard<'a, State>,
}

impl Deref for Reading<'_> {
    type Target = World;

    fn deref(&self) -> &World {
        &self.state.world
    }
}

impl Reading<'_> {
    /// When something next happens, or is next seen.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.state.next_due()
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        self.state.clock
    }

    /// What the world began with.
    pub fn genesis(&self) -> &Genesis {
        &self.state.genesis
    }

    /// Which world it is.
    pub fn beginning(&self) -> Beginning {
        Beginning {
            count: self.state.resets,
            start: self.state.genesis.start,
        }
    }
}

/// Which of a simulation's worlds it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// How many worlds there were before: as many as there were resets.
    pub count: u64,
    /// The world's first moment.
    pub start: Timestamp,
}

impl Simulation {
    /// Begins a world on a clock.
    pub fn new(genesis: Genesis, mode: Mode, wall: Timestamp) -> Self {
        let clock = Clock::new(mode, genesis.start, wall);
        let world = genesis.clone().begin();
        let replica = Replica::of(&genesis, &world);
        let policy = RwLock::new(Arc::new(genesis.policy.clone()));
        let seed = genesis.seed;
        let genesis = Arc::new(genesis);
        let first = Arc::clone(&genesis);
        Self {
            state: RwLock::new(State {
                genesis,
                resets: 0,
                world,
                replica,
                unchanged: 0,
                clock,
            }),
            seed: AtomicU64::new(seed),
            requests: AtomicU64::new(0),
            changes: AtomicU64::new(0),
            policy,
            first,
            throttle: Mutex::default(),
            queries: Mutex::default(),
            calls: Mutex::default(),
            signing_keys: SigningKeys::default(),
        }
    }

    /// The world as it is now.
    pub fn read(&self, wall: Timestamp) -> Reading<'_> {
        let state = self.reader();
        if state.world.now() < state.clock.at(wall) {
            drop(state);
            self.change(|state| state.catch_up(wall));
            return Reading {
                state: self.reader(),
            };
        }
        Reading { state }
    }

    /// The virtual moment now.
    pub fn now(&self, wall: Timestamp) -> Timestamp {
        self.reader().clock.at(wall)
    }

    /// Looks something up in the policy table.
    pub fn with_policy<R>(&self, look: impl FnOnce(&Policy) -> R) -> R {
        look(&self.policy())
    }

    fn policy(&self) -> Arc<Policy> {
        let policy = self.policy.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&policy)
    }

    /// Does what is asked, at this moment.
    pub fn perform(&self, wall: Timestamp, command: &Command) -> Result<Vec<Fact>, Refusal> {
        self.change(|state| {
            let now = state.clock.at(wall);
            let done = state.world.perform(now, command);
            state.show(wall);
            done
        })
    }

    /// Moves the clock on to a moment and lets happen what is due on the way.
    pub fn advance_to(&self, moment: Timestamp, wall: Timestamp) {
        self.change(|state| {
            state.clock.advance_to(moment, wall);
            state.catch_up(wall);
        });
    }

    /// Moves the clock on to the next thing due; whether there was one.
    pub fn advance_to_next_event(&self, wall: Timestamp) -> bool {
        self.change(|state| {
            state.catch_up(wall);
            let Some(due) = state.next_due() else {
                return false;
            };
            state.clock.advance_to(due, wall);
            state.catch_up(wall);
            true
        })
    }

    /// Changes how the clock runs.
    pub fn change_clock(&self, mode: Option<Mode>, paused: Option<bool>, wall: Timestamp) {
        self.change(|state| {
            state.catch_up(wall);
            if let Some(mode) = mode {
                state.clock.set_mode(mode, wall);
            }
            if let Some(paused) = paused {
                state.clock.set_paused(paused, wall);
            }
        });
    }

    /// What the first world began with.
    pub fn first(&self) -> &Genesis {
        &self.first
    }

    /// What the world began with.
    pub fn genesis(&self) -> Arc<Genesis> {
        Arc::clone(&self.reader().genesis)
    }

    /// Begins the world anew, with another seed if one is given; the clock
    /// keeps its mode.
    pub fn reset(&self, seed: Option<u64>, wall: Timestamp) {
        let mut genesis = self.genesis();
        if let Some(seed) = seed.filter(|seed| *seed != genesis.seed) {
            Arc::make_mut(&mut genesis).seed = seed;
        }
        self.begin_anew(genesis, wall);
    }

    /// Begins another world in the place of this one; the clock keeps its mode.
    pub fn begin_anew(&self, genesis: Arc<Genesis>, wall: Timestamp) {
        // Nobody waits for what takes a while with a large world.
        let world = (*genesis).clone().begin();
        self.take_over(genesis, world, 0, wall);
    }

    /// Goes on with a world that began elsewhere, from its moment and after as
    /// many of AWS's answers, in the place of this one; the clock keeps its mode.
    pub fn take_over(&self, genesis: Arc<Genesis>, world: World, answers: u64, wall: Timestamp) {
        let replica = Replica::of(&genesis, &world);
        self.change(|state| {
            self.seed.store(genesis.seed, Ordering::Relaxed);
            let mut policy = self.policy.write().unwrap_or_else(PoisonError::into_inner);
            *policy = Arc::new(genesis.policy.clone());
            state.resets += 1;
            state.clock = Clock::new(state.clock.mode(), world.now(), wall);
            state.unchanged = world.log().len();
            state.world = world;
            state.replica = replica;
            state.genesis = genesis;
        });
        self.requests.store(answers, Ordering::Relaxed);
        // The new world's log may be as long as the old one's was.
        self.changes.fetch_add(1, Ordering::Relaxed);
        *self.throttle.lock().unwrap_or_else(PoisonError::into_inner) = Throttle::default();
        *self.calls.lock().unwrap_or_else(PoisonError::into_inner) = Queries::default();
        *self.queries.lock().unwrap_or_else(PoisonError::into_inner) = Queries::default();
    }

    /// Counts a query of a registry's public services, RDAP and whois together;
    /// an error is how long to wait.
    pub fn count_query(&self, wall: Timestamp, registry: Registry) -> Result<(), SignedDuration> {
        let policy = self.policy();
        let now = match policy.registry_throttling {
            Pace::Off => return Ok(()),
            Pace::Virtual => self.now(wall),
            Pace::Wall => wall,
        };
        let rates = match registry {
            Registry::Lacnic => &policy.lacnic_query_rate,
            Registry::Arin | Registry::Ripe | Registry::Apnic | Registry::Afrinic => {
                &policy.registry_query_rate
            }
        };
        let mut queries = self.queries.lock().unwrap_or_else(PoisonError::into_inner);
        queries.count(now, registry, rates)
    }

    /// Counts a call of a registry's interfaces for owners; an error is how long
    /// to wait.
    pub fn count_call(&self, wall: Timestamp, registry: Registry) -> Result<(), SignedDuration> {
        let policy = self.policy();
        let rates = match registry {
            Registry::Arin => &policy.arin_call_rate,
            Registry::Ripe => &policy.ripe_call_rate,
            Registry::Apnic => &policy.apnic_call_rate,
            Registry::Lacnic => &policy.lacnic_call_rate,
            // It has no interface.
            Registry::Afrinic => return Ok(()),
        };
        if rates.iter().next().is_none() {
            return Ok(());
        }
        let now = self.now(wall);
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.count(now, registry, rates)
    }

    /// Takes a token for a call; whether there was one, or none is needed.
    pub fn take_token(&self, wall: Timestamp, call: impl FnOnce() -> throttle::Call) -> bool {
        let now = match self.policy().throttling {
            Pace::Off => return true,
            Pace::Virtual => self.now(wall),
            Pace::Wall => wall,
        };
        let mut throttle = self.throttle.lock().unwrap_or_else(PoisonError::into_inner);
        throttle.take(now, call())
    }

    /// What befalls a call at AWS, of the faults that were declared. The world is
    /// asked to change only where one of them waits for it.
    pub fn meet(&self, wall: Timestamp, call: impl FnOnce() -> faults::Call) -> Strikes {
        let (call, waiting) = {
            let world = self.read(wall);
            if world.faults().are_spent() {
                return Strikes::default();
            }
            let call = call();
            let waiting = world.faults().waiting_for(&call, world.now());
            let waiting: Vec<FaultId> = waiting.collect();
            (call, waiting)
        };
        if waiting.is_empty() {
            return Strikes::default();
        }
        self.change(|state| {
            let now = state.clock.at(wall);
            let strikes = waiting.into_iter().filter_map(|fault| {
                let strike = state.world.faults().get(fault)?.plan.misfortune().strike();
                let call = call.clone();
                let meet = Command::Misfortune(faults::Command::Meet { fault, call });
                // One that was lifted meanwhile is refused, and does nothing.
                let facts = state.world.perform(now, &meet).ok()?;
                strike.filter(|_| facts.iter().any(faults::Fact::is_strike))
            });
            let strikes = strikes.fold(Strikes::default(), Strikes::with);
            state.show(wall);
            strikes
        })
    }

    /// The signing key of a credential's scope; derived, unless it was before.
    pub fn signing_key(
        &self,
        scope: &str,
        credential: &Arc<Credential>,
        derive: impl FnOnce() -> SigningKey,
    ) -> SigningKey {
        self.signing_keys.get(scope, credential, derive)
    }

    /// A number that is another whenever something has happened or the clock was
    /// moved: who waits for that need not look at the world.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::Relaxed)
    }

    /// How many of AWS's answers have had an id.
    pub fn answers(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// The id of the next AWS answer: from the seed and the count of answers.
    pub fn next_request_id(&self) -> String {
        let draw = Draw::new(self.seed.load(Ordering::Relaxed));
        let position = self.requests.fetch_add(1, Ordering::Relaxed);
        draw.uuid(Branch::Request, position)
    }

    fn reader(&self) -> RwLockReadGuard<'_, State> {
        // A panic elsewhere must not take the server down: the world changes by
        // whole facts, so what stands there is whole.
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let before = (state.world.log().len(), state.clock);
        let result = change(&mut state);
        state.note_change(before.0);
        if before != (state.world.log().len(), state.clock) {
            self.changes.fetch_add(1, Ordering::Relaxed);
        }
        result
    }
}
