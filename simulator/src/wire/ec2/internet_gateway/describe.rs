//! DescribeInternetGateways
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html>

use super::{ATTACHED, write};
use crate::wire::ec2::listing::{Listing, one};
use crate::wire::ec2::pages::sizes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::ids::InternetGatewayId;
use crate::world::aws::internet_gateway::{InternetGateway, Refusal};
use crate::world::aws::owned::Home;

pub(super) const ACTION: Action = Action {
    name: "DescribeInternetGateways",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "InternetGatewayId.N",
        "MaxResults",
        "NextToken",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

const FILTERS: &[&str] = &[
    "attachment.state",
    "attachment.vpc-id",
    "internet-gateway-id",
    "owner-id",
];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let listing = Listing::read(
        call,
        "InternetGatewayId",
        FILTERS,
        sizes::DESCRIBE_INTERNET_GATEWAYS,
    )?;
    let world = call.observe();
    let home = call.caller.home();
    let (gateways, next) = listing.choose(
        call,
        &world,
        world.internet_gateways().of(&home),
        |gateway| Refusal::UnknownInternetGateway { gateway },
        |name, id, gateway| values(name, &home, id, gateway),
    )?;
    let mut xml = Xml::default();
    xml.list("internetGatewaySet", gateways, |xml, (id, gateway)| {
        write(xml, &world, &home, id, gateway);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

/// What a gateway has under a filter's name.
fn values(name: &str, home: &Home, id: &InternetGatewayId, it: &InternetGateway) -> Vec<String> {
    let vpc = it.vpc.iter();
    match name {
        "attachment.state" => vpc.map(|_| ATTACHED.to_owned()).collect(),
        "attachment.vpc-id" => vpc.map(ToString::to_string).collect(),
        "internet-gateway-id" => one(id),
        "owner-id" => one(home.account),
        _ => Vec::new(),
    }
}
