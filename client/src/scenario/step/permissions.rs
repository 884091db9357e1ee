//! `permissions`: what the access key of this run may do from now on, through the
//! simulator's control API: the part of whoever writes the IAM policy.
//!
//! ```yaml
//! permissions: { allow: ["ec2:Describe*", "ec2:ProvisionByoipCidr"] }
//! permissions: { deny: "ec2:ReleaseAddress" }
//! permissions: { allow: "*" }
//! ```
//!
//! Each step says all of it: without `allow` everything is allowed, and what is
//! denied is denied whatever is allowed. The answer is the key without its secret.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::nature::Nature;
use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::{Node, Yaml};
use crate::target::control::ControlError;

#[derive(Debug)]
struct PermissionsStep {
    allow: Option<Vec<Template>>,
    deny: Option<Vec<Template>>,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("permissions", node, problems)?;
    let mut patterns = |key| {
        let node = fields.take(key)?;
        fields::lines(key, node, fields.problems)
    };
    let (allow, deny) = (patterns("allow"), patterns("deny"));
    fields.close();
    // A key that is misspelt has been told already.
    if matches!(&node.value, Yaml::Mapping(entries) if entries.is_empty()) {
        let what = "`permissions` needs `allow` or `deny`";
        problems.add(Problem::new(&node.place, what));
        return None;
    }
    Some(Box::new(PermissionsStep { allow, deny }))
}

impl Action for PermissionsStep {
    fn nature(&self) -> Nature {
        Nature::Simulated
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let allow = self.allow.as_deref().map(|it| filled(it, stage));
            let deny = self.deny.as_deref().map(|it| filled(it, stage));
            let (allow, deny) = (allow.transpose()?, deny.transpose()?.unwrap_or_default());
            let id = own(stage, "AWS_ACCESS_KEY_ID")?;
            let (account, user) = holder(stage, id).await?;
            let key = json!({
                "account": account,
                "secret": own(stage, "AWS_SECRET_ACCESS_KEY")?,
                "user": user,
                "allow": allow,
                "deny": deny,
            });
            let control = stage.connection.control()?;
            let path = format!("access-keys/{id}");
            let value = control.send(Method::PUT, &path, Some(&key)).await;
            let value = value.map_err(|error| match error {
                // Only the patterns are the file's own.
                ControlError::Refused { status, message } if status == StatusCode::BAD_REQUEST => {
                    Trouble::Invalid(message)
                }
                other => other.into(),
            })?;
            let may = match allow.as_deref() {
                None => "everything".to_owned(),
                Some([]) => "nothing".to_owned(),
                Some(patterns) => patterns.join(", "),
            };
            let but = match deny.as_slice() {
                [] => String::new(),
                patterns => format!(", but not {}", patterns.join(", ")),
            };
            Ok(Answer::new(value, format!("{user} may do {may}{but}")))
        })
    }
}

fn filled(templates: &[Template], stage: &Stage) -> Result<Vec<String>, Trouble> {
    let filled = templates.iter().map(|template| stage.fill(template));
    filled.collect()
}

/// A part of the key that the run signs with.
fn own<'a>(stage: &'a Stage, name: &str) -> Result<&'a str, Trouble> {
    let value = stage.connection.environment.get(name);
    let unnamed = || Trouble::Failed(format!("the simulator's environment lacks {name}"));
    value.map(String::as_str).ok_or_else(unnamed)
}

/// The account and the user that a key is of.
async fn holder(stage: &Stage, id: &str) -> Result<(String, String), Trouble> {
    let control = stage.connection.control()?;
    let all = control.send(Method::GET, "access-keys", None).await?;
    let keys = all.get("access_keys").and_then(Value::as_array);
    let key = keys.and_then(|keys| keys.iter().find(|key| key.get("id") == Some(&json!(id))));
    let member = |name| key?.get(name)?.as_str();
    let user = member("arn").and_then(|arn| arn.split_once(":user/"));
    match (member("account"), user) {
        (Some(account), Some((_, user))) => Ok((account.to_owned(), user.to_owned())),
        _ => Err(Trouble::Failed(format!(
            "the access key {id} is not a user's, so its permissions are not changed here"
        ))),
    }
}
