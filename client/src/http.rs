//! HTTP with limits: the answers come from services nobody here runs.
//!
//! A service is named by its real URL. On a simulator `https://` gives way to
//! the simulator's base URL, here and nowhere else, so that one code serves both.

use std::error::Error;
use std::fmt::Write;
use std::time::Duration;

use reqwest::header::{ACCEPT, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;

use self::request::Request;

pub mod request;
#[cfg(test)]
mod tests;

/// An RDAP answer with a dozen certificates has a tenth of this.
const BODY_LIMIT: usize = 1 << 20;

/// A registry that takes longer is down.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// A block may have moved between registries more than once, hardly so often.
const REDIRECTS_MAX: usize = 5;

/// How much of a refusal's body is told where it is not understood.
const EXCERPT: usize = 300;

/// A client of the real services, or of a simulator's.
#[derive(Clone, Debug)]
pub struct Http {
    client: Client,
    simulator: Option<String>,
}

/// A document, and where it was in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// What was read.
    pub document: T,
    /// Where it was asked for, then where that sent on to, as asked.
    pub way: Vec<String>,
}

/// An answer, whatever its status.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, with a replacement for what is not UTF-8.
    pub body: String,
}

impl Http {
    /// A client; with a simulator's base URL, of its services.
    pub fn new(simulator: Option<&str>) -> Result<Self, HttpError> {
        let agent = concat!("byoip/", env!("CARGO_PKG_VERSION"));
        let builder = Client::builder()
            .user_agent(agent)
            // Each step of a redirection is followed knowingly: a key must not
            // travel, and a loop must be told as one.
            .redirect(Policy::none())
            .timeout(TIME_LIMIT);
        let builder = match simulator {
            // A proxy of the environment has no way to a loopback port.
            Some(_) => builder.no_proxy(),
            None => builder,
        };
        match builder.build() {
            Ok(client) => Ok(Self {
                client,
                simulator: simulator.map(|base| base.trim_end_matches('/').to_owned()),
            }),
            Err(error) => Err(HttpError::new("", Problem::transport(&error))),
        }
    }

    /// A real URL as it is reached here.
    pub fn place(&self, url: &str) -> String {
        match (&self.simulator, url.strip_prefix("https://")) {
            (Some(base), Some(rest)) => format!("{base}/{rest}"),
            (_, _) => url.to_owned(),
        }
    }

    /// Reads a document; none where the service says that there is none.
    pub async fn get<T: DeserializeOwned>(
        &self,
        url: &str,
        accept: &str,
    ) -> Result<Option<T>, HttpError> {
        let found = self.find(url, accept).await?;
        Ok(found.map(|found| found.document))
    }

    /// The same, with the way to it.
    pub async fn find<T: DeserializeOwned>(
        &self,
        url: &str,
        accept: &str,
    ) -> Result<Option<Found<T>>, HttpError> {
        let mut way = vec![self.place(url)];
        loop {
            let url = way.last().map(String::as_str).unwrap_or_default();
            let wrong = |problem| Err(HttpError::new(url, problem));
            let request = self.client.get(url).header(ACCEPT, accept);
            let reply = read(request, url).await?;
            match reply.status {
                StatusCode::OK => {
                    return match serde_json::from_str(&reply.body) {
                        Ok(document) => Ok(Some(Found { document, way })),
                        Err(error) => wrong(Problem::Shape(error.to_string())),
                    };
                }
                StatusCode::NOT_FOUND => return Ok(None),
                status if status.is_redirection() => {
                    let Some(next) = target(url, &reply.headers) else {
                        return wrong(Problem::Status(status, None));
                    };
                    let next = self.place(&next);
                    if way.contains(&next) || way.len() > REDIRECTS_MAX {
                        return wrong(Problem::Redirects(next));
                    }
                    way.push(next);
                }
                status => return wrong(Problem::Status(status, retry_after(&reply.headers))),
            }
        }
    }

