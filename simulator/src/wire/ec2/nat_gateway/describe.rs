//! DescribeNatGateways
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html>

use super::write;
use crate::wire::ec2::listing::{Listing, one};
use crate::wire::ec2::pages::sizes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::nat_gateway::{NatGateway, NatGatewayId, Refusal};

pub(super) const ACTION: Action = Action {
    name: "DescribeNatGateways",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "MaxResults",
        "NatGatewayId.N",
        "NextToken",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

const FILTERS: &[&str] = &["nat-gateway-id", "state", "subnet-id", "vpc-id"];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let listing = Listing::read(call, "NatGatewayId", FILTERS, sizes::DESCRIBE_NAT_GATEWAYS)?;
    let world = call.observe();
    let home = call.caller.home();
    let (gateways, next) = listing.choose(
        call,
        &world,
        world.nat_gateways().of(&home),
        |gateway| Refusal::UnknownNatGateway { gateway },
        values,
    )?;
    let mut xml = Xml::default();
    xml.list("natGatewaySet", gateways, |xml, (id, gateway)| {
        write(xml, &world, id, gateway);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

/// What a gateway has under a filter's name.
fn values(name: &str, id: &NatGatewayId, gateway: &NatGateway) -> Vec<String> {
    match name {
        "nat-gateway-id" => one(id),
        "state" => one(gateway.lifecycle.as_str()),
        "subnet-id" => one(&gateway.subnet),
        "vpc-id" => one(&gateway.vpc),
        _ => Vec::new(),
    }
}
