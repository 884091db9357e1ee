//! The registry's record of a range, read over RDAP (RFC 9082, RFC 9083).
//!
//! Each registry has its own way to show the free text of a record; the
//! differences that matter for the certificate are in [`Registry`] and
//! [`Place`].

use std::fmt;
use std::net::IpAddr;

use byoip_vocabulary::prefix::Prefix;
use serde::Deserialize;

use super::Finding;
use super::http::{Http, HttpError};

#[cfg(test)]
mod tests;

const WHAT: &str = "registry";

const RDAP_JSON: &str = "application/rdap+json, application/json";

/// A network as a registry shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Who keeps the record.
    pub registry: Registry,
    /// Its name there.
    pub handle: String,
    /// The first address.
    pub first: IpAddr,
    /// The last address.
    pub last: IpAddr,
    /// How it was given out, in the registry's words.
    pub allocation: String,
    /// The free texts, with where they stand.
    pub texts: Vec<Text>,
}

/// A free text of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where it stands.
    pub place: Place,
    /// Its lines.
    pub lines: Vec<String>,
}

/// Where a free text stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the network, in the field where AWS looks.
    Right,
    /// On the network, in a field where AWS does not look.
    OtherField(String),
    /// Not on the network, but on somebody it names.
    Entity(String),
}

/// Who keeps the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registry {
    /// North America.
    Arin,
    /// Europe, the Middle East, Central Asia.
    Ripe,
    /// Asia and the Pacific.
    Apnic,
    /// Another one, where AWS reads no certificates.
    Other,
}

impl Registry {
    /// The field AWS reads the certificate from (EC2 User Guide, "Prepare for
    /// BYOIP").
    pub fn field(self) -> &'static str {
        match self {
            Self::Arin => "the public comments of the network",
            Self::Ripe => "a descr: attribute of the inetnum",
            Self::Apnic => "a remarks: attribute of the inetnum",
            Self::Other => "no field; AWS reads certificates at ARIN, RIPE NCC and APNIC alone",
        }
    }

    /// The kinds of allocation that AWS once listed and Global Accelerator
    /// still does.
    fn allocations(self) -> &'static [&'static str] {
        match self {
            Self::Arin => &["DIRECT ALLOCATION", "DIRECT ASSIGNMENT"],
            Self::Ripe => &["ALLOCATED PA", "ASSIGNED PI", "LEGACY", "ALLOCATED-BY-RIR"],
            Self::Apnic => &["ALLOCATED PORTABLE", "ASSIGNED PORTABLE"],
            Self::Other => &[],
        }
    }

    fn from_whois(server: &str) -> Self {
        match server {
            "whois.arin.net" => Self::Arin,
            "whois.ripe.net" => Self::Ripe,
            "whois.apnic.net" => Self::Apnic,
            _ => Self::Other,
        }
    }

    /// APNIC alone tells the two fields of its records apart by their titles.
    /// RIPE's database writes both into one remark without a title.
    fn place(self, title: Option<&str>) -> Place {
        match (self, title) {
            (Self::Apnic, Some(title)) if !title.eq_ignore_ascii_case("remarks") => {
                Place::OtherField(title.to_owned())
            }
            _ => Place::Right,
        }
    }
}

impl fmt::Display for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Arin => "ARIN",
            Self::Ripe => "RIPE NCC",
            Self::Apnic => "APNIC",
            Self::Other => "a registry without BYOIP certificates",
        })
    }
}

/// Asks one service after the other for the smallest network around the range.
pub async fn fetch(
    http: &Http,
    services: &[String],
    prefix: Prefix,
) -> Result<Option<Network>, HttpError> {
    for service in services {
        let url = format!("{}/ip/{prefix}", service.trim_end_matches('/'));
        if let Some(answer) = http.get::<Answer>(&url, RDAP_JSON).await? {
            let network = Network::from(answer);
            // A service that is not in charge may answer with the block that
            // it handed to another registry.
            if network.registry != Registry::Other || services.len() == 1 {
                return Ok(Some(network));
            }
        }
    }
    Ok(None)
}

/// Judges the record itself.
pub fn findings(network: &Network, prefix: Prefix) -> Vec<Finding> {
    let Network {
        registry,
        handle,
        first,
        last,
        allocation,
        ..
    } = network;
    let record = format!("{handle} at {registry}, {first} to {last}");
    let mut findings = Vec::new();
    if *registry == Registry::Other {
        let mend = "prove control of the range by DNS through an IPAM instead";
        findings.push(Finding::error(WHAT, record, mend));
        return findings;
    }
    if prefix.first() < *first || prefix.last() > *last {
        let mend = format!(
            "{prefix} is not whole inside it; bring a range that one record holds, \
             or put the certificate into each"
        );
        findings.push(Finding::warning(WHAT, record, mend));
    } else {
        findings.push(Finding::ok(WHAT, record));
    }
    let known = registry.allocations();
    if known
        .iter()
        .any(|known| known.eq_ignore_ascii_case(allocation))
    {
        findings.push(Finding::ok("allocation", allocation.clone()));
    } else {
        findings.push(Finding::warning(
            "allocation",
            format!("{allocation}, which is not among {}", known.join(", ")),
            "ask the registry's holder to bring it, or AWS whether it takes this kind",
        ));
    }
    findings
}

/// No service knows the range.
pub fn unknown(services: &[String], prefix: Prefix) -> Finding {
    Finding::error(
        WHAT,
        format!("no record of {prefix} at {}", services.join(", ")),
        "check the range; where it is right, name the registry's service with --rdap",
    )
}

/// As much of RFC 9083's IP network as is read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    #[serde(default)]
    handle: String,
    start_address: IpAddr,
    end_address: IpAddr,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    port43: String,
    #[serde(default)]
    remarks: Vec<Remark>,
    #[serde(default)]
    entities: Vec<Entity>,
}

#[derive(Debug, Deserialize)]
struct Remark {
    title: Option<String>,
    #[serde(default)]
    description: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Entity {
    #[serde(default)]
    handle: String,
    #[serde(default)]
    remarks: Vec<Remark>,
}

impl From<Answer> for Network {
    fn from(answer: Answer) -> Self {
        let registry = Registry::from_whois(&answer.port43);
        let mut texts: Vec<Text> = Vec::new();
        for remark in answer.remarks {
            let place = registry.place(remark.title.as_deref());
            match texts.last_mut() {
                // Some registries give each line a remark of its own.
                Some(text) if text.place == place => text.lines.extend(remark.description),
                Some(_) | None => texts.push(Text {
                    place,
                    lines: remark.description,
                }),
            }
        }
        for entity in answer.entities {
            for remark in entity.remarks {
                texts.push(Text {
                    place: Place::Entity(entity.handle.clone()),
                    lines: remark.description,
                });
            }
        }
        Self {
            registry,
            handle: answer.handle,
            first: answer.start_address,
            last: answer.end_address,
            allocation: answer.kind,
            texts,
        }
    }
}
