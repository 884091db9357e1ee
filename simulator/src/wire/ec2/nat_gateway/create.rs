//! CreateNatGateway
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html>

use std::net::Ipv4Addr;

use byoip_vocabulary::error_code::ErrorCode;

use super::write;
use crate::wire::ec2::{ids, tag};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::parameters::{client_token, parsed};
use crate::wire::query::xml::Xml;
use crate::world::aws::address::AllocationId;
use crate::world::aws::nat_gateway::{Command as NatGatewayCommand, Connectivity};
use crate::world::aws::tag::ResourceType;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "CreateNatGateway",
    parameters: &[
        "AllocationId",
        "ClientToken",
        "ConnectivityType",
        "DryRun",
        "PrivateIpAddress",
        "SubnetId",
        "TagSpecification.N.ResourceType",
        "TagSpecification.N.Tag.N.Key",
        "TagSpecification.N.Tag.N.Value",
    ],
    required: &["SubnetId"],
    unsupported: &[
        "AvailabilityMode",
        "AvailabilityZoneAddress.N.AllocationId.N",
        "AvailabilityZoneAddress.N.AvailabilityZone",
        "AvailabilityZoneAddress.N.AvailabilityZoneId",
        "SecondaryAllocationId.N",
        "SecondaryPrivateIpAddress.N",
        "SecondaryPrivateIpAddressCount",
        "VpcId",
    ],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let token = client_token(form)?;
    let wanted = "This is not a valid IPv4 address.";
    let created = call.perform(Command::NatGateway(
        call.caller.clone(),
        NatGatewayCommand::Create {
            subnet: ids::required(form, "SubnetId")?,
            connectivity: connectivity(form)?,
            private_address: parsed::<Ipv4Addr>(form, "PrivateIpAddress", wanted)?,
            token: token.clone(),
            tags: tag::specified(form, ResourceType::NatGateway)?,
        },
    ))?;
    let world = call.read();
    let home = call.caller.home();
    // Without a new one, the token named the one that is there.
    let id = match created.first() {
        Some(Fact::NatGateway(fact)) => Some(fact.gateway()),
        Some(_) | None => {
            let token = token.as_deref();
            token.and_then(|token| world.nat_gateways().of_token(&home, token))
        }
    };
    let mut xml = Xml::default();
    xml.optional("clientToken", token.as_ref());
    if let Some(id) = id
        && let Some(gateway) = world.nat_gateways().at(&home, id)
    {
        xml.element("natGateway", |xml| write(xml, &world, id, gateway));
    }
    Ok(xml)
}

fn connectivity(form: &Form) -> Result<Connectivity, ServiceError> {
    let allocation = form.get("AllocationId").map(AllocationId::new);
    match (form.get("ConnectivityType"), allocation) {
        (None | Some("public"), Some(allocation)) => Ok(Connectivity::Public(allocation)),
        (None | Some("public"), None) => Err(ServiceError::new(
            ErrorCode::MissingParameter,
            "The request must include the AllocationId parameter for a public NAT gateway",
        )),
        (Some("private"), None) => Ok(Connectivity::Private),
        (Some("private"), Some(_)) => Err(ServiceError::combination(
            "An AllocationId cannot be specified for a private NAT gateway",
        )),
        (Some(other), _) => {
            let why = "Use public or private.";
            Err(ServiceError::invalid_value("ConnectivityType", other, why))
        }
    }
}
