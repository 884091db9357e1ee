//! Bytes on the outside, the world's words on the inside: a room per protocol.
//!
//! - [`http`]: a request and an answer as every HTTP room sees them.
//! - [`aws`]: which of [`ec2`], [`elbv2`], [`sts`] and [`support`] answers, each
//!   with a file per action; [`query`]: form, signature and XML that they share.
//! - [`control`]: our own API under `/_simulator`.
//! - [`arin`], [`ripe`], [`apnic`] and [`lacnic`]: what holders do at a registry
//!   with its own interface; AFRINIC has none. [`owner`]: what those share,
//!   [`markup`]: the XML of two.
//! - [`rdap`] and [`whois`]: the registries' public records, each in its own
//!   dialect; [`bootstrap`]: where IANA says to look. They share [`rpsl`],
//!   [`reverse`] and [`dates`].
//! - [`ripestat`] and [`ris_live`]: what looking glasses show, and what route
//!   collectors hear. They share [`ris`].
//! - [`relying_party`]: which validator is asked, to answer in the dialect of
//!   [`routinator`], [`cloudflare`] or [`rpki_client`].
//! - [`rrdp`]: the registries' RPKI repositories, as validators fetch them;
//!   [`rtr`]: what one of them has, as routers fetch it.
//! - [`bgp`]: what a route collector has, as routers hear it; [`mrt`]: the same in
//!   files. With looking glasses they share [`ris`].
//!
//! The wire knows no rules and has no state: it reads a request, asks the world,
//! writes the answer. Which room answers is told by the `Host` header where that
//! is a real name, else by the path, where a real host may stand as its first
//! part; AWS calls go to `/`.

use ::http::Method;
use ::http::header::HeaderName;
use byoip_vocabulary::region::Region;
use byoip_vocabulary::registry::Registry;
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};

use crate::repository;
use crate::simulation::Simulation;
use crate::world::registry::shown::with_dashes;

mod apnic;
mod arin;
mod aws;
pub(crate) mod bgp;
mod bootstrap;
mod cloudflare;
mod continuity;
pub(crate) mod control;
mod dates;
mod ec2;
mod elbv2;
#[cfg(fuzzing)]
pub(crate) mod fuzzing;
pub(crate) mod http;
mod lacnic;
pub(crate) mod ledger;
mod markup;
mod mrt;

mod owner;
mod query;
mod rdap;
mod relying_party;
mod reverse;
mod ripe;
mod ripestat;
pub(crate) mod ris;
pub(crate) mod ris_live;
mod routinator;
mod rpki_client;
mod rpsl;
pub(crate) mod rrdp;
pub(crate) mod rtr;
mod sts;
mod support;
pub(crate) mod whois;

pub(crate) use http::Request;
use http::{Answer, Query, Unread};
use owner::Call;
use query::BODY_LIMIT;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

/// What a room needs to know of the server it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoints {
    /// The base URL: `http://127.0.0.1:4566`.
    pub(crate) url: String,
    /// The same over TLS: `https://localhost:4443`.
    pub(crate) tls_url: String,
    /// The certificate to trust there, as a PEM file.
    pub(crate) tls_authority: String,
    /// Where whois answers.
    pub(crate) whois: std::net::SocketAddr,
    /// Where RTR answers.
    pub(crate) rtr: std::net::SocketAddr,
    /// Where BGP answers.
    pub(crate) bgp: std::net::SocketAddr,
}

/// A real host whose room is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    Apnic,
    Arin,
    Aws,
    Bootstrap,
    Cloudflare,
    Control,
    Lacnic,
    Rdap(Registry),
    Repository(Registry),
    RipeDatabase,
    RipeRpki,
    RipeStat,
    RisData,
    RisLive,
    Routinator,
}

