//! What routers are told to announce, and when that makes no sense.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;

use super::{Fact, Route, Source};
use crate::world::World;

/// What the holder's own routers do, and what others do to its routes. Amazon's
/// routers follow Advertise and Withdraw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Begin to originate.
    Announce(Route),
    /// Stop originating.
    Withdraw(Route),
    /// A network begins to announce what is not its own.
    Hijack {
        /// The route, with the origin that it is to seem to have.
        route: Route,
        /// The network.
        by: Asn,
    },
    /// It stops.
    EndHijack {
        /// The route.
        route: Route,
        /// The network.
        by: Asn,
    },
    /// A network tells its providers and peers what it has from providers and
    /// peers (RFC 7908, section 3).
    Leak {
        /// The prefix that it does that with.
        prefix: Prefix,
        /// The network.
        by: Asn,
    },
    /// It stops.
    EndLeak {
        /// The prefix.
        prefix: Prefix,
        /// The network.
        by: Asn,
    },
}

/// A refused command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The route is announced already.
    RouteAnnounced {
        /// The route.
        route: Route,
    },
    /// The route is not announced.
    RouteNotAnnounced {
        /// The route.
        route: Route,
    },
    /// The network has the prefix at home.
    NotAnImpostor {
        /// The route.
        route: Route,
        /// The network.
        by: Asn,
    },
    /// Nobody may have the number (RFC 7607; RFC 6793; RFC 7300).
    ReservedAsn {
        /// The number.
        asn: Asn,
    },
    /// There is no such network on this internet.
    NoSuchNetwork {
        /// Its number.
        asn: Asn,
    },
    /// A network has no route that it could leak.
    NothingToLeak {
        /// The prefix.
        prefix: Prefix,
        /// The network.
        by: Asn,
    },
    /// It leaks already.
    LeaksAlready {
        /// The prefix.
        prefix: Prefix,
        /// The network.
        by: Asn,
    },
    /// It does not leak.
    LeaksNot {
        /// The prefix.
        prefix: Prefix,
        /// The network.
        by: Asn,
    },
}

/// Decides a command.
pub(in crate::world) fn decide(world: &World, command: &Command) -> Result<Vec<Fact>, Refusal> {
    let fact = match *command {
        Command::Announce(route) => begin(world, Source::home(route))?,
        Command::Hijack { route, by } => {
            if world.internet.is_home(route.prefix, by) {
                return Err(Refusal::NotAnImpostor { route, by });
            }
            if is_reserved(by) {
                return Err(Refusal::ReservedAsn { asn: by });
            }
            begin(world, Source::impostor(route, by))?
        }
        Command::Withdraw(route) => end(world, Source::home(route))?,
        Command::EndHijack { route, by } => end(world, Source::impostor(route, by))?,
        Command::Leak { prefix, by } => leak(world, prefix, by)?,
        Command::EndLeak { prefix, by } => {
            if !world.internet.leaks.contains(&(prefix, by)) {
                return Err(Refusal::LeaksNot { prefix, by });
            }
            let network = by;
            Fact::LeakEnded { prefix, network }
        }
    };
    Ok(vec![fact])
}

/// Whether no network can have the number: 0, the one that stands for those of
/// four octets, and the last of both sizes.
const fn is_reserved(asn: Asn) -> bool {
    matches!(asn.number(), 0 | 23_456 | 65_535 | u32::MAX)
}

fn begin(world: &World, source: Source) -> Result<Fact, Refusal> {
    let origin = source.route.origin;
    if is_reserved(origin) {
        return Err(Refusal::ReservedAsn { asn: origin });
    }
    if world.internet.is_announced_by(&source) {
        let route = source.route;
        return Err(Refusal::RouteAnnounced { route });
    }
    Ok(announce(source))
}

fn end(world: &World, source: Source) -> Result<Fact, Refusal> {
    if !world.internet.is_announced_by(&source) {
        let route = source.route;
        return Err(Refusal::RouteNotAnnounced { route });
    }
    Ok(withdraw(source))
}

fn leak(world: &World, prefix: Prefix, by: Asn) -> Result<Fact, Refusal> {
    let node = world.internet.graph.find(by);
    let node = node.ok_or(Refusal::NoSuchNetwork { asn: by })?;
    if world.internet.leaks.contains(&(prefix, by)) {
        return Err(Refusal::LeaksAlready { prefix, by });
    }
    // Who originates it tells everybody by right.
    if world.routing(prefix).next_hop(node).is_none() {
        return Err(Refusal::NothingToLeak { prefix, by });
    }
    let network = by;
    Ok(Fact::Leaked { prefix, network })
}

/// The fact of an announcement, for whoever decides one.
pub(in crate::world) const fn announce(source: Source) -> Fact {
    Fact::Announced { source }
}

/// The fact of a withdrawal, for whoever decides one.
pub(in crate::world) const fn withdraw(source: Source) -> Fact {
    Fact::Withdrawn { source }
}
