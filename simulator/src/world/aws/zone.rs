//! Availability Zones and Local Zones, by name.
//!
//! Source: AWS Regions and Availability Zones. A zone of a Region is its name
//! and a letter (`us-east-1a`); a Local Zone adds its place (`us-west-2-lax-1a`).
//! A zone's id (`use1-az1`) is the same for every account; which letter an
//! account has for it is not, and here it is the letter's own place in the
//! alphabet. There are the Local Zones of the border groups that ranges can be
//! brought to, two in each.

use std::fmt;
use std::str::FromStr;

use byoip_vocabulary::border_group::BorderGroup;
use byoip_vocabulary::region::Region;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The zones of a Region that one gets without naming one.
const USUAL: [char; 3] = ['a', 'b', 'c'];

/// The last letter of a Region's zones (AWS global infrastructure: six zones in
/// Northern Virginia, four in these, three elsewhere).
fn last_letter(region: &Region) -> char {
    match region.as_str() {
        "us-east-1" => 'f',
        "ap-northeast-1" | "ap-northeast-2" | "ca-central-1" | "us-west-2" => 'd',
        _ => 'c',
    }
}

/// The last letter of a Local Zone.
const LAST_LOCAL: char = 'b';

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

    /// Whether the zone is there and belongs to the Region.
    pub fn is_of(&self, region: &Region) -> bool {
        let group = self.border_group();
        let last = if group.is_of_region(region) {
            last_letter(region)
        } else if group.is_local_zone_of(region) {
            LAST_LOCAL
        } else {
            return false;
        };
        let mut letters = self.letters();
        let letter = letters.next();
        letter.is_some_and(|letter| ('a'..=last).contains(&letter)) && letters.next().is_none()
    }

    /// The zone's id: `use1-az1`, of a Local Zone `usw2-lax1-az1`.
    pub fn id(&self) -> String {
        let group = self.border_group();
        let mut parts = group.as_str().split('-');
        let mut id = String::new();
        for part in parts.by_ref() {
            id.push_str(&short(part));
            if part.bytes().all(|byte| byte.is_ascii_digit()) {
                break;
            }
        }
        let place: String = parts.collect();
        if !place.is_empty() {
            id = format!("{id}-{place}");
        }
        let number = self.letters().next().map_or(0, |letter| {
            u32::from(letter).saturating_sub(u32::from('a')) + 1
        });
        format!("{id}-az{number}")
    }

    /// What stands behind the group's name.
    fn letters(&self) -> impl Iterator<Item = char> {
        let group = self.border_group();
        self.0.chars().skip(group.as_str().len())
    }
}

/// A part of a Region's name, as zones' ids shorten it: the first letter of each
/// direction.
fn short(part: &str) -> String {
    const DIRECTIONS: [&str; 5] = ["north", "south", "east", "west", "central"];
    let mut rest = part;
    let mut short = String::new();
    while let Some((direction, behind)) = DIRECTIONS
        .iter()
        .find_map(|it| Some((it, rest.strip_prefix(it)?)))
    {
        short.extend(direction.chars().next());
        rest = behind;
    }
    // GovCloud's is a letter too: `usgw1-az1`.
    short + if rest == "gov" { "g" } else { rest }
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