/// Answers a request. `wall` is what the wall clock shows.
pub(crate) fn answer(
    simulation: &Simulation,
    endpoints: &Endpoints,
    wall: Timestamp,
    request: &Request,
) -> ::http::Response<Bytes> {
    let Some(place) = Place::of(request) else {
        return unnamed().into_response();
    };
    let pairs = http::pairs(request.uri().query().unwrap_or_default().as_bytes());
    let query = Query {
        base: &place.base,
        path: &place.path,
        pairs: &pairs,
    };
    if let Some(asked) = relying_party::Asked::of(&place) {
        let answer = asked.answer(simulation, wall, request, &query);
        return answer.into_response();
    }
    let answer = match place.room {
        Some(Room::Aws) => aws::answer(simulation, wall, request),
        Some(Room::Control) => control::answer(simulation, endpoints, wall, request, query),
        Some(Room::Apnic) => apnic::answer(&Call::new(simulation, wall, request, query)),
        Some(Room::Arin) => arin::answer(&Call::new(simulation, wall, request, query)),
        Some(Room::Lacnic) => lacnic::answer(&Call::new(simulation, wall, request, query)),
        Some(Room::RipeDatabase) => {
            ripe::database::answer(&Call::new(simulation, wall, request, query))
        }
        Some(Room::RipeRpki) => ripe::rpki::answer(&Call::new(simulation, wall, request, query)),
        Some(Room::Rdap(registry)) => look_up(simulation, wall, registry, request, &query),
        // The other rooms are only read.
        Some(_) if !is_read(request) => {
            control::error(405, "this is only read; use GET").with("allow", "GET, HEAD")
        }
        // The shell answers for whoever publishes; here nobody does.
        Some(Room::Repository(_)) => rrdp::unpublished(),
        Some(Room::Bootstrap) => bootstrap::answer(&query, &simulation.read(wall)),
        Some(Room::RisData) => {
            let world = simulation.read(wall);
            mrt::archive::answer(&query, &world, world.beginning().start)
        }
        Some(Room::RipeStat) => {
            let world = simulation.read(wall);
            ripestat::answer(&query, &world, world.beginning().start)
        }
        // The shell keeps connections that last; here are the others.
        Some(Room::RisLive) => ris_live::answer(&query, request),
        Some(Room::Cloudflare | Room::Routinator) | None => nobody(request),
    };
    answer
        .held_back(held_back(simulation, wall, place.room))
        .into_response()
}

/// How long the services of a room's registry take, where it has one.
fn held_back(simulation: &Simulation, wall: Timestamp, room: Option<Room>) -> SignedDuration {
    let registry = room.and_then(Room::registry);
    registry.map_or(SignedDuration::ZERO, |registry| {
        simulation.read(wall).registries().slow_by(registry)
    })
}

/// Whether the answer to a request waits for something to happen, as those of a
/// service that tells news do where there are none.
pub(crate) fn waits(simulation: &Simulation, wall: Timestamp, request: &Request) -> bool {
    if !request.uri().path().ends_with(routinator::NOTIFY) {
        return false;
    }
    let Some(place) = Place::of(request) else {
        return false;
    };
    let pairs = http::pairs(request.uri().query().unwrap_or_default().as_bytes());
    let query = Query {
        base: &place.base,
        path: &place.path,
        pairs: &pairs,
    };
    let asked = relying_party::Asked::of(&place);
    asked.is_some_and(|asked| asked.waits(simulation, wall, &query))
}

fn is_read(request: &Request) -> bool {
    matches!(*request.method(), Method::GET | Method::HEAD)
}

