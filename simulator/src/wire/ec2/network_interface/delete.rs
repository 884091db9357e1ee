//! DeleteNetworkInterface
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html>

use crate::wire::ec2::{ids, shapes};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::network_interface;

pub(super) const ACTION: Action = Action {
    name: "DeleteNetworkInterface",
    parameters: &["DryRun", "NetworkInterfaceId"],
    required: &["NetworkInterfaceId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let interface = ids::required(call.form, "NetworkInterfaceId")?;
    let command = network_interface::Command::Delete(interface);
    call.perform(Command::NetworkInterface(call.caller.clone(), command))?;
    Ok(shapes::done())
}
