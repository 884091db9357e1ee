//! What stands in AWS when a world begins: VPCs with all that is in them.
//!
//! It comes to be by the same facts as everything later, before the log begins.

use std::net::Ipv4Addr;

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;

use crate::world::aws::ids::{
    AttachmentId, InstanceId, NetworkInterfaceId, ReservationId, SubnetId, VpcId,
};
use crate::world::aws::instance::{self, Place, Request};
use crate::world::aws::network_interface::{self, Role};
use crate::world::aws::owned::Home;
use crate::world::aws::route_table::{self, Target};
use crate::world::aws::tag::{self, TagSet};
use crate::world::aws::zone::AvailabilityZone;
use crate::world::aws::{internet_gateway, subnet, vpc};
use crate::world::draw::Branch;
use crate::world::{Fact, World};

/// A VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcPlan {
    /// Its id.
    pub id: VpcId,
    /// Whose it is and where.
    pub home: Home,
    /// Its private addresses.
    pub cidr: Prefix,
    /// Whether an internet gateway is attached.
    pub internet_gateway: bool,
    /// Its parts.
    pub subnets: Vec<SubnetPlan>,
}

/// A subnet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubnetPlan {
    /// Its id.
    pub id: SubnetId,
    /// Its private addresses.
    pub cidr: Prefix,
    /// Its zone.
    pub zone: AvailabilityZone,
    /// Whether it has a route table that leads to the internet gateway.
    pub public: bool,
    /// What runs in it.
    pub instances: Vec<InstancePlan>,
}

/// A running instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstancePlan {
    /// Its id.
    pub id: InstanceId,
    /// Its interface's id.
    pub interface: NetworkInterfaceId,
    /// Its private address.
    pub private_address: Ipv4Addr,
    /// `t3.micro`.
    pub instance_type: String,
    /// The image it was started from.
    pub image: String,
    /// Its `Name` tag.
    pub name: Option<String>,
}

/// Sets a VPC up.
pub(super) fn build(world: &mut World, start: Timestamp, plan: VpcPlan) {
    let home = plan.home;
    let made = vpc::created(world, home.clone(), plan.id.clone(), plan.cidr);
    world.apply(start, &Fact::Vpc(made));
    let main = route_table::created_main(world, home.clone(), plan.id.clone());
    world.apply(start, &Fact::RouteTable(main));
    let gateway = plan.internet_gateway.then(|| {
        let (gateway, made) = internet_gateway::created(world, home.clone());
        world.apply(start, &Fact::InternetGateway(made));
        let attached = internet_gateway::Fact::Attached {
            gateway: gateway.clone(),
            vpc: plan.id.clone(),
        };
        world.apply(start, &Fact::InternetGateway(attached));
        gateway
    });
    for subnet in plan.subnets {
        let made = subnet::Fact::Created {
            subnet: subnet.id.clone(),
            home: home.clone(),
            vpc: plan.id.clone(),
            cidr: subnet.cidr,
            zone: subnet.zone.clone(),
        };
        world.apply(start, &Fact::Subnet(made));
        if let Some(gateway) = gateway.clone().filter(|_| subnet.public) {
            let target = Target::InternetGateway(gateway);
            publish(world, start, &home, &plan.id, &subnet.id, target);
        }
        for instance in subnet.instances {
            launch(world, start, &home, &subnet.id, &subnet.zone, instance);
        }
    }
}

/// Gives a subnet a route table that leads to the internet.
fn publish(
    world: &mut World,
    start: Timestamp,
    home: &Home,
    vpc: &VpcId,
    subnet: &SubnetId,
    target: Target,
) {
    let everywhere = Prefix::new(Ipv4Addr::UNSPECIFIED.into(), 0);
    let destination = everywhere.expect("no length is too short, and 0.0.0.0 has no host bits");
    let (table, made) = route_table::created(world, home.clone(), vpc.clone(), None);
    world.apply(start, &Fact::RouteTable(made));
    let routed = route_table::Fact::Routed {
        table: table.clone(),
        destination,
        target,
    };
    world.apply(start, &Fact::RouteTable(routed));
    let associated = route_table::associated(world, table, subnet.clone());
    world.apply(start, &Fact::RouteTable(associated));
}

fn launch(
    world: &mut World,
    start: Timestamp,
    home: &Home,
    subnet: &SubnetId,
    zone: &AvailabilityZone,
    plan: InstancePlan,
) {
    let count = world.instances().launched();
    let attachment = world.draw().id("eni-attach-", Branch::Attachment, count);
    let reservation = world.draw().id("r-", Branch::Reservation, count);
    let made = network_interface::Fact::Created {
        interface: plan.interface.clone(),
        home: home.clone(),
        subnet: subnet.clone(),
        private_address: plan.private_address,
        description: String::new(),
        role: Role::Instance {
            instance: plan.id.clone(),
            attachment: AttachmentId::new(&attachment),
            since: start,
            ends_with_it: true,
        },
        token: None,
    };
    world.apply(start, &Fact::NetworkInterface(made));
    let launched = instance::Fact::Launched {
        instance: plan.id.clone(),
        home: home.clone(),
        reservation: ReservationId::new(&reservation),
        request: Box::new(Request {
            image: plan.image,
            instance_type: plan.instance_type,
            at_least: 1,
            at_most: 1,
            place: Place::Subnet {
                subnet: subnet.clone(),
                private_address: Some(plan.private_address),
            },
        }),
        token: None,
        interface: plan.interface,
        zone: zone.clone(),
        settles_at: start,
    };
    world.apply(start, &Fact::Instance(launched));
    if let Some(name) = plan.name {
        let tagged = tag::Fact::Tagged {
            home: home.clone(),
            resource: plan.id.to_string(),
            tags: TagSet::from([("Name".to_owned(), name)]),
        };
        world.apply(start, &Fact::Tag(tagged));
    }
    let instance = plan.id;
    let running = instance::Fact::Running { instance };
    world.apply(start, &Fact::Instance(running));
}
