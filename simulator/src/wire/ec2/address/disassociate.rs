//! DisassociateAddress
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html>

use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::parsed;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AssociationId};

pub(super) const ACTION: Action = Action {
    name: "DisassociateAddress",
    parameters: &["AssociationId", "DryRun", "PublicIp"],
    required: &[],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let address = parsed(form, "PublicIp", "Invalid IPv4 address")?;
    let command = match (form.get("AssociationId"), address) {
        (Some(_), Some(_)) => {
            return Err(ServiceError::combination(
                "You may specify public IP or association id, but not both in the same call",
            ));
        }
        (Some(id), None) => address::Command::Disassociate(AssociationId::new(id)),
        (None, Some(address)) => address::Command::ByAddress {
            address,
            release: false,
        },
        (None, None) => return Err(ServiceError::missing_parameter("AssociationId")),
    };
    call.perform(Command::Address(call.caller.clone(), command))?;
    Ok(Xml::done())
}
