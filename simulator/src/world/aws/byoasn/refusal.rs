//! Why a call on AS numbers is refused, in order of precedence.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::state::ByoipCidrState;

use super::AssociationState;
use crate::world::aws::range::RangeKey;

/// A refused call on AS numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The AS number was not brought for the account.
    NotBrought {
        /// The AS.
        asn: Asn,
    },
    /// The range was never provisioned here.
    UnknownRange {
        /// The range asked for.
        prefix: Prefix,
    },
    /// The range was provisioned never to be announced.
    NotAdvertisable {
        /// The range.
        prefix: Prefix,
    },
    /// The range's state does not allow it.
    WrongState {
        /// The range.
        prefix: Prefix,
        /// The state it is in.
        state: ByoipCidrState,
    },
    /// They are associated, or about to be, or about not to be.
    AlreadyAssociated {
        /// The AS.
        asn: Asn,
        /// The range.
        prefix: Prefix,
        /// How far that is.
        state: AssociationState,
    },
    /// They are not associated.
    NotAssociated {
        /// The AS.
        asn: Asn,
        /// The range.
        prefix: Prefix,
    },
    /// Their association is being made or taken away.
    Unsettled {
        /// The AS.
        asn: Asn,
        /// The range.
        prefix: Prefix,
        /// Which of the two.
        state: AssociationState,
    },
    /// The range is announced from the AS.
    StillAdvertised {
        /// The AS.
        asn: Asn,
        /// The range.
        prefix: Prefix,
    },
}

/// A refused removal of an AS number, which is no call at AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemovalRefusal {
    /// The AS number was not brought for the account.
    NotBrought {
        /// The account.
        account: AccountId,
        /// The AS.
        asn: Asn,
    },
    /// A range is associated with the AS number.
    Associated {
        /// The AS.
        asn: Asn,
        /// The range.
        range: RangeKey,
    },
}
