//! `bgp`: what the customer's own routers announce. Amazon's announcements come
//! and go with `advertise` and `withdraw`.
//!
//! ```yaml
//! bgp: { announce: { prefix: 198.18.0.0/23, asn: AS64500 } }
//! bgp: { withdraw: { prefix: 198.18.0.0/23, asn: AS64500 } }
//! ```

use reqwest::Method;
use serde_json::json;

use super::{Action, Answer, Running};
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct BgpStep {
    announce: bool,
    prefix: Template,
    asn: Template,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("bgp", node, problems)?;
    let chosen = fields.one_of(&["announce", "withdraw"]);
    let step = chosen.and_then(|(call, node)| {
        let mut route = Fields::open(call, node, fields.problems)?;
        let (prefix, asn) = (route.need_text("prefix"), route.need_text("asn"));
        route.close();
        Some(BgpStep {
            announce: call == "announce",
            prefix: prefix?,
            asn: asn?,
        })
    });
    fields.close();
    Some(Box::new(step?))
}

impl Action for BgpStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let prefix = stage.fill(&self.prefix)?;
            let asn = super::roa::asn(&stage.fill(&self.asn)?)?;
            let route = json!({ "prefix": prefix, "asn": asn });
            let (method, verb) = if self.announce {
                (Method::POST, "announces")
            } else {
                (Method::DELETE, "no longer announces")
            };
            let control = &stage.connection.control;
            let value = control.send(method, "announcements", Some(&route)).await?;
            Ok(Answer::new(value, format!("{asn} {verb} {prefix}")))
        })
    }
}
