//! JSON over HTTP, with limits: the answers come from services nobody here runs.

use std::error::Error;
use std::time::Duration;

use reqwest::header::ACCEPT;
use reqwest::{Client, StatusCode};
use serde::de::DeserializeOwned;

/// An RDAP answer with a dozen certificates has a tenth of this.
const BODY_LIMIT: usize = 1 << 20;

/// A registry that takes longer is down.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// A client for reading.
#[derive(Clone, Debug)]
pub struct Http(Client);

impl Http {
    /// Makes a client.
    pub fn new() -> Result<Self, HttpError> {
        let agent = concat!("byoip/", env!("CARGO_PKG_VERSION"));
        let client = Client::builder()
            .user_agent(agent)
            .timeout(TIME_LIMIT)
            .build();
        match client {
            Ok(client) => Ok(Self(client)),
            Err(error) => Err(HttpError::new("", Problem::transport(&error))),
        }
    }

    /// Reads a document; none where the service says that there is none.
    pub async fn get<T: DeserializeOwned>(
        &self,
        url: &str,
        accept: &str,
    ) -> Result<Option<T>, HttpError> {
        let wrong = |problem| HttpError::new(url, problem);
        let transport = |error| wrong(Problem::transport(&error));
        let request = self.0.get(url).header(ACCEPT, accept);
        let mut response = request.send().await.map_err(transport)?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Ok(None),
            status => return Err(wrong(Problem::Status(status))),
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(transport)? {
            body.extend_from_slice(&chunk);
            if body.len() > BODY_LIMIT {
                return Err(wrong(Problem::TooLong));
            }
        }
        match serde_json::from_slice(&body) {
            Ok(document) => Ok(Some(document)),
            Err(error) => Err(wrong(Problem::Shape(error.to_string()))),
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}; at {url}; {}", problem.mend())]
pub struct HttpError {
    url: String,
    problem: Problem,
}

impl HttpError {
    fn new(url: &str, problem: Problem) -> Self {
        Self {
            url: url.to_owned(),
            problem,
        }
    }

    /// Of an answer that is missing where there must be one.
    pub(super) fn missing(url: &str) -> Self {
        Self::new(url, Problem::Status(StatusCode::NOT_FOUND))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Problem {
    #[error("no answer: {0}")]
    Transport(String),
    #[error("an answer of {0}")]
    Status(StatusCode),
    #[error("an answer of more than {BODY_LIMIT} bytes")]
    TooLong,
    #[error("an answer that is not what the service is known for: {0}")]
    Shape(String),
}

impl Problem {
    fn transport(error: &reqwest::Error) -> Self {
        Self::Transport(root_cause(error).to_string())
    }

    fn mend(&self) -> &'static str {
        match self {
            Self::Transport(_) => "check the address and the network",
            Self::Status(StatusCode::TOO_MANY_REQUESTS) => "wait a minute, then try again",
            Self::Status(status) if status.is_server_error() => "try again later",
            Self::Status(_) | Self::TooLong | Self::Shape(_) => "check the address of the service",
        }
    }
}

/// The end of an error's chain. The texts before it say no more than "error
/// sending request".
pub(super) fn root_cause<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}
