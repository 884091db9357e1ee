//! DisassociateAddress
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html>

use super::parameters::required;
use super::{Call, Ec2Error};
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AssociationId};

pub(super) const PARAMETERS: &[&str] = &["AssociationId", "DryRun", "PublicIp"];

pub(super) const REQUIRED: &[&str] = &["AssociationId"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    let association = AssociationId::new(required(call.form, "AssociationId")?);
    call.perform(Command::Address(
        call.caller.clone(),
        address::Command::Disassociate(association),
    ))?;
    let mut xml = Xml::default();
    xml.text("return", true);
    Ok(xml)
}
