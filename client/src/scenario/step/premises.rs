//! `premises`: what answers in the holder's own data centre, through the
//! simulator's control API. Everything does until it is stopped.
//!
//! ```yaml
//! premises: { stop: 198.18.1.0/24 }
//! premises: { start: 198.18.1.0/24 }
//! ```

use reqwest::Method;
use serde_json::json;

use super::nature::{ByHand, Nature};
use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct PremisesStep {
    stop: bool,
    prefix: Template,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("premises", node, problems)?;
    let chosen = fields.one_of(&["stop", "start"]);
    let step = chosen.and_then(|(verb, node)| {
        let prefix = fields::text(verb, node, fields.problems)?;
        let stop = verb == "stop";
        Some(PremisesStep { stop, prefix })
    });
    fields.close();
    Some(Box::new(step?))
}

impl Action for PremisesStep {
    fn nature(&self) -> Nature {
        Nature::ByHand
    }

    fn by_hand(&self, stage: &Stage) -> Result<Option<ByHand>, Trouble> {
        let prefix = stage.fill(&self.prefix)?;
        let verb = if self.stop { "stop" } else { "start" };
        let instruction = format!("{verb} what answers in {prefix} at home");
        Ok(Some(ByHand {
            instruction,
            sight: None,
        }))
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let prefix = stage.fill(&self.prefix)?;
            let part = json!({ "prefix": prefix });
            let (method, said) = if self.stop {
                let said = format!("nothing answers for {prefix} at home any more");
                (Method::POST, said)
            } else {
                (Method::DELETE, format!("home answers for {prefix} again"))
            };
            let control = stage.connection.control()?;
            let value = control
                .send(method, "premises/stopped", Some(&part))
                .await?;
            Ok(Answer::new(value, said))
        })
    }
}
