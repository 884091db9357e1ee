//! A row of the table as it is printed, and how well its default is known.

/// How well a behaviour is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// The operator's documentation says so.
    Documented,
    /// Third parties saw it happen.
    Observed,
    /// A reasoned guess.
    Inferred,
    /// Nobody has published it; the default is a choice.
    Unknown,
}

impl Grade {
    /// The grade as the ledger prints it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }
}

/// One row of the table, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The key that a policy file uses.
    pub key: &'static str,
    /// What it governs.
    pub governs: &'static str,
    /// How well the default is known.
    pub grade: Grade,
    /// Where the default comes from.
    pub source: &'static str,
    /// The default.
    pub default: String,
    /// The setting in force.
    pub setting: String,
}
