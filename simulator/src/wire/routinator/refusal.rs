//! What the service refuses, in Routinator's words.

use super::json;
use crate::wire::http::Answer;

/// Why a request has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("resource not found")]
    Path,
    #[error("method not allowed")]
    Method,
    #[error("invalid query")]
    Selection,
    #[error("missing prefix in path")]
    NoPrefix,
    #[error("missing query arguments")]
    NoArguments,
    #[error("unexpected argument '{0}' in query")]
    Unexpected(String),
    #[error("missing '{0}' argument in query")]
    Missing(&'static str),
    #[error("duplicate '{0}' argument in query")]
    Duplicate(&'static str),
    #[error("invalid '{0}' argument in query")]
    Invalid(&'static str),
    #[error("invalid ASN")]
    Asn,
    #[error("invalid prefix")]
    Prefix,
    #[error("missing content-type header")]
    NoContentType,
    #[error("bad content-type header")]
    BadContentType,
    #[error("wrong content-type header")]
    WrongContentType,
    /// What it says of a body that is too long.
    #[error("body missing")]
    Body,
    #[error("could not decode JSON")]
    Json,
}

impl Refusal {
    const fn status(&self) -> u16 {
        match self {
            Self::Path => 404,
            Self::Method => 405,
            Self::NoContentType | Self::BadContentType | Self::WrongContentType => 415,
            Self::Selection
            | Self::NoPrefix
            | Self::NoArguments
            | Self::Unexpected(_)
            | Self::Missing(_)
            | Self::Duplicate(_)
            | Self::Invalid(_)
            | Self::Asn
            | Self::Prefix
            | Self::Body
            | Self::Json => 400,
        }
    }

    /// The answer: in JSON where the call's own answers are, and in text where
    /// they may be anything, unless the path is the API's.
    pub(super) fn into_answer(self, path: &str) -> Answer {
        let text = self.to_string();
        let in_text = match self {
            Self::Path => true,
            Self::Method | Self::Selection => !path.starts_with("/api/"),
            _ => false,
        };
        if in_text {
            Answer::new(self.status(), super::TEXT, text)
        } else {
            json::answer(self.status(), &serde_json::json!({ "error": text }))
        }
    }
}

/// Answers a request whose body is longer than anybody here reads.
pub(in crate::wire) fn refuse_long(path: &str) -> Answer {
    let answer = Refusal::Body.into_answer(path);
    answer.with("access-control-allow-origin", "*")
}
