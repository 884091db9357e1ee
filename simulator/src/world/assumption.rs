//! What the model takes for granted and no setting changes: a row of the ledger,
//! told by the code that goes by it.

use super::policy::Grade;

/// An assumption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// What it is about.
    pub what: &'static str,
    /// What is assumed.
    pub value: String,
    /// How well it is known.
    pub grade: Grade,
    /// From where.
    pub source: &'static str,
}
