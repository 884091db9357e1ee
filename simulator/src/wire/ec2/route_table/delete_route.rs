//! DeleteRoute
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html>

use super::route;
use crate::wire::ec2::{ids, shapes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::route_table;

pub(super) const ACTION: Action = Action {
    name: "DeleteRoute",
    parameters: &[
        "DestinationCidrBlock",
        "DestinationIpv6CidrBlock",
        "DryRun",
        "RouteTableId",
    ],
    required: &["RouteTableId"],
    unsupported: &["DestinationPrefixListId"],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let command = route_table::Command::DeleteRoute {
        table: ids::required(call.form, "RouteTableId")?,
        destination: route::destination(call.form)?,
    };
    call.perform(Command::RouteTable(call.caller.clone(), command))?;
    Ok(shapes::done())
}
