//! What a simulator tells of itself: where its rooms are, its time and its
//! credentials.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use crate::http::{Http, HttpError};

const JSON: &str = "application/json";

/// The clock of its world.
#[derive(Clone, Debug, Deserialize)]
pub struct Clock {
    /// The time there.
    pub now: Timestamp,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    paused: bool,
}

impl Clock {
    /// Whether time passes there only when somebody says so.
    pub fn stands_still(&self) -> bool {
        self.paused || self.mode == "manual"
    }
}

/// The clock of its world.
pub async fn clock(base: &str) -> Result<Clock, HttpError> {
    read(base, "clock").await
}

/// What a caller needs to reach its AWS.
#[derive(Clone, Debug, Deserialize)]
pub struct Environment {
    /// Where EC2 and STS answer.
    #[serde(rename = "AWS_ENDPOINT_URL")]
    pub endpoint_url: String,
    /// The access key.
    #[serde(rename = "AWS_ACCESS_KEY_ID")]
    pub access_key_id: String,
    /// Its secret, as well known as the simulator is.
    #[serde(rename = "AWS_SECRET_ACCESS_KEY")]
    pub secret_access_key: String,
    /// The Region.
    #[serde(rename = "AWS_REGION")]
    pub region: String,
    /// Where whois answers.
    #[serde(rename = "BYOIP_WHOIS_HOST")]
    pub whois_host: Option<String>,
    /// On which port.
    #[serde(rename = "BYOIP_WHOIS_PORT")]
    pub whois_port: Option<Value>,
}

impl Environment {
    /// Its whois server as `host:port`, where it has one.
    pub fn whois(&self) -> Option<String> {
        let port = match self.whois_port.as_ref()? {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        Some(format!("{}:{port}", self.whois_host.as_ref()?))
    }
}

/// What a caller needs to reach its AWS.
pub async fn environment(base: &str) -> Result<Environment, HttpError> {
    read(base, "environment").await
}

async fn read<T: serde::de::DeserializeOwned>(base: &str, name: &str) -> Result<T, HttpError> {
    let url = format!("{}/_simulator/{name}", base.trim_end_matches('/'));
    let document = Http::new(Some(base))?.get(&url, JSON).await?;
    document.ok_or_else(|| HttpError::missing(&url))
}
