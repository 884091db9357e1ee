//! What Amazon has granted an account in a Region beyond what everybody has:
//! outgoing port 25, and more ranges than the quota.
//!
//! Sources: EC2 User Guide, BYOIP quotas; AWS Knowledge Center, "port 25
//! throttle". Who grants it is another noun's to say.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::owned::Home;

/// Something was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// Mail may leave through port 25.
    Port25Opened {
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
    },
    /// More ranges may be brought.
    RangeQuotaRaised {
        /// Whose and where.
        #[serde(flatten)]
        home: Home,
        /// How many.
        quota: u32,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port25Opened { home } => write!(f, "port 25 is open for {home}"),
            Self::RangeQuotaRaised { home, quota } => {
                write!(f, "{home} may have {quota} ranges")
            }
        }
    }
}

/// Everything that was ever granted; nothing is taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entitlements {
    port_25: BTreeSet<Home>,
    range_quotas: BTreeMap<Home, u32>,
}

impl Entitlements {
    /// Whether what stands at a home may send through port 25; without being
    /// granted it, nothing may.
    pub fn is_port_25_open(&self, home: &Home) -> bool {
        self.port_25.contains(home)
    }

    /// Where anything was granted.
    pub fn homes(&self) -> impl Iterator<Item = &Home> {
        self.port_25.iter().chain(self.range_quotas.keys())
    }

    /// How many ranges may be brought to a home, if more than everywhere.
    pub fn range_quota(&self, home: &Home) -> Option<u32> {
        self.range_quotas.get(home).copied()
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Port25Opened { home } => {
                self.port_25.insert(home.clone());
            }
            Fact::RangeQuotaRaised { home, quota } => {
                self.range_quotas.insert(home.clone(), *quota);
            }
        }
    }
}
