//! DeleteInternetGateway
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html>

use crate::wire::ec2::{ids, shapes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::internet_gateway;

pub(super) const ACTION: Action = Action {
    name: "DeleteInternetGateway",
    parameters: &["DryRun", "InternetGatewayId"],
    required: &["InternetGatewayId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let gateway = ids::required(call.form, "InternetGatewayId")?;
    let command = internet_gateway::Command::Delete(gateway);
    call.perform(Command::InternetGateway(call.caller.clone(), command))?;
    Ok(shapes::done())
}
