//! Networks by their addresses: longest match, exact match, and what lies above
//! and below.
//!
//! A look-up walks a trie, so that it takes as long among a hundred thousand
//! holdings as among ten.

use std::fmt;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use ipnet::IpNet;
use prefix_trie::joint::JointPrefixMap;

/// Where a network's record is.
pub(super) type Place = (Registry, String);

/// The places of networks, by prefix. Each prefix is there once.
#[derive(Clone, Default)]
pub(super) struct Index {
    places: JointPrefixMap<IpNet, Place>,
}

impl Index {
    pub(super) fn insert(&mut self, prefix: Prefix, place: Place) {
        self.places.insert(prefix.into(), place);
    }

    /// The network of exactly this prefix.
    pub(super) fn exact(&self, prefix: Prefix) -> Option<&Place> {
        self.places.get(&prefix.into())
    }

    /// The smallest network that covers the prefix.
    pub(super) fn smallest_covering(&self, prefix: Prefix) -> Option<&Place> {
        self.places.get_lpm(&prefix.into()).map(|(_, place)| place)
    }

    /// The networks that cover the prefix, the largest first, one of exactly
    /// the prefix among them.
    pub(super) fn covering(&self, prefix: Prefix) -> impl Iterator<Item = &Place> {
        self.places.cover_values(&prefix.into())
    }

    /// The networks that the prefix covers, in the order of their prefixes.
    pub(super) fn covered(&self, prefix: Prefix) -> impl Iterator<Item = &Place> {
        self.places.children(&prefix.into()).map(|(_, place)| place)
    }
}

impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        self.places.iter().eq(other.places.iter())
    }
}

impl Eq for Index {}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.places.iter()).finish()
    }
}
