//! DeleteRouteTable
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html>

use crate::wire::ec2::{ids, shapes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::route_table;

pub(super) const ACTION: Action = Action {
    name: "DeleteRouteTable",
    parameters: &["DryRun", "RouteTableId"],
    required: &["RouteTableId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let table = ids::required(call.form, "RouteTableId")?;
    let command = route_table::Command::Delete(table);
    call.perform(Command::RouteTable(call.caller.clone(), command))?;
    Ok(shapes::done())
}
