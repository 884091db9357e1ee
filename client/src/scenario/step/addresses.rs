//! `allocate`, `associate`, `disassociate`, `release`: Elastic IP addresses.
//!
//! ```yaml
//! allocate: { pool: "{{pool}}", address: 198.18.1.10 }   # the address is optional
//! associate: { allocation: "{{web}}", instance: "{{instance}}" }
//! disassociate: "{{association}}"
//! release: "{{web}}"
//! ```

use serde_json::{Value, json};

use super::lookup::{self, address_of};
use super::nature::{Asking, Nature};
use super::{Action, Answer, Running};
use crate::aws::address::{self, Associate};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;
use crate::target::allowance::Subject;

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
    fn nature(&self) -> Nature {
        Nature::Changes
    }

    fn permissions(&self) -> Vec<&'static str> {
        let mut needed = vec!["ec2:AllocateAddress", "ec2:DescribeAddresses"];
        if self.address.is_none() {
            needed.extend(["ec2:CreateTags", "ec2:DescribePublicIpv4Pools"]);
        }
        needed
    }

    fn objects(&self) -> Vec<&Template> {
        let pool = self.pool.as_ref();
        self.address.as_ref().or(pool).into_iter().collect()
    }

    fn subjects<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Vec<Subject>> {
        Box::pin(async move {
            if let Some(address) = stage.fill_option(self.address.as_ref())? {
                let parsed = address.parse();
                return Ok(vec![
                    parsed.map_or(Subject::Unknown(address), Subject::Address),
                ]);
            }
            match stage.fill_option(self.pool.as_ref())? {
                Some(pool) => lookup::pool(stage, &pool).await,
                None => Ok(vec![Subject::Unknown(
                    "an address of Amazon's own".to_owned(),
                )]),
            }
        })
    }

    /// By the address that was asked for, else by the tag that the call put on
    /// it: AllocateAddress has no client token, and a second one is a second
    /// address (EC2 API Reference, "Ensuring idempotency").
    fn settled<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Option<Answer>> {
        Box::pin(async move {
            let address = stage.fill_option(self.address.as_ref())?;
            let tag = stage.request_token();
            let found = address::find(&stage.connection.aws, address.as_deref(), &tag).await?;
            Ok(found.map(allocated))
        })
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let pool = stage.fill_option(self.pool.as_ref())?;
            let address = stage.fill_option(self.address.as_ref())?;
            // Found again by it, should the answer get lost.
            let is_tagged = stage.is_traced() && address.is_none();
            let tag = is_tagged.then(|| stage.request_token());
            let aws = &stage.connection.aws;
            Ok(allocated(address::allocate(aws, pool, address, tag).await?))
        })
    }
}

fn allocated(value: Value) -> Answer {
    let said = format!(
        "{} is allocated as {}",
        member(&value, "PublicIp"),
        member(&value, "AllocationId")
    );
    Answer::new(value, said)
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
    fn nature(&self) -> Nature {
        Nature::Changes
    }

    fn permissions(&self) -> Vec<&'static str> {
        vec!["ec2:AssociateAddress", "ec2:DescribeAddresses"]
    }

    fn stakes(&self) -> Option<&'static str> {
        Some("an instance loses the public address it had")
    }

    fn objects(&self) -> Vec<&Template> {
        let on = self.instance.as_ref().or(self.interface.as_ref());
        std::iter::once(&self.allocation).chain(on).collect()
    }

    fn subjects<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Vec<Subject>> {
        Box::pin(async move {
            let id = stage.fill(&self.allocation)?;
            let found = lookup::allocation(stage, &id).await?;
            Ok(vec![address_of(found.as_ref(), &id)])
        })
    }

    fn settled<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Option<Answer>> {
        Box::pin(async move {
            let id = stage.fill(&self.allocation)?;
            let wanted = [
                ("InstanceId", stage.fill_option(self.instance.as_ref())?),
                (
                    "NetworkInterfaceId",
                    stage.fill_option(self.interface.as_ref())?,
                ),
            ];
            let found = lookup::allocation(stage, &id).await?;
            let is_on = |address: &&Value| {
                let has = |(name, id): &(&str, Option<String>)| {
                    let there = address.get(name).and_then(Value::as_str);
                    id.is_none() || there == id.as_deref()
                };
                wanted.iter().all(has)
            };
            let association = found.as_ref().filter(is_on).and_then(|address| {
                let association = address.get("AssociationId")?;
                Some(json!({ "AssociationId": association }))
            });
            Ok(association.map(|value| Answer::new(value, format!("{id} is on it"))))
        })
    }

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
            let value = address::associate(&stage.connection.aws, call).await?;
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
    fn nature(&self) -> Nature {
        Nature::Changes
    }

    fn permissions(&self) -> Vec<&'static str> {
        vec!["ec2:DisassociateAddress", "ec2:DescribeAddresses"]
    }

    fn stakes(&self) -> Option<&'static str> {
        Some("whatever had the address is no longer reached by it")
    }

    fn objects(&self) -> Vec<&Template> {
        vec![&self.0]
    }

    fn subjects<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Vec<Subject>> {
        Box::pin(async move {
            let id = stage.fill(&self.0)?;
            let found = lookup::association(stage, &id).await?;
            Ok(vec![address_of(found.as_ref(), &id)])
        })
    }

    fn settled<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Option<Answer>> {
        Box::pin(async move {
            let id = stage.fill(&self.0)?;
            let found = lookup::association(stage, &id).await?;
            let said = format!("{id} is taken off");
            Ok(found.is_none().then(|| Answer::new(json!({}), said)))
        })
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let association = stage.fill(&self.0)?;
            let value = address::disassociate(&stage.connection.aws, &association).await?;
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
    fn nature(&self) -> Nature {
        Nature::Changes
    }

    fn permissions(&self) -> Vec<&'static str> {
        vec!["ec2:ReleaseAddress", "ec2:DescribeAddresses"]
    }

    fn objects(&self) -> Vec<&Template> {
        vec![&self.0]
    }

    fn subjects<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Vec<Subject>> {
        Box::pin(async move {
            let id = stage.fill(&self.0)?;
            let found = lookup::allocation(stage, &id).await?;
            Ok(vec![address_of(found.as_ref(), &id)])
        })
    }

    fn settled<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Option<Answer>> {
        Box::pin(async move {
            let id = stage.fill(&self.0)?;
            let found = lookup::allocation(stage, &id).await?;
            let said = format!("{id} is released");
            Ok(found.is_none().then(|| Answer::new(json!({}), said)))
        })
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let allocation = stage.fill(&self.0)?;
            let value = address::release(&stage.connection.aws, &allocation).await?;
            Ok(Answer::new(value, format!("{allocation} is released")))
        })
    }
}

fn member<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or("?")
}
