//! The registry's record of a range, read over RDAP (RFC 9082, RFC 9083).
//!
//! IANA's bootstrap files say where to ask ([`bootstrap`]); a registry that has
//! passed a block on sends on from there. Each registry has its own way to show
//! the free text of a record; the differences that matter for the certificate
//! are in [`Place`].

use std::net::IpAddr;

use byoip_vocabulary::prefix::{Prefix, PrefixError};
use byoip_vocabulary::registry::{Field, Registry};
use serde::Deserialize;

use crate::http::{Http, HttpError};

pub mod bootstrap;
#[cfg(test)]
pub(crate) mod tests;

const RDAP_JSON: &str = "application/rdap+json, application/json";

/// How an APNIC stub begins the line that says where its block went.
const TRANSFERRED: &str = "Transferred to the ";

/// What was found, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The URLs that were asked, one after the other.
    pub way: Vec<String>,
    /// The smallest network around the range.
    pub network: Option<Network>,
}

/// A network as a registry shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Who keeps the record; none that is known here, where none is named.
    pub registry: Option<Registry>,
    /// Its name there.
    pub handle: String,
    /// The first address.
    pub first: IpAddr,
    /// The last address.
    pub last: IpAddr,
    /// How it was given out, in the registry's words.
    pub allocation: String,
    /// Whom it is registered to.
    pub registrant: Option<String>,
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
    /// On the network, where AWS looks if it stands in `descr`; RIPE NCC's RDAP
    /// does not tell it from `remarks`.
    Merged,
    /// On the network, in a field where AWS does not look.
    OtherField(String),
    /// Not on the network, but on somebody it names.
    Entity(String),
}

/// Asks for the smallest network around the range: at the service, or at the one
/// that IANA names.
pub async fn find(http: &Http, service: Option<&str>, prefix: Prefix) -> Result<Lookup, HttpError> {
    let service = match service {
        Some(service) => Some(service.to_owned()),
        None => bootstrap::service(http, prefix).await?,
    };
    let Some(service) = service else {
        return Ok(Lookup {
            way: vec![http.place(bootstrap::file_of(prefix))],
            network: None,
        });
    };
    let url = format!("{}/ip/{prefix}", service.trim_end_matches('/'));
    Ok(match http.find::<Answer>(&url, RDAP_JSON).await? {
        Some(found) => Lookup {
            way: found.way,
            network: Some(found.document.into()),
        },
        None => Lookup {
            way: vec![http.place(&url)],
            network: None,
        },
    })
}

/// The networks around a network, from the smallest on, as the same service
/// knows them. Few registries link to them, so each is looked up by the prefix
/// that is one bit shorter.
pub async fn above(
    http: &Http,
    lookup: &Lookup,
    network: &Network,
) -> Result<Vec<Network>, HttpError> {
    /// Registries nest an assignment in an allocation in a block of IANA's.
    const HIGHEST: usize = 4;
    let mut found: Vec<Network> = Vec::new();
    let service = lookup.way.last().and_then(|url| url.split_once("/ip/"));
    let Some((service, _)) = service else {
        return Ok(found);
    };
    while found.len() < HIGHEST {
        let below = found.last().unwrap_or(network);
        let Some(wider) = wider(below) else { break };
        let url = format!("{service}/ip/{wider}");
        let Some(answer) = http.get::<Answer>(&url, RDAP_JSON).await? else {
            break;
        };
        let next = Network::from(answer);
        if (next.first, next.last) == (below.first, below.last) {
            break;
        }
        found.push(next);
    }
    Ok(found)
}

/// The smallest prefix with more than the network in it.
fn wider(network: &Network) -> Option<Prefix> {
    let (first, last) = (network.first, network.last);
    let lengths = (0..=Prefix::host(first).longest()).rev();
    let mut around = lengths.filter_map(|length| match Prefix::new(first, length) {
        Ok(prefix) => Some(prefix),
        Err(PrefixError::HostBits { network }) => Some(network),
        Err(_) => None,
    });
    around.find(|around| around.contains(last) && (around.first(), around.last()) != (first, last))
}

impl Network {
    /// The network as one prefix; none where it is no power of two.
    pub fn prefix(&self) -> Option<Prefix> {
        let longest = Prefix::host(self.first).longest();
        (0..=longest)
            .filter_map(|length| Prefix::new(self.first, length).ok())
            .find(|prefix| prefix.last() == self.last)
    }

    /// The region that the block of a stub went to, in the stub's own words.
    pub fn transferred_to(&self) -> Option<&str> {
        let lines = self.texts.iter().flat_map(|text| &text.lines);
        let mut regions = lines.filter_map(|line| {
            let (region, _) = line.strip_prefix(TRANSFERRED)?.split_once(" region")?;
            Some(region)
        });
        regions.next()
    }
}

/// Which registry a whois server is of: RDAP has no other name for it.
fn of_whois(server: &str) -> Option<Registry> {
    let mut all = Registry::ALL.into_iter();
    all.find(|registry| registry.whois_host().eq_ignore_ascii_case(server))
}

/// Where the text of a remark stands.
fn place(registry: Option<Registry>, title: Option<&str>) -> Place {
    match (registry, title) {
        (Some(Registry::Ripe), _) => Place::Merged,
        // APNIC alone tells the two fields of its records apart by their titles.
        (Some(Registry::Apnic), Some(title)) if !title.eq_ignore_ascii_case("remarks") => {
            let field = match title {
                "description" => Field::Descr.as_str(),
                other => other,
            };
            Place::OtherField(field.to_owned())
        }
        _ => Place::Right,
    }
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
    roles: Vec<String>,
    #[serde(default)]
    remarks: Vec<Remark>,
}

impl From<Answer> for Network {
    fn from(answer: Answer) -> Self {
        let registry = of_whois(&answer.port43);
        let mut texts: Vec<Text> = Vec::new();
        for remark in answer.remarks {
            let place = place(registry, remark.title.as_deref());
            match texts.last_mut() {
                // Some registries give each line a remark of its own.
                Some(text) if text.place == place => text.lines.extend(remark.description),
                Some(_) | None => texts.push(Text {
                    place,
                    lines: remark.description,
                }),
            }
        }
        // RIPE NCC names maintainers as registrants too.
        let is_holder = |entity: &&Entity| {
            entity.roles.iter().any(|role| role == "registrant") && !entity.handle.ends_with("-MNT")
        };
        let registrant = answer.entities.iter().find(is_holder);
        let registrant = registrant.map(|entity| entity.handle.clone());
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
            registrant,
            texts,
        }
    }
}
