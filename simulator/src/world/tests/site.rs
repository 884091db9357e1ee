//! A building site: the calls on networks as one-liners, answering the id of
//! what they made.

use byoip_vocabulary::registry::{Field, Registry};
use std::net::Ipv4Addr;

use super::scene::{Scene, prefix};
use crate::world::aws::ids::*;
use crate::world::aws::instance::{self, Place, Request};
use crate::world::aws::pool::PoolId;
use crate::world::aws::route_table::{self, Target};
use crate::world::aws::tag::TagSet;
use crate::world::aws::{internet_gateway, network_interface, subnet, vpc};
use crate::world::registry::RecordKind;
use crate::world::{Command, Fact, Refusal};

/// The default world's VPC, its public and its private subnet, and what runs in
/// the public one.
pub(in crate::world) const VPC: &str = "vpc-0b1e2c3d4f5a60718";
pub(in crate::world) const PUBLIC: &str = "subnet-0a1b2c3d4e5f60001";
pub(in crate::world) const PRIVATE: &str = "subnet-0a1b2c3d4e5f60002";
pub(in crate::world) const WEB: &str = "i-0123456789abcde01";

type Made<T> = Result<T, Refusal>;

impl Scene {
    /// A world with an IPv6 range, whose certificate is in the RIPE record.
    pub(in crate::world) fn with_ipv6_pool() -> (Self, PoolId) {
        let mut scene = Self::bare();
        let certificate = scene.certificate();
        let kind = RecordKind::Network;
        let network = "2001:db8::/32";
        scene.edit(Registry::Ripe, kind, network, Field::Descr, &[&certificate]);
        for origin in [16509, 14618] {
            scene.roa("2001:db8::/48", 48, origin);
        }
        scene.pass(jiff::SignedDuration::from_hours(24));
        scene.provision("2001:db8::/48").unwrap();
        scene.settle();
        let pool = scene.range_of("2001:db8::/48").pool().unwrap().clone();
        (scene, pool)
    }

    pub(in crate::world) fn vpc(&mut self, command: vpc::Command) -> Made<Vec<Fact>> {
        self.perform(&Command::Vpc(self.caller(), command))
    }

    pub(in crate::world) fn make_vpc(&mut self, cidr: &str) -> Made<VpcId> {
        let facts = self.vpc(vpc::Command::Create {
            cidr: prefix(cidr),
            block: None,
            tags: TagSet::new(),
        })?;
        match facts.first() {
            Some(Fact::Vpc(vpc::Fact::Created { vpc, .. })) => Ok(vpc.clone()),
            other => panic!("{other:?}"),
        }
    }

    pub(in crate::world) fn take_block(
        &mut self,
        vpc: &VpcId,
        pool: &PoolId,
        cidr: Option<&str>,
    ) -> Made<VpcCidrAssociationId> {
        let block = vpc::BlockWish {
            pool: pool.clone(),
            cidr: cidr.map(prefix),
        };
        let vpc = vpc.clone();
        let facts = self.vpc(vpc::Command::Associate { vpc, block })?;
        match facts.first() {
            Some(Fact::Vpc(vpc::Fact::Associating { association, .. })) => Ok(association.clone()),
            other => panic!("{other:?}"),
        }
    }

    pub(in crate::world) fn subnet(&mut self, command: subnet::Command) -> Made<Vec<Fact>> {
        self.perform(&Command::Subnet(self.caller(), command))
    }

    pub(in crate::world) fn make_subnet(&mut self, vpc: &VpcId, cidr: &str) -> Made<SubnetId> {
        let facts = self.subnet(subnet::Command::Create {
            vpc: vpc.clone(),
            cidr: prefix(cidr),
            zone: None,
            tags: TagSet::new(),
        })?;
        match facts.first() {
            Some(Fact::Subnet(subnet::Fact::Created { subnet, .. })) => Ok(subnet.clone()),
            other => panic!("{other:?}"),
        }
    }

