//! EC2 and STS through the AWS SDK, answered as JSON with the AWS CLI's member
//! names, so that paths in scenarios read like AWS's own examples.
//!
//! One file per resource; each call takes plain values and gives JSON or
//! [`CallError`]. The SDK's types cannot be serialised, so their members are
//! listed by hand; what no scenario has asked for is left out.

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_ec2::config::http::HttpResponse;
use aws_sdk_ec2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ec2::operation::RequestId;
use serde_json::{Map, Value};

use crate::target::control::{Chain, ControlError};

pub(crate) mod address;
pub(crate) mod identity;
pub(crate) mod instance;
pub(crate) mod manners;
pub(crate) mod nat_gateway;
pub(crate) mod passing;
pub(crate) mod pool;
pub(crate) mod range;
pub(crate) mod service;
#[cfg(test)]
mod tests;

/// The items of one page; the calls fetch page after page.
const PAGE: i32 = 100;

/// Why a call gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum CallError {
    /// The service understood and refused.
    #[error("{code}: {message}{}", request_id.as_ref().map(|id| format!(" (request {id})")).unwrap_or_default())]
    Refused {
        code: String,
        message: String,
        request_id: Option<String>,
    },
    /// No answer, or one that cannot be read.
    #[error("{0}")]
    Transport(String),
    /// There are no credentials to sign with.
    #[error("{0}")]
    Credentials(String),
    /// A change for which no answer came: it may have been done.
    #[error("{0}")]
    Lost(String),
}

impl From<ControlError> for CallError {
    fn from(error: ControlError) -> Self {
        Self::Transport(error.to_string())
    }
}

impl<E> From<SdkError<E, HttpResponse>> for CallError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let Some(code) = error.code() else {
            let text = Chain(&error).to_string();
            return match lacks_credentials(&error) {
                true => Self::Credentials(text),
                false => Self::Transport(text),
            };
        };
        Self::Refused {
            code: code.to_owned(),
            message: error.message().unwrap_or_default().to_owned(),
            request_id: request_id(&error),
        }
    }
}

/// Whether a call was not made because there was nothing to sign it with.
fn lacks_credentials(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<CredentialsError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// The request id EC2 writes into the body, else the header's.
fn request_id<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Option<String> {
    error
        .meta()
        .request_id()
        .or_else(|| error.raw_response()?.headers().get("x-amzn-requestid"))
        .map(str::to_owned)
}

/// The token of the next page; EC2 may write an empty one where there is none. One
/// that comes again would lead round in circles.
fn further(before: Option<&str>, token: Option<String>) -> Option<String> {
    token.filter(|token| !token.is_empty() && Some(token.as_str()) != before)
}

/// A JSON object in the order its members are put in, absent ones left out.
#[derive(Default)]
struct Members(Map<String, Value>);

impl Members {
    fn put(mut self, name: &str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
        self
    }

    fn list(self, name: &str, items: impl IntoIterator<Item = Value>) -> Self {
        let items: Vec<Value> = items.into_iter().collect();
        self.put(name, Some(items))
    }

    fn build(self) -> Value {
        Value::Object(self.0)
    }
}