/// Answers a look-up in RDAP: whether it may be asked, whether the client takes
/// the answer, and then what is on record.
fn look_up(
    simulation: &Simulation,
    wall: Timestamp,
    registry: Registry,
    request: &Request,
    query: &Query<'_>,
) -> Answer {
    let world = simulation.read(wall);
    if world.registries().down_until(registry).is_some() {
        return Answer::text(503, "Service Unavailable\n".to_owned());
    }
    let headers = request.headers();
    let answer = match simulation.count_query(wall, registry) {
        Err(wait) => rdap::slow_down(registry, query, &world, wait),
        Ok(()) if !is_read(request) => rdap::not_allowed(registry, query, &world),
        Ok(()) if !rdap::is_acceptable(headers) => rdap::not_acceptable(registry, query, &world),
        Ok(()) => rdap::answer(registry, query, &world),
    };
    let mut answer = rdap::open_to_pages(registry, headers, answer);
    if world.registries().writes_dashes(registry)
        && let Ok(text) = str::from_utf8(&answer.body)
    {
        answer.body = with_dashes(text).into_bytes();
    }
    answer
}

/// How long a body the room of a request takes.
pub(crate) fn body_limit(request: &Request) -> usize {
    match Place::of(request).and_then(|place| place.room) {
        Some(Room::RipeDatabase) => ripe::database::BODY_LIMIT,
        Some(Room::Control) => control::BODY_LIMIT,
        Some(_) | None => BODY_LIMIT,
    }
}

/// Answers a request whose body was not read.
pub(crate) fn refuse_unread(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    unread: Unread,
) -> ::http::Response<Bytes> {
    let Some(place) = Place::of(request) else {
        return unnamed().into_response();
    };
    let pairs = http::pairs(request.uri().query().unwrap_or_default().as_bytes());
    let query = Query {
        base: &place.base,
        path: &place.path,
        pairs: &pairs,
    };
    let call = Call::new(simulation, wall, request, query);
    let answer = match (place.room, unread) {
        (Some(Room::Apnic), _) => apnic::refuse_unread(&call, unread),
        (Some(Room::Arin), _) => arin::refuse_unread(&call, unread),
        (Some(Room::Lacnic), _) => lacnic::refuse_unread(&call, unread),
        (Some(Room::RipeDatabase), _) => ripe::database::refuse_unread(&call, unread),
        (Some(Room::RipeRpki), _) => ripe::rpki::refuse_unread(&call, unread),
        (Some(Room::Aws), Unread::TooLong { .. }) => aws::refuse_long(simulation, request),
        // No service of AWS's ever sees it.
        (Some(Room::Aws), Unread::BrokenOff) => Answer::empty(400),
        (Some(Room::Routinator), Unread::TooLong { .. }) => routinator::refuse_long(&place.path),
        (Some(_) | None, Unread::TooLong { limit }) => control::error(
            413,
            &format!("the body is longer than {limit} bytes; send less"),
        ),
        (Some(_) | None, Unread::BrokenOff) => {
            control::error(400, "the body breaks off; send all of it")
        }
    };
    answer.into_response()
}

/// Where a request goes.
struct Place {
    room: Option<Room>,
    base: String,
    path: String,
}

impl Place {
    /// None where the request names a host that is none.
    fn of(request: &Request) -> Option<Self> {
        if !http::has_good_host(request) {
            return None;
        }
        // A name's case does not matter (RFC 9110, section 4.2.3).
        let host = http::host(request).to_ascii_lowercase();
        let host = host.as_str();
        let path = request.uri().path();
        if let Some(room) = Room::of_host(without_port(host)) {
            let base = format!("{}://{host}", scheme(request));
            let path = path.to_owned();
            return Some(Self {
                room: Some(room),
                base,
                path,
            });
        }
        let base = format!("{}://{host}", scheme(request));
        let mut parts = path.trim_start_matches('/').splitn(2, '/');
        let first = parts.next().unwrap_or_default();
        let rest = parts.next().unwrap_or_default();
        let (room, base, path) = match first {
            "" => (Some(Room::Aws), base, path.to_owned()),
            "_simulator" => (Some(Room::Control), base, format!("/{rest}")),
            host => {
                let host = host.to_ascii_lowercase();
                let host = without_port(&host);
                let base = format!("{base}/{host}");
                (Room::of_host(host), base, format!("/{rest}"))
            }
        };
        Some(Self { room, base, path })
    }
}

