//! DescribeRouteTables
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html>

use super::{Told, routes, ties, write};
use crate::wire::ec2::listing::{Listing, one};
use crate::wire::ec2::pages::sizes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::World;
use crate::world::aws::ids::RouteTableId;
use crate::world::aws::owned::Home;
use crate::world::aws::route_table::{Refusal, RouteTable};

pub(super) const ACTION: Action = Action {
    name: "DescribeRouteTables",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "MaxResults",
        "NextToken",
        "RouteTableId.N",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

const FILTERS: &[&str] = &[
    "association.main",
    "association.route-table-association-id",
    "association.route-table-id",
    "association.subnet-id",
    "owner-id",
    "route-table-id",
    "route.destination-cidr-block",
    "route.destination-ipv6-cidr-block",
    "route.gateway-id",
    "route.nat-gateway-id",
    "route.origin",
    "route.state",
    "vpc-id",
];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let listing = Listing::read(call, "RouteTableId", FILTERS, sizes::DESCRIBE_ROUTE_TABLES)?;
    let world = call.observe();
    let home = call.caller.home();
    let (tables, next) = listing.choose(
        call,
        &world,
        world.route_tables().of(&home),
        |table| Refusal::UnknownRouteTable { table },
        |name, id, table| values(name, &world, &home, id, table),
    )?;
    let mut xml = Xml::default();
    xml.list("routeTableSet", tables, |xml, (id, table)| {
        write(xml, &world, &home, id, table);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}

/// What a table has under a filter's name.
fn values(
    name: &str,
    world: &World,
    home: &Home,
    id: &RouteTableId,
    table: &RouteTable,
) -> Vec<String> {
    let of_ties = || ties(table).into_iter();
    match name {
        "association.main" => of_ties().map(|it| it.1.is_none().to_string()).collect(),
        "association.route-table-association-id" => of_ties().map(|it| it.0.to_string()).collect(),
        "association.route-table-id" => of_ties().map(|_| id.to_string()).collect(),
        "association.subnet-id" => table.subnets.keys().map(ToString::to_string).collect(),
        "owner-id" => one(home.account),
        "route-table-id" => one(id),
        "vpc-id" => one(&table.vpc),
        _ => routes(world, table)
            .iter()
            .filter_map(|route| route_value(name, route))
            .collect(),
    }
}

fn route_value(name: &str, route: &Told<'_>) -> Option<String> {
    let destination = route.destination;
    match name {
        "route.destination-cidr-block" => destination.is_ipv4().then(|| destination.to_string()),
        "route.destination-ipv6-cidr-block" => {
            (!destination.is_ipv4()).then(|| destination.to_string())
        }
        "route.gateway-id" => route.gateway().map(str::to_owned),
        "route.nat-gateway-id" => route.nat_gateway().map(str::to_owned),
        "route.origin" => Some(route.origin().to_owned()),
        "route.state" => Some(route.state.to_owned()),
        _ => None,
    }
}
