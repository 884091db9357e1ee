//! The payloads of the rest of the world, from a file that a validator wrote:
//! Routinator's JSON, rpki-client's or Cloudflare's, or SLURM (RFC 8416), whose
//! filters are not asked.
//!
//! They are payloads and no more: nobody here holds their networks, and no
//! repository has a signed object for them.

use std::sync::Arc;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::{MaxLengthError, Vrp};
use serde::Deserialize;

use crate::world::rpki::payloads::{Payload, TrustAnchor};

/// Reads a file's payloads.
pub(super) fn parse(text: &str) -> Result<Arc<[Payload]>, VrpsError> {
    let file: File = serde_json::from_str(text)?;
    let slurm = file.assertions.map(|added| added.prefixes);
    let items = file.roas.or(slurm).ok_or(VrpsError::Neither)?;
    Ok(items.into_iter().map(|item| item.0).collect())
}

/// Why a file has no payloads to read.
#[derive(Debug, thiserror::Error)]
pub(super) enum VrpsError {
    #[error(
        "neither `roas`, as Routinator and rpki-client write them, nor SLURM's `locallyAddedAssertions`"
    )]
    Neither,
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

#[derive(Deserialize)]
struct File {
    roas: Option<Vec<Item>>,
    #[serde(rename = "locallyAddedAssertions")]
    assertions: Option<Assertions>,
}

#[derive(Deserialize)]
struct Assertions {
    #[serde(rename = "prefixAssertions", default)]
    prefixes: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(try_from = "Parts")]
struct Item(Payload);

#[derive(Deserialize)]
struct Parts {
    asn: Asn,
    prefix: Prefix,
    #[serde(rename = "maxLength", alias = "maxPrefixLength")]
    max_length: Option<u8>,
    #[serde(default)]
    ta: Anchor,
}

/// A trust anchor's name. One that is no registry's, such as Routinator's `N/A`,
/// stands for what was told by hand.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Anchor {
    Arin,
    Ripe,
    Apnic,
    Lacnic,
    Afrinic,
    #[default]
    #[serde(other)]
    Local,
}

impl From<Anchor> for TrustAnchor {
    fn from(anchor: Anchor) -> Self {
        match anchor {
            Anchor::Arin => Self::Registry(Registry::Arin),
            Anchor::Ripe => Self::Registry(Registry::Ripe),
            Anchor::Apnic => Self::Registry(Registry::Apnic),
            Anchor::Lacnic => Self::Registry(Registry::Lacnic),
            Anchor::Afrinic => Self::Registry(Registry::Afrinic),
            Anchor::Local => Self::Local,
        }
    }
}

impl TryFrom<Parts> for Item {
    type Error = MaxLengthError;

    fn try_from(parts: Parts) -> Result<Self, MaxLengthError> {
        let vrp = Vrp::new(parts.prefix, parts.max_length, parts.asn)?;
        Ok(Self((vrp, parts.ta.into())))
    }
}
