//! What a change of ROAs does to the routes that are announced: the first ROA
//! that covers a route makes it invalid unless it matches (RFC 6811), and
//! networks that validate drop it.
//!
//! Announcements come from RIPEstat's looking glass, what validators have from a
//! validator. Only the very prefixes of the ROAs are looked at; more specific
//! announcements are not.

use std::collections::BTreeSet;
use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use byoip_vocabulary::validity::{RouteState, RouteValidity};
use serde::Deserialize;
use serde_json::Value;

use super::roa::Change;
use crate::http::{Http, HttpError};
use crate::preflight::roa;

#[cfg(test)]
mod tests;

const LOOKING_GLASS: &str = "https://stat.ripe.net/data/looking-glass/data.json";

/// A route that a change makes invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Victim {
    /// Its prefix.
    pub prefix: Prefix,
    /// Whence it comes.
    pub origin: Asn,
}

impl fmt::Display for Victim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, origin } = self;
        write!(
            f,
            "{prefix} is announced by {origin} now, and this makes that invalid: networks that \
             validate drop it; have a ROA for {origin} first (--origin {origin}), and wait until \
             validators see it"
        )
    }
}

/// The routes that are announced and that the change makes invalid. `kept` is
/// what the holder has beside the change, whether validators have it yet or not.
pub async fn victims(
    http: &Http,
    change: &Change<'_>,
    kept: &[Roa],
) -> Result<Vec<Victim>, HttpError> {
    let changed = change.create.iter().chain(change.deleted());
    let prefixes: BTreeSet<Prefix> = changed.map(Roa::prefix).collect();
    let mut victims = Vec::new();
    for prefix in prefixes {
        for origin in origins(http, prefix).await? {
            let now = roa::fetch(http, roa::VALIDATOR, origin, prefix).await?;
            if becomes_invalid(prefix, origin, &now.vrps, kept, change) {
                victims.push(Victim { prefix, origin });
            }
        }
    }
    Ok(victims)
}

fn becomes_invalid(
    prefix: Prefix,
    origin: Asn,
    before: &[Roa],
    kept: &[Roa],
    change: &Change<'_>,
) -> bool {
    let gone: Vec<&Roa> = change.deleted().collect();
    let stays = before.iter().chain(kept).filter(|roa| !gone.contains(roa));
    let after = RouteValidity::new(prefix, origin, stays.chain(&change.create));
    let before = RouteValidity::new(prefix, origin, before);
    before.state() != RouteState::Invalid && after.state() == RouteState::Invalid
}

#[derive(Debug, Deserialize)]
struct LookingGlass {
    data: Data,
}

#[derive(Debug, Deserialize)]
struct Data {
    #[serde(default)]
    rrcs: Vec<Collector>,
}

#[derive(Debug, Deserialize)]
struct Collector {
    #[serde(default)]
    peers: Vec<Peer>,
}

#[derive(Debug, Deserialize)]
struct Peer {
    asn_origin: Value,
}

/// Who announces a prefix, as the collectors see it.
async fn origins(http: &Http, prefix: Prefix) -> Result<BTreeSet<Asn>, HttpError> {
    let url = format!("{LOOKING_GLASS}?resource={prefix}");
    let answer: Option<LookingGlass> = http.get(&url, "application/json").await?;
    let answer = answer.ok_or_else(|| HttpError::missing(&url))?;
    let peers = answer.data.rrcs.into_iter().flat_map(|it| it.peers);
    let origin = |peer: Peer| match peer.asn_origin {
        Value::String(text) => text.parse().ok(),
        other => other.to_string().parse().ok(),
    };
    Ok(peers.filter_map(origin).collect())
}
