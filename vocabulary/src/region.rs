//! AWS partitions and Regions, as far as a migration has to tell them apart.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::asn::Asn;

#[cfg(test)]
mod tests;

/// A partition, by the literal that stands second in the authorization message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Partition {
    /// The commercial Regions.
    Aws,
    /// China.
    AwsCn,
    /// The European Sovereign Cloud. No source gives its literal in the message;
    /// this is its partition in botocore.
    AwsEusc,
    /// The first isolated partition.
    AwsIso,
    /// The second isolated partition.
    AwsIsoB,
    /// GovCloud.
    AwsUsGov,
}

impl Partition {
    /// Every partition, in the order of their literals.
    pub const ALL: [Self; 6] = [
        Self::Aws,
        Self::AwsCn,
        Self::AwsEusc,
        Self::AwsIso,
        Self::AwsIsoB,
        Self::AwsUsGov,
    ];

    /// The literal, as ARNs and the authorization message write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsEusc => "aws-eusc",
            Self::AwsIso => "aws-iso",
            Self::AwsIsoB => "aws-iso-b",
            Self::AwsUsGov => "aws-us-gov",
        }
    }

    /// The origin AS numbers that must all be authorised before Amazon
    /// announces a range: 16509 and 14618, in GovCloud 8987 alone, in the
    /// European Sovereign Cloud 16509 and 214101.
    ///
    /// Source: EC2 User Guide, "Prepare for BYOIP", step "Create a ROA". China
    /// and the isolated partitions have no BYOIP and so no origins.
    pub const fn amazon_origins(self) -> &'static [Asn] {
        const COMMERCIAL: &[Asn] = &[Asn::new(16509), Asn::new(14618)];
        const SOVEREIGN: &[Asn] = &[Asn::new(16509), Asn::new(214101)];
        const GOVCLOUD: &[Asn] = &[Asn::new(8987)];
        match self {
            Self::Aws => COMMERCIAL,
            Self::AwsEusc => SOVEREIGN,
            Self::AwsUsGov => GOVCLOUD,
            Self::AwsCn | Self::AwsIso | Self::AwsIsoB => &[],
        }
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Partition {
    type Err = ParsePartitionError;

    fn from_str(text: &str) -> Result<Self, ParsePartitionError> {
        Self::ALL
            .into_iter()
            .find(|partition| partition.as_str() == text)
            .ok_or(ParsePartitionError)
    }
}

impl Serialize for Partition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Partition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer)
    }
}

/// A text that names no partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such partition; there are aws, aws-cn, aws-eusc, aws-iso, aws-iso-b, aws-us-gov")]
pub struct ParsePartitionError;

/// Every Region of the partitions here, in alphabetical order.
///
/// Source: `endpoints.json` of botocore 1.43.11. The list grows every year, so
/// that whoever talks to AWS itself reads any name of the shape; it is for those
/// who have to say which Regions there are.
pub const REGIONS: [&str; 43] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eusc-de-east-1",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-gov-east-1",
    "us-gov-west-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isob-west-1",
    "us-west-1",
    "us-west-2",
];

/// A Region's name, such as `us-east-1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(String);

impl Region {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is one of [`REGIONS`].
    pub fn is_known(&self) -> bool {
        REGIONS.contains(&self.as_str())
    }

    /// The partition, told by the name's first part as botocore's
    /// `endpoints.json` tells it.
    pub fn partition(&self) -> Partition {
        match self.0.split('-').next() {
            Some("cn") => Partition::AwsCn,
            Some("eusc") => Partition::AwsEusc,
            Some("us") if self.0.starts_with("us-gov-") => Partition::AwsUsGov,
            Some("us") if self.0.starts_with("us-iso-") => Partition::AwsIso,
            Some("us") if self.0.starts_with("us-isob-") => Partition::AwsIsoB,
            Some(_) | None => Partition::Aws,
        }
    }

    /// The AS that originates a range advertised from here: observed is 14618
    /// for us-east-1 and 16509 for every other commercial Region.
    pub fn origin(&self) -> Option<Asn> {
        match self.partition() {
            Partition::Aws if self.0 == "us-east-1" => Some(Asn::new(14618)),
            Partition::Aws => Some(Asn::new(16509)),
            other => other.amazon_origins().first().copied(),
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Region {
    type Err = ParseRegionError;

    /// Takes the shape of a Region's name (`xx-place-1`), not a list of today's
    /// Regions, which grows every year.
    fn from_str(text: &str) -> Result<Self, ParseRegionError> {
        let parts: Vec<&str> = text.split('-').collect();
        let (Some((number, words)), 3..=5) = (parts.split_last(), parts.len()) else {
            return Err(ParseRegionError);
        };
        let word = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase());
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        if digits && words.iter().all(word) && text.len() <= 32 {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParseRegionError)
        }
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Region {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::from_text(deserializer)
    }
}

/// A text without the shape of a Region's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a Region's name; write it like us-east-1")]
pub struct ParseRegionError;
