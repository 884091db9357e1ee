//! ReleaseAddress
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html>

use crate::wire::ec2::shapes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::parsed;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AllocationId};

pub(super) const ACTION: Action = Action {
    name: "ReleaseAddress",
    parameters: &["AllocationId", "DryRun", "NetworkBorderGroup", "PublicIp"],
    required: &[],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let border_group = shapes::border_group(form)?;
    let address = parsed(form, "PublicIp", "Invalid IPv4 address")?;
    let command = match (form.get("AllocationId"), address) {
        (Some(_), Some(_)) => {
            return Err(ServiceError::combination(
                "You may specify public IP or allocation id, but not both in the same call",
            ));
        }
        (Some(id), None) => address::Command::Release {
            allocation: AllocationId::new(id),
            border_group,
        },
        (None, Some(address)) => address::Command::ByAddress {
            address,
            release: true,
        },
        (None, None) => return Err(ServiceError::missing_parameter("AllocationId")),
    };
    call.perform(Command::Address(call.caller.clone(), command))?;
    Ok(Xml::done())
}
