//! DetachInternetGateway
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html>

use crate::wire::ec2::{ids, shapes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::internet_gateway;

pub(super) const ACTION: Action = Action {
    name: "DetachInternetGateway",
    parameters: &["DryRun", "InternetGatewayId", "VpcId"],
    required: &["InternetGatewayId", "VpcId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let command = internet_gateway::Command::Detach {
        gateway: ids::required(call.form, "InternetGatewayId")?,
        vpc: ids::required(call.form, "VpcId")?,
    };
    call.perform(Command::InternetGateway(call.caller.clone(), command))?;
    Ok(shapes::done())
}
