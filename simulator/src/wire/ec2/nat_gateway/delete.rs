//! DeleteNatGateway
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html>

use crate::wire::ec2::ids;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::nat_gateway::{Command as NatGatewayCommand, NatGatewayId};

pub(super) const ACTION: Action = Action {
    name: "DeleteNatGateway",
    parameters: &["DryRun", "NatGatewayId"],
    required: &["NatGatewayId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let id: NatGatewayId = ids::required(call.form, "NatGatewayId")?;
    let command = NatGatewayCommand::Delete(id.clone());
    call.perform(Command::NatGateway(call.caller.clone(), command))?;
    let mut xml = Xml::default();
    xml.text("natGatewayId", &id);
    Ok(xml)
}
