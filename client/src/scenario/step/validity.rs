//! `validity`: what a validator says of a route (RFC 6811), asked in Routinator's
//! way.
//!
//! ```yaml
//! validity: { prefix: 198.18.1.0/24, asn: AS16509 }
//! ```
//!
//! The answer is Routinator's document, with one member more: `state`, in its
//! words (`valid`, `invalid`, `not-found`).

use byoip_vocabulary::asn::Asn;
use serde_json::Value;

use super::nature::Nature;
use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct ValidityStep {
    prefix: Template,
    asn: Template,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("validity", node, problems)?;
    let (prefix, asn) = (fields.need_text("prefix"), fields.need_text("asn"));
    fields.close();
    Some(Box::new(ValidityStep {
        prefix: prefix?,
        asn: asn?,
    }))
}

impl Action for ValidityStep {
    fn nature(&self) -> Nature {
        Nature::Reads
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let prefix = stage.fill(&self.prefix)?;
            let asn = super::roa::asn(&stage.fill(&self.asn)?)?;
            ask(&prefix, asn, stage).await
        })
    }
}

/// A validator's word on a route.
pub(super) async fn ask(prefix: &str, asn: Asn, stage: &Stage) -> Result<Answer, Trouble> {
    let url = format!("https://rpki-validator.ripe.net/api/v1/validity/{asn}/{prefix}");
    let mut value = super::http::get_json(stage, &url).await?;
    let state = value
        .pointer("/validated_route/validity/state")
        .cloned()
        .unwrap_or(Value::Null);
    let said = format!("{prefix} from {asn} is {}", state.as_str().unwrap_or("?"));
    if let Value::Object(members) = &mut value {
        members.insert("state".to_owned(), state);
    }
    Ok(Answer::new(value, said))
}
