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
            match self {
                Self::Create { subnet, allocation } => {
                    let (subnet, allocation) = (stage.fill(subnet)?, stage.fill(allocation)?);
                    let token = client_token(stage.randomness.draw("client token"), &allocation);
                    let ec2 = &stage.connection.ec2;
                    let value = nat_gateway::create(ec2, &subnet, &allocation, &token).await?;
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
                    let ec2 = &stage.connection.ec2;
                    let value = nat_gateway::delete(ec2, &gateway).await?;
                    Ok(Answer::new(value, format!("{gateway} is being deleted")))
                }
            }
        })
    }
}

/// The token of a creation. The SDK would draw one from the system, and then two
/// runs of one seed would differ. The allocation's id keeps runs apart that meet
/// in one world, where a token that comes again asks for the gateway it made.
fn client_token(drawn: [u8; 32], allocation: &str) -> String {
    let digits = drawn.iter().take(8).map(|byte| format!("{byte:02x}"));
    format!("{}-{allocation}", digits.collect::<String>())
}
