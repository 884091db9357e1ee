//! The five regional Internet registries, and the free text that the holder of a
//! record may write into it.
//!
//! Sources: RFC 9224's bootstrap files for the services; EC2 User Guide, "Prepare
//! for BYOIP", for where AWS looks for a certificate.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// A regional Internet registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registry {
    /// American Registry for Internet Numbers: North America.
    Arin,
    /// RIPE Network Coordination Centre: Europe, the Middle East, Central Asia.
    Ripe,
    /// Asia Pacific Network Information Centre.
    Apnic,
    /// Latin American and Caribbean Internet Addresses Registry.
    Lacnic,
    /// African Network Information Centre.
    Afrinic,
}

impl Registry {
    /// Every registry.
    pub const ALL: [Self; 5] = [
        Self::Arin,
        Self::Ripe,
        Self::Apnic,
        Self::Lacnic,
        Self::Afrinic,
    ];

    /// The name in paths and files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Arin => "arin",
            Self::Ripe => "ripe",
            Self::Apnic => "apnic",
            Self::Lacnic => "lacnic",
            Self::Afrinic => "afrinic",
        }
    }

    /// The host of its whois service, which its RDAP answers name as `port43`.
    pub const fn whois_host(self) -> &'static str {
        match self {
            Self::Arin => "whois.arin.net",
            Self::Ripe => "whois.ripe.net",
            Self::Apnic => "whois.apnic.net",
            Self::Lacnic => "whois.lacnic.net",
            Self::Afrinic => "whois.afrinic.net",
        }
    }

    /// The host of its RDAP service.
    pub const fn rdap_host(self) -> &'static str {
        match self {
            Self::Arin => "rdap.arin.net",
            Self::Ripe => "rdap.db.ripe.net",
            Self::Apnic => "rdap.apnic.net",
            Self::Lacnic => "rdap.lacnic.net",
            Self::Afrinic => "rdap.afrinic.net",
        }
    }

    /// The path that its RDAP look-ups stand under, without a slash at its end.
    pub const fn rdap_root(self) -> &'static str {
        match self {
            Self::Arin => "/registry",
            Self::Ripe | Self::Apnic => "",
            Self::Lacnic | Self::Afrinic => "/rdap",
        }
    }

    /// The fields of a network's record, and of an AS number's, that its holder
    /// may write free text into. LACNIC has none.
    pub const fn network_fields(self) -> &'static [Field] {
        match self {
            Self::Arin => &[Field::Comments],
            Self::Ripe | Self::Apnic | Self::Afrinic => &[Field::Descr, Field::Remarks],
            Self::Lacnic => &[],
        }
    }

    /// The same of an organisation's record.
    pub const fn organization_fields(self) -> &'static [Field] {
        match self {
            Self::Arin => &[Field::Comments],
            Self::Ripe | Self::Apnic | Self::Afrinic => &[Field::Remarks],
            Self::Lacnic => &[],
        }
    }

    /// The field of a network's record in which AWS wants the certificate; never
    /// the organisation's. AWS has no such procedure for LACNIC and AFRINIC:
    /// their holders prove control by a DNS token through an IPAM.
    pub const fn certificate_field(self) -> Option<Field> {
        match self {
            Self::Arin => Some(Field::Comments),
            Self::Ripe => Some(Field::Descr),
            Self::Apnic => Some(Field::Remarks),
            Self::Lacnic | Self::Afrinic => None,
        }
    }
}

impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Arin => "ARIN",
            Self::Ripe => "RIPE NCC",
            Self::Apnic => "APNIC",
            Self::Lacnic => "LACNIC",
            Self::Afrinic => "AFRINIC",
        })
    }
}

impl FromStr for Registry {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::ALL
            .into_iter()
            .find(|registry| registry.as_str() == text)
            .ok_or_else(|| UnknownName::new(text, "arin, ripe, apnic, lacnic or afrinic"))
    }
}

/// A free-text field, named as the registries name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// ARIN's public comments.
    Comments,
    /// RPSL's `descr`.
    Descr,
    /// RPSL's `remarks`.
    Remarks,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 3] = [Self::Comments, Self::Descr, Self::Remarks];

    /// The name in paths, files and messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Comments => "comments",
            Self::Descr => "descr",
            Self::Remarks => "remarks",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Field {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        Self::ALL
            .into_iter()
            .find(|field| field.as_str() == text)
            .ok_or_else(|| UnknownName::new(text, "comments, descr or remarks"))
    }
}

/// A name that no registry or field has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no `{name}`; write {known}")]
pub struct UnknownName {
    name: String,
    known: &'static str,
}

impl UnknownName {
    fn new(name: &str, known: &'static str) -> Self {
        Self {
            name: name.to_owned(),
            known,
        }
    }
}
