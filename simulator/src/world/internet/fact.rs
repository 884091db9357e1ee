//! What happened to routes.

use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use serde::{Deserialize, Serialize};

use super::Source;

/// What happened to a route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// Somebody announces it.
    Announced {
        /// The route and who announces it.
        #[serde(flatten)]
        source: Source,
    },
    /// Somebody announces it no longer.
    Withdrawn {
        /// The route and who announces it.
        #[serde(flatten)]
        source: Source,
    },
    /// A network tells everybody of its route for a prefix, whoever it is from.
    Leaked {
        /// The prefix.
        prefix: Prefix,
        /// The network.
        network: Asn,
    },
    /// A network keeps to the rules again.
    LeakEnded {
        /// The prefix.
        prefix: Prefix,
        /// The network.
        network: Asn,
    },
    /// Nobody changes their mind about a prefix any more.
    Settled {
        /// The prefix.
        prefix: Prefix,
        /// How many networks go to each who announces it.
        shares: Vec<Share>,
        /// How many have no route.
        without: u32,
    },
    /// Networks have changed their minds about a prefix for hours, and go on.
    Unsettled {
        /// The prefix.
        prefix: Prefix,
    },
}

/// How many networks go to one who announces a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Who announces it.
    #[serde(flatten)]
    pub source: Source,
    /// How many networks.
    pub networks: u32,
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Announced { source } => write!(f, "{source} announces {}", source.prefix()),
            Self::Withdrawn { source } => write!(f, "{source} withdraws {}", source.prefix()),
            Self::Leaked { prefix, network } => write!(f, "{network} leaks {prefix}"),
            Self::LeakEnded { prefix, network } => write!(f, "{network} no longer leaks {prefix}"),
            Self::Settled {
                prefix,
                shares,
                without,
            } => {
                write!(f, "routing of {prefix} has settled: ")?;
                for Share { source, networks } in shares {
                    write!(f, "{networks} networks go to {source}, ")?;
                }
                write!(f, "{without} have no route")
            }
            Self::Unsettled { prefix } => write!(f, "routing of {prefix} does not settle"),
        }
    }
}
