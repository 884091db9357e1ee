//! `nat-gateway`: a way out for private subnets, under an address of the range.
//!
//! ```yaml
//! nat-gateway: { create: { subnet: "{{subnet}}", allocation: "{{egress}}" } }
//! nat-gateway: { delete: "{{gateway}}" }
//! ```

use serde_json::{Value, json};

use super::lookup::{self, address_of};
use super::nature::{Asking, Nature};
use super::{Action, Answer, Running};
use crate::aws::nat_gateway;
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;
use crate::target::allowance::Subject;

#[derive(Debug)]
enum NatGatewayStep {
    Create {
        subnet: Template,
        allocation: Template,
    },
    Delete(Template),
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("nat-gateway", node, problems)?;
    let chosen = fields.one_of(&["create", "delete"]);
    let step = chosen.and_then(|(call, node)| match call {
        "create" => create(node, fields.problems),
        _ => fields::text("delete", node, fields.problems).map(NatGatewayStep::Delete),
    });
    fields.close();
    Some(Box::new(step?))
}

fn create(node: &Node, problems: &mut Problems) -> Option<NatGatewayStep> {
    let mut fields = Fields::open("create", node, problems)?;
    let (subnet, allocation) = (fields.need_text("subnet"), fields.need_text("allocation"));
    fields.close();
    Some(NatGatewayStep::Create {
        subnet: subnet?,
        allocation: allocation?,
    })
}

impl Action for NatGatewayStep {
    fn nature(&self) -> Nature {
        Nature::Changes
    }

    fn permissions(&self) -> Vec<&'static str> {
        match self {
            Self::Create { .. } => vec!["ec2:CreateNatGateway", "ec2:DescribeAddresses"],
            Self::Delete(_) => vec!["ec2:DeleteNatGateway", "ec2:DescribeNatGateways"],
        }
    }

    fn stakes(&self) -> Option<&'static str> {
        Some(match self {
            Self::Create { .. } => "a NAT gateway costs by the hour and by the gigabyte",
            Self::Delete(_) => "whatever goes out through it loses its way",
        })
    }

    fn objects(&self) -> Vec<&Template> {
        match self {
            Self::Create { subnet, allocation } => vec![subnet, allocation],
            Self::Delete(gateway) => vec![gateway],
        }
    }

    fn subjects<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Vec<Subject>> {
        Box::pin(async move {
            match self {
                Self::Create { allocation, .. } => {
                    let id = stage.fill(allocation)?;
                    let found = lookup::allocation(stage, &id).await?;
                    Ok(vec![address_of(found.as_ref(), &id)])
                }
                Self::Delete(gateway) => {
                    let id = stage.fill(gateway)?;
                    let found = lookup::gateway(stage, &id).await?;
                    let addresses = found.as_ref().and_then(|found| {
                        let addresses = found.get("NatGatewayAddresses")?.as_array()?;
                        let subjects = addresses.iter();
                        Some(subjects.map(|it| address_of(Some(it), &id)).collect())
                    });
                    let known = addresses.filter(|it: &Vec<Subject>| !it.is_empty());
                    Ok(known.unwrap_or_else(|| vec![Subject::Unknown(id)]))
                }
            }
        })
    }

    /// A creation has a client token and may be repeated as it is.
    fn settled<'a>(&'a self, stage: &'a mut Stage) -> Asking<'a, Option<Answer>> {
        Box::pin(async move {
            let Self::Delete(gateway) = self else {
                return Ok(None);
            };
            let id = stage.fill(gateway)?;
            let found = lookup::gateway(stage, &id).await?;
            let state = found
                .as_ref()
                .and_then(|found| found.get("State")?.as_str());
            let is_going = state.is_none_or(|state| matches!(state, "deleting" | "deleted"));
            let said = format!("{id} is being deleted");
            Ok(is_going.then(|| Answer::new(json!({ "NatGatewayId": id }), said)))
        })
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            match self {
                Self::Create { subnet, allocation } => {
                    let (subnet, allocation) = (stage.fill(subnet)?, stage.fill(allocation)?);
                    // The SDK would draw one from the system, and then two runs of
                    // one seed would differ. The allocation's id keeps runs apart
                    // that meet in one world.
                    let token = format!("{}-{allocation}", stage.request_token());
                    let aws = &stage.connection.aws;
                    let value = nat_gateway::create(aws, &subnet, &allocation, &token).await?;
                    let member = |name| value.pointer(name).and_then(Value::as_str).unwrap_or("?");
                    let said = format!(
                        "{} is {}",
                        member("/NatGateway/NatGatewayId"),
                        member("/NatGateway/State")
                    );
                    Ok(Answer::new(value, said))
                }
                Self::Delete(gateway) => {
                    let gateway = stage.fill(gateway)?;
                    let aws = &stage.connection.aws;
                    let value = nat_gateway::delete(aws, &gateway).await?;
                    Ok(Answer::new(value, format!("{gateway} is being deleted")))
                }
            }
        })
    }
}
