//! Doors that fuzz targets knock on, compiled for them alone: what is private to
//! the wire, and the laws that hold of it whatever comes in.

use std::net::SocketAddr;

use byoip_vocabulary::registry::Registry;
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};

use crate::clock::Mode;
use crate::shell::world_file::WorldFile;
use crate::simulation::Simulation;
use crate::wire;
use crate::world::World;
use crate::world::registry::{ApiKey, Member};

/// Reads a form. Each parameter that was read has a value.
pub fn form(text: &str) {
    wire::fuzzing::form(text);
}

/// Reads what a router sends by BGP, message by message.
pub fn bgp(bytes: &[u8]) {
    wire::fuzzing::bgp(bytes);
}

/// Reads what a router sends, query by query, as long as there is one.
pub fn rtr(bytes: &[u8]) {
    wire::fuzzing::rtr(bytes);
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
        let answer = wire::whois::answer(&self.simulation, Timestamp::UNIX_EPOCH, here, line);
        assert!(answer.bytes.ends_with(b"\n\n"), "an answer without an end");
    }
}

/// The owners' interfaces of the registries in the default world, where a holder
/// has a key at each.
#[derive(Debug)]
pub struct Owner {
    simulation: Simulation,
    wall: Timestamp,
    before: World,
}

impl Owner {
    /// Begins the world, on a clock that stands still.
    pub fn begin() -> Self {
        let wall = Timestamp::constant(1_767_603_600, 0);
        let mut genesis = WorldFile::default_world().genesis;
        for (registry, organization) in [
            (Registry::Arin, "EXAMPLE-1"),
            (Registry::Ripe, "ORG-EX1-RIPE"),
            (Registry::Apnic, "ORG-EX1-AP"),
        ] {
            for key in ["key", "key:key"] {
                let organization = organization.to_owned();
                let member = Member {
                    registry,
                    organization,
                };
                let key = key.to_owned();
                genesis.api_keys.push(ApiKey { member, key });
            }
        }
        let simulation = Simulation::new(genesis, Mode::Manual, wall);
        let before = simulation.read(wall).clone();
        Self {
            simulation,
            wall,
            before,
        }
    }

    /// ARIN: a record and a transaction.
    pub fn arin(&self, body: &[u8]) {
        let host = "/reg.arin.net/rest";
        let xml = "application/xml";
        let key = "ApiKey key";
        self.send(
            "PUT",
            &format!("{host}/net/NET-198-18-0-0-1"),
            key,
            xml,
            body,
        );
        self.send("POST", &format!("{host}/rpki/EXAMPLE-1"), key, xml, body);
    }

    /// RIPE NCC: an object in either format, and a set of ROAs.
    pub fn ripe(&self, body: &[u8]) {
        let object = "/rest.db.ripe.net/ripe/inetnum/192.0.2.0/24";
        let key = "Basic a2V5OmtleQ==";
        self.send("PUT", object, key, "application/json", body);
        self.send("PUT", object, key, "application/xml", body);
        let publish = "/my.ripe.net/api/rpki/roas/publish?key=key";
        self.send("POST", publish, key, "application/json", body);
    }

    /// APNIC: an object and routes.
    pub fn apnic(&self, body: &[u8]) {
        let account = "/registry-api.apnic.net/v1/ORG-EX1-AP";
        let object = format!("{account}/whois/inetnum/203.0.113.0/24");
        let json = "application/json";
        self.send("PUT", &object, "Bearer key", json, body);
        let routes = format!("{account}/route");
        self.send("POST", &routes, "Bearer key", json, body);
        self.send(
            "POST",
            &format!("{account}/route-prevalidation"),
            "Bearer key",
            json,
            body,
        );
    }

    /// Sends a body. One that is refused has changed nothing; one that is taken
    /// ends somehow, and the world begins anew.
    fn send(&self, method: &str, path: &str, key: &str, media_type: &str, body: &[u8]) {
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", key)
            .header("content-type", media_type)
            .body(Bytes::copy_from_slice(body));
        let Ok(request) = request else {
            return;
        };
        let status = wire::fuzzing::anywhere(&self.simulation, self.wall, &request);
        assert!((200..500).contains(&status), "status {status}");
        if status >= 400 {
            assert_eq!(*self.simulation.read(self.wall), self.before);
            return;
        }
        let tomorrow = self.simulation.now(self.wall) + SignedDuration::from_hours(24);
        self.simulation.advance_to(tomorrow, self.wall);
        self.simulation.reset(None, self.wall);
    }
}
