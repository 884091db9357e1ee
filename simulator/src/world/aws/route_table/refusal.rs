//! Why a call on route tables is refused, in order of precedence.

use byoip_vocabulary::prefix::Prefix;

use super::Target;
use crate::world::aws::ids::{
    InternetGatewayId, NatGatewayId, RouteTableAssociationId, RouteTableId, SubnetId,
};

/// A refused call on route tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The client token came before, with other parameters.
    TokenUsed,
    /// The table is not there.
    UnknownRouteTable {
        /// The table asked for.
        table: RouteTableId,
    },
    /// The tie to a subnet is not there.
    UnknownAssociation {
        /// The tie asked for.
        association: RouteTableAssociationId,
    },
    /// The gateway that the route is to lead to is not there.
    UnknownGateway {
        /// The gateway asked for.
        gateway: InternetGatewayId,
    },
    /// The NAT gateway that the route is to lead to is not there.
    UnknownNatGateway {
        /// The gateway asked for.
        gateway: NatGatewayId,
    },
    /// The gateway is not one of the table's VPC.
    ForeignGateway {
        /// The table.
        table: RouteTableId,
        /// The gateway.
        target: Target,
    },
    /// A NAT gateway carries no IPv6.
    NoIpv6ThroughNat {
        /// What was to go there.
        destination: Prefix,
    },
    /// The destination lies inside the VPC, whose own route leads there.
    InsideVpc {
        /// What was to go there.
        destination: Prefix,
        /// The VPC's addresses.
        local: Prefix,
    },
    /// The table has a route for it.
    RouteExists {
        /// What goes there.
        destination: Prefix,
    },
    /// The table has no route for it.
    UnknownRoute {
        /// The table.
        table: RouteTableId,
        /// What was said to go there.
        destination: Prefix,
    },
    /// The route to the VPC itself stays.
    LocalRoute {
        /// The VPC's addresses.
        destination: Prefix,
    },
    /// Table and subnet are of different VPCs.
    ForeignSubnet {
        /// The table.
        table: RouteTableId,
        /// The subnet.
        subnet: SubnetId,
    },
    /// The subnet has a table of its own.
    AlreadyAssociated {
        /// The table asked for.
        table: RouteTableId,
    },
    /// A VPC's tie to its main table stays.
    MainAssociation {
        /// The tie.
        association: RouteTableAssociationId,
    },
    /// The table is the main one, or subnets have it.
    InUse {
        /// The table.
        table: RouteTableId,
    },
}
