//! ReleaseAddress
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html>

use crate::wire::ec2::shapes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::required;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AllocationId};

pub(super) const ACTION: Action = Action {
    name: "ReleaseAddress",
    parameters: &["AllocationId", "DryRun", "NetworkBorderGroup", "PublicIp"],
    required: &["AllocationId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let allocation = AllocationId::new(required(call.form, "AllocationId")?);
    call.perform(Command::Address(
        call.caller.clone(),
        address::Command::Release {
            allocation,
            border_group: shapes::border_group(call.form)?,
        },
    ))?;
    Ok(Xml::done())
}