/// A host's name without the port behind it.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // `[::1]` has colons and no port.
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) | None => host,
    }
}

impl Room {
    /// The registry whose service it is; its repository is a service apart.
    const fn registry(self) -> Option<Registry> {
        match self {
            Self::Apnic => Some(Registry::Apnic),
            Self::Arin => Some(Registry::Arin),
            Self::Lacnic => Some(Registry::Lacnic),
            Self::RipeDatabase | Self::RipeRpki => Some(Registry::Ripe),
            Self::Rdap(registry) => Some(registry),
            Self::Aws
            | Self::Bootstrap
            | Self::Cloudflare
            | Self::Control
            | Self::Repository(_)
            | Self::RipeStat
            | Self::RisData
            | Self::RisLive
            | Self::Routinator => None,
        }
    }

    /// The room of a real host, or of its twin for trying things out.
    fn of_host(host: &str) -> Option<Self> {
        match host {
            "reg.arin.net" | "reg.ote.arin.net" => Some(Self::Arin),
            "registry-api.apnic.net" => Some(Self::Apnic),
            "registro.api.lacnic.net" => Some(Self::Lacnic),
            "rest.db.ripe.net" | "rest-test.db.ripe.net" => Some(Self::RipeDatabase),
            "my.ripe.net" | "localcert.ripe.net" => Some(Self::RipeRpki),
            "data.iana.org" => Some(Self::Bootstrap),
            "rpki-validator.ripe.net" => Some(Self::Routinator),
            "rpki.cloudflare.com" => Some(Self::Cloudflare),
            "stat.ripe.net" => Some(Self::RipeStat),
            "data.ris.ripe.net" => Some(Self::RisData),
            "ris-live.ripe.net" => Some(Self::RisLive),
            host if host.ends_with(".amazonaws.com") => Some(Self::Aws),
            host => Registry::ALL.into_iter().find_map(|registry| {
                let rdap = (registry.rdap_host() == host).then_some(Self::Rdap(registry));
                let repository = repository::host(registry) == host;
                rdap.or_else(|| repository.then_some(Self::Repository(registry)))
            }),
        }
    }
}

/// The names that a certificate of this server is for: every host with a room.
pub(crate) fn hosts(region: &Region) -> Vec<String> {
    let rooms = [
        "reg.arin.net",
        "reg.ote.arin.net",
        "registry-api.apnic.net",
        "registro.api.lacnic.net",
        "rest.db.ripe.net",
        "rest-test.db.ripe.net",
        "my.ripe.net",
        "localcert.ripe.net",
        "data.iana.org",
        "rpki-validator.ripe.net",
        "rpki.cloudflare.com",
        "stat.ripe.net",
        "data.ris.ripe.net",
        "ris-live.ripe.net",
        "*.amazonaws.com",
    ];
    let registries = Registry::ALL.into_iter();
    let own = registries.flat_map(|it| [it.rdap_host(), repository::host(it)]);
    let hosts = rooms.into_iter().chain(own).map(str::to_owned);
    // A wildcard is of one part.
    hosts.chain([format!("*.{region}.amazonaws.com")]).collect()
}

/// The scheme that links in an answer begin with. A TLS listener in front says
/// so in the usual header.
pub(crate) fn scheme(request: &Request) -> &str {
    const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-proto");
    let forwarded = request.headers().get(FORWARDED);
    match forwarded.and_then(|value| value.to_str().ok()) {
        Some("https") => "https",
        Some(_) | None => "http",
    }
}

fn unnamed() -> Answer {
    control::error(
        400,
        "the Host header names no host; send one, such as Host: 127.0.0.1:4566",
    )
}

fn nobody(request: &Request) -> Answer {
    control::error(
        404,
        &format!(
            "nothing answers {}; AWS calls go to /, a real URL works with https:// replaced by this server's URL, the control API is /_simulator/openapi.json",
            request.uri().path()
        ),
    )
}
