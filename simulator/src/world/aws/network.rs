//! The customer's virtual networks, as the world begins with them: what an
//! address can be hung on.
//!
//! Making and deleting networks is not here; a world file describes them.

use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Region;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

mod refusal;

pub use refusal::Refusal;

/// Makes a newtype for a resource's id.
macro_rules! resource_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(String);

        impl $name {
            /// The id of a text; whether it exists is the world's to say.
            pub fn new(text: &str) -> Self {
                Self(text.to_owned())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

pub(super) use resource_ids;

resource_ids! {
    /// `vpc-…`.
    VpcId;
    /// `subnet-…`.
    SubnetId;
    /// `i-…`.
    InstanceId;
    /// `eni-…`.
    NetworkInterfaceId;
}

/// A virtual network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// Whose it is.
    pub account: AccountId,
    /// Where it is.
    pub region: Region,
    /// Its private addresses.
    pub cidr: Prefix,
    /// Whether an internet gateway is attached.
    pub internet_gateway: bool,
}

/// A part of a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subnet {
    /// The network.
    pub vpc: VpcId,
    /// Its private addresses.
    pub cidr: Prefix,
    /// `us-east-1a`.
    pub availability_zone: String,
    /// Whether its default route leads to the internet gateway. A public
    /// subnet is reached from outside by 1:1 NAT; a private one only reaches
    /// out, through a NAT gateway.
    pub public: bool,
}

/// A running instance with its one interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The subnet it stands in.
    pub subnet: SubnetId,
    /// Its interface.
    pub interface: NetworkInterfaceId,
    /// Its private address.
    pub private_address: Ipv4Addr,
    /// `t3.micro`.
    pub instance_type: String,
    /// The image it was started from.
    pub image: String,
    /// Its `Name` tag.
    pub name: Option<String>,
    /// When it was started.
    pub launched: Timestamp,
}

/// Every network of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks {
    vpcs: BTreeMap<VpcId, Vpc>,
    subnets: BTreeMap<SubnetId, Subnet>,
    instances: BTreeMap<InstanceId, Instance>,
}

impl Networks {
    pub(in crate::world) fn add_vpc(&mut self, id: VpcId, vpc: Vpc) {
        self.vpcs.insert(id, vpc);
    }

    pub(in crate::world) fn add_subnet(&mut self, id: SubnetId, subnet: Subnet) {
        self.subnets.insert(id, subnet);
    }

    pub(in crate::world) fn add_instance(&mut self, id: InstanceId, instance: Instance) {
        self.instances.insert(id, instance);
    }

    /// A subnet of the caller, with its network.
    pub fn subnet(
        &self,
        account: AccountId,
        region: &Region,
        id: &SubnetId,
    ) -> Option<(&Subnet, &Vpc)> {
        let subnet = self.subnets.get(id)?;
        let vpc = self.vpcs.get(&subnet.vpc)?;
        (vpc.account == account && vpc.region == *region).then_some((subnet, vpc))
    }

    /// The instances of an account in a Region, by id, with their subnet.
    pub fn instances<'a>(
        &'a self,
        account: AccountId,
        region: &Region,
    ) -> impl Iterator<Item = (&'a InstanceId, &'a Instance, &'a Subnet)> {
        self.instances.iter().filter_map(move |(id, instance)| {
            let (subnet, _) = self.subnet(account, region, &instance.subnet)?;
            Some((id, instance, subnet))
        })
    }

    /// One instance of the caller.
    pub fn instance(
        &self,
        account: AccountId,
        region: &Region,
        id: &InstanceId,
    ) -> Option<&Instance> {
        let instance = self.instances.get(id)?;
        self.subnet(account, region, &instance.subnet)?;
        Some(instance)
    }

    /// The caller's instance that an interface belongs to.
    pub fn instance_of(
        &self,
        account: AccountId,
        region: &Region,
        interface: &NetworkInterfaceId,
    ) -> Option<(&InstanceId, &Instance)> {
        self.instances(account, region)
            .find(|(_, instance, _)| instance.interface == *interface)
            .map(|(id, instance, _)| (id, instance))
    }
}