    /// Sends a request as it is. Every status is an answer; nothing is followed.
    pub async fn send(&self, request: &Request) -> Result<Reply, HttpError> {
        let url = self.place(request.url());
        let mut built = self.client.request(request.method().clone(), &url);
        for (name, value) in request.headers() {
            built = built.header(name, value.exposed());
        }
        if let Some(body) = request.body() {
            built = built.body(body.to_owned());
        }
        read(built, &url).await
    }
}

/// Where an answer sends on to, as a whole URL.
fn target(from: &str, headers: &HeaderMap) -> Option<String> {
    let location = headers.get(LOCATION)?.to_str().ok()?;
    let from = reqwest::Url::parse(from).ok()?;
    Some(from.join(location).ok()?.into())
}

fn retry_after(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?;
    Some(value.chars().filter(|found| !found.is_control()).collect())
}

async fn read(request: RequestBuilder, url: &str) -> Result<Reply, HttpError> {
    let transport = |error| HttpError::new(url, Problem::transport(&error));
    let mut response = request.send().await.map_err(transport)?;
    let status = response.status();
    let headers = response.headers().clone();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(transport)? {
        body.extend_from_slice(&chunk);
        if body.len() > BODY_LIMIT {
            return Err(HttpError::new(url, Problem::TooLong));
        }
    }
    Ok(Reply {
        status,
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
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
    pub(crate) fn missing(url: &str) -> Self {
        Self::new(url, Problem::Status(StatusCode::NOT_FOUND, None))
    }

    /// Of an answer that refuses what was asked, in the service's own words
    /// where it has any.
    pub(crate) fn refused(url: &str, reply: &Reply, words: Option<String>) -> Self {
        let words = words.or_else(|| {
            let text = reply.body.trim();
            (!text.is_empty()).then(|| text.chars().take(EXCERPT).collect())
        });
        let problem = match words {
            Some(words) => Problem::Refusal(reply.status, words),
            None => Problem::Status(reply.status, retry_after(&reply.headers)),
        };
        Self::new(url, problem)
    }

    /// Of an answer that does not have what it must.
    pub(crate) fn shape(url: &str, what: impl ToString) -> Self {
        Self::new(url, Problem::Shape(what.to_string()))
    }

    /// The status that came instead of an answer.
    pub(crate) fn status(&self) -> Option<StatusCode> {
        match self.problem {
            Problem::Status(status, _) | Problem::Refusal(status, _) => Some(status),
            Problem::Transport(_)
            | Problem::Redirects(_)
            | Problem::TooLong
            | Problem::Shape(_) => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Problem {
    #[error("no answer: {0}")]
    Transport(String),
    #[error("an answer of {0}")]
    Status(StatusCode, Option<String>),
    #[error("an answer of {0}: {1}")]
    Refusal(StatusCode, String),
    #[error("it sends on to {0}, in a circle or too often")]
    Redirects(String),
    #[error("an answer of more than {BODY_LIMIT} bytes")]
    TooLong,
    #[error("an answer that is not what the service is known for: {0}")]
    Shape(String),
}

impl Problem {
    fn transport(error: &reqwest::Error) -> Self {
        Self::Transport(root_cause(error).to_string())
    }

    fn mend(&self) -> String {
        let mut mend = match self {
            Self::Transport(_) => "check the address and the network",
            Self::Status(status, _) | Self::Refusal(status, _) => match *status {
                StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => "check the key and whose it is",
                StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => {
                    "somebody may have changed it meanwhile: look, then repeat the command"
                }
                StatusCode::TOO_MANY_REQUESTS => "wait a minute, then try again",
                status if status.is_server_error() => "try again later",
                _ if matches!(self, Self::Refusal(..)) => "mend what it names",
                _ => "check the address of the service",
            },
            Self::Redirects(_) => "ask the registry in charge by its own address",
            Self::TooLong | Self::Shape(_) => "check the address of the service",
        }
        .to_owned();
        if let Self::Status(_, Some(after)) = self {
            let seconds = after.bytes().all(|byte| byte.is_ascii_digit());
            let unit = if seconds { " seconds" } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(mend, " (Retry-After: {after}{unit})");
        }
        mend
    }
}

/// The end of an error's chain. The texts before it say no more than "error
/// sending request".
pub(crate) fn root_cause<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause
}
