//! `whois`: a registry's record over port 43 (RFC 3912).
//!
//! ```yaml
//! whois: 198.18.1.0
//! ```
//!
//! The answer holds `text`, `lines`, and `fields`: each label's values in order.

use serde_json::{Map, Value, json};

use super::nature::Nature;
use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;
use crate::whois;

#[cfg(test)]
mod tests;

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
    fn nature(&self) -> Nature {
        Nature::Reads
    }

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
            let text = whois::ask(&server, &query)
                .await
                .map_err(|error| Trouble::Failed(error.to_string()))?;
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
