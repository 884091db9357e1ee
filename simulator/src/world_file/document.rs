//! What a world file says, as it says it.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::path::PathBuf;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::{Partition, REGIONS, Region};
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_saphyr::Spanned;

use super::internet::InternetEntry;
use super::problem::Misfit;
use super::registries::RegistriesEntry;
use crate::suggestion::suggestion;
use crate::world::aws::account::{Credential, Description};
use crate::world::aws::ids::{InstanceId, NetworkInterfaceId, SubnetId, VpcId};
use crate::world::aws::owned::Home;
use crate::world::aws::permission::Pattern;
use crate::world::aws::zone::AvailabilityZone;
use crate::world::genesis::{InstancePlan, SubnetPlan, VpcPlan};

/// The version alone, whatever else there is.
#[derive(Debug, Deserialize)]
pub(super) struct Version {
    pub(super) version: u32,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    #[expect(dead_code, reason = "read before the rest, as `Version`")]
    version: u32,
    #[serde(default = "first_seed")]
    pub(super) seed: u64,
    pub(super) start: Option<Timestamp>,
    #[serde(deserialize_with = "known_region")]
    pub(super) region: Region,
    #[serde(default)]
    pub(super) policy: BTreeMap<String, Scalar>,
    #[serde(default)]
    pub(super) accounts: Vec<AccountEntry>,
    #[serde(default)]
    pub(super) registries: RegistriesEntry,
    #[serde(default)]
    pub(super) internet: InternetEntry,
    #[serde(default)]
    pub(super) announcements: Vec<Spanned<RouteEntry>>,
    #[serde(default)]
    pub(super) roas: Vec<Spanned<Roa>>,
    /// The rest of the world's payloads: a file, beside this one.
    pub(super) vrps: Option<PathBuf>,
    #[serde(default)]
    pub(super) vpcs: Vec<Spanned<VpcEntry>>,
}

const fn first_seed() -> u64 {
    1
}

/// A Region that there is.
fn known_region<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Region, D::Error> {
    let region = Region::deserialize(deserializer)?;
    if region.is_known() {
        return Ok(region);
    }
    let near = suggestion(region.as_str(), REGIONS.into_iter());
    let what = format!("there is no Region {region}{near}");
    Err(serde::de::Error::custom(what))
}

/// A policy's value, however it is written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "a setting is one value: a text, a whole number, true or false"
)]
pub(crate) enum Scalar {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// Anything else.
    Text(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountEntry {
    pub(super) id: AccountId,
    #[serde(default)]
    pub(super) access_keys: Vec<Spanned<AccessKeyEntry>>,
    /// AS numbers that the account has brought.
    #[serde(default)]
    pub(super) asns: Vec<Asn>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccessKeyEntry {
    pub(super) id: String,
    secret: String,
    user: Option<String>,
    role: Option<String>,
    session: Option<String>,
    session_token: Option<String>,
    expires: Option<Timestamp>,
    allow: Option<Vec<Pattern>>,
    #[serde(default)]
    deny: Vec<Pattern>,
}

impl AccessKeyEntry {
    pub(super) fn to_world(
        &self,
        partition: Partition,
        account: AccountId,
    ) -> Result<Credential, Misfit> {
        let id = &self.id;
        let description = Description {
            partition,
            account,
            secret: self.secret.clone(),
            user: self.user.clone(),
            role: self.role.clone(),
            session: self.session.clone(),
            session_token: self.session_token.clone(),
            expires: self.expires,
            allow: self.allow.clone(),
            deny: self.deny.clone(),
        };
        description
            .credential()
            .map_err(|wrong| Misfit::new(id, format!("access key {id} {wrong}")))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RouteEntry {
    pub(super) prefix: Prefix,
    pub(super) asn: Asn,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VpcEntry {
    id: String,
    account: AccountId,
    #[serde(deserialize_with = "known_region")]
    region: Region,
    cidr: Prefix,
    internet_gateway: bool,
    #[serde(default)]
    subnets: Vec<SubnetEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SubnetEntry {
    id: String,
    cidr: Prefix,
    availability_zone: AvailabilityZone,
    public: bool,
    #[serde(default)]
    instances: Vec<InstanceEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InstanceEntry {
    id: String,
    interface: String,
    address: Ipv4Addr,
    name: Option<String>,
    #[serde(rename = "type")]
    instance_type: String,
    image: String,
}

impl VpcEntry {
    /// The plan, if its parts fit into each other.
    pub(super) fn into_world(self) -> Result<VpcPlan, Misfit> {
        let mut subnets: Vec<SubnetPlan> = Vec::new();
        for entry in self.subnets {
            let misfit = |what: String| Err(Misfit::new(&entry.id, what));
            if !self.cidr.covers(entry.cidr) {
                return misfit(format!(
                    "subnet {} is {}, outside {} of {}",
                    entry.id, entry.cidr, self.cidr, self.id
                ));
            }
            if let Some(other) = subnets.iter().find(|it| it.cidr.overlaps(entry.cidr)) {
                return misfit(format!(
                    "subnet {} is {}, which overlaps {} of {}",
                    entry.id, entry.cidr, other.cidr, other.id
                ));
            }
            if !entry.availability_zone.is_of(&self.region) {
                return misfit(format!(
                    "subnet {} is in {}, which is no zone of {}; write {}a",
                    entry.id, entry.availability_zone, self.region, self.region
                ));
            }
            if entry.public && !self.internet_gateway {
                return misfit(format!(
                    "subnet {} is public, but {} has no internet gateway",
                    entry.id, self.id
                ));
            }
            subnets.push(entry.into_world()?);
        }
        Ok(VpcPlan {
            id: VpcId::new(&self.id),
            home: Home {
                account: self.account,
                region: self.region,
            },
            cidr: self.cidr,
            internet_gateway: self.internet_gateway,
            subnets,
        })
    }
}

impl SubnetEntry {
    fn into_world(self) -> Result<SubnetPlan, Misfit> {
        let mut instances: Vec<InstancePlan> = Vec::new();
        for entry in self.instances {
            let misfit = |what: String| Err(Misfit::new(&entry.id, what));
            if !self.cidr.contains(entry.address.into()) {
                return misfit(format!(
                    "instance {} has {}, outside {} of {}",
                    entry.id, entry.address, self.cidr, self.id
                ));
            }
            let twin = |it: &&InstancePlan| it.private_address == entry.address;
            if let Some(other) = instances.iter().find(twin) {
                return misfit(format!(
                    "instance {} has {}, and so has {}",
                    entry.id, entry.address, other.id
                ));
            }
            instances.push(InstancePlan {
                id: InstanceId::new(&entry.id),
                interface: NetworkInterfaceId::new(&entry.interface),
                private_address: entry.address,
                instance_type: entry.instance_type,
                image: entry.image,
                name: entry.name,
            });
        }
        Ok(SubnetPlan {
            id: SubnetId::new(&self.id),
            cidr: self.cidr,
            zone: self.availability_zone,
            public: self.public,
            instances,
        })
    }
}
