//! DescribeVpcs
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html>

use super::write;
use crate::wire::ec2::listing::{Listing, one};
use crate::wire::ec2::pages::sizes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::ids::VpcId;
use crate::world::aws::owned::Home;
use crate::world::aws::vpc::{Block, Refusal, Vpc};

pub(super) const ACTION: Action = Action {
    name: "DescribeVpcs",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "MaxResults",
        "NextToken",
        "VpcId.N",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

const FILTERS: &[&str] = &[
    "cidr",
    "cidr-block-association.association-id",
    "cidr-block-association.cidr-block",
    "cidr-block-association.state",
    "dhcp-options-id",
    "ipv6-cidr-block-association.association-id",
    "ipv6-cidr-block-association.ipv6-cidr-block",
    "ipv6-cidr-block-association.ipv6-pool",
    "ipv6-cidr-block-association.state",
    "is-default",
    "owner-id",
    "state",
    "vpc-id",
];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let listing = Listing::read(call, "VpcId", FILTERS, sizes::DESCRIBE_VPCS)?;
    let world = call.observe();
    let home = call.caller.home();
    let (vpcs, next) = listing.choose(
        call,
        &world,
        world.vpcs().of(&home),
        |vpc| Refusal::UnknownVpc { vpc },
        |name, id, vpc| values(name, &home, id, vpc),
    )?;
    let mut xml = Xml::default();
    xml.list("vpcSet", vpcs, |xml, (id, vpc)| {
        write(xml, &world, &home, id, vpc, "available");
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

/// What a VPC has under a filter's name.
fn values(name: &str, home: &Home, id: &VpcId, vpc: &Vpc) -> Vec<String> {
    let of_blocks = |told: fn(&Block) -> String| vpc.blocks.values().map(told).collect();
    match name {
        "cidr" | "cidr-block-association.cidr-block" => one(vpc.cidr),
        "cidr-block-association.association-id" => one(&vpc.association),
        "cidr-block-association.state" => one("associated"),
        "dhcp-options-id" => one("default"),
        "ipv6-cidr-block-association.association-id" => {
            vpc.blocks.keys().map(ToString::to_string).collect()
        }
        "ipv6-cidr-block-association.ipv6-cidr-block" => of_blocks(|it| it.cidr.to_string()),
        "ipv6-cidr-block-association.ipv6-pool" => of_blocks(|it| it.pool.to_string()),
        "ipv6-cidr-block-association.state" => of_blocks(|it| it.state.as_str().to_owned()),
        "is-default" => one(false),
        "owner-id" => one(home.account),
        "state" => one("available"),
        "vpc-id" => one(id),
        _ => Vec::new(),
    }
}
