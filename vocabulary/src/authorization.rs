//! The authorization message: seven parts that say which account may bring
//! which range until when (EC2 User Guide, "Onboard your address range").
//!
//! What is signed is the text as it was sent, not what [`AuthorizationMessage`]
//! would write: an IPv6 range spelled `2001:0DB8::/32` reads as equal and is
//! written as `2001:db8::/32`. Keep the text beside the message.
//!
//! Not here: the messages of BYOASN and of delegated RPKI, which bring no range.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::account::AccountId;
use crate::prefix::{ParsePrefixError, Prefix, PrefixError};
use crate::region::Partition;

#[cfg(test)]
mod tests;

/// The template as the guide prints it.
const TEMPLATE: &str = "1|aws|<account>|<cidr>|<YYYYMMDD>|SHA256|RSAPSS";

/// How much of a wrong part an error shows. A whole message is shorter; what is
/// longer is no message but, say, a certificate in the wrong field.
const SEEN_LIMIT: usize = 80;

/// The parts of a message that a customer chooses; the other three are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthorizationMessage {
    /// The partition of the account.
    pub partition: Partition,
    /// The account that may bring the range.
    pub account: AccountId,
    /// The range.
    pub prefix: Prefix,
    /// The day on which the message has expired.
    pub expires: Date,
}

impl AuthorizationMessage {
    /// Reads a message, or says everything that is wrong with it.
    pub fn parse(text: &str) -> Result<Self, MalformedMessage> {
        let mut wrong = Vec::new();
        let line = text.trim_end_matches(['\r', '\n']);
        if line.len() != text.len() {
            wrong.push(WrongPart::new(
                Part::Whole,
                text,
                "a text without a line end (printf %s, or echo -n)",
            ));
        }
        let parts: Vec<&str> = line.split('|').collect();
        let &[
            version,
            partition,
            account,
            prefix,
            expires,
            digest,
            padding,
        ] = parts.as_slice()
        else {
            // Where a part is missing nobody can say which, so the rest is not judged.
            let wanted = format!("{TEMPLATE} (7 parts, not {})", parts.len());
            wrong.push(WrongPart::new(Part::Whole, text, wanted));
            return Err(MalformedMessage(wrong));
        };
        let mut literal = |part, seen: &str, wanted: &str| {
            if seen != wanted {
                wrong.push(WrongPart::new(part, seen, format!("`{wanted}`")));
            }
        };
        literal(Part::Version, version, "1");
        literal(Part::Digest, digest, "SHA256");
        literal(Part::Padding, padding, "RSAPSS");
        let partition = note(&mut wrong, Part::Partition, partition, read_partition);
        let account = note(&mut wrong, Part::Account, account, read_account);
        let prefix = note(&mut wrong, Part::Prefix, prefix, read_prefix);
        let expires = note(&mut wrong, Part::Expiry, expires, read_date);
        match (partition, account, prefix, expires) {
            (Some(partition), Some(account), Some(prefix), Some(expires)) if wrong.is_empty() => {
                Ok(Self {
                    partition,
                    account,
                    prefix,
                    expires,
                })
            }
            _ => {
                wrong.sort_by_key(|wrong| wrong.part);
                Err(MalformedMessage(wrong))
            }
        }
    }

    /// The moment the message expires: 00:00:00 UTC of its date.
    pub fn expires_at(&self) -> Timestamp {
        match self.expires.to_zoned(TimeZone::UTC) {
            Ok(midnight) => midnight.timestamp(),
            // Only the last day of the year 9999 is no timestamp.
            Err(_) => Timestamp::MAX,
        }
    }

    /// Whether it has expired by `now`.
    pub fn expired_at(&self, now: Timestamp) -> bool {
        now >= self.expires_at()
    }

    /// What does not fit this account, range, partition and time.
    pub fn mismatches(
        &self,
        account: AccountId,
        prefix: Prefix,
        partition: Partition,
        now: Timestamp,
    ) -> Vec<Mismatch> {
        let mut mismatches = Vec::new();
        if self.partition != partition {
            mismatches.push(Mismatch::Partition {
                seen: self.partition,
                wanted: partition,
            });
        }
        if self.account != account {
            mismatches.push(Mismatch::Account {
                seen: self.account,
                wanted: account,
            });
        }
        if self.prefix != prefix {
            mismatches.push(Mismatch::Prefix {
                seen: self.prefix,
                wanted: prefix,
            });
        }
        if self.expired_at(now) {
            mismatches.push(Mismatch::Expired {
                at: self.expires_at(),
                now,
            });
        }
        mismatches
    }
}

