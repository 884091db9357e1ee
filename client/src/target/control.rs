//! The simulator's own API under `/_simulator`, as far as scenarios use it.
//!
//! It is spoken over HTTP for the embedded simulator too: a step that works here
//! works against a running one.

use jiff::Timestamp;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::recording::Recorder;
use crate::recording::entry::Deed;

#[cfg(test)]
mod tests;

/// A client of one simulator's control API.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    http: Client,
    base: String,
    recorder: Option<Recorder>,
}

/// The world's clock.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub(crate) struct Clock {
    pub(crate) now: Timestamp,
    pub(crate) mode: ClockMode,
    /// Virtual seconds in a real one.
    #[serde(default = "one")]
    pub(crate) scale: u32,
    #[serde(default)]
    pub(crate) paused: bool,
    #[serde(default)]
    pub(crate) next_event: Option<Timestamp>,
}

/// How time passes there.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClockMode {
    /// Only when told.
    Manual,
    /// Faster than here.
    Scaled,
    /// As here.
    Real,
}

/// Something that happened in the world.
#[derive(Clone, Debug, Deserialize, PartialEq)]
pub(crate) struct Event {
    pub(crate) sequence: u64,
    pub(crate) at: Timestamp,
    pub(crate) noun: String,
    pub(crate) fact: String,
    pub(crate) text: String,
    /// The fact's own members.
    #[serde(flatten)]
    pub(crate) members: serde_json::Map<String, Value>,
}

#[derive(Deserialize)]
struct Events {
    events: Vec<Event>,
}

/// Why the control API did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ControlError {
    /// It said no.
    #[error("{message}")]
    Refused {
        /// The HTTP status.
        status: StatusCode,
        /// The simulator's own words.
        message: String,
    },
    /// It could not be reached, or did not speak as agreed.
    #[error("the simulator's control API at {url}: {reason}")]
    Transport { url: String, reason: String },
}

impl Control {
    pub(crate) fn new(http: Client, base: String) -> Self {
        Self {
            http,
            base,
            recorder: None,
        }
    }

    /// The same, and what it changes is written down.
    pub(crate) fn recorded(self, recorder: Option<Recorder>) -> Self {
        Self { recorder, ..self }
    }

    /// With a client of its own.
    pub(crate) fn at(base: &str) -> Result<Self, ControlError> {
        let base = base.trim_end_matches('/').to_owned();
        // A proxy of the environment has no way to a loopback port.
        let client = Client::builder().no_proxy().build();
        let http = client.map_err(|error| ControlError::Transport {
            url: base.clone(),
            reason: Chain(&error).to_string(),
        })?;
        Ok(Self::new(http, base))
    }

    pub(crate) async fn clock(&self) -> Result<Clock, ControlError> {
        let clock: Clock = self.read("clock").await?;
        if let Some(recorder) = &self.recorder {
            recorder.set_moment(clock.now);
        }
        Ok(clock)
    }

    /// Moves the clock: `{"by": …}` or `{"to": …}`. The answer is the API's own.
    pub(crate) async fn advance(&self, how: &Value) -> Result<Value, ControlError> {
        let answer = self.send(Method::POST, "clock/advance", Some(how)).await?;
        let now = answer.get("now").and_then(Value::as_str);
        if let (Some(recorder), Some(Ok(now))) = (&self.recorder, now.map(str::parse)) {
            recorder.set_moment(now);
        }
        Ok(answer)
    }

    /// Moves the clock to a moment.
    pub(crate) async fn advance_to(&self, moment: Timestamp) -> Result<Value, ControlError> {
        self.advance(&json!({ "to": moment.to_string() })).await
    }

    /// What happened after an event's sequence number.
    pub(crate) async fn events(&self, after: u64) -> Result<Vec<Event>, ControlError> {
        let events: Events = self.read(&format!("events?after={after}")).await?;
        Ok(events.events)
    }

    /// What a user of this world sets: endpoint, keys, Region, whois port.
    pub(crate) async fn environment(&self) -> Result<Vec<(String, String)>, ControlError> {
        let document: serde_json::Map<String, Value> = self.read("environment").await?;
        Ok(document
            .into_iter()
            .map(|(name, value)| match value {
                Value::String(text) => (name, text),
                other => (name, other.to_string()),
            })
            .collect())
    }

