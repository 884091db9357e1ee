//! Doors that fuzz targets knock on, compiled for them alone: what is private to
//! the wire, and the laws that hold of it whatever comes in.

use std::net::SocketAddr;

use byoip_vocabulary::registry::Registry;
use bytes::Bytes;
use jiff::Timestamp;

use crate::clock::Mode;
use crate::shell::world_file::WorldFile;
use crate::simulation::Simulation;
use crate::wire;
use crate::world::World;

/// Reads a form. Each parameter that was read has a value.
pub fn form(text: &str) {
    wire::fuzzing::form(text);
}

/// AWS's endpoint in the default world, at a moment at which the corpus's
/// signatures are good.
#[derive(Debug)]
pub struct Endpoint {
    simulation: Simulation,
    wall: Timestamp,
    before: World,
}

impl Endpoint {
    /// Begins the world, on a clock that stands still.
    pub fn begin() -> Self {
        // 2026-01-05T09:00:00Z, when the default world begins as well.
        let wall = Timestamp::constant(1_767_603_600, 0);
        let genesis = WorldFile::default_world().genesis;
        let simulation = Simulation::new(genesis, Mode::Manual, wall);
        let before = simulation.read(wall).clone();
        Self {
            simulation,
            wall,
            before,
        }
    }

    /// Answers a request. Who cannot sign only ever repeats what the corpus has
    /// signed, which changes nothing.
    pub fn answer(&self, request: &http::Request<Bytes>) {
        let status = wire::fuzzing::answer(&self.simulation, self.wall, request);
        assert!((200..600).contains(&status), "status {status}");
        assert_ne!(status, 500, "an internal error");
        assert_eq!(*self.simulation.read(self.wall), self.before);
    }
}

/// The registries' RDAP services of the default world.
#[derive(Debug)]
pub struct Rdap {
    world: World,
}

impl Rdap {
    /// Begins the world.
    pub fn begin() -> Self {
        let world = WorldFile::default_world().genesis.begin();
        Self { world }
    }

    /// Asks a registry for a path: the answer is an object of JSON with a status
    /// of RFC 7480, or a redirection, and that is the last.
    pub fn look_up(&self, registry: Registry, path: &str) {
        let found = wire::fuzzing::look_up(registry, path, &self.world);
        let Some(elsewhere) = found else {
            return;
        };
        let (registry, path) = elsewhere;
        let again = wire::fuzzing::look_up(registry, &path, &self.world);
        assert_eq!(again, None, "{registry} sends {path} on");
    }
}

/// The whois service of the default world.
#[derive(Debug)]
pub struct Whois {
    simulation: Simulation,
}

impl Whois {
    /// Begins the world.
    pub fn begin() -> Self {
        let genesis = WorldFile::default_world().genesis;
        let simulation = Simulation::new(genesis, Mode::Manual, Timestamp::UNIX_EPOCH);
        Self { simulation }
    }

    /// Asks a line: there is always an answer, and it ends as whois answers end,
    /// with an empty line.
    pub fn ask(&self, line: &str) {
        let here = SocketAddr::from(([127, 0, 0, 1], 43));
        let text = wire::whois::answer(&self.simulation, Timestamp::UNIX_EPOCH, here, line);
        assert!(text.ends_with(b"\n\n"), "an answer without an end");
    }
}
