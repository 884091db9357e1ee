//! CreateNatGateway
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html>

use byoip_vocabulary::error_code::ErrorCode;

use super::write;
use crate::wire::ec2::tag;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::required;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::AllocationId;
use crate::world::aws::nat_gateway::Command as NatGatewayCommand;
use crate::world::aws::network::SubnetId;
use crate::world::aws::tag::ResourceType;

pub(super) const ACTION: Action = Action {
    name: "CreateNatGateway",
    parameters: &[
        "AllocationId",
        "ClientToken",
        "ConnectivityType",
        "DryRun",
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
        "PrivateIpAddress",
        "SecondaryAllocationId.N",
        "SecondaryPrivateIpAddress.N",
        "SecondaryPrivateIpAddressCount",
        "VpcId",
    ],
    answer,
};

/// The longest client token (EC2 Developer Guide, "Idempotency").
const TOKEN_MAX: usize = 64;

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    match form.get("ConnectivityType") {
        None | Some("public") => {}
        Some(other) => {
            let why = "Only public NAT gateways are simulated.";
            return Err(ServiceError::invalid_value("ConnectivityType", other, why));
        }
    }
    let subnet = SubnetId::new(required(form, "SubnetId")?);
    let Some(allocation) = form.get("AllocationId") else {
        return Err(ServiceError::new(
            ErrorCode::MissingParameter,
            "The request must include the AllocationId parameter for a public NAT gateway",
        ));
    };
    let token = form.get("ClientToken");
    if let Some(token) = token
        && (token.len() > TOKEN_MAX || !token.is_ascii())
    {
        let why = "A client token has at most 64 ASCII characters.";
        return Err(ServiceError::invalid_value("ClientToken", token, why));
    }
    let created = call.perform(Command::NatGateway(
        call.caller.clone(),
        NatGatewayCommand::Create {
            subnet: subnet.clone(),
            allocation: AllocationId::new(allocation),
            token: token.map(str::to_owned),
            tags: tag::specified(form, ResourceType::NatGateway)?,
        },
    ))?;
    let world = call.read();
    // Without a new one, the token named the one that is there.
    let id = match created.first() {
        Some(crate::world::Fact::NatGateway(fact)) => Some(fact.gateway()),
        Some(_) | None => {
            token.and_then(|token| world.nat_gateways().of_token(&call.caller.home(), token))
        }
    };
    let mut xml = Xml::default();
    xml.optional("clientToken", token);
    if let Some(id) = id
        && let Some(gateway) = world.nat_gateways().at(&call.caller.home(), id)
    {
        xml.element("natGateway", |xml| write(xml, &world, id, gateway));
    }
    Ok(xml)
}
