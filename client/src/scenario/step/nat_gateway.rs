//! `nat-gateway`: a way out for private subnets, under an address of the range.
//!
//! ```yaml
//! nat-gateway: { create: { subnet: "{{subnet}}", allocation: "{{egress}}" } }
//! nat-gateway: { delete: "{{gateway}}" }
//! ```

use serde_json::Value;

use super::{Action, Answer, Running};
use crate::aws::nat_gateway;
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

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
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let ec2 = &stage.connection.ec2;
            match self {
                Self::Create { subnet, allocation } => {
                    let (subnet, allocation) = (stage.fill(subnet)?, stage.fill(allocation)?);
                    let value = nat_gateway::create(ec2, &subnet, &allocation).await?;
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
                    let value = nat_gateway::delete(ec2, &gateway).await?;
                    Ok(Answer::new(value, format!("{gateway} is being deleted")))
                }
            }
        })
    }
}
