//! An AS number brought to AWS, and the ranges it may originate.
//!
//! Source: VPC IPAM User Guide, "Bring your ASN to IPAM"; EC2 API Reference,
//! AssociateIpamByoasn, DisassociateIpamByoasn. Not here: IPAM itself and so
//! ProvisionIpamByoasn, which needs one; an AS number is brought by whoever
//! administers the accounts. What an association is for, announcing a range from
//! the AS, is [`range`](super::range)'s.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::range::RangeKey;
use crate::world::timers::{Timer, Timers};

mod decide;
mod refusal;

pub(in crate::world) use decide::decide;
pub use refusal::{Refusal, RemovalRefusal};

#[cfg(test)]
mod tests;

/// A range and an AS number that may originate it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Association {
    /// The range.
    #[serde(flatten)]
    pub range: RangeKey,
    /// The AS.
    pub asn: Asn,
}

impl fmt::Display for Association {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {}", self.asn, self.range.cidr)
    }
}

/// Where an association is in its life, named as AWS names it. One that has
/// ended is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssociationState {
    /// Being made.
    PendingAssociation,
    /// The AS may originate the range.
    Associated,
    /// Being taken away.
    PendingDisassociation,
}

impl AssociationState {
    /// The state as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PendingAssociation => "pending-association",
            Self::Associated => "associated",
            Self::PendingDisassociation => "pending-disassociation",
        }
    }
}

impl fmt::Display for AssociationState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is done with AS numbers: the first two by whoever administers the
/// accounts, the others by calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Bring one for an account.
    Bring {
        /// For whom.
        account: AccountId,
        /// Which.
        asn: Asn,
    },
    /// Give it back.
    Remove {
        /// Whose.
        account: AccountId,
        /// Which.
        asn: Asn,
    },
    /// AssociateIpamByoasn.
    Associate(Association),
    /// DisassociateIpamByoasn.
    Disassociate(Association),
}

/// What happened to an AS number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// It was brought for an account.
    Brought {
        /// For whom.
        account: AccountId,
        /// Which.
        asn: Asn,
    },
    /// It was given back.
    Removed {
        /// Whose.
        account: AccountId,
        /// Which.
        asn: Asn,
    },
    /// It is to be associated with a range, a little later.
    AssociationStarted {
        /// The range and the AS.
        #[serde(flatten)]
        association: Association,
        /// When it is.
        settles_at: Timestamp,
    },
    /// It may originate the range.
    Associated {
        /// The range and the AS.
        #[serde(flatten)]
        association: Association,
    },
    /// It is to be parted from the range, a little later.
    DisassociationStarted {
        /// The range and the AS.
        #[serde(flatten)]
        association: Association,
        /// When it is.
        settles_at: Timestamp,
    },
    /// It may originate the range no longer.
    Disassociated {
        /// The range and the AS.
        #[serde(flatten)]
        association: Association,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Brought { account, asn } => write!(f, "{asn} is brought for {account}"),
            Self::Removed { account, asn } => write!(f, "{asn} is {account}'s at AWS no more"),
            Self::AssociationStarted {
                association,
                settles_at,
            } => write!(f, "{association} will be associated at {settles_at}"),
            Self::Associated { association } => write!(f, "{association} is associated"),
            Self::DisassociationStarted {
                association,
                settles_at,
            } => write!(f, "{association} will be disassociated at {settles_at}"),
            Self::Disassociated { association } => write!(f, "{association} is disassociated"),
        }
    }
}

/// Every AS number brought to AWS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byoasns {
    brought: BTreeSet<(AccountId, Asn)>,
    associations: BTreeMap<Association, AssociationState>,
}

impl Byoasns {
    /// Brings one as the world begins.
    pub(in crate::world) fn begin_with(&mut self, account: AccountId, asn: Asn) {
        self.brought.insert((account, asn));
    }

    /// Every one with whose it is, in the order of the accounts.
    pub fn all(&self) -> impl Iterator<Item = (AccountId, Asn)> {
        self.brought.iter().copied()
    }

    /// Those of an account.
    pub fn of(&self, account: AccountId) -> impl Iterator<Item = Asn> {
        let own = self.brought.iter().filter(move |(of, _)| *of == account);
        own.map(|(_, asn)| *asn)
    }

    /// Every association, in the order of the ranges.
    pub fn associations(&self) -> impl Iterator<Item = (&Association, AssociationState)> {
        self.associations.iter().map(|(it, state)| (it, *state))
    }

    /// The AS numbers that a range is associated with, or is to be, or was until
    /// a moment ago.
    pub fn of_range(&self, range: &RangeKey) -> impl Iterator<Item = (Asn, AssociationState)> {
        self.associations()
            .filter(move |(it, _)| it.range == *range)
            .map(|(it, state)| (it.asn, state))
    }

    /// Where an association is in its life.
    pub fn state(&self, association: &Association) -> Option<AssociationState> {
        self.associations.get(association).copied()
    }

    /// What happens when a timer of this noun is due.
    pub(in crate::world) fn wake(&self, association: &Association) -> Option<Fact> {
        let state = self.state(association)?;
        let association = association.clone();
        Some(match state {
            AssociationState::PendingAssociation | AssociationState::Associated => {
                Fact::Associated { association }
            }
            AssociationState::PendingDisassociation => Fact::Disassociated { association },
        })
    }

    pub(in crate::world) fn apply(&mut self, fact: &Fact, timers: &mut Timers) {
        let timer = |association: &Association| Timer::SettleAsn(association.clone());
        match fact {
            Fact::Brought { account, asn } => {
                self.brought.insert((*account, *asn));
            }
            Fact::Removed { account, asn } => {
                self.brought.remove(&(*account, *asn));
            }
            Fact::AssociationStarted {
                association,
                settles_at,
            } => {
                self.enter(association, AssociationState::PendingAssociation);
                timers.set(timer(association), *settles_at);
            }
            Fact::Associated { association } => {
                self.enter(association, AssociationState::Associated);
                timers.clear(&timer(association));
            }
            Fact::DisassociationStarted {
                association,
                settles_at,
            } => {
                self.enter(association, AssociationState::PendingDisassociation);
                timers.set(timer(association), *settles_at);
            }
            Fact::Disassociated { association } => {
                self.associations.remove(association);
                timers.clear(&timer(association));
            }
        }
    }

    fn enter(&mut self, association: &Association, state: AssociationState) {
        self.associations.insert(association.clone(), state);
    }
}
