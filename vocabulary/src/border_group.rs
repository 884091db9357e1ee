//! Network border groups: from where Amazon announces an address.
//!
//! Source: EC2 User Guide, "Bring your own IP addresses", Local Zone
//! availability (the API reference lists three of them, and is older).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::region::Region;

#[cfg(test)]
mod tests;

/// The Local Zones' groups that ranges can be brought to.
pub const LOCAL_ZONES: [&str; 36] = [
    "af-south-1-los-1",
    "ap-northeast-1-tpe-1",
    "ap-south-1-ccu-1",
    "ap-south-1-del-1",
    "ap-southeast-1-bkk-1",
    "ap-southeast-1-mnl-1",
    "ap-southeast-2-akl-1",
    "ap-southeast-2-per-1",
    "eu-central-1-ham-1",
    "eu-central-1-ist-1",
    "eu-central-1-waw-1",
    "eu-north-1-cph-1",
    "eu-north-1-hel-1",
    "me-south-1-mct-1",
    "us-east-1-atl-2",
    "us-east-1-bos-1",
    "us-east-1-bue-1",
    "us-east-1-chi-2",
    "us-east-1-dfw-2",
    "us-east-1-iah-2",
    "us-east-1-lim-1",
    "us-east-1-mci-1",
    "us-east-1-mia-2",
    "us-east-1-msp-1",
    "us-east-1-nyc-1",
    "us-east-1-nyc-2",
    "us-east-1-phl-1",
    "us-east-1-qro-1",
    "us-east-1-scl-1",
    "us-west-2-den-1",
    "us-west-2-hnl-1",
    "us-west-2-las-1",
    "us-west-2-lax-1",
    "us-west-2-pdx-1",
    "us-west-2-phx-2",
    "us-west-2-sea-1",
];

/// A group: a Region's own, which has the Region's name, or a Local Zone's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BorderGroup(String);

impl BorderGroup {
    /// The group of a Region's Availability Zones.
    pub fn of_region(region: &Region) -> Self {
        Self(region.as_str().to_owned())
    }

    /// The group of a zone: `us-east-1a` is in `us-east-1`, `us-west-2-lax-1a`
    /// in `us-west-2-lax-1`.
    pub fn of_zone(zone: &str) -> Self {
        Self(
            zone.trim_end_matches(|last: char| last.is_ascii_lowercase())
                .to_owned(),
        )
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the group of a Region's Availability Zones.
    pub fn is_of_region(&self, region: &Region) -> bool {
        self.0 == region.as_str()
    }

    /// Whether it is one of a Region's Local Zones that ranges can be brought
    /// to.
    pub fn is_local_zone_of(&self, region: &Region) -> bool {
        let inside = self.0.strip_prefix(region.as_str());
        inside.is_some_and(|rest| rest.starts_with('-')) && LOCAL_ZONES.contains(&self.as_str())
    }
}

impl fmt::Display for BorderGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BorderGroup {
    type Err = ParseBorderGroupError;

    fn from_str(text: &str) -> Result<Self, ParseBorderGroupError> {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let shaped = text.len() <= 64 && text.contains('-') && text.bytes().all(known);
        if shaped && text.ends_with(|last: char| last.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseBorderGroupError)
        }
    }
}

impl Serialize for BorderGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for BorderGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer)
    }
}

/// A text without the shape of a border group's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a network border group; write it like us-east-1 or us-west-2-lax-1")]
pub struct ParseBorderGroupError;
