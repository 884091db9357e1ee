//! DeleteNatGateway
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html>

use super::parameters::required;
use super::{Call, Ec2Error};
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::nat_gateway::{Command as NatGatewayCommand, NatGatewayId};

pub(super) const PARAMETERS: &[&str] = &["DryRun", "NatGatewayId"];

pub(super) const REQUIRED: &[&str] = &["NatGatewayId"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    let id = NatGatewayId::new(required(call.form, "NatGatewayId")?);
    let command = NatGatewayCommand::Delete(id.clone());
    call.perform(Command::NatGateway(call.caller.clone(), command))?;
    let mut xml = Xml::default();
    xml.text("natGatewayId", &id);
    Ok(xml)
}
