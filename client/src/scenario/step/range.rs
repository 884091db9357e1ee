//! `provision`, `advertise`, `withdraw`, `deprovision`: EC2's calls on a range.
//!
//! ```yaml
//! provision: { cidr: 198.18.1.0/24, message: "{{message}}", signature: "{{signature}}" }
//! advertise: 198.18.1.0/24
//! ```

use serde_json::{Value, json};

use super::nature::{Asking, Nature};
use super::{Action, Answer, Running, Trouble};
use crate::aws::range::{self, Provision};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;
use crate::target::allowance::Subject;

#[derive(Debug)]
struct ProvisionStep {
    cidr: Template,
    message: Option<Template>,
    signature: Option<Template>,
    description: Option<Template>,
}

pub(super) fn read_provision(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("provision", node, problems)?;
    let cidr = fields.need_text("cidr");
    let message = fields.text("message");
    let signature = fields.text("signature");
    let description = fields.text("description");
    fields.close();
    Some(Box::new(ProvisionStep {
        cidr: cidr?,
        message,
        signature,
        description,
    }))
}

impl Action for ProvisionStep {
    fn nature(&self) -> Nature {
        Nature::Changes
    }

    fn permissions(&self) -> Vec<&'static str> {
        vec!["ec2:ProvisionByoipCidr", "ec2:DescribeByoipCidrs"]
    }

    fn stakes(&self) -> Option<&'static str> {
        Some("takes up to a week; the certificate and the ROAs must stay until then")
    }

    fn objects(&self) -> Vec<&Template> {
        vec![&self.cidr]
    }

    fn subjects<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Vec<Subject>> {
        Box::pin(async move { Ok(vec![subject(&stage.fill(&self.cidr)?)]) })
    }

    fn settled<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Option<Answer>> {
        Box::pin(async move {
            let wanted = ["pending-provision", "provisioned", "advertised"];
            settled(&stage.fill(&self.cidr)?, &wanted, stage).await
        })
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let call = Provision {
                cidr: stage.fill(&self.cidr)?,
                message: stage.fill_option(self.message.as_ref())?,
                signature: stage.fill_option(self.signature.as_ref())?,
                description: stage.fill_option(self.description.as_ref())?,
            };
            Ok(told(range::provision(&stage.connection.aws, call).await?))
        })
    }
}

#[derive(Clone, Copy, Debug)]
enum Call {
    Advertise,
    Withdraw,
    Deprovision,
}

#[derive(Debug)]
struct RangeStep {
    call: Call,
    cidr: Template,
}

pub(super) fn read_advertise(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    read("advertise", Call::Advertise, node, problems)
}

pub(super) fn read_withdraw(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    read("withdraw", Call::Withdraw, node, problems)
}

pub(super) fn read_deprovision(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    read("deprovision", Call::Deprovision, node, problems)
}

fn read(noun: &str, call: Call, node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let cidr = fields::text(noun, node, problems)?;
    Some(Box::new(RangeStep { call, cidr }))
}

impl Action for RangeStep {
    fn nature(&self) -> Nature {
        Nature::Changes
    }

    fn permissions(&self) -> Vec<&'static str> {
        let call = match self.call {
            Call::Advertise => "ec2:AdvertiseByoipCidr",
            Call::Withdraw => "ec2:WithdrawByoipCidr",
            Call::Deprovision => "ec2:DeprovisionByoipCidr",
        };
        vec![call, "ec2:DescribeByoipCidrs"]
    }

    fn stakes(&self) -> Option<&'static str> {
        Some(match self.call {
            Call::Advertise => "the internet's traffic for the range goes to AWS from here on",
            Call::Withdraw => "whoever does not reach the range elsewhere does not reach it at all",
            Call::Deprovision => "AWS gives the range back, which takes up to a day",
        })
    }

    fn objects(&self) -> Vec<&Template> {
        vec![&self.cidr]
    }

    fn subjects<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Vec<Subject>> {
        Box::pin(async move { Ok(vec![subject(&stage.fill(&self.cidr)?)]) })
    }

    fn settled<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Option<Answer>> {
        Box::pin(async move {
            let wanted: &[&str] = match self.call {
                Call::Advertise => &["advertised", "pending-advertising"],
                Call::Withdraw => &["provisioned", "pending-withdrawal"],
                Call::Deprovision => &["pending-deprovision", "deprovisioned"],
            };
            settled(&stage.fill(&self.cidr)?, wanted, stage).await
        })
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let cidr = stage.fill(&self.cidr)?;
            let aws = &stage.connection.aws;
            Ok(told(match self.call {
                Call::Advertise => range::advertise(aws, &cidr).await?,
                Call::Withdraw => range::withdraw(aws, &cidr).await?,
                Call::Deprovision => range::deprovision(aws, &cidr).await?,
            }))
        })
    }
}

fn subject(cidr: &str) -> Subject {
    cidr.parse()
        .map_or_else(|_| Subject::Unknown(cidr.to_owned()), Subject::Range)
}

/// The answer that a call on a range would have had, if the range is as it leaves
/// it.
async fn settled(cidr: &str, wanted: &[&str], stage: &Stage) -> Result<Option<Answer>, Trouble> {
    let found = range::describe(&stage.connection.aws, Some(cidr)).await?;
    let Some(range) = found.pointer("/ByoipCidrs/0") else {
        return Ok(None);
    };
    let state = range.get("State").and_then(Value::as_str);
    Ok(state
        .is_some_and(|state| wanted.contains(&state))
        .then(|| told(json!({ "ByoipCidr": range }))))
}

fn told(value: Value) -> Answer {
    let member = |name: &str| {
        value
            .pointer(&format!("/ByoipCidr/{name}"))
            .and_then(Value::as_str)
            .unwrap_or("?")
    };
    let said = format!("{} is {}", member("Cidr"), member("State"));
    Answer::new(value, said)
}
