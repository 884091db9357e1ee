//! Route tables: where a subnet's packets go.
//!
//! Sources: EC2 API Reference, CreateRouteTable, CreateRoute, ReplaceRoute,
//! DeleteRoute, AssociateRouteTable, DisassociateRouteTable, DeleteRouteTable;
//! VPC User Guide, "Route tables". A subnet without a table of its own has its
//! VPC's main one. Routes lead to internet and NAT gateways; other targets are
//! not here.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::prefix::Prefix;
use serde::{Deserialize, Serialize};

use super::client_token::ClientToken;
use super::ids::{
    InternetGatewayId, NatGatewayId, RouteTableAssociationId, RouteTableId, SubnetId, VpcId,
};
use super::owned::{Home, Owned};
use super::tag::TagSet;

mod decide;
mod reach;
mod refusal;

pub(in crate::world) use decide::{associated, created, created_main, decide};
pub use reach::{RouteState, is_public, state};
pub use refusal::Refusal;

#[cfg(test)]
mod tests;

/// Where a route leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// To the internet and back.
    InternetGateway(InternetGatewayId),
    /// Out only.
    NatGateway(NatGatewayId),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InternetGateway(id) => id.fmt(f),
            Self::NatGateway(id) => id.fmt(f),
        }
    }
}

/// A call on route tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// CreateRouteTable.
    Create {
        /// The VPC.
        vpc: VpcId,
        /// The client token: the same one again asks for the same table.
        token: Option<String>,
        /// What it is tagged with.
        tags: TagSet,
    },
    /// DeleteRouteTable.
    Delete(RouteTableId),
    /// CreateRoute.
    CreateRoute {
        /// The table.
        table: RouteTableId,
        /// What goes there.
        destination: Prefix,
        /// Where.
        target: Target,
    },
    /// ReplaceRoute.
    ReplaceRoute {
        /// The table.
        table: RouteTableId,
        /// What goes there.
        destination: Prefix,
        /// Where from now on.
        target: Target,
    },
    /// DeleteRoute.
    DeleteRoute {
        /// The table.
        table: RouteTableId,
        /// What went there.
        destination: Prefix,
    },
    /// AssociateRouteTable.
    Associate {
        /// The table.
        table: RouteTableId,
        /// The subnet.
        subnet: SubnetId,
    },
    /// DisassociateRouteTable.
    Disassociate(RouteTableAssociationId),
}

/// What happened to a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was made.
    Created {
        /// The table.
        table: RouteTableId,
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// The VPC.
        vpc: VpcId,
        /// The VPC's tie to it, if it is the main one.
        main: Option<RouteTableAssociationId>,
        /// The client token.
        token: Option<ClientToken>,
    },
    /// It is gone.
    Deleted {
        /// The table.
        table: RouteTableId,
    },
    /// It has a route, new or in another's place.
    Routed {
        /// The table.
        table: RouteTableId,
        /// What goes there.
        destination: Prefix,
        /// Where.
        target: Target,
    },
    /// It lost a route.
    Unrouted {
        /// The table.
        table: RouteTableId,
        /// What went there.
        destination: Prefix,
    },
    /// A subnet has it.
    Associated {
        /// The table.
        table: RouteTableId,
        /// The subnet.
        subnet: SubnetId,
        /// The tie.
        association: RouteTableAssociationId,
    },
    /// A subnet has the main one again.
    Disassociated {
        /// The table.
        table: RouteTableId,
        /// The subnet.
        subnet: SubnetId,
        /// The tie.
        association: RouteTableAssociationId,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Created {
                table,
                vpc,
                main: Some(_),
                ..
            } => write!(f, "{table} is made, the main one of {vpc}"),
            Self::Created {
                table,
                vpc,
                main: None,
                ..
            } => write!(f, "{table} is made in {vpc}"),
            Self::Deleted { table } => write!(f, "{table} is deleted"),
            Self::Routed {
                table,
                destination,
                target,
            } => write!(f, "{table} sends {destination} to {target}"),
            Self::Unrouted { table, destination } => {
                write!(f, "{table} has no route for {destination}")
            }
            Self::Associated { table, subnet, .. } => write!(f, "{subnet} has {table}"),
            Self::Disassociated { table, subnet, .. } => write!(f, "{subnet} has lost {table}"),
        }
    }
}

