//! `roa`: route origin authorizations, through the simulator's control API; a
//! registry's own portal or API does the same for a real range.
//!
//! ```yaml
//! roa: { create: { prefix: 198.18.1.0/24, asn: AS16509, max-length: 24 } }
//! roa: { create: { prefix: 198.18.1.0/24, asn: AS16509, lasts: 30d } }
//! roa: { create: { prefix: 198.18.1.0/24, asn: AS16509, if-absent: true } }
//! roa: { delete: { prefix: 198.18.1.0/24, asn: AS16509, max-length: 24 } }
//! roa: list
//! ```

use std::fmt;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::duration;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::roa::Roa;
use jiff::Timestamp;
use reqwest::Method;
use serde_json::{Value, json};

use super::nature::{ByHand, Nature, Sight};
use super::{Action, Answer, Running};
use super::{Outcome, Trouble};
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

/// How the control API refuses a second ROA that says the same.
const CONFLICT: &str = "409";

#[derive(Debug)]
enum RoaStep {
    List,
    Create(Triple, Create),
    Delete(Triple),
}

/// What can be said of a new ROA alone.
#[derive(Debug)]
struct Create {
    lasts: Option<Template>,
    /// Whether one that is there already will do.
    if_absent: bool,
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
    let step = chosen.and_then(|(call, node)| read_call(call, node, fields.problems));
    fields.close();
    Some(Box::new(step?))
}

fn read_call(call: &'static str, node: &Node, problems: &mut Problems) -> Option<RoaStep> {
    let mut fields = Fields::open(call, node, problems)?;
    let (prefix, asn) = (fields.need_text("prefix"), fields.need_text("asn"));
    let max_length = fields.text("max-length");
    let is_new = call == "create";
    let create = is_new.then(|| Create {
        lasts: fields.duration("lasts"),
        if_absent: fields.flag("if-absent").unwrap_or_default(),
    });
    fields.close();
    let triple = Triple {
        prefix: prefix?,
        asn: asn?,
        max_length,
    };
    Some(match create {
        Some(create) => RoaStep::Create(triple, create),
        None => RoaStep::Delete(triple),
    })
}

impl Action for RoaStep {
    fn nature(&self) -> Nature {
        match self {
            Self::List => Nature::Simulated,
            Self::Create(..) | Self::Delete(_) => Nature::ByHand,
        }
    }

    fn by_hand(&self, stage: &Stage) -> Result<Option<ByHand>, Trouble> {
        let (verb, triple, is_valid) = match self {
            Self::List => return Ok(None),
            Self::Create(triple, _) => ("create", triple, true),
            Self::Delete(triple) => ("delete", triple, false),
        };
        let roa = triple.fill(stage)?;
        Ok(Some(ByHand {
            instruction: format!("{verb} the ROA {roa} at your registry"),
            sight: Some(Sight::Valid {
                prefix: roa.prefix(),
                max_length: roa.max_length(),
                asn: roa.asn(),
                is_valid,
            }),
        }))
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            match self {
                Self::List => {
                    let control = stage.connection.control()?;
                    let value = control.send(Method::GET, "roas", None).await?;
                    let count = value.get("roas").and_then(Value::as_array).map(Vec::len);
                    Ok(Answer::new(
                        value,
                        format!("{} ROAs", count.unwrap_or_default()),
                    ))
                }
                Self::Create(triple, Create { lasts, if_absent }) => {
                    let until = match stage.fill_option(lasts.as_ref())? {
                        Some(length) => Some(end(&length, stage).await?),
                        None => None,
                    };
                    match send(Method::POST, triple, until, "is created", stage).await {
                        Err(Trouble::Refused { code, .. }) if *if_absent && code == CONFLICT => {
                            let roa = triple.fill(stage)?;
                            Ok(Answer::new(json!({}), format!("{roa} is there already")))
                        }
                        outcome => outcome,
                    }
                }
                Self::Delete(triple) => {
                    send(Method::DELETE, triple, None, "is deleted", stage).await
                }
            }
        })
    }
}

/// The moment so long from now, in the world's time.
async fn end(length: &str, stage: &Stage) -> Result<Timestamp, Trouble> {
    let wrong = |error: &dyn fmt::Display| Trouble::Invalid(format!("`{length}`: {error}"));
    let lasts = duration::parse(length).map_err(|error| wrong(&error))?;
    let now = stage.connection.clock().await?.now;
    now.checked_add(lasts).map_err(|error| wrong(&error))
}

async fn send(
    method: Method,
    triple: &Triple,
    until: Option<Timestamp>,
    verb: &str,
    stage: &Stage,
) -> Outcome {
    let roa = triple.fill(stage)?;
    let mut body = json!({
        "prefix": roa.prefix(),
        "max_length": roa.max_length(),
        "asn": roa.asn(),
    });
    if let (Some(until), Value::Object(members)) = (until, &mut body) {
        members.insert("until".to_owned(), json!(until));
    }
    let control = stage.connection.control()?;
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
