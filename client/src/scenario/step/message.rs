//! `message`: the authorization message for a range.
//!
//! ```yaml
//! message: { cidr: 198.18.1.0/24, expires: "{{today+30d}}" }
//! ```
//!
//! `account` and `partition` are the target's own unless given. The answer is
//! `{ Message }`.

use byoip_vocabulary::authorization::AuthorizationMessage;
use byoip_vocabulary::region::{Partition, Region};
use jiff::civil::Date;
use serde_json::json;

use super::nature::Nature;
use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct MessageStep {
    cidr: Template,
    expires: Template,
    account: Option<Template>,
    partition: Option<Template>,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("message", node, problems)?;
    let (cidr, expires) = (fields.need_text("cidr"), fields.need_text("expires"));
    let (account, partition) = (fields.text("account"), fields.text("partition"));
    fields.close();
    Some(Box::new(MessageStep {
        cidr: cidr?,
        expires: expires?,
        account,
        partition,
    }))
}

impl Action for MessageStep {
    fn nature(&self) -> Nature {
        Nature::Local
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let account = match stage.fill_option(self.account.as_ref())? {
                Some(account) => account,
                None => stage
                    .variables
                    .get("account")
                    .unwrap_or_default()
                    .to_owned(),
            };
            let partition = match stage.fill_option(self.partition.as_ref())? {
                Some(partition) => parsed::<Partition>(&partition)?,
                None => parsed::<Region>(stage.connection.region())?.partition(),
            };
            let message = AuthorizationMessage {
                partition,
                account: parsed(&account)?,
                prefix: parsed(&stage.fill(&self.cidr)?)?,
                expires: date(&stage.fill(&self.expires)?)?,
            }
            .to_string();
            let said = message.clone();
            Ok(Answer::new(json!({ "Message": message }), said))
        })
    }
}

fn parsed<T>(text: &str) -> Result<T, Trouble>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    text.parse()
        .map_err(|error| Trouble::Invalid(format!("`{text}`: {error}")))
}

/// 2026-03-31 or 20260331.
fn date(text: &str) -> Result<Date, Trouble> {
    Date::strptime("%Y-%m-%d", text)
        .or_else(|_| Date::strptime("%Y%m%d", text))
        .map_err(|_| {
            Trouble::Invalid(format!(
                "`{text}` is no day; write 2026-03-31, 20260331 or {{{{today+30d}}}}"
            ))
        })
}
