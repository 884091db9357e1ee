//! Route origin validation (RFC 6811), keeping the evidence.

use serde::{Deserialize, Serialize};

use crate::asn::Asn;
use crate::prefix::Prefix;
use crate::roa::Vrp;

#[cfg(test)]
mod tests;

/// RFC 6811's words: a VRP *covers* a route when its prefix is equal to or
/// shorter than, and contains, the route's prefix. It *matches* when it covers,
/// the route's prefix is no longer than its maximum length, and the origins are
/// equal. No covering VRP makes a route [`NotFound`](RouteState::NotFound), one
/// match makes it [`Valid`](RouteState::Valid), anything else
/// [`Invalid`](RouteState::Invalid).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RouteState {
    /// At least one VRP matches.
    Valid,
    /// VRPs cover the route but none matches.
    Invalid,
    /// No VRP covers the route.
    NotFound,
}

impl std::fmt::Display for RouteState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::NotFound => "not found",
        })
    }
}

/// Why a route is invalid, in the words of RFC 6811's deployments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidReason {
    /// A covering VRP of sufficient length names another AS.
    Asn,
    /// Every covering VRP's maximum length is too short.
    Length,
}

/// What the VRPs say of one route: the evidence, from which state and reason
/// are derived.
///
/// The sorting is Routinator's: a VRP that is too short for the route counts as
/// `unmatched_length` whatever its AS; only then does the AS decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteValidity {
    /// The route's prefix.
    pub prefix: Prefix,
    /// The route's origin.
    pub origin: Asn,
    /// VRPs that match.
    pub matched: Vec<Vrp>,
    /// VRPs of sufficient length for another AS.
    pub unmatched_asn: Vec<Vrp>,
    /// VRPs whose maximum length is too short.
    pub unmatched_length: Vec<Vrp>,
}

impl RouteValidity {
    /// Sorts the VRPs that cover the route; those that do not are passed over.
    pub fn new<'a>(prefix: Prefix, origin: Asn, vrps: impl IntoIterator<Item = &'a Vrp>) -> Self {
        let mut validity = Self {
            prefix,
            origin,
            matched: Vec::new(),
            unmatched_asn: Vec::new(),
            unmatched_length: Vec::new(),
        };
        for vrp in vrps {
            if !vrp.prefix().covers(prefix) {
                continue;
            }
            let heap = if vrp.max_length() < prefix.length() {
                &mut validity.unmatched_length
            } else if vrp.asn() != origin || origin == Asn::ZERO {
                // AS0 never matches (RFC 6483, section 4).
                &mut validity.unmatched_asn
            } else {
                &mut validity.matched
            };
            heap.push(*vrp);
        }
        validity
    }

    /// The route's state.
    pub fn state(&self) -> RouteState {
        if !self.matched.is_empty() {
            RouteState::Valid
        } else if self.unmatched_asn.is_empty() && self.unmatched_length.is_empty() {
            RouteState::NotFound
        } else {
            RouteState::Invalid
        }
    }

    /// Why it is invalid, if it is.
    pub fn reason(&self) -> Option<InvalidReason> {
        match self.state() {
            RouteState::Valid | RouteState::NotFound => None,
            RouteState::Invalid if self.unmatched_asn.is_empty() => Some(InvalidReason::Length),
            RouteState::Invalid => Some(InvalidReason::Asn),
        }
    }
}
