//! `allocate`, `associate`, `disassociate`, `release`: Elastic IP addresses.
//!
//! ```yaml
//! allocate: { pool: "{{pool}}", address: 198.18.1.10 }   # the address is optional
//! associate: { allocation: "{{web}}", instance: "{{instance}}" }
//! disassociate: "{{association}}"
//! release: "{{web}}"
//! ```

use serde_json::Value;

use super::{Action, Answer, Running};
use crate::aws::address::{self, Associate};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct AllocateStep {
    pool: Option<Template>,
    address: Option<Template>,
}

pub(super) fn read_allocate(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("allocate", node, problems)?;
    let (pool, address) = (fields.text("pool"), fields.text("address"));
    fields.close();
    Some(Box::new(AllocateStep { pool, address }))
}

impl Action for AllocateStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let pool = stage.fill_option(self.pool.as_ref())?;
            let address = stage.fill_option(self.address.as_ref())?;
            let value = address::allocate(&stage.connection.ec2, pool, address).await?;
            let said = format!(
                "{} is allocated as {}",
                member(&value, "PublicIp"),
                member(&value, "AllocationId")
            );
            Ok(Answer::new(value, said))
        })
    }
}

#[derive(Debug)]
struct AssociateStep {
    allocation: Template,
    instance: Option<Template>,
    interface: Option<Template>,
    private_address: Option<Template>,
}

pub(super) fn read_associate(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("associate", node, problems)?;
    let allocation = fields.need_text("allocation");
    let instance = fields.text("instance");
    let interface = fields.text("interface");
    let private_address = fields.text("private-address");
    fields.close();
    Some(Box::new(AssociateStep {
        allocation: allocation?,
        instance,
        interface,
        private_address,
    }))
}

impl Action for AssociateStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let call = Associate {
                allocation: stage.fill(&self.allocation)?,
                instance: stage.fill_option(self.instance.as_ref())?,
                interface: stage.fill_option(self.interface.as_ref())?,
                private_address: stage.fill_option(self.private_address.as_ref())?,
            };
            let on = call
                .instance
                .clone()
                .or_else(|| call.interface.clone())
                .unwrap_or_else(|| "nothing".to_owned());
            let said = format!("{} is on {on}", call.allocation);
            let value = address::associate(&stage.connection.ec2, call).await?;
            Ok(Answer::new(value, said))
        })
    }
}

#[derive(Debug)]
struct DisassociateStep(Template);

pub(super) fn read_disassociate(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let association = fields::text("disassociate", node, problems)?;
    Some(Box::new(DisassociateStep(association)))
}

impl Action for DisassociateStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let association = stage.fill(&self.0)?;
            let value = address::disassociate(&stage.connection.ec2, &association).await?;
            Ok(Answer::new(value, format!("{association} is taken off")))
        })
    }
}

#[derive(Debug)]
struct ReleaseStep(Template);

pub(super) fn read_release(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let allocation = fields::text("release", node, problems)?;
    Some(Box::new(ReleaseStep(allocation)))
}

impl Action for ReleaseStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let allocation = stage.fill(&self.0)?;
            let value = address::release(&stage.connection.ec2, &allocation).await?;
            Ok(Answer::new(value, format!("{allocation} is released")))
        })
    }
}

fn member<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or("?")
}
