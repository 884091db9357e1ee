//! What a run may change at real AWS: one account, and ranges of it.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::prefix::Prefix;

#[cfg(test)]
mod tests;

/// The largest blocks that registries ever gave out are /8.
const LENGTH_MIN: u8 = 8;

/// Leave to change something: `123456789012:198.18.0.0/24,198.18.1.0/24`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    account: AccountId,
    ranges: Vec<Prefix>,
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// A range.
    Range(Prefix),
    /// An address.
    Address(IpAddr),
    /// Every address from one to another.
    Span(IpAddr, IpAddr),
    /// Something that belongs to no address.
    Unknown(String),
}

/// Why a change must not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Forbidden {
    /// Nothing was allowed at all.
    #[error(
        "this would change something, and nothing may be changed; allow it with --allow-write {account}:{ranges}"
    )]
    ReadOnly { account: AccountId, ranges: String },
    /// The credentials are of another account.
    #[error("these are credentials of account {seen}, and changes are allowed in {allowed} only")]
    Account { seen: AccountId, allowed: AccountId },
    /// It is about something else.
    #[error("{subject} is not among what may be changed: {allowed}")]
    Range { subject: String, allowed: String },
}

impl Allowance {
    /// The account.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The ranges, in the order they were named.
    pub fn ranges(&self) -> &[Prefix] {
        &self.ranges
    }

    /// Whether a caller may change this.
    pub(crate) fn check(
        allowance: Option<&Self>,
        caller: AccountId,
        subjects: &[Subject],
    ) -> Result<(), Forbidden> {
        let Some(allowance) = allowance else {
            let ranges = subjects.iter().map(Subject::to_string).collect::<Vec<_>>();
            return Err(Forbidden::ReadOnly {
                account: caller,
                ranges: ranges.join(","),
            });
        };
        if allowance.account != caller {
            return Err(Forbidden::Account {
                seen: caller,
                allowed: allowance.account,
            });
        }
        match subjects.iter().find(|subject| !allowance.has(subject)) {
            None => Ok(()),
            Some(subject) => Err(Forbidden::Range {
                subject: subject.to_string(),
                allowed: allowance.to_string(),
            }),
        }
    }

    fn has(&self, subject: &Subject) -> bool {
        self.ranges.iter().any(|range| match subject {
            Subject::Range(prefix) => range.covers(*prefix),
            Subject::Address(address) => range.contains(*address),
            Subject::Span(first, last) => range.contains(*first) && range.contains(*last),
            Subject::Unknown(_) => false,
        })
    }
}

impl fmt::Display for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.account)?;
        for (index, range) in self.ranges.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            write!(f, "{comma}{range}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range(prefix) => prefix.fmt(f),
            Self::Address(address) => address.fmt(f),
            Self::Span(first, last) => write!(f, "{first} to {last}"),
            Self::Unknown(what) => f.write_str(what),
        }
    }
}

/// A text that allows nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseAllowanceError {
    /// It has no colon.
    #[error("write it as ACCOUNT:RANGE[,RANGE…], such as 123456789012:198.18.1.0/24")]
    Shape,
    /// Before the colon stands no account.
    #[error("`{0}` is no account: twelve digits")]
    Account(String),
    /// Behind it stands something that is no range.
    #[error("`{text}`: {reason}")]
    Range {
        /// What stands there.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
}

fn range(text: &str) -> Result<Prefix, ParseAllowanceError> {
    let wrong = |reason: String| ParseAllowanceError::Range {
        text: text.to_owned(),
        reason,
    };
    let prefix: Prefix = text.parse().map_err(|error| wrong(format!("{error}")))?;
    if prefix.length() < LENGTH_MIN {
        let reason = format!("nobody has that much; name what you bring, /{LENGTH_MIN} or longer");
        return Err(wrong(reason));
    }
    Ok(prefix)
}

impl FromStr for Allowance {
    type Err = ParseAllowanceError;

    fn from_str(text: &str) -> Result<Self, ParseAllowanceError> {
        let (account, ranges) = text.split_once(':').ok_or(ParseAllowanceError::Shape)?;
        let account = account
            .parse()
            .map_err(|_| ParseAllowanceError::Account(account.to_owned()))?;
        let ranges = ranges.split(',').map(range).collect::<Result<_, _>>()?;
        Ok(Self { account, ranges })
    }
}
