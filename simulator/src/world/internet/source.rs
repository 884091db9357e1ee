//! What is announced, and whose routers announce it.

use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use serde::{Deserialize, Serialize};

/// A prefix and the AS that originates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Route {
    /// The prefix.
    pub prefix: Prefix,
    /// The origin.
    pub origin: Asn,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {}", self.prefix, self.origin)
    }
}

/// Whose routers announce a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Announcer {
    /// The holder's own.
    Home,
    /// Amazon's.
    Amazon,
    /// Somebody's who has no right to it, in this network. It may put another
    /// origin behind its own number, so that the route looks valid.
    Impostor(Asn),
}

/// A route as one announcer has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// The route.
    #[serde(flatten)]
    pub route: Route,
    /// Who announces it.
    pub by: Announcer,
}

impl Source {
    /// A route of the holder's own routers.
    pub const fn home(route: Route) -> Self {
        let by = Announcer::Home;
        Self { route, by }
    }

    /// A route of Amazon's.
    pub const fn amazon(route: Route) -> Self {
        let by = Announcer::Amazon;
        Self { route, by }
    }

    /// A route that somebody's routers announce without a right to it.
    pub const fn impostor(route: Route, network: Asn) -> Self {
        let by = Announcer::Impostor(network);
        Self { route, by }
    }

    pub(super) const fn prefix(&self) -> Prefix {
        self.route.prefix
    }
}

impl fmt::Display for Source {
    /// The AS, and whose routers speak for it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = self.route.origin;
        match self.by {
            Announcer::Home => write!(f, "{origin} at home"),
            Announcer::Amazon => write!(f, "{origin} at Amazon"),
            Announcer::Impostor(network) if network == origin => {
                write!(f, "{network}, an impostor")
            }
            Announcer::Impostor(network) => {
                write!(f, "{network}, an impostor that says it leads to {origin}")
            }
        }
    }
}
