//! `rdap`: a registry's record as the public sees it (RFC 9082, RFC 9083).
//!
//! ```yaml
//! rdap: { registry: arin, ip: 198.18.1.0 }
//! ```
//!
//! The answer is the registry's own document, with one member more: `lines`, the
//! text of all its remarks, line by line.

use byoip_vocabulary::registry::{Registry, UnknownName};
use serde_json::Value;

use super::Trouble;
use super::nature::Nature;
use super::{Action, Answer, Running};
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct RdapStep {
    registry: Template,
    ip: Template,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("rdap", node, problems)?;
    let (registry, ip) = (fields.need_text("registry"), fields.need_text("ip"));
    fields.close();
    Some(Box::new(RdapStep {
        registry: registry?,
        ip: ip?,
    }))
}

impl Action for RdapStep {
    fn nature(&self) -> Nature {
        Nature::Reads
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let registry = stage.fill(&self.registry)?;
            let ip = stage.fill(&self.ip)?;
            ask(&registry, &ip, stage).await
        })
    }
}

/// A registry's record of an address.
pub(super) async fn ask(registry: &str, ip: &str, stage: &Stage) -> Result<Answer, Trouble> {
    let known: Registry = registry
        .parse()
        .map_err(|error: UnknownName| Trouble::Invalid(error.to_string()))?;
    let base = format!("https://{}{}", known.rdap_host(), known.rdap_root());
    let answer = super::http::get_json(stage, &format!("{base}/ip/{ip}")).await;
    let mut value = answer.map_err(with_title)?;
    let lines = remark_lines(&value);
    let said = format!(
        "{ip} is in {}, lines of remarks: {}",
        value.get("handle").and_then(Value::as_str).unwrap_or("?"),
        lines.len()
    );
    if let Value::Object(members) = &mut value {
        members.insert("lines".to_owned(), Value::Array(lines));
    }
    Ok(Answer::new(value, said))
}

/// A refusal in the words of the error document it came with (RFC 9083, section 6)
/// and not in all of its JSON.
fn with_title(trouble: Trouble) -> Trouble {
    let Trouble::Refused {
        code,
        message,
        request_id,
    } = trouble
    else {
        return trouble;
    };
    let document: Option<Value> = serde_json::from_str(&message).ok();
    let title = document.and_then(|it| it.get("title")?.as_str().map(str::to_owned));
    Trouble::Refused {
        code,
        message: title.unwrap_or(message),
        request_id,
    }
}

fn remark_lines(document: &Value) -> Vec<Value> {
    let remarks = document.get("remarks").and_then(Value::as_array);
    remarks
        .into_iter()
        .flatten()
        .filter_map(|remark| remark.get("description")?.as_array())
        .flatten()
        .cloned()
        .collect()
}