impl fmt::Display for AuthorizationMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            partition,
            account,
            prefix,
            expires,
        } = self;
        let expires = expires.strftime("%Y%m%d");
        write!(
            f,
            "1|{partition}|{account}|{prefix}|{expires}|SHA256|RSAPSS"
        )
    }
}

/// One way in which a well-formed message does not fit the call it came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// The call went to another partition.
    #[error("part 2, partition, is `{seen}` where the call wants `{wanted}`")]
    Partition {
        /// The message's.
        seen: Partition,
        /// The call's.
        wanted: Partition,
    },
    /// The caller is another account.
    #[error("part 3, account, is `{seen}` where the caller is `{wanted}`")]
    Account {
        /// The message's.
        seen: AccountId,
        /// The caller's.
        wanted: AccountId,
    },
    /// The call brings another range, be it a part or a whole of the message's.
    #[error("part 4, range, is `{seen}` where the call brings `{wanted}`")]
    Prefix {
        /// The message's.
        seen: Prefix,
        /// The call's.
        wanted: Prefix,
    },
    /// The message's day has begun.
    #[error(
        "part 5, expiry date, ended the message at {at} where a later day than {now} is wanted"
    )]
    Expired {
        /// When the message expired.
        at: Timestamp,
        /// The time of the call.
        now: Timestamp,
    },
}

/// A place in the message. Ordered as the message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The message as a whole.
    Whole,
    /// The first: `1`.
    Version,
    /// The second.
    Partition,
    /// The third.
    Account,
    /// The fourth.
    Prefix,
    /// The fifth.
    Expiry,
    /// The sixth: `SHA256`.
    Digest,
    /// The seventh: `RSAPSS`.
    Padding,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => "the message",
            Self::Version => "part 1, version,",
            Self::Partition => "part 2, partition,",
            Self::Account => "part 3, account,",
            Self::Prefix => "part 4, range,",
            Self::Expiry => "part 5, expiry date,",
            Self::Digest => "part 6, digest,",
            Self::Padding => "part 7, padding,",
        })
    }
}

/// One thing that is wrong with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongPart {
    /// Where.
    pub part: Part,
    /// What stands there.
    pub seen: String,
    /// What should: a clause such as "must be `1`".
    pub wanted: String,
}

impl WrongPart {
    fn new(part: Part, seen: impl ToString, wanted: impl Into<String>) -> Self {
        Self {
            part,
            seen: seen.to_string(),
            wanted: wanted.into(),
        }
    }
}

impl fmt::Display for WrongPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { part, seen, wanted } = self;
        let clipped = if seen.chars().nth(SEEN_LIMIT).is_some() {
            "…"
        } else {
            ""
        };
        let seen: String = seen.chars().take(SEEN_LIMIT).collect();
        let seen = seen.escape_debug();
        write!(f, "{part} is `{seen}{clipped}` where {wanted} is wanted")
    }
}

/// A text that is no authorization message, and everything wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedMessage(Vec<WrongPart>);

impl MalformedMessage {
    /// The wrong parts in the order of the message; never empty.
    pub fn wrong_parts(&self) -> &[WrongPart] {
        &self.0
    }
}

impl fmt::Display for MalformedMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, wrong) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{wrong}")?;
        }
        Ok(())
    }
}

impl std::error::Error for MalformedMessage {}

/// Reads one part; what cannot be read is noted with what was wanted instead.
fn note<T>(
    wrong: &mut Vec<WrongPart>,
    part: Part,
    seen: &str,
    read: impl FnOnce(&str) -> Result<T, String>,
) -> Option<T> {
    read(seen)
        .map_err(|wanted| wrong.push(WrongPart::new(part, seen, wanted)))
        .ok()
}

fn read_partition(text: &str) -> Result<Partition, String> {
    text.parse().map_err(|_| {
        let literals: Vec<&str> = Partition::ALL.iter().map(|known| known.as_str()).collect();
        format!("one of {}", literals.join(", "))
    })
}

fn read_account(text: &str) -> Result<AccountId, String> {
    text.parse()
        .map_err(|error| format!("a twelve-digit account ({error})"))
}

fn read_prefix(text: &str) -> Result<Prefix, String> {
    text.parse().map_err(|error| match error {
        ParsePrefixError::Prefix(PrefixError::HostBits { network }) => {
            format!("`{network}`, without host bits,")
        }
        other => format!("a range such as 198.18.1.0/24 ({other})"),
    })
}

fn read_date(text: &str) -> Result<Date, String> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("a date of eight digits, YYYYMMDD,".to_owned());
    }
    Date::strptime("%Y%m%d", text).map_err(|_| "a day of the calendar, YYYYMMDD,".to_owned())
}
