//! `bgp`: what the customer's own routers announce, and what somebody's do who
//! should not. Amazon's announcements come and go with `advertise` and `withdraw`.
//!
//! ```yaml
//! bgp: { announce: { prefix: 198.18.0.0/23, asn: AS64500 } }
//! bgp: { withdraw: { prefix: 198.18.0.0/23, asn: AS64500 } }
//! # AS64511 says that it is AS64500's neighbour, and leaves that be:
//! bgp: { announce: { prefix: 198.18.1.0/24, asn: AS64500, impostor: AS64511 } }
//! bgp: { withdraw: { prefix: 198.18.1.0/24, asn: AS64500, impostor: AS64511 } }
//! # AS64499 tells everybody of the route that it has, and leaves that be:
//! bgp: { leak: { prefix: 198.18.0.0/23, asn: AS64499 } }
//! bgp: { end-leak: { prefix: 198.18.0.0/23, asn: AS64499 } }
//! ```

use reqwest::Method;
use serde_json::{Value, json};

use super::nature::{ByHand, Nature, Sight};
use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct BgpStep {
    deed: Deed,
    prefix: Template,
    asn: Template,
    impostor: Option<Template>,
}

/// What routers begin or stop to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Announce,
    Withdraw,
    Leak,
    EndLeak,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("bgp", node, problems)?;
    let chosen = fields.one_of(&["announce", "withdraw", "leak", "end-leak"]);
    let step = chosen.and_then(|(call, node)| {
        let deed = match call {
            "announce" => Deed::Announce,
            "withdraw" => Deed::Withdraw,
            "leak" => Deed::Leak,
            _ => Deed::EndLeak,
        };
        let mut route = Fields::open(call, node, fields.problems)?;
        let (prefix, asn) = (route.need_text("prefix"), route.need_text("asn"));
        let impostor = match deed {
            Deed::Announce | Deed::Withdraw => route.text("impostor"),
            Deed::Leak | Deed::EndLeak => None,
        };
        route.close();
        Some(BgpStep {
            deed,
            prefix: prefix?,
            asn: asn?,
            impostor,
        })
    });
    fields.close();
    Some(Box::new(step?))
}

impl Action for BgpStep {
    fn nature(&self) -> Nature {
        match (self.deed, &self.impostor) {
            (Deed::Announce | Deed::Withdraw, None) => Nature::ByHand,
            (Deed::Leak | Deed::EndLeak, _) | (_, Some(_)) => Nature::Simulated,
        }
    }

    fn by_hand(&self, stage: &Stage) -> Result<Option<ByHand>, Trouble> {
        let prefix = stage.fill(&self.prefix)?;
        let asn = super::roa::asn(&stage.fill(&self.asn)?)?;
        let is_there = self.deed == Deed::Announce;
        let verb = if is_there { "announce" } else { "withdraw" };
        let place = prefix
            .parse()
            .map_err(|error| Trouble::Invalid(format!("`{prefix}`: {error}")))?;
        Ok(Some(ByHand {
            instruction: format!("{verb} {prefix} from {asn}, on your own routers"),
            sight: Some(Sight::Originated {
                prefix: place,
                asn,
                is_there,
            }),
        }))
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let prefix = stage.fill(&self.prefix)?;
            let asn = super::roa::asn(&stage.fill(&self.asn)?)?;
            let mut route = json!({ "prefix": prefix, "asn": asn });
            let mut who = asn.to_string();
            if let Some(impostor) = stage.fill_option(self.impostor.as_ref())? {
                let impostor = super::roa::asn(&impostor)?;
                who = format!("{impostor}, an impostor,");
                if let Value::Object(members) = &mut route {
                    members.insert("impostor".to_owned(), json!(impostor));
                }
            }
            let (method, path, verb) = match self.deed {
                Deed::Announce => (Method::POST, "announcements", "announces"),
                Deed::Withdraw => (Method::DELETE, "announcements", "no longer announces"),
                Deed::Leak => (Method::POST, "leaks", "leaks"),
                Deed::EndLeak => (Method::DELETE, "leaks", "no longer leaks"),
            };
            let control = stage.connection.control()?;
            let value = control.send(method, path, Some(&route)).await?;
            Ok(Answer::new(value, format!("{who} {verb} {prefix}")))
        })
    }
}
