//! What happened with a declared fault.

use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{FaultId, Occasion, Plan};
use crate::world::Fact as WorldFact;
use crate::world::registry::outage::Down;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It waits from now on, or from its moment.
    Declared {
        /// Its number.
        id: FaultId,
        /// All that was said of it.
        plan: Plan,
    },
    /// It struck; what follows from that for the world are the next facts.
    Struck {
        /// Its number.
        id: FaultId,
        /// Its misfortune.
        fault: String,
        /// Whom.
        on: Occasion,
        /// How often it has by now.
        strike: u32,
        /// How often it will, where that is known.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        of: Option<u32>,
    },
    /// It met an occasion and let it pass, by its sequence or by chance.
    Spared {
        /// Its number.
        id: FaultId,
        /// Its misfortune.
        fault: String,
        /// Whom.
        on: Occasion,
    },
    /// It struck, and there was nothing for it to befall.
    Missed {
        /// Its number.
        id: FaultId,
        /// Its misfortune.
        fault: String,
        /// On which occasion.
        on: Occasion,
        /// What was not there.
        why: Miss,
    },
    /// It strikes no more.
    Spent {
        /// Its number.
        id: FaultId,
    },
    /// It was taken back.
    Lifted {
        /// Its number.
        id: FaultId,
    },
}

impl From<Down> for Miss {
    fn from(Down { registry, until }: Down) -> Self {
        Self::Down { registry, until }
    }
}

impl Fact {
    /// Whether something struck, and had something to befall.
    pub(crate) const fn is_strike(fact: &WorldFact) -> bool {
        matches!(fact, WorldFact::Misfortune(Self::Struck { .. }))
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared { id, plan } => write!(f, "{id} is declared: {plan}"),
            Self::Struck {
                id,
                fault,
                on,
                strike,
                of,
            } => {
                write!(f, "{id} ({fault}) strikes{on}, strike {strike}")?;
                match of {
                    Some(of) => write!(f, " of {of}"),
                    None => Ok(()),
                }
            }
            Self::Spared { id, fault, on } => write!(f, "{id} ({fault}) spares{on}"),
            Self::Missed { id, fault, on, why } => {
                write!(f, "{id} ({fault}) strikes{on} and misses: {why}")
            }
            Self::Spent { id } => write!(f, "{id} is spent"),
            Self::Lifted { id } => write!(f, "{id} is lifted"),
        }
    }
}

/// Why a misfortune has nothing to befall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "miss", rename_all = "kebab-case")]
pub enum Miss {
    /// The registry does not answer, so nothing is changed there.
    #[error("{registry} does not answer until {until}")]
    Down {
        /// The registry.
        registry: Registry,
        /// Until when.
        until: Timestamp,
    },
    /// The registry has no such network.
    #[error("{registry} has no network {network}")]
    NoNetwork {
        /// The registry.
        registry: Registry,
        /// The handle or prefix as declared.
        network: String,
    },
    /// Its record has no such field.
    #[error("{network} has no {field}")]
    NoField {
        /// The network.
        network: String,
        /// The field.
        field: Field,
    },
    /// No certificate stands in its record.
    #[error("no certificate stands in the record of {network}")]
    NoCertificate {
        /// The network.
        network: String,
    },
    /// There is no such ROA.
    #[error("there is no ROA of {prefix} for {origin}")]
    NoRoa {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        origin: Asn,
    },
    /// The ROA is not at its publication point yet.
    #[error("the ROA of {prefix} for {origin} is not published before {published_at}")]
    RoaNotPublished {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        origin: Asn,
        /// When it will be.
        published_at: Timestamp,
    },
    /// Something is wrong with the ROA already.
    #[error("something is wrong with the ROA of {prefix} for {origin} already")]
    RoaSpoiltAlready {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        origin: Asn,
    },
    /// There is a ROA that says the same.
    #[error("there is a ROA of {prefix} for {origin} already")]
    RoaThere {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        origin: Asn,
    },
    /// Nobody in this world holds the prefix.
    #[error("nobody in this world holds {prefix}")]
    NotHeld {
        /// The prefix.
        prefix: Prefix,
    },
    /// There is no such validator.
    #[error("there is no validator {validator}; there are {known}")]
    NoValidator {
        /// The name as declared.
        validator: String,
        /// The names there are.
        known: String,
    },
    /// It is over before it begins.
    #[error("it would be over at once")]
    NoTime,
    /// The route is announced already.
    #[error("{origin} announces {prefix} already")]
    Announced {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        origin: Asn,
    },
    /// The network has the prefix at home and has every right to it.
    #[error("{origin} has {prefix} at home")]
    AtHome {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        origin: Asn,
    },
    /// There is no such network, or none can have the number.
    #[error("there is no {asn} on this internet")]
    NoSuchAs {
        /// The AS.
        asn: Asn,
    },
    /// The network has nothing to leak, or leaks already.
    #[error("{asn} has no route for {prefix} from anybody else to leak")]
    NothingToLeak {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        asn: Asn,
    },
    /// The network leaks already.
    #[error("{asn} leaks {prefix} already")]
    LeaksAlready {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        asn: Asn,
    },
    /// There is such a route object.
    #[error("there is a route object of {prefix} and {origin} already")]
    RouteObjectThere {
        /// The prefix.
        prefix: Prefix,
        /// The AS.
        origin: Asn,
    },
}
