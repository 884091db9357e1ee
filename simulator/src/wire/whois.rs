//! whois, RFC 3912: one line in, text out, the connection ends.
//!
//! One port speaks for every registry. Which of them answers is what the client
//! says, in as far as it says it: flags of ARIN's manner go to ARIN, `-s SOURCE`
//! to the database of that name; every other query goes to whoever holds what it
//! asks for, in whichever manner it is put, so that the guides' own lines work on
//! one host.
//!
//! - [`query`]: a line, read.
//! - [`search`]: who answers, and with what; [`names`]: by which names at ARIN; [`routes`]: with which route objects.
//! - [`irr`]: RADb, where it is named as the source.
//! - [`arin`], [`lacnic`]: dialects of their own; [`rpsl`] with [`ripe`],
//!   [`apnic`] and [`afrinic`]: RPSL, each with its banners and attributes.
//!
//! Absent: routes that come with no ROA at APNIC, inverse look-ups, persistent
//! connections, RIPE NCC's mirrors of what is not RPSL here.

use std::borrow::Cow;
use std::net::SocketAddr;

use byoip_vocabulary::registry::Registry;
use jiff::{SignedDuration, Timestamp};

use crate::simulation::Simulation;
use crate::world::World;
use crate::world::registry::shown::with_dashes;

mod afrinic;
mod apnic;
mod arin;
mod irr;
mod lacnic;
mod names;
mod paragraph;
mod query;
mod ripe;
mod routes;
mod rpsl;
mod search;

use query::{Query, Subject};
use search::Search;

#[cfg(test)]
mod tests;

/// Answers one query line. `here` is where this very service answers, for
/// referrals; `wall` is what the wall clock shows.
pub(crate) fn answer(
    simulation: &Simulation,
    wall: Timestamp,
    here: SocketAddr,
    line: &str,
) -> Answer {
    let world = simulation.read(wall);
    let reply = reply(line, &world, here);
    let Some(registry) = reply.registry else {
        return Answer {
            bytes: reply.text.into_bytes(),
            held_back: SignedDuration::ZERO,
        };
    };
    let registries = world.registries();
    let held_back = registries.slow_by(registry);
    // A server that is down says nothing.
    let bytes = if registries.down_until(registry).is_some() {
        Vec::new()
    } else if simulation.count_query(wall, registry).is_err() {
        encode(registry, slow_down(registry))
    } else if registries.writes_dashes(registry) {
        encode(registry, &with_dashes(&reply.text))
    } else {
        encode(registry, &reply.text)
    };
    Answer { bytes, held_back }
}

/// What goes over the wire.
pub(crate) struct Answer {
    /// The text, in the registry's encoding.
    pub(crate) bytes: Vec<u8>,
    /// How much later it is to go out, by the wall.
    pub(crate) held_back: SignedDuration,
}

/// What is answered, and by whom.
struct Reply {
    /// None of them, where it is RADb.
    registry: Option<Registry>,
    text: String,
}

fn reply(line: &str, world: &World, here: SocketAddr) -> Reply {
    let line = printable(line);
    let query = match Query::read(&line) {
        Ok(query) => query,
        Err(error) => {
            return Reply {
                registry: Some(Registry::Ripe),
                text: rpsl::refuse(&ripe::DIALECT, &error),
            };
        }
    };
    if let Subject::Help(registry) = query.subject {
        let text = match registry {
            Registry::Arin => arin::help(world),
            _ => rpsl::help(&ripe::DIALECT),
        };
        return Reply {
            registry: Some(registry),
            text,
        };
    }
    if query.irr && query.sources.is_empty() {
        let text = irr::show(&query, world);
        return Reply {
            registry: None,
            text,
        };
    }
    let search = Search::of(&query, world);
    let registry = search.registry;
    let text = match registry {
        Registry::Arin => arin::show(&query, &search, world, here),
        Registry::Ripe => rpsl::show(&ripe::DIALECT, &query, &search, world),
        Registry::Apnic => rpsl::show(&apnic::DIALECT, &query, &search, world),
        Registry::Afrinic => rpsl::show(&afrinic::DIALECT, &query, &search, world),
        Registry::Lacnic => lacnic::show(&query, &search, world),
    };
    Reply {
        registry: Some(registry),
        text,
    }
}

/// The line with a question mark for whatever would control a terminal: an answer
/// may repeat it.
fn printable(line: &str) -> Cow<'_, str> {
    let line = line.trim();
    if line.chars().any(char::is_control) {
        let plain = |sign: char| match sign {
            '\t' => ' ',
            sign if sign.is_control() => '?',
            sign => sign,
        };
        line.chars().map(plain).collect()
    } else {
        line.into()
    }
}

/// What a server says to whoever asks too often.
const fn slow_down(registry: Registry) -> &'static str {
    match registry {
        Registry::Arin => "\n#\n# Query rate limit exceeded. Try again later.\n#\n\n",
        Registry::Lacnic => "\n% Query rate limit exceeded\n\n",
        Registry::Ripe | Registry::Apnic | Registry::Afrinic => {
            "%ERROR:201: access denied\n%\n% Queries have come too often; try again later.\n\n\n"
        }
    }
}

/// RIPE's server writes Latin-1 and a question mark for what that has not; the
/// others write what they have.
fn encode(registry: Registry, text: &str) -> Vec<u8> {
    if registry == Registry::Ripe {
        let latin = |letter: char| u8::try_from(u32::from(letter)).unwrap_or(b'?');
        text.chars().map(latin).collect()
    } else {
        text.as_bytes().to_vec()
    }
}