    /// Begins a world anew, as the body says.
    pub(crate) async fn reset(&self, body: &Value) -> Result<Value, ControlError> {
        self.send(Method::POST, "reset", Some(body)).await
    }

    /// Any other call with a JSON body, or none.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, ControlError> {
        let mut request = self.request(method.clone(), path);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = self.checked(request, path).await?;
        let text = self.text_of(response, path).await?;
        self.record(&method, path, body, None);
        if text.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).map_err(|error| self.transport(path, &error))
    }

    /// An answer that is no JSON.
    pub(crate) async fn read_text(&self, path: &str) -> Result<String, ControlError> {
        let response = self.checked(self.request(Method::GET, path), path).await?;
        self.text_of(response, path).await
    }

    /// The lines of a field of a registry record.
    pub(crate) async fn field(&self, path: &str) -> Result<Vec<String>, ControlError> {
        let text = self.read_text(path).await?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Replaces a field by lines; none empties it.
    pub(crate) async fn set_field(&self, path: &str, lines: &[String]) -> Result<(), ControlError> {
        let method = match lines.is_empty() {
            true => Method::DELETE,
            false => Method::PUT,
        };
        let mut request = self.request(method.clone(), path);
        if !lines.is_empty() {
            request = request
                .header("content-type", "text/plain; charset=utf-8")
                .body(lines.join("\n"));
        }
        self.checked(request, path).await?;
        self.record(&method, path, None, Some(lines));
        Ok(())
    }

    /// Writes down what was changed. The clock's moves are in the moments of all
    /// that is written down.
    fn record(&self, method: &Method, path: &str, body: Option<&Value>, lines: Option<&[String]>) {
        let Some(recorder) = &self.recorder else {
            return;
        };
        if *method == Method::GET || path.starts_with("clock") || path == "reset" {
            return;
        }
        recorder.deed(Deed::Simulator {
            method: method.to_string(),
            path: path.to_owned(),
            body: body.cloned(),
            lines: lines.map(<[String]>::to_vec),
        });
    }

    pub(crate) async fn read<T: for<'de> Deserialize<'de>>(
        &self,
        path: &str,
    ) -> Result<T, ControlError> {
        let value = self.send(Method::GET, path, None).await?;
        serde_json::from_value(value).map_err(|error| self.transport(path, &error))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path))
    }

    async fn checked(&self, request: RequestBuilder, path: &str) -> Result<Response, ControlError> {
        let response = request
            .send()
            .await
            .map_err(|error| match error.is_connect() {
                true => self.transport(path, &Nobody(&error)),
                false => self.transport(path, &Chain(&error)),
            })?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let text = self.text_of(response, path).await?;
        let message = serde_json::from_str::<Value>(&text)
            .ok()
            .and_then(|body| Some(body.get("error")?.as_str()?.to_owned()))
            .unwrap_or_else(|| format!("{status}: {}", text.trim()));
        Err(ControlError::Refused { status, message })
    }

    async fn text_of(&self, response: Response, path: &str) -> Result<String, ControlError> {
        response
            .text()
            .await
            .map_err(|error| self.transport(path, &Chain(&error)))
    }

    fn url(&self, path: &str) -> String {
        format!("{}/_simulator/{path}", self.base)
    }

    fn transport(&self, path: &str, reason: &impl ToString) -> ControlError {
        ControlError::Transport {
            url: self.url(path),
            reason: reason.to_string(),
        }
    }
}

/// An error with its causes on one line; reqwest's outermost text alone says
/// only that sending failed.
pub(crate) struct Chain<'e>(pub(crate) &'e dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// That there was nobody to send to, with the system's own word for it.
struct Nobody<'e>(&'e dyn std::error::Error);

impl std::fmt::Display for Nobody<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut last = self.0;
        while let Some(error) = last.source() {
            last = error;
        }
        write!(
            f,
            "nothing answers there ({last}); start a simulator with `byoip-sim serve`"
        )
    }
}

fn one() -> u32 {
    1
}
