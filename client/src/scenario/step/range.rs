//! `provision`, `advertise`, `withdraw`, `deprovision`: EC2's calls on a range.
//!
//! ```yaml
//! provision: { cidr: 198.18.1.0/24, message: "{{message}}", signature: "{{signature}}" }
//! advertise: 198.18.1.0/24
//! ```

use super::{Action, Answer, Outcome, Running};
use crate::aws::range::{self, Provision};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

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
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let call = Provision {
                cidr: stage.fill(&self.cidr)?,
                message: stage.fill_option(self.message.as_ref())?,
                signature: stage.fill_option(self.signature.as_ref())?,
                description: stage.fill_option(self.description.as_ref())?,
            };
            told(range::provision(&stage.connection.ec2, call).await?)
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
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let cidr = stage.fill(&self.cidr)?;
            let ec2 = &stage.connection.ec2;
            told(match self.call {
                Call::Advertise => range::advertise(ec2, &cidr).await?,
                Call::Withdraw => range::withdraw(ec2, &cidr).await?,
                Call::Deprovision => range::deprovision(ec2, &cidr).await?,
            })
        })
    }
}

fn told(value: serde_json::Value) -> Outcome {
    let member = |name: &str| {
        value
            .pointer(&format!("/ByoipCidr/{name}"))
            .and_then(serde_json::Value::as_str)
            .unwrap_or("?")
    };
    let said = format!("{} is {}", member("Cidr"), member("State"));
    Ok(Answer::new(value, said))
}
