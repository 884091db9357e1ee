//! `roa`: route origin authorizations, through the simulator's control API; a
//! registry's own portal or API does the same for a real range.
//!
//! ```yaml
//! roa: { create: { prefix: 198.18.1.0/24, asn: AS16509, max-length: 24 } }
//! roa: { delete: { prefix: 198.18.1.0/24, asn: AS16509, max-length: 24 } }
//! roa: list
//! ```

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Action, Answer, Running};
use super::{Outcome, Trouble};
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
enum RoaStep {
    List,
    Create(Triple),
    Delete(Triple),
}

#[derive(Debug)]
struct Triple {
    prefix: Template,
    asn: Template,
    max_length: Option<Template>,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    if node.scalar().as_deref() == Some("list") {
        return Some(Box::new(RoaStep::List));
    }
    let mut fields = Fields::open("roa", node, problems)?;
    let chosen = fields.one_of(&["create", "delete"]);
    let step = chosen.and_then(|(call, node)| {
        let triple = triple(call, node, fields.problems)?;
        Some(if call == "create" {
            RoaStep::Create(triple)
        } else {
            RoaStep::Delete(triple)
        })
    });
    fields.close();
    Some(Box::new(step?))
}

fn triple(call: &'static str, node: &Node, problems: &mut Problems) -> Option<Triple> {
    let mut fields = Fields::open(call, node, problems)?;
    let (prefix, asn) = (fields.need_text("prefix"), fields.need_text("asn"));
    let max_length = fields.text("max-length");
    fields.close();
    Some(Triple {
        prefix: prefix?,
        asn: asn?,
        max_length,
    })
}

impl Action for RoaStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            match self {
                Self::List => {
                    let control = &stage.connection.control;
                    let value = control.send(Method::GET, "roas", None).await?;
                    let count = value.get("roas").and_then(Value::as_array).map(Vec::len);
                    Ok(Answer::new(
                        value,
                        format!("{} ROAs", count.unwrap_or_default()),
                    ))
                }
                Self::Create(triple) => send(Method::POST, triple, "is created", stage).await,
                Self::Delete(triple) => send(Method::DELETE, triple, "is deleted", stage).await,
            }
        })
    }
}

async fn send(method: Method, triple: &Triple, verb: &str, stage: &Stage) -> Outcome {
    let roa = triple.fill(stage)?;
    let body = json!({
        "prefix": roa.prefix(),
        "max_length": roa.max_length(),
        "asn": roa.asn(),
    });
    let control = &stage.connection.control;
    let value = control.send(method, "roas", Some(&body)).await?;
    Ok(Answer::new(value, format!("ROA {roa} {verb}")))
}

impl Triple {
    fn fill(&self, stage: &Stage) -> Result<Roa, Trouble> {
        let prefix = stage.fill(&self.prefix)?;
        let prefix: Prefix = prefix
            .parse()
            .map_err(|error| Trouble::Invalid(format!("`{prefix}`: {error}")))?;
        let asn = asn(&stage.fill(&self.asn)?)?;
        let max_length = stage.fill_option(self.max_length.as_ref())?;
        let max_length = max_length
            .map(|text| text.parse::<u8>())
            .transpose()
            .map_err(|_| Trouble::Invalid("`max-length` must be a prefix length".to_owned()))?;
        Roa::new(prefix, max_length, asn).map_err(|error| Trouble::Invalid(error.to_string()))
    }
}

/// An AS number in any of its usual spellings.
pub(super) fn asn(text: &str) -> Result<Asn, Trouble> {
    text.parse()
        .map_err(|error| Trouble::Invalid(format!("`{text}`: {error}")))
}
