//! Something that happened, by the noun it happened to.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::aws::{
    account, address, entitlement, load_balancer, nat_gateway, pool, range, support_case, tag,
};
use super::{internet, registry, rpki};

/// A fact. Only facts change the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "noun", rename_all = "kebab-case")]
pub enum Fact {
    /// A registry's record.
    Registry(registry::Fact),
    /// A ROA.
    Roa(rpki::Fact),
    /// A route.
    Internet(internet::Fact),
    /// An access key.
    Account(account::Fact),
    /// A range brought to AWS.
    Range(range::Fact),
    /// A pool of addresses.
    Pool(pool::Fact),
    /// An Elastic IP address.
    Address(address::Fact),
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
            Self::NatGateway(nat_gateway::Fact::Forgotten { gateway }) => Some(gateway.as_str()),
            Self::LoadBalancer(load_balancer::Fact::Deleted { load_balancer }) => {
                Some(load_balancer.as_str())
            }
            _ => None,
        }
    }
}

impl fmt::Display for Fact {
    /// One line for a reader, without the time.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Registry(fact) => fact.fmt(f),
            Self::Roa(fact) => fact.fmt(f),
            Self::Internet(fact) => fact.fmt(f),
            Self::Account(fact) => fact.fmt(f),
            Self::Range(fact) => fact.fmt(f),
            Self::Pool(fact) => fact.fmt(f),
            Self::Address(fact) => fact.fmt(f),
            Self::NatGateway(fact) => fact.fmt(f),
            Self::LoadBalancer(fact) => fact.fmt(f),
            Self::SupportCase(fact) => fact.fmt(f),
            Self::Entitlement(fact) => fact.fmt(f),
            Self::Tag(fact) => fact.fmt(f),
        }
    }
}
