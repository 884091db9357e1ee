//! The lines of a recording.

use std::collections::BTreeMap;

use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the first line says it is.
pub(crate) const FORMAT: &str = "byoip-recording";

/// The one version there is.
pub(crate) const VERSION: u32 = 1;

/// The first line: where, for whom and about what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) format: String,
    pub(crate) version: u32,
    /// The scenario's name.
    pub(crate) scenario: String,
    /// As `--target` was written.
    pub(crate) target: String,
    /// The account, as STS named it.
    pub(crate) account: String,
    pub(crate) region: String,
    /// What the run was about, where that was said.
    pub(crate) ranges: Vec<Prefix>,
}

/// Any other line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Entry {
    /// A call of an AWS service.
    Call {
        at: Timestamp,
        #[serde(flatten)]
        call: Call,
    },
    /// Something that was read over HTTP.
    Read {
        at: Timestamp,
        #[serde(flatten)]
        read: Read,
    },
    /// What was done elsewhere, and made answers what they are.
    Deed {
        at: Timestamp,
        #[serde(flatten)]
        deed: Deed,
    },
}

/// A question and its answer.
#[derive(Clone, Debug)]
pub(crate) enum Exchange {
    Call(Call),
    Read(Read),
}

/// A call of EC2 or STS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Call {
    pub(crate) service: String,
    pub(crate) action: String,
    /// The form's fields, without `Action`.
    pub(crate) parameters: BTreeMap<String, String>,
    #[serde(flatten)]
    pub(crate) answer: Answer,
    /// The error's code, if it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) request_id: Option<String>,
}

/// A reading of RDAP, a validator, a looking glass, or any other URL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Read {
    /// The service's own URL, also where something else stood for it.
    pub(crate) url: String,
    #[serde(flatten)]
    pub(crate) answer: Answer,
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// None where no answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    #[serde(default)]
    pub(crate) body: String,
    /// Why no answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<String>,
}

/// What was done at a registry, in the RPKI or on routers: by a simulator's
/// control API, or by a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
pub(crate) enum Deed {
    /// A call of the control API.
    Simulator {
        method: String,
        path: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<Value>,
        /// The lines of a text, where that is the body.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lines: Option<Vec<String>>,
    },
    /// A person; what of it could be seen in the end.
    Person {
        instruction: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seen: Option<Seen>,
        /// When the run began to look, where the first look showed it done: it
        /// was done at some time before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        found_done: Option<Timestamp>,
    },
}

/// What the internet showed of a person's deed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Seen {
    /// A route is valid, or is not.
    Valid {
        prefix: String,
        max_length: u8,
        asn: String,
        is_valid: bool,
    },
    /// A network originates a prefix, or does not.
    Originated {
        prefix: String,
        asn: String,
        is_there: bool,
    },
    /// A registry's record has a line, or has not.
    Remark {
        registry: String,
        ip: String,
        line: String,
        is_there: bool,
    },
}

impl Entry {
    /// An exchange of a moment.
    pub(super) fn of(at: Timestamp, exchange: Exchange) -> Self {
        match exchange {
            Exchange::Call(call) => Self::Call { at, call },
            Exchange::Read(read) => Self::Read { at, read },
        }
    }

    /// When the answer was there.
    pub(crate) fn at(&self) -> Timestamp {
        match self {
            Self::Call { at, .. } | Self::Read { at, .. } | Self::Deed { at, .. } => *at,
        }
    }
}
