//! DeleteSubnet
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html>

use crate::wire::ec2::{ids, shapes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::subnet;

pub(super) const ACTION: Action = Action {
    name: "DeleteSubnet",
    parameters: &["DryRun", "SubnetId"],
    required: &["SubnetId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let command = subnet::Command::Delete(ids::required(call.form, "SubnetId")?);
    call.perform(Command::Subnet(call.caller.clone(), command))?;
    Ok(shapes::done())
}
