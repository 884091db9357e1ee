//! AssociateAddress
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html>

use std::net::Ipv4Addr;

use byoip_vocabulary::error_code::ErrorCode;

use crate::wire::ec2::ids;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::{boolean, parsed};
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AllocationId, Place};

pub(super) const ACTION: Action = Action {
    name: "AssociateAddress",
    parameters: &[
        "AllocationId",
        "AllowReassociation",
        "DryRun",
        "InstanceId",
        "NetworkInterfaceId",
        "PrivateIpAddress",
        "PublicIp",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let Some(allocation) = form.get("AllocationId") else {
        // Observed text.
        return Err(ServiceError::combination(
            "You must specify an allocation id when mapping an address to a VPC instance",
        ));
    };
    let allocation = AllocationId::new(allocation);
    let place = match (form.get("InstanceId"), form.get("NetworkInterfaceId")) {
        (Some(_), None) => Place::Instance(ids::required(form, "InstanceId")?),
        (None, Some(_)) => Place::Interface(ids::required(form, "NetworkInterfaceId")?),
        (None, None) => {
            return Err(ServiceError::new(
                ErrorCode::MissingParameter,
                "Either 'InstanceId' or 'NetworkInterfaceId' must be provided",
            ));
        }
        (Some(_), Some(_)) => {
            return Err(ServiceError::combination(
                "You may specify 'InstanceId' or 'NetworkInterfaceId', but not both",
            ));
        }
    };
    let wanted = "This is not a valid IPv4 address.";
    call.perform(Command::Address(
        call.caller.clone(),
        address::Command::Associate {
            allocation: allocation.clone(),
            place,
            private_address: parsed::<Ipv4Addr>(form, "PrivateIpAddress", wanted)?,
            // In a VPC re-association is automatic unless it is refused.
            allow_reassociation: boolean(form, "AllowReassociation")?.unwrap_or(true),
        },
    ))?;
    let world = call.read();
    let address = world.addresses().at(&call.caller.home(), &allocation);
    let association = address.and_then(|address| address.association.as_ref());
    let mut xml = Xml::default();
    xml.text("return", true);
    xml.optional("associationId", association.map(|it| &it.id));
    Ok(xml)
}
