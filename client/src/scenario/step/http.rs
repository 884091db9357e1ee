//! `http`: reads any URL. On a simulator `https://` gives way to its base URL,
//! so that the real address of a service works unchanged.
//!
//! ```yaml
//! http: https://stat.ripe.net/data/rpki-validation/data.json?resource=16509&prefix=198.18.1.0/24
//! http: /_simulator/health
//! ```
//!
//! The answer holds `status`, `headers` and `body`, as JSON where it is JSON.

use serde_json::{Value, json};

use super::nature::Nature;
use super::{Action, Answer, Running, Trouble};
use crate::recording::entry::{self as recording, Exchange};
use crate::scenario::fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;
use crate::target::control::Chain;

/// The longest answer that is read.
const LONGEST: usize = 8 << 20;

#[derive(Debug)]
struct HttpStep(Template);

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let url = fields::text("http", node, problems)?;
    Some(Box::new(HttpStep(url)))
}

impl Action for HttpStep {
    fn nature(&self) -> Nature {
        Nature::Reads
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let url = stage.fill(&self.0)?;
            let response = get(stage, &url).await?;
            let said = format!("{url} answers {}", response.status);
            let headers: serde_json::Map<String, Value> = response
                .headers
                .into_iter()
                .map(|(name, value)| (name, Value::String(value)))
                .collect();
            let body = serde_json::from_str(&response.body)
                .unwrap_or_else(|_| Value::String(response.body.clone()));
            let value = json!({ "status": response.status, "headers": headers, "body": body });
            Ok(Answer::new(value, said))
        })
    }
}

/// Reads a JSON document; a status other than 2xx is a refusal with that code.
pub(super) async fn get_json(stage: &Stage, url: &str) -> Result<Value, Trouble> {
    let response = get(stage, url).await?;
    if !(200..300).contains(&response.status) {
        return Err(Trouble::Refused {
            code: response.status.to_string(),
            message: response.body.trim().to_owned(),
            request_id: None,
        });
    }
    serde_json::from_str(&response.body)
        .map_err(|error| Trouble::Failed(format!("{url} does not answer JSON: {error}")))
}

struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

/// Reads a URL, and has it written down.
async fn get(stage: &Stage, url: &str) -> Result<Response, Trouble> {
    let outcome = ask(stage, url).await;
    if let Some(recorder) = &stage.connection.recorder {
        let answer = match &outcome {
            Ok(response) => recording::Answer {
                status: Some(response.status),
                body: stage.connection.real(&response.body),
                failure: None,
            },
            Err(trouble) => recording::Answer {
                failure: Some(match trouble {
                    Trouble::Failed(reason) => reason.clone(),
                    other => format!("{other:?}"),
                }),
                ..recording::Answer::default()
            },
        };
        let url = url.to_owned();
        recorder.exchange(Exchange::Read(recording::Read { url, answer }));
    }
    outcome
}

async fn ask(stage: &Stage, url: &str) -> Result<Response, Trouble> {
    let failed = |error: reqwest::Error| Trouble::Failed(format!("{url}: {}", Chain(&error)));
    let mut response = stage
        .connection
        .http
        .get(stage.connection.url(url))
        .header(
            "accept",
            "application/rdap+json, application/json, */*;q=0.1",
        )
        .send()
        .await
        .map_err(failed)?;
    let headers = response
        .headers()
        .iter()
        .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
        .collect();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST {
            let what = format!("{url} answers more than {LONGEST} bytes");
            return Err(Trouble::Failed(what));
        }
    }
    Ok(Response {
        status: response.status().as_u16(),
        headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
