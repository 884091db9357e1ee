//! `looking-glass`: who originates a prefix now, as RIPE's route collectors see
//! it through RIPEstat.
//!
//! ```yaml
//! looking-glass: 198.18.1.0/24
//! ```
//!
//! The answer is RIPEstat's document, with one member more: `origins`, the AS
//! numbers that any peer sees as the prefix's origin, without repetition.

use std::collections::BTreeSet;

use byoip_vocabulary::asn::Asn;
use serde_json::{Value, json};

use super::nature::Nature;
use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[cfg(test)]
mod tests;

#[derive(Debug)]
struct LookingGlassStep(Template);

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let prefix = fields::text("looking-glass", node, problems)?;
    Some(Box::new(LookingGlassStep(prefix)))
}

impl Action for LookingGlassStep {
    fn nature(&self) -> Nature {
        Nature::Reads
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let prefix = stage.fill(&self.0)?;
            ask(&prefix, stage).await
        })
    }
}

/// Who originates a prefix, or what an address is in.
pub(super) async fn ask(prefix: &str, stage: &Stage) -> Result<Answer, Trouble> {
    let url = format!("https://stat.ripe.net/data/looking-glass/data.json?resource={prefix}");
    let mut value = super::http::get_json(stage, &url).await?;
    let origins = origins(&value);
    let said = match origins.as_slice() {
        [] => format!("nobody originates {prefix}"),
        some => format!("{prefix} comes from {}", some.join(", ")),
    };
    if let Value::Object(members) = &mut value {
        members.insert("origins".to_owned(), json!(origins));
    }
    Ok(Answer::new(value, said))
}

fn origins(document: &Value) -> Vec<String> {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let mut origins: BTreeSet<Asn> = BTreeSet::new();
    for collector in list(document.pointer("/data/rrcs")) {
        for peer in list(collector.get("peers")) {
            let origin = peer.get("asn_origin").map(crate::scenario::predicate::show);
            origins.extend(origin.and_then(|text| text.parse::<Asn>().ok()));
        }
    }
    origins.iter().map(Asn::to_string).collect()
}
