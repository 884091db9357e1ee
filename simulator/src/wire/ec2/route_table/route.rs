//! What the calls on routes have in common: a destination and a target.

use byoip_vocabulary::error_code::ErrorCode;
use byoip_vocabulary::prefix::Prefix;

use crate::wire::ec2::ids;
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::parameters::{self, private_block};
use crate::world::aws::ids::InternetGatewayId;
use crate::world::aws::route_table::Target;

/// What the two calls that make a route take.
pub(super) const PARAMETERS: &[&str] = &[
    "DestinationCidrBlock",
    "DestinationIpv6CidrBlock",
    "DryRun",
    "GatewayId",
    "NatGatewayId",
    "RouteTableId",
];

/// Where a route goes to: an IPv4 block, in its canonical form, or an IPv6 one.
pub(super) fn destination(form: &Form) -> Result<Prefix, ServiceError> {
    let (ipv4, ipv6) = ("DestinationCidrBlock", "DestinationIpv6CidrBlock");
    let (name, cidr) = match (form.get(ipv4), form.get(ipv6)) {
        (Some(_), None) => (ipv4, private_block(form, ipv4)?),
        (None, Some(_)) => (ipv6, parameters::cidr(form, ipv6)?),
        (None, None) => {
            return Err(ServiceError::new(
                ErrorCode::MissingParameter,
                "The request must contain exactly one of destinationCidrBlock, destinationIpv6CidrBlock",
            ));
        }
        (Some(_), Some(_)) => {
            return Err(ServiceError::combination(
                "The request must contain exactly one of destinationCidrBlock, destinationIpv6CidrBlock",
            ));
        }
    };
    if cidr.is_ipv4() != (name == ipv4) {
        let why = "This is a block of the other address family.";
        return Err(ServiceError::invalid_value(name, &cidr.to_string(), why));
    }
    Ok(cidr)
}

/// What a route leads to: one gateway.
pub(super) fn target(form: &Form) -> Result<Target, ServiceError> {
    match (form.get("GatewayId"), form.get("NatGatewayId")) {
        (Some(id), None) => gateway(form, id).map(Target::InternetGateway),
        (None, Some(_)) => ids::required(form, "NatGatewayId").map(Target::NatGateway),
        (None, None) => Err(ServiceError::new(
            ErrorCode::MissingParameter,
            "The request must contain a target: gatewayId or natGatewayId",
        )),
        (Some(_), Some(_)) => Err(ServiceError::combination(
            "The request must contain exactly one target: gatewayId or natGatewayId",
        )),
    }
}

/// A gateway of any kind is a `GatewayId` to EC2; of another kind than those
/// here there is none, and it is not found.
fn gateway(form: &Form, id: &str) -> Result<InternetGatewayId, ServiceError> {
    const OTHERS: [&str; 3] = ["nat-", "vgw-", "vpce-"];
    if OTHERS.iter().any(|kind| ids::is_shaped(id, kind)) {
        return Ok(InternetGatewayId::new(id));
    }
    ids::required(form, "GatewayId")
}
