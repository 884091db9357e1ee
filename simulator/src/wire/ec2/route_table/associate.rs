//! AssociateRouteTable
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html>

use super::write_associated;
use crate::wire::ec2::ids;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::route_table;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "AssociateRouteTable",
    parameters: &["DryRun", "RouteTableId", "SubnetId"],
    required: &["RouteTableId", "SubnetId"],
    unsupported: &["GatewayId", "PublicIpv4Pool"],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let command = route_table::Command::Associate {
        table: ids::required(call.form, "RouteTableId")?,
        subnet: ids::required(call.form, "SubnetId")?,
    };
    let facts = call.perform(Command::RouteTable(call.caller.clone(), command))?;
    let mut xml = Xml::default();
    if let Some(Fact::RouteTable(route_table::Fact::Associated { association, .. })) = facts.first()
    {
        xml.text("associationId", association);
        write_associated(&mut xml);
    }
    Ok(xml)
}
