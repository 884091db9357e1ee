//! What the owners' interfaces of the registries share: one call of whichever,
//! with its headers and its body, and the holder's commands to the world;
//! [`rpsl`] has the objects of two, [`json`] reads bodies, [`refusals`] makes tables
//! of what is refused.
//!
//! Each registry's authentication, bodies and errors are its own room's.

use ::http::Method;
use ::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use byoip_vocabulary::registry::Registry;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;

use super::http::{Query, Request};
use crate::simulation::{Reading, Simulation};
use crate::world::policy::Policy;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::Member;
use crate::world::{Command, Fact, Refusal};

pub(super) mod json;
pub(super) mod refusals;
pub(super) mod rpsl;

#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;

/// One call of an owner's interface.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call<'a> {
    simulation: &'a Simulation,
    wall: Timestamp,
    request: &'a Request,
    /// Where it goes.
    pub(super) query: Query<'a>,
}

impl<'a> Call<'a> {
    pub(super) fn new(
        simulation: &'a Simulation,
        wall: Timestamp,
        request: &'a Request,
        query: Query<'a>,
    ) -> Self {
        Self {
            simulation,
            wall,
            request,
            query,
        }
    }

    /// The method's name; a HEAD is answered as a GET, and the server leaves the
    /// body out.
    pub(super) fn method(&self) -> &'a str {
        match *self.request.method() {
            Method::HEAD => "GET",
            ref method => method.as_str(),
        }
    }

    /// The parts of the path, decoded.
    pub(super) fn parts(&self) -> Vec<String> {
        let parts = self.query.path.trim_matches('/').split('/');
        parts.map(decode).collect()
    }

    /// A header, if it is text.
    pub(super) fn header(&self, name: &str) -> Option<&'a str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// The credential of an `Authorization` header of a scheme, whose name has
    /// no case (RFC 9110, section 11.1).
    pub(super) fn credential(&self, scheme: &str) -> Option<&'a str> {
        let header = self.header(AUTHORIZATION.as_str())?;
        let (name, credential) = header.trim().split_once(' ')?;
        name.eq_ignore_ascii_case(scheme)
            .then_some(credential.trim_start())
    }

    /// The body's media type without its parameters, in small letters.
    pub(super) fn media_type(&self) -> Option<String> {
        let header = self.header(CONTENT_TYPE.as_str())?;
        let essence = header.split(';').next().unwrap_or_default();
        Some(essence.trim().to_ascii_lowercase())
    }

    /// Which of some media types the caller wants most: the one named first in
    /// its `Accept`, where the first on offer stands for `*/*`. None, if it
    /// wants others only.
    pub(super) fn preferred<'b>(&self, offers: &[&'b str]) -> Option<&'b str> {
        let Some(accept) = self.header(ACCEPT.as_str()) else {
            return offers.first().copied();
        };
        accept.split(',').find_map(|range| {
            let range = range.split(';').next().unwrap_or_default().trim();
            let range = range.to_ascii_lowercase();
            offers.iter().copied().find(|offer| {
                let group = offer.split_once('/').map_or(*offer, |(group, _)| group);
                range == *offer || range == "*/*" || range == format!("{group}/*")
            })
        })
    }

    /// The body.
    pub(super) fn body(&self) -> &'a [u8] {
        self.request.body()
    }

    /// The world as it is now.
    pub(super) fn world(&self) -> Reading<'a> {
        self.simulation.read(self.wall)
    }

    /// Whether a registry does not answer now.
    pub(super) fn is_down(&self, registry: Registry) -> bool {
        self.world().registries().down_until(registry).is_some()
    }

    /// Whose key this is at a registry.
    pub(super) fn member(&self, registry: Registry, key: &str) -> Option<Member> {
        self.world().registries().member(registry, key).cloned()
    }

    /// Counts a call at a registry; an error is in how many seconds one will be
    /// taken again.
    pub(super) fn count(&self, registry: Registry) -> Result<(), i64> {
        let counted = self.simulation.count_call(self.wall, registry);
        // Whole seconds, and never so few that the client comes too early.
        counted.map_err(|wait| wait.as_secs() + i64::from(wait.subsec_nanos() > 0))
    }

    /// Looks something up in the policy table.
    pub(super) fn with_policy<R>(&self, look: impl FnOnce(&Policy) -> R) -> R {
        self.simulation.with_policy(look)
    }

    /// Has the world do something.
    pub(super) fn perform(&self, command: &Command) -> Result<Vec<Fact>, HolderRefusal> {
        let done = self.simulation.perform(self.wall, command);
        done.map_err(|refusal| match refusal {
            Refusal::Holder(refusal) => refusal,
            other => unreachable!("a holder's command is refused as one, not as {other:?}"),
        })
    }
}

/// A part of a path without its percent signs.
pub(super) fn decode(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}
