//! `whois`: a registry's record over port 43 (RFC 3912).
//!
//! ```yaml
//! whois: 198.18.1.0
//! ```
//!
//! The answer holds `text`, `lines`, and `fields`: each label's values in order.

use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[cfg(test)]
mod tests;

/// The longest answer that is read; the registries' own are a few kilobytes.
const LONGEST: u64 = 1 << 20;

/// RFC 3912 has no end but the connection's, so a server that keeps it open must
/// not hold the run.
const PATIENCE: Duration = Duration::from_secs(30);

/// What ARIN and the RPSL registries call a network, and its holder.
const NETWORK: [&str; 3] = ["NetHandle", "inetnum", "inet6num"];
const OWNER: [&str; 2] = ["OrgId", "org"];

#[derive(Debug)]
struct WhoisStep(Template);

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let query = fields::text("whois", node, problems)?;
    Some(Box::new(WhoisStep(query)))
}

impl Action for WhoisStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let query = stage.fill(&self.0)?;
            let named = |name: &str| {
                let value = stage.connection.environment.get(name).cloned();
                value.ok_or_else(|| {
                    Trouble::Failed(format!("the target's environment has no {name}"))
                })
            };
            let server = format!(
                "{}:{}",
                named("BYOIP_WHOIS_HOST")?,
                named("BYOIP_WHOIS_PORT")?
            );
            let text = tokio::time::timeout(PATIENCE, ask(&server, &query))
                .await
                .map_err(|_| Trouble::Failed(format!("whois at {server} does not hang up")))?
                .map_err(|error| Trouble::Failed(format!("whois at {server}: {error}")))?;
            let lines: Vec<&str> = text.lines().collect();
            let fields = labels(&lines);
            let said = match (first(&fields, &NETWORK), first(&fields, &OWNER)) {
                (Some(network), Some(owner)) => format!("{query} is in {network} of {owner}"),
                (Some(network), None) => format!("{query} is in {network}"),
                (None, _) => format!("no network for {query}"),
            };
            let value = json!({ "text": text, "lines": lines, "fields": fields });
            Ok(Answer::new(value, said))
        })
    }
}

async fn ask(server: &str, query: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(server).await?;
    stream.write_all(format!("{query}\r\n").as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.take(LONGEST).read_to_end(&mut bytes).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The first value of whichever of these labels is there.
fn first<'f>(fields: &'f Map<String, Value>, labels: &[&str]) -> Option<&'f str> {
    let label = labels.iter().find_map(|label| fields.get(*label))?;
    label.get(0)?.as_str()
}

/// `OrgName:   Example` lines as lists by label; comments are left out.
fn labels(lines: &[&str]) -> Map<String, Value> {
    let mut labels = Map::new();
    for line in lines {
        let Some((label, value)) = line.split_once(':') else {
            continue;
        };
        if label.is_empty() || label.starts_with(['%', '#', ' ']) {
            continue;
        }
        let values = labels
            .entry(label.to_owned())
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            values.push(Value::String(value.trim().to_owned()));
        }
    }
    labels
}
