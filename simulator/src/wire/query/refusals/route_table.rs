//! Calls on route tables.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "route-table", crate::world::aws::route_table::Refusal, _policy;
    TokenUsed => [IdempotentParameterMismatch, Documented, "EC2 Developer Guide, Idempotency"]
        "The client token was used before with other parameters";
    UnknownRouteTable { table } => [InvalidRouteTableIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The routeTable ID '{table}' does not exist";
    UnknownAssociation { association } => [InvalidAssociationIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The association ID '{association}' does not exist";
    UnknownGateway { gateway } => [InvalidGatewayIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The gateway ID '{gateway}' does not exist";
    UnknownNatGateway { gateway } => [InvalidNatGatewayIdNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "The natGateway ID '{gateway}' does not exist";
    ForeignGateway { table, target } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "route table {table} and network gateway {target} belong to different networks";
    NoIpv6ThroughNat { destination } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "Value ({destination}) for parameter DestinationIpv6CidrBlock is invalid. Without NAT64, a NAT gateway carries no IPv6.";
    InsideVpc { destination, local } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "The destination CIDR block {destination} is more specific than the VPC's CIDR block {local}";
    RouteExists { destination } => [RouteAlreadyExists, Documented, "EC2 Developer Guide, Error codes"]
        "The route identified by {destination} already exists.";
    UnknownRoute { table, destination } => [InvalidRouteNotFound, Documented, "EC2 Developer Guide, Error codes"]
        "no route with destination-cidr-block {destination} in route table {table}";
    LocalRoute { destination } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "cannot remove or replace the local route {destination} of a route table";
    ForeignSubnet { table, subnet } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "Route table {table} and subnet {subnet} belong to different networks";
    AlreadyAssociated { table } => [ResourceAlreadyAssociated, Documented, "EC2 Developer Guide, Error codes"]
        "the specified association for route table {table} conflicts with an existing association";
    MainAssociation { association } => [InvalidParameterValue, Inferred, "Error codes lists the generic one"]
        "cannot disassociate the main route table association {association}";
    InUse { table } => [DependencyViolation, Documented, "EC2 Developer Guide, Error codes"]
        "The routeTable '{table}' has dependencies and cannot be deleted.";
}
