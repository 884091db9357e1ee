//! DisassociateAddress
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html>

use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::required;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AssociationId};

pub(super) const ACTION: Action = Action {
    name: "DisassociateAddress",
    parameters: &["AssociationId", "DryRun", "PublicIp"],
    required: &["AssociationId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let association = AssociationId::new(required(call.form, "AssociationId")?);
    call.perform(Command::Address(
        call.caller.clone(),
        address::Command::Disassociate(association),
    ))?;
    Ok(Xml::done())
}
