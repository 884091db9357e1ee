//! Why a call on cases is refused, in order of precedence.

use super::CaseId;

/// A refused call on cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Too many cases of the account wait for an answer.
    TooManyOpen {
        /// How many may.
        most: usize,
    },
    /// The case is not there.
    UnknownCase {
        /// The case asked for.
        case: CaseId,
    },
}
