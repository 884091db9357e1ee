//! DeleteVpc
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html>

use crate::wire::ec2::{ids, shapes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::vpc;

pub(super) const ACTION: Action = Action {
    name: "DeleteVpc",
    parameters: &["DryRun", "VpcId"],
    required: &["VpcId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let command = vpc::Command::Delete(ids::required(call.form, "VpcId")?);
    call.perform(Command::Vpc(call.caller.clone(), command))?;
    Ok(shapes::done())
}
