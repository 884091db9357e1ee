//! The RPKI-to-Router protocol, a cache's half of it: RFC 6810 (version 0), RFC
//! 8210 (version 1) and draft-ietf-sidrops-8210bis (version 2).
//!
//! A router asks for everything or for what is new since a serial number, and is
//! told when there is something new. The version is the one of its first query.
//! [`query`] reads what it asks, [`pdu`] writes what it is told; whoever has the
//! connection knows what to tell. ASPAs are told from version 2 on. Router keys
//! are not here: this world has none.

use std::cmp::Reverse;
use std::sync::Arc;

use byoip_vocabulary::roa::Vrp;

use crate::world::rpki::aspa::Aspa;

pub(crate) mod pdu;
pub(crate) mod query;

use pdu::Flag;

#[cfg(test)]
mod tests;

/// A version of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    /// RFC 6810.
    V0,
    /// RFC 8210.
    V1,
    /// draft-ietf-sidrops-8210bis.
    V2,
}

impl Version {
    const ALL: [Self; 3] = [Self::V0, Self::V1, Self::V2];
    const LATEST: Self = Self::V2;

    const fn number(self) -> u8 {
        match self {
            Self::V0 => 0,
            Self::V1 => 1,
            Self::V2 => 2,
        }
    }

    fn new(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.number() == number)
    }
}

/// What a cache has, as a router knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// Of one cache from its start on: serials of two sessions have nothing to
    /// do with each other.
    pub(crate) session: u16,
    /// How often what it has has changed.
    pub(crate) serial: u32,
}

/// Everything, or what is new: what a router is sent to have a cache's state.
#[derive(Clone, Debug)]
pub(crate) struct Update {
    state: State,
    announced: Arc<[Vrp]>,
    withdrawn: Arc<[Vrp]>,
    attested: Arc<[Aspa]>,
    retracted: Arc<[Aspa]>,
}

/// How many payloads are written at once: some 60 KiB of IPv4.
const CHUNK: usize = 3_000;
/// How many ASPAs are: few have more than a dozen providers.
const ASPA_CHUNK: usize = 500;

impl Update {
    /// Everything, already in the order of [`announced`].
    pub(crate) fn full(state: State, all: Arc<[Vrp]>) -> Self {
        Self {
            state,
            announced: all,
            withdrawn: Arc::default(),
            attested: Arc::default(),
            retracted: Arc::default(),
        }
    }

    /// What came and what went.
    pub(crate) fn new(state: State, came: Vec<Vrp>, mut went: Vec<Vrp>) -> Self {
        went.sort_unstable_by_key(|vrp| (vrp.prefix().length(), *vrp));
        Self {
            state,
            announced: announced(came),
            withdrawn: went.into(),
            attested: Arc::default(),
            retracted: Arc::default(),
        }
    }

    /// With the ASPAs that came, each in the place of its customer's before, and
    /// those that went.
    pub(crate) fn with_aspas(self, came: Vec<Aspa>, went: Vec<Aspa>) -> Self {
        Self {
            attested: came.into(),
            retracted: went.into(),
            ..self
        }
    }

    /// The state that the router then has.
    pub(crate) const fn state(&self) -> State {
        self.state
    }

    /// Its bytes, a piece at a time: the whole may be many megabytes. What comes
    /// is before what goes, so that no prefix is without any payload in between.
    pub(crate) fn chunks(&self, version: Version) -> impl Iterator<Item = Vec<u8>> + '_ {
        let payloads = move |flag| move |vrps: &[Vrp]| pdu::payloads(version, flag, vrps);
        let aspas = move |flag| move |aspas: &[Aspa]| pdu::aspas(version, flag, aspas);
        let first = pdu::cache_response(version, self.state);
        let last = pdu::end_of_data(version, self.state);
        std::iter::once(first)
            .chain(self.announced.chunks(CHUNK).map(payloads(Flag::Announce)))
            .chain(self.withdrawn.chunks(CHUNK).map(payloads(Flag::Withdraw)))
            .chain(self.attested.chunks(ASPA_CHUNK).map(aspas(Flag::Announce)))
            .chain(self.retracted.chunks(ASPA_CHUNK).map(aspas(Flag::Withdraw)))
            .chain(std::iter::once(last))
    }
}

/// Puts what comes in the order that the draft of version 2 recommends: longer
/// prefixes first, so that a shorter one does not make invalid what a longer one
/// is about to allow, and a prefix's payloads side by side. Each is there once,
/// whichever trust anchors have it: a router takes a repetition for an error.
pub(crate) fn announced(mut vrps: Vec<Vrp>) -> Arc<[Vrp]> {
    vrps.sort_unstable_by_key(|vrp| (Reverse(vrp.prefix().length()), *vrp));
    vrps.dedup();
    vrps.into()
}
