//! `outage`: a registry that does not answer for a while, through the
//! simulator's control API: neither RDAP nor whois, neither its portal nor its
//! interfaces.
//!
//! ```yaml
//! outage: { registry: arin, for: 1d }
//! outage: { registry: arin, end: true }
//! ```
//!
//! The answer lists the registries that are down, each with the moment until
//! which; it is empty after an end.

use reqwest::Method;
use serde_json::json;

use super::{Action, Answer, Running};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::{Node, Yaml};

#[derive(Debug)]
struct OutageStep {
    registry: Template,
    /// How long; none ends it.
    length: Option<Template>,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("outage", node, problems)?;
    let registry = fields.need_text("registry");
    let chosen = fields.one_of(&["for", "end"]);
    let length = chosen.and_then(|(verb, node)| match verb {
        "for" => Some(Some(fields::length(node, fields.problems)?)),
        _ if node.value == Yaml::Bool(true) => Some(None),
        _ => {
            let problem = Problem::new(&node.place, "`end` takes only `true`");
            fields.problems.add(problem);
            None
        }
    });
    fields.close();
    Some(Box::new(OutageStep {
        registry: registry?,
        length: length?,
    }))
}

impl Action for OutageStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let registry = stage.fill(&self.registry)?;
            let length = stage.fill_option(self.length.as_ref())?;
            let control = &stage.connection.control;
            let path = format!("outages/{registry}");
            let said = match length {
                Some(length) => {
                    let body = json!({ "for": length });
                    let value = control.send(Method::PUT, &path, Some(&body)).await?;
                    let said = format!("{registry} does not answer for {length}");
                    return Ok(Answer::new(value, said));
                }
                None => format!("{registry} answers"),
            };
            control.send(Method::DELETE, &path, None).await?;
            Ok(Answer::new(json!({}), said))
        })
    }
}
