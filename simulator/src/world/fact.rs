//! Something that happened, by the noun it happened to.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::aws::{
    account, address, byoasn, entitlement, instance, internet_gateway, load_balancer, nat_gateway,
    network_interface, pool, range, route_table, subnet, support_case, tag, vpc,
};
use super::registry::{impairment, outage};
use super::rpki::{aspa, fault, validator};
use super::{faults, internet, irr, premises, registry, rpki};

/// A fact. Only facts change the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "noun", rename_all = "kebab-case")]
pub enum Fact {
    /// A declared fault.
    Misfortune(faults::Fact),
    /// A registry's record.
    Registry(registry::Fact),
    /// A registry that stopped answering, or answers again.
    Outage(outage::Fact),
    /// A registry whose answers are slow or wrong.
    Impairment(impairment::Fact),
    /// A task at a registry.
    Task(registry::task::Fact),
    /// A ROA.
    Roa(rpki::Fact),
    /// An ASPA.
    Aspa(aspa::Fact),
    /// Something wrong with a published ROA.
    Fault(fault::Fact),
    /// A relying party.
    Validator(validator::Fact),
    /// A route.
    Internet(internet::Fact),
    /// A route object made by hand in an IRR.
    Irr(irr::Fact),
    /// What answers in the holder's data centre.
    Premises(premises::Fact),
    /// An access key.
    Account(account::Fact),
    /// An AS number brought to AWS.
    Byoasn(byoasn::Fact),
    /// A range brought to AWS.
    Range(range::Fact),
    /// A pool of addresses.
    Pool(pool::Fact),
    /// An Elastic IP address.
    Address(address::Fact),
    /// A VPC.
    Vpc(vpc::Fact),
    /// A subnet.
    Subnet(subnet::Fact),
    /// An internet gateway.
    InternetGateway(internet_gateway::Fact),
    /// A route table.
    RouteTable(route_table::Fact),
    /// A network interface.
    NetworkInterface(network_interface::Fact),
    /// An instance.
    Instance(instance::Fact),
    /// A NAT gateway.
    NatGateway(nat_gateway::Fact),
    /// A load balancer.
    LoadBalancer(load_balancer::Fact),
    /// A case at support.
    SupportCase(support_case::Fact),
    /// What an account may do beyond what all may.
    Entitlement(entitlement::Fact),
    /// A thing's tags.
    Tag(tag::Fact),
}

impl Fact {
    /// The id of the thing that this is the end of.
    pub fn gone(&self) -> Option<&str> {
        match self {
            Self::Pool(pool::Fact::Deleted { pool }) => Some(pool.as_str()),
            Self::Address(address::Fact::Released { allocation, .. }) => Some(allocation.as_str()),
            Self::Vpc(vpc::Fact::Deleted { vpc }) => Some(vpc.as_str()),
            Self::Subnet(subnet::Fact::Deleted { subnet }) => Some(subnet.as_str()),
            Self::InternetGateway(internet_gateway::Fact::Deleted { gateway }) => {
                Some(gateway.as_str())
            }
            Self::RouteTable(route_table::Fact::Deleted { table }) => Some(table.as_str()),
            Self::NetworkInterface(network_interface::Fact::Deleted { interface }) => {
                Some(interface.as_str())
            }
            Self::Instance(instance::Fact::Forgotten { instance }) => Some(instance.as_str()),
            Self::NatGateway(nat_gateway::Fact::Forgotten { gateway }) => Some(gateway.as_str()),
            Self::LoadBalancer(load_balancer::Fact::Deleted { load_balancer }) => {
                Some(load_balancer.as_str())
            }
            _ => None,
        }
    }
}

impl Fact {
    /// Whether it happened to something at AWS, so that a describe may show it.
    pub const fn is_at_aws(&self) -> bool {
        match self {
            Self::Account(_)
            | Self::Byoasn(_)
            | Self::Range(_)
            | Self::Pool(_)
            | Self::Address(_)
            | Self::Vpc(_)
            | Self::Subnet(_)
            | Self::InternetGateway(_)
            | Self::RouteTable(_)
            | Self::NetworkInterface(_)
            | Self::Instance(_)
            | Self::NatGateway(_)
            | Self::LoadBalancer(_)
            | Self::SupportCase(_)
            | Self::Entitlement(_)
            | Self::Tag(_) => true,
            Self::Misfortune(_)
            | Self::Registry(_)
            | Self::Outage(_)
            | Self::Impairment(_)
            | Self::Task(_)
            | Self::Roa(_)
            | Self::Aspa(_)
            | Self::Fault(_)
            | Self::Validator(_)
            | Self::Internet(_)
            | Self::Irr(_)
            | Self::Premises(_) => false,
        }
    }
}

impl fmt::Display for Fact {
    /// One line for a reader, without the time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Misfortune(fact) => fact.fmt(f),
            Self::Registry(fact) => fact.fmt(f),
            Self::Outage(fact) => fact.fmt(f),
            Self::Impairment(fact) => fact.fmt(f),
            Self::Task(fact) => fact.fmt(f),
            Self::Roa(fact) => fact.fmt(f),
            Self::Aspa(fact) => fact.fmt(f),
            Self::Fault(fact) => fact.fmt(f),
            Self::Validator(fact) => fact.fmt(f),
            Self::Internet(fact) => fact.fmt(f),
            Self::Irr(fact) => fact.fmt(f),
            Self::Premises(fact) => fact.fmt(f),
            Self::Account(fact) => fact.fmt(f),
            Self::Byoasn(fact) => fact.fmt(f),
            Self::Range(fact) => fact.fmt(f),
            Self::Pool(fact) => fact.fmt(f),
            Self::Address(fact) => fact.fmt(f),
            Self::Vpc(fact) => fact.fmt(f),
            Self::Subnet(fact) => fact.fmt(f),
            Self::InternetGateway(fact) => fact.fmt(f),
            Self::RouteTable(fact) => fact.fmt(f),
            Self::NetworkInterface(fact) => fact.fmt(f),
            Self::Instance(fact) => fact.fmt(f),
            Self::NatGateway(fact) => fact.fmt(f),
            Self::LoadBalancer(fact) => fact.fmt(f),
            Self::SupportCase(fact) => fact.fmt(f),
            Self::Entitlement(fact) => fact.fmt(f),
            Self::Tag(fact) => fact.fmt(f),
        }
    }
}
