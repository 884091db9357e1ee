//! What a world file says, as it says it.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::{Partition, Region};
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use serde::Deserialize;

use super::problem::Misfit;
use crate::world::Genesis;
use crate::world::aws::account::{Credential, Description};
use crate::world::aws::network::{
    Instance, InstanceId, NetworkInterfaceId, Subnet, SubnetId, Vpc, VpcId,
};
use crate::world::aws::permission::Pattern;
use crate::world::registry::{Contact, Parent};

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
    pub(super) region: Region,
    #[serde(default)]
    pub(super) policy: BTreeMap<String, Scalar>,
    #[serde(default)]
    pub(super) accounts: Vec<AccountEntry>,
    #[serde(default)]
    pub(super) registries: RegistriesEntry,
    #[serde(default)]
    pub(super) announcements: Vec<RouteEntry>,
    #[serde(default)]
    pub(super) roas: Vec<Roa>,
    #[serde(default)]
    pub(super) vpcs: Vec<VpcEntry>,
}

const fn first_seed() -> u64 {
    1
}

/// A policy's value, however it is written.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum Scalar {
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
    pub(super) access_keys: Vec<AccessKeyEntry>,
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

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RegistriesEntry {
    pub(super) arin: HoldingsEntry,
    pub(super) ripe: HoldingsEntry,
    pub(super) apnic: HoldingsEntry,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HoldingsEntry {
    pub(super) organizations: Vec<OrganizationEntry>,
    pub(super) networks: Vec<NetworkEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrganizationEntry {
    pub(super) handle: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) street: Vec<String>,
    pub(super) city: String,
    pub(super) state: Option<String>,
    pub(super) postal_code: String,
    pub(super) country: String,
    pub(super) registered: Timestamp,
    pub(super) changed: Timestamp,
    #[serde(default)]
    pub(super) comments: Vec<String>,
    #[serde(default)]
    pub(super) remarks: Vec<String>,
    #[serde(default)]
    pub(super) contacts: Vec<ContactEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactEntry {
    handle: String,
    name: String,
    phone: String,
    email: String,
    #[serde(default)]
    abuse: bool,
    #[serde(default)]
    technical: bool,
}

impl From<ContactEntry> for Contact {
    fn from(entry: ContactEntry) -> Self {
        Self {
            handle: entry.handle,
            name: entry.name,
            phone: entry.phone,
            email: entry.email,
            abuse: entry.abuse,
            technical: entry.technical,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NetworkEntry {
    pub(super) handle: String,
    pub(super) name: String,
    pub(super) prefix: Prefix,
    pub(super) status: String,
    pub(super) organization: String,
    pub(super) country: Option<String>,
    pub(super) parent: Option<ParentEntry>,
    pub(super) maintainer: Option<String>,
    pub(super) registered: Timestamp,
    pub(super) changed: Timestamp,
    #[serde(default)]
    pub(super) comments: Vec<String>,
    #[serde(default)]
    pub(super) descr: Vec<String>,
    #[serde(default)]
    pub(super) remarks: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParentEntry {
    name: String,
    handle: String,
}

impl From<ParentEntry> for Parent {
    fn from(entry: ParentEntry) -> Self {
        Self {
            name: entry.name,
            handle: entry.handle,
        }
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
    availability_zone: String,
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
    pub(super) fn into_world(self, genesis: &mut Genesis) -> Result<(), Misfit> {
        let vpc = VpcId::new(&self.id);
        for subnet in self.subnets {
            if !self.cidr.covers(subnet.cidr) {
                let what = format!(
                    "subnet {} is {}, outside {} of {}",
                    subnet.id, subnet.cidr, self.cidr, self.id
                );
                return Err(Misfit::new(&subnet.id, what));
            }
            let id = SubnetId::new(&subnet.id);
            for instance in subnet.instances {
                if !subnet.cidr.contains(instance.address.into()) {
                    let what = format!(
                        "instance {} has {}, outside {} of {}",
                        instance.id, instance.address, subnet.cidr, subnet.id
                    );
                    return Err(Misfit::new(&instance.id, what));
                }
                genesis.instances.push((
                    InstanceId::new(&instance.id),
                    Instance {
                        subnet: id.clone(),
                        interface: NetworkInterfaceId::new(&instance.interface),
                        private_address: instance.address,
                        instance_type: instance.instance_type,
                        image: instance.image,
                        name: instance.name,
                        launched: genesis.start,
                    },
                ));
            }
            genesis.subnets.push((
                id,
                Subnet {
                    vpc: vpc.clone(),
                    cidr: subnet.cidr,
                    availability_zone: subnet.availability_zone,
                    public: subnet.public,
                },
            ));
        }
        genesis.vpcs.push((
            vpc,
            Vpc {
                account: self.account,
                region: self.region,
                cidr: self.cidr,
                internet_gateway: self.internet_gateway,
            },
        ));
        Ok(())
    }
}