/// A route table. The route to the VPC itself is in every one and not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteTable {
    /// The VPC.
    pub vpc: VpcId,
    /// The VPC's tie to it, if it is the main one.
    pub main: Option<RouteTableAssociationId>,
    /// Its routes.
    pub routes: BTreeMap<Prefix, Target>,
    /// The subnets that have it, with their ties.
    pub subnets: BTreeMap<SubnetId, RouteTableAssociationId>,
    /// The client token it was made with.
    pub token: Option<ClientToken>,
}

impl RouteTable {
    /// Whether it is its VPC's main one.
    pub fn is_main(&self) -> bool {
        self.main.is_some()
    }
}

/// Every route table of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RouteTables {
    by_id: Owned<RouteTableId, RouteTable>,
    main: BTreeMap<VpcId, RouteTableId>,
    by_subnet: BTreeMap<SubnetId, RouteTableId>,
    /// How many were ever made, and how many subnets tied to one: positions of
    /// draws.
    created: u64,
    associated: u64,
}

impl RouteTables {
    /// The tables at a home, by id.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&RouteTableId, &RouteTable)> {
        self.by_id.of(home)
    }

    /// One table at a home.
    pub fn at(&self, home: &Home, table: &RouteTableId) -> Option<&RouteTable> {
        self.by_id.at(home, table)
    }

    /// The table of a home that was made with a client token.
    pub fn of_token(&self, home: &Home, token: &str) -> Option<(&RouteTableId, &RouteTable)> {
        self.of(home)
            .find(|(_, table)| table.token.as_ref().map(ClientToken::as_str) == Some(token))
    }

    /// The table that a subnet has by its own tie.
    pub fn tie_of(&self, subnet: &SubnetId) -> Option<(&RouteTableId, &RouteTableAssociationId)> {
        let table = self.by_subnet.get(subnet)?;
        Some((table, self.by_id.get(table)?.subnets.get(subnet)?))
    }

    /// The table that a subnet of a VPC has: its own, else the main one.
    pub fn of_subnet(&self, subnet: &SubnetId, vpc: &VpcId) -> Option<&RouteTable> {
        let own = self.by_subnet.get(subnet);
        self.by_id.get(own.or_else(|| self.main.get(vpc))?)
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Created {
                table,
                home,
                vpc,
                main,
                token,
            } => {
                self.created += 1;
                if main.is_some() {
                    self.main.insert(vpc.clone(), table.clone());
                }
                let made = RouteTable {
                    vpc: vpc.clone(),
                    main: main.clone(),
                    routes: BTreeMap::new(),
                    subnets: BTreeMap::new(),
                    token: token.clone(),
                };
                self.by_id.insert(home.clone(), table.clone(), made);
            }
            Fact::Deleted { table } => {
                let gone = self.by_id.remove(table);
                if let Some(gone) = gone.filter(RouteTable::is_main) {
                    self.main.remove(&gone.vpc);
                }
            }
            Fact::Routed {
                table,
                destination,
                target,
            } => {
                if let Some(table) = self.by_id.get_mut(table) {
                    table.routes.insert(*destination, target.clone());
                }
            }
            Fact::Unrouted { table, destination } => {
                if let Some(table) = self.by_id.get_mut(table) {
                    table.routes.remove(destination);
                }
            }
            Fact::Associated {
                table,
                subnet,
                association,
            } => {
                self.associated += 1;
                self.by_subnet.insert(subnet.clone(), table.clone());
                if let Some(table) = self.by_id.get_mut(table) {
                    table.subnets.insert(subnet.clone(), association.clone());
                }
            }
            Fact::Disassociated { table, subnet, .. } => {
                self.by_subnet.remove(subnet);
                if let Some(table) = self.by_id.get_mut(table) {
                    table.subnets.remove(subnet);
                }
            }
        }
    }
}
