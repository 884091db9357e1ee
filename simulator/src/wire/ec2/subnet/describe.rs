//! DescribeSubnets
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html>

use super::{arn, free, write};
use crate::wire::ec2::listing::{Listing, one};
use crate::wire::ec2::pages::sizes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::SubnetId;
use crate::world::aws::owned::Home;
use crate::world::aws::subnet::{Refusal, Subnet};

pub(super) const ACTION: Action = Action {
    name: "DescribeSubnets",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "MaxResults",
        "NextToken",
        "SubnetId.N",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

const FILTERS: &[&str] = &[
    "availability-zone",
    "availability-zone-id",
    "availabilityZone",
    "availabilityZoneId",
    "available-ip-address-count",
    "cidr",
    "cidr-block",
    "cidrBlock",
    "default-for-az",
    "defaultForAz",
    "map-public-ip-on-launch",
    "owner-id",
    "state",
    "subnet-arn",
    "subnet-id",
    "vpc-id",
];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let listing = Listing::read(call, "SubnetId", FILTERS, sizes::DESCRIBE_SUBNETS)?;
    let world = call.observe();
    let home = call.caller.home();
    let (subnets, next) = listing.choose(
        call,
        &world,
        world.subnets().of(&home),
        |subnet| Refusal::UnknownSubnet { subnet },
        |name, id, subnet| values(name, &world, &home, id, subnet),
    )?;
    let mut xml = Xml::default();
    xml.list("subnetSet", subnets, |xml, (id, subnet)| {
        write(xml, &world, &home, id, subnet);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

/// What a subnet has under a filter's name.
fn values(name: &str, world: &World, home: &Home, id: &SubnetId, subnet: &Subnet) -> Vec<String> {
    match name {
        "availability-zone" | "availabilityZone" => one(&subnet.zone),
        "availability-zone-id" | "availabilityZoneId" => one(subnet.zone.id()),
        "available-ip-address-count" => one(free(world, id, subnet)),
        "cidr" | "cidr-block" | "cidrBlock" => one(subnet.cidr),
        "default-for-az" | "defaultForAz" | "map-public-ip-on-launch" => one(false),
        "owner-id" => one(home.account),
        "state" => one("available"),
        "subnet-arn" => one(arn(home, id)),
        "subnet-id" => one(id),
        "vpc-id" => one(&subnet.vpc),
        _ => Vec::new(),
    }
}
