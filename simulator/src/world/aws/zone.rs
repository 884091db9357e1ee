//! Availability Zones and Local Zones, by name.
//!
//! Source: AWS Regions and Availability Zones. A zone of a Region is its name
//! and a letter (`us-east-1a`); a Local Zone adds its place (`us-west-2-lax-1a`).
//! Which zones there are is not listed here: new ones open every year.

use std::fmt;
use std::str::FromStr;

use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::region::Region;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The zones of a Region that one gets without naming one.
const USUAL: [char; 3] = ['a', 'b', 'c'];

/// A zone's name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AvailabilityZone(String);

impl AvailabilityZone {
    /// The zones of a Region that one gets without naming one.
    pub fn usual(region: &Region) -> [Self; 3] {
        USUAL.map(|letter| Self(format!("{region}{letter}")))
    }

    /// The group from which addresses in the zone are announced.
    pub fn border_group(&self) -> BorderGroup {
        BorderGroup::of_zone(&self.0)
    }

    /// Whether the zone belongs to the Region.
    pub fn is_of(&self, region: &Region) -> bool {
        let Some(rest) = self.0.strip_prefix(region.as_str()) else {
            return false;
        };
        match rest.strip_prefix('-') {
            None => is_letter(rest),
            Some(local) => local.split_once('-').is_some_and(|(place, zone)| {
                let number = zone.trim_end_matches(|c: char| c.is_ascii_lowercase());
                let letter = zone.strip_prefix(number).unwrap_or_default();
                let is_place = !place.is_empty() && place.bytes().all(|b| b.is_ascii_lowercase());
                is_place && number.parse::<u8>().is_ok() && is_letter(letter)
            }),
        }
    }
}

fn is_letter(text: &str) -> bool {
    matches!(text.as_bytes(), [letter] if letter.is_ascii_lowercase())
}

impl fmt::Display for AvailabilityZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for AvailabilityZone {
    type Err = ParseZoneError;

    /// Takes anything with the characters of a zone's name; whose it is, is
    /// asked of [`AvailabilityZone::is_of`].
    fn from_str(text: &str) -> Result<Self, ParseZoneError> {
        let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !text.is_empty() && text.len() <= 40 && text.bytes().all(sound) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseZoneError)
        }
    }
}

impl Serialize for AvailabilityZone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for AvailabilityZone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A text that cannot be a zone's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a zone's name; write it like us-east-1a or us-west-2-lax-1a")]
pub struct ParseZoneError;

#[cfg(test)]
mod tests;
