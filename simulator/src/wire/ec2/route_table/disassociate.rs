//! DisassociateRouteTable
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html>

use crate::wire::ec2::shapes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::required;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::ids::RouteTableAssociationId;
use crate::world::aws::route_table;

pub(super) const ACTION: Action = Action {
    name: "DisassociateRouteTable",
    parameters: &["AssociationId", "DryRun"],
    required: &["AssociationId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let association = RouteTableAssociationId::new(required(call.form, "AssociationId")?);
    let command = route_table::Command::Disassociate(association);
    call.perform(Command::RouteTable(call.caller.clone(), command))?;
    Ok(shapes::done())
}