    pub(in crate::world) fn internet_gateway(
        &mut self,
        command: internet_gateway::Command,
    ) -> Made<Vec<Fact>> {
        self.perform(&Command::InternetGateway(self.caller(), command))
    }

    pub(in crate::world) fn make_internet_gateway(&mut self) -> InternetGatewayId {
        let tags = TagSet::new();
        let facts = self.internet_gateway(internet_gateway::Command::Create { tags });
        match facts.unwrap().first() {
            Some(Fact::InternetGateway(internet_gateway::Fact::Created { gateway, .. })) => {
                gateway.clone()
            }
            other => panic!("{other:?}"),
        }
    }

    pub(in crate::world) fn route_table(
        &mut self,
        command: route_table::Command,
    ) -> Made<Vec<Fact>> {
        self.perform(&Command::RouteTable(self.caller(), command))
    }

    pub(in crate::world) fn make_route_table(&mut self, vpc: &VpcId) -> Made<RouteTableId> {
        let facts = self.route_table(route_table::Command::Create {
            vpc: vpc.clone(),
            token: None,
            tags: TagSet::new(),
        })?;
        match facts.first() {
            Some(Fact::RouteTable(route_table::Fact::Created { table, .. })) => Ok(table.clone()),
            other => panic!("{other:?}"),
        }
    }

    pub(in crate::world) fn route(
        &mut self,
        table: &RouteTableId,
        destination: &str,
        target: Target,
    ) -> Made<Vec<Fact>> {
        self.route_table(route_table::Command::CreateRoute {
            table: table.clone(),
            destination: prefix(destination),
            target,
        })
    }

    pub(in crate::world) fn network_interface(
        &mut self,
        command: network_interface::Command,
    ) -> Made<Vec<Fact>> {
        self.perform(&Command::NetworkInterface(self.caller(), command))
    }

    pub(in crate::world) fn make_interface(
        &mut self,
        subnet: &str,
        private_address: Option<[u8; 4]>,
    ) -> Made<NetworkInterfaceId> {
        let facts = self.network_interface(network_interface::Command::Create {
            subnet: SubnetId::new(subnet),
            private_address: private_address.map(Ipv4Addr::from),
            description: None,
            token: None,
            tags: TagSet::new(),
        })?;
        match facts.first() {
            Some(Fact::NetworkInterface(network_interface::Fact::Created {
                interface, ..
            })) => Ok(interface.clone()),
            other => panic!("{other:?}"),
        }
    }

    pub(in crate::world) fn run(&mut self, request: Request) -> Made<Vec<InstanceId>> {
        let run = instance::Command::Run {
            request,
            token: None,
            tags: TagSet::new(),
            interface_tags: TagSet::new(),
        };
        let facts = self.perform(&Command::Instance(self.caller(), run))?;
        let launched = facts.iter().filter_map(|fact| match fact {
            Fact::Instance(fact) => Some(fact.instance().clone()),
            _ => None,
        });
        Ok(launched.collect())
    }

    pub(in crate::world) fn terminate(&mut self, instances: &[InstanceId]) -> Made<Vec<Fact>> {
        let terminate = instance::Command::Terminate(instances.to_vec());
        self.perform(&Command::Instance(self.caller(), terminate))
    }
}

/// A launch of so many in a subnet.
pub(in crate::world) fn request(subnet: &str, at_least: u32, at_most: u32) -> Request {
    Request {
        image: "ami-0123456789abcdef0".to_owned(),
        instance_type: "t3.micro".to_owned(),
        at_least,
        at_most,
        place: Place::Subnet {
            subnet: SubnetId::new(subnet),
            private_address: None,
        },
    }
}

/// Whether a call was refused for this reason.
#[track_caller]
pub(in crate::world) fn refused<T: std::fmt::Debug>(result: Result<T, Refusal>, expected: &str) {
    let name = format!("{:?}", result.expect_err(expected));
    assert!(name.contains(&format!("({expected}")), "{name}");
}
