//! `outage`: a registry that does not answer for a while, or a validator that
//! looks for nothing new, through the simulator's control API.
//!
//! ```yaml
//! outage: { registry: arin, for: 1d }      # neither RDAP nor whois, nor its portal
//! outage: { validator: amazon, for: 1d }   # it goes on with what it has
//! outage: { registry: arin, end: true }
//! ```
//!
//! The answer lists what is down, each with the moment until which; it is empty
//! after an end.

use reqwest::Method;
use serde_json::json;

use super::nature::Nature;
use super::{Action, Answer, Running};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::{Node, Yaml};

#[derive(Debug)]
struct OutageStep {
    /// Of whom: a registry, or a validator.
    registry: bool,
    name: Template,
    /// How long; none ends it.
    length: Option<Template>,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("outage", node, problems)?;
    let whose = fields.one_of(&["registry", "validator"]);
    let name = whose.and_then(|(kind, node)| {
        let name = fields::text(kind, node, fields.problems)?;
        Some((kind == "registry", name))
    });
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
    let (registry, name) = name?;
    Some(Box::new(OutageStep {
        registry,
        name,
        length: length?,
    }))
}

impl Action for OutageStep {
    fn nature(&self) -> Nature {
        Nature::Simulated
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let name = stage.fill(&self.name)?;
            let length = stage.fill_option(self.length.as_ref())?;
            let control = stage.connection.control()?;
            let (path, down, up) = if self.registry {
                let down = format!("{name} does not answer for");
                (format!("outages/{name}"), down, format!("{name} answers"))
            } else {
                let down = format!("validator {name} learns nothing new for");
                let path = format!("validators/{name}/outage");
                (path, down, format!("validator {name} looks again"))
            };
            let said = match length {
                Some(length) => {
                    let body = json!({ "for": length });
                    let value = control.send(Method::PUT, &path, Some(&body)).await?;
                    let said = format!("{down} {length}");
                    return Ok(Answer::new(value, said));
                }
                None => up,
            };
            control.send(Method::DELETE, &path, None).await?;
            Ok(Answer::new(json!({}), said))
        })
    }
}
