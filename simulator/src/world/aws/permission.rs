//! What an access key may do: IAM's rule, on patterns of actions.
//!
//! Source: IAM User Guide, "Policy evaluation logic" for requests within one
//! account: an explicit deny wins, without an allow everything is denied.
//! Action names are compared without regard to case, as "IAM JSON policy
//! elements: Action" says. Not here: resources, conditions and the other kinds
//! of policy; the BYOIP actions know no resources.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// The longest pattern taken; no service's action is half as long.
const PATTERN_MAX: usize = 128;

/// What a key may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permissions {
    allow: Vec<Pattern>,
    deny: Vec<Pattern>,
}

impl Default for Permissions {
    /// Everything.
    fn default() -> Self {
        Self::new(None, Vec::new())
    }
}

impl Permissions {
    /// Without a list of what is allowed, everything is that is not denied.
    pub fn new(allow: Option<Vec<Pattern>>, deny: Vec<Pattern>) -> Self {
        let allow = allow.unwrap_or_else(|| vec![Pattern("*".to_owned())]);
        Self { allow, deny }
    }

    /// What is allowed.
    pub fn allow(&self) -> &[Pattern] {
        &self.allow
    }

    /// What is denied, whatever is allowed.
    pub fn deny(&self) -> &[Pattern] {
        &self.deny
    }

    /// Whether an action of a service may be done: `ec2`, `AllocateAddress`.
    pub fn check(&self, service: &str, action: &str) -> Result<(), Denial> {
        let matches = |pattern: &Pattern| pattern.matches(service, action);
        if self.deny.iter().any(matches) {
            Err(Denial::Explicit)
        } else if self.allow.iter().any(matches) {
            Ok(())
        } else {
            Err(Denial::Implicit)
        }
    }
}

/// Why an action may not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// A deny matches.
    Explicit,
    /// No allow matches.
    Implicit,
}

/// Some actions of a service, or all of all: `ec2:Describe*`, `*`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(String);

impl Pattern {
    fn matches(&self, service: &str, action: &str) -> bool {
        match self.0.split_once(':') {
            Some((own, actions)) => {
                own.eq_ignore_ascii_case(service) && matches(actions.as_bytes(), action.as_bytes())
            }
            None => true,
        }
    }
}

/// Whether a text matches a pattern in which `*` stands for any letters and `?`
/// for one.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut pattern, mut text) = (pattern, text);
    // Behind the latest `*`, and where the text then was: a mismatch lets that
    // `*` take one letter more.
    let mut retry: Option<(&[u8], &[u8])> = None;
    loop {
        match (pattern.split_first(), text.split_first()) {
            (Some((b'*', rest)), _) => {
                retry = Some((rest, text));
                pattern = rest;
            }
            (Some((wanted, after)), Some((letter, rest)))
                if *wanted == b'?' || wanted.eq_ignore_ascii_case(letter) =>
            {
                (pattern, text) = (after, rest);
            }
            (None, None) => return true,
            _ => {
                let Some((after_star, from)) = retry else {
                    return false;
                };
                let Some((_, rest)) = from.split_first() else {
                    return false;
                };
                retry = Some((after_star, rest));
                (pattern, text) = (after_star, rest);
            }
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Pattern {
    type Err = ParsePatternError;

    fn from_str(text: &str) -> Result<Self, ParsePatternError> {
        let is_word = |text: &str, others: &[u8]| {
            let taken = |byte: u8| byte.is_ascii_alphanumeric() || others.contains(&byte);
            !text.is_empty() && text.bytes().all(taken)
        };
        let sound = match text.split_once(':') {
            Some((service, action)) => is_word(service, b"-") && is_word(action, b"*?"),
            None => text == "*",
        };
        if sound && text.len() <= PATTERN_MAX {
            Ok(Self(text.to_owned()))
        } else {
            Err(ParsePatternError(text.chars().take(PATTERN_MAX).collect()))
        }
    }
}

impl TryFrom<String> for Pattern {
    type Error = ParsePatternError;

    fn try_from(text: String) -> Result<Self, ParsePatternError> {
        text.parse()
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.0
    }
}

/// A text that is no pattern of actions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no actions; write service:Action, with * for any letters: ec2:Describe*")]
pub struct ParsePatternError(String);
