//! Something that happened, by the noun it happened to.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::aws::{account, address, nat_gateway, pool, range};
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
        }
    }
}
