//! A relying party as its own service tells of it: which validator of the world
//! is asked, by host or by name, and what it has in the order in which
//! Routinator lists it.
//!
//! `rpki-validator.ripe.net` is RIPE NCC's Routinator, `rpki.cloudflare.com` has
//! Cloudflare's list; whatever validator the world has answers in every dialect
//! under `/_simulator/validators/{name}/`.
//!
//! A validator has all that was published when the world began, so none of them
//! ever says that it is not ready; one that stands still answers with what it
//! has.

use std::cmp::Reverse;
use std::net::IpAddr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Vrp;
use jiff::Timestamp;

use super::http::{Answer, Query, Request};
use super::{Place, Room, cloudflare, control, routinator, rpki_client};
use crate::simulation::{Beginning, Simulation};
use crate::world::World;
use crate::world::rpki::payloads::{Attested, Payload, TrustAnchor, View};
use crate::world::rpki::validator::{Validator, ValidatorName};

mod sources;

pub(super) use sources::Sources;

#[cfg(test)]
mod tests;

/// What is asked of a relying party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked<'a> {
    name: &'a str,
    path: &'a str,
    dialect: Dialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Routinator,
    Cloudflare,
    /// The path tells.
    Any,
}

impl<'a> Asked<'a> {
    /// What a request asks, if it is one to a relying party.
    pub(super) fn of(place: &'a Place) -> Option<Self> {
        let path = place.path.as_str();
        match place.room? {
            Room::Routinator => Some(Self {
                name: ValidatorName::RIPE,
                path,
                dialect: Dialect::Routinator,
            }),
            Room::Cloudflare => Some(Self {
                name: ValidatorName::CLOUDFLARE,
                path,
                dialect: Dialect::Cloudflare,
            }),
            Room::Control => {
                let below = path.strip_prefix("/validators/")?;
                let (name, _) = below.split_once('/')?;
                let path = below.get(name.len()..)?;
                // That is the control API's own.
                (path != "/outage").then_some(Self {
                    name,
                    path,
                    dialect: Dialect::Any,
                })
            }
            _ => None,
        }
    }

    /// Answers.
    pub(super) fn answer(
        self,
        simulation: &Simulation,
        wall: Timestamp,
        request: &Request,
        query: &Query<'_>,
    ) -> Answer {
        let world = simulation.read(wall);
        let Some(party) = RelyingParty::new(&world, world.beginning(), self.name) else {
            return control::no_validator(self.name);
        };
        let query = Query {
            path: self.path,
            ..*query
        };
        match (self.dialect, self.path) {
            (Dialect::Cloudflare, _) | (Dialect::Any, "/rpki.json") => {
                cloudflare::answer(request, &query, &party)
            }
            (Dialect::Any, "/rpki-client.json" | "/rpki-client.csv") => {
                rpki_client::answer(request, &query, &party)
            }
            (Dialect::Routinator | Dialect::Any, _) => routinator::answer(request, &query, &party),
        }
    }

    /// Whether the answer waits for news that are not there yet.
    pub(super) fn waits(self, simulation: &Simulation, wall: Timestamp, query: &Query<'_>) -> bool {
        if self.dialect == Dialect::Cloudflare || self.path != routinator::NOTIFY {
            return false;
        }
        let world = simulation.read(wall);
        let party = RelyingParty::new(&world, world.beginning(), self.name);
        party.is_some_and(|party| routinator::has_all(query, &party))
    }
}

/// A validator with what it has.
#[derive(Clone, Copy, Debug)]
pub(super) struct RelyingParty<'a> {
    pub(super) world: &'a World,
    pub(super) validator: &'a Validator,
    beginning: Beginning,
    view: View<'a>,
}

impl<'a> RelyingParty<'a> {
    /// None where the world has none of this name.
    pub(super) fn new(world: &'a World, beginning: Beginning, name: &str) -> Option<Self> {
        let validator = world.rpki().validators().get(&ValidatorName::new(name))?;
        Some(Self {
            world,
            validator,
            beginning,
            view: world.rpki().seen_by(name),
        })
    }

    /// What it counts its serials from: Routinator takes the second in which it
    /// starts. A world that begins anew is another session.
    pub(super) fn session(&self) -> i64 {
        let resets = i64::try_from(self.beginning.count).unwrap_or(0);
        self.beginning.start.as_second().saturating_add(resets)
    }

    /// How many of its runs changed what it has.
    pub(super) fn serial(&self) -> usize {
        self.validator.runs().len()
    }

    /// When it last looked.
    pub(super) fn generated(&self) -> Timestamp {
        self.validator.last_run(self.world.now())
    }

    /// Where its payloads come from.
    pub(super) fn sources(&self) -> Sources<'a> {
        Sources::new(self.world, self.beginning.start, self.generated())
    }

    /// How many payloads there are before those that say the same are one, of
    /// each trust anchor and family.
    pub(super) fn each(&self) -> impl Iterator<Item = Payload> + use<'a> {
        self.view.each()
    }

    /// Everything it has, each payload once.
    pub(super) fn payloads(&self) -> Vec<Payload> {
        let mut payloads: Vec<Payload> = self.view.each().collect();
        arrange(&mut payloads);
        payloads
    }

    /// The ASPAs that it has, by customer.
    pub(super) fn aspas(&self) -> Vec<&'a Attested> {
        self.view.aspas()
    }

    /// What it has on a prefix.
    pub(super) fn covering(&self, prefix: Prefix) -> Vec<Payload> {
        let mut payloads: Vec<Payload> = self.view.covering(prefix).collect();
        arrange(&mut payloads);
        payloads
    }
}

/// Puts payloads in the order in which Routinator has them, each once: a prefix
/// stands behind all that it covers. Of those that say the same, the first trust
/// anchor's stays.
pub(super) fn arrange(payloads: &mut Vec<Payload>) {
    payloads.sort_unstable_by_key(|(vrp, anchor)| (place(vrp), *anchor));
    payloads.dedup_by_key(|(vrp, _)| *vrp);
}

fn place(vrp: &Vrp) -> (IpAddr, Reverse<u8>, u8, Asn) {
    let prefix = vrp.prefix();
    let length = Reverse(prefix.length());
    (prefix.last(), length, vrp.max_length(), vrp.asn())
}

/// The trust anchor's name.
pub(super) const fn anchor(anchor: TrustAnchor) -> &'static str {
    match anchor {
        TrustAnchor::Registry(registry) => registry.as_str(),
        TrustAnchor::Local => "N/A",
    }
}
