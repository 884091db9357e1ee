//! `describe`: EC2's and STS's reading calls.
//!
//! ```yaml
//! describe: byoip-cidrs
//! describe: { byoip-cidrs: { cidr: 198.18.1.0/24 } }
//! describe: { public-ipv4-pools: { pool: "{{pool}}" } }
//! describe: { addresses: { allocation: "{{web}}" } }
//! describe: { instances: { instance: "{{instance}}" } }
//! describe: { nat-gateways: { gateway: "{{gateway}}" } }
//! describe: caller-identity
//! ```

use serde_json::Value;

use super::nature::Nature;
use super::{Action, Answer, Running};
use crate::aws::{CallError, address, identity, instance, nat_gateway, pool, range};
use crate::scenario::fields::Fields;
use crate::scenario::predicate::show;
use crate::scenario::problem::{Problem, Problems, did_you_mean};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;
use crate::target::connection::Connection;

#[derive(Debug)]
struct DescribeStep {
    kind: Kind,
    which: Option<Template>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    ByoipCidrs,
    PublicIpv4Pools,
    Addresses,
    Instances,
    NatGateways,
    CallerIdentity,
}

/// Each kind by its key, with the key that narrows it to one.
const KINDS: [(&str, &str, Kind); 6] = [
    ("addresses", "allocation", Kind::Addresses),
    ("byoip-cidrs", "cidr", Kind::ByoipCidrs),
    ("caller-identity", "", Kind::CallerIdentity),
    ("instances", "instance", Kind::Instances),
    ("nat-gateways", "gateway", Kind::NatGateways),
    ("public-ipv4-pools", "pool", Kind::PublicIpv4Pools),
];

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    if let Some(name) = node.scalar() {
        let known = KINDS.iter().find(|(known, ..)| *known == name);
        let Some((_, _, kind)) = known else {
            let names = KINDS.map(|(name, ..)| name);
            problems.add(
                Problem::new(&node.place, format!("nothing called `{name}` to describe")).note(
                    did_you_mean(&name, names)
                        .or_else(|| Some(format!("there are `{}`", names.join("`, `")))),
                ),
            );
            return None;
        };
        return Some(Box::new(DescribeStep {
            kind: *kind,
            which: None,
        }));
    }
    let mut fields = Fields::open("describe", node, problems)?;
    let chosen = fields.one_of(&KINDS.map(|(name, ..)| name));
    let step = chosen.and_then(|(name, node)| {
        let (noun, narrow, kind) = KINDS.iter().find(|(known, ..)| *known == name)?;
        let mut inner = Fields::open(noun, node, fields.problems)?;
        let which = if narrow.is_empty() {
            None
        } else {
            inner.text(narrow)
        };
        inner.close();
        Some(DescribeStep { kind: *kind, which })
    });
    fields.close();
    Some(Box::new(step?))
}

impl Action for DescribeStep {
    fn nature(&self) -> Nature {
        Nature::Reads
    }

    fn permissions(&self) -> Vec<&'static str> {
        vec![match self.kind {
            Kind::ByoipCidrs => "ec2:DescribeByoipCidrs",
            Kind::PublicIpv4Pools => "ec2:DescribePublicIpv4Pools",
            Kind::Addresses => "ec2:DescribeAddresses",
            Kind::Instances => "ec2:DescribeInstances",
            Kind::NatGateways => "ec2:DescribeNatGateways",
            // Nobody can be denied it.
            Kind::CallerIdentity => return Vec::new(),
        }]
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let which = stage.fill_option(self.which.as_ref())?;
            let value = call(&stage.connection, self.kind, which).await?;
            let said = summary(&value);
            Ok(Answer::new(value, said))
        })
    }
}

async fn call(
    connection: &Connection,
    kind: Kind,
    which: Option<String>,
) -> Result<Value, CallError> {
    let aws = &connection.aws;
    match kind {
        Kind::ByoipCidrs => range::describe(aws, which.as_deref()).await,
        Kind::PublicIpv4Pools => pool::describe(aws, which).await,
        Kind::Addresses => address::describe(aws, which).await,
        Kind::Instances => instance::describe(aws, which).await,
        Kind::NatGateways => nat_gateway::describe(aws, which).await,
        Kind::CallerIdentity => identity::describe(aws).await,
    }
}

/// One line: each thing by its name and the one thing most asked about it.
fn summary(value: &Value) -> String {
    if let Some(arn) = value.get("Arn").and_then(Value::as_str) {
        return arn.to_owned();
    }
    let lines: Vec<String> = value
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(list, items)| Some((list, items.as_array()?)))
        .flat_map(|(list, items)| items.iter().flat_map(|item| lines(list, item)))
        .collect();
    if lines.is_empty() {
        "none".to_owned()
    } else {
        lines.join(", ")
    }
}

fn lines(list: &str, item: &Value) -> Vec<String> {
    let member = |path: &str| item.pointer(path).map(show);
    let text = |path: &str| member(path).unwrap_or_else(|| "?".to_owned());
    match list {
        "ByoipCidrs" => vec![format!("{} is {}", text("/Cidr"), text("/State"))],
        "NatGateways" => vec![format!("{} is {}", text("/NatGatewayId"), text("/State"))],
        "Instances" => vec![format!(
            "{} is {}",
            text("/InstanceId"),
            text("/State/Name")
        )],
        "Reservations" => {
            let instances = item.get("Instances").and_then(Value::as_array);
            let instances = instances.into_iter().flatten();
            instances
                .flat_map(|item| lines("Instances", item))
                .collect()
        }
        "Addresses" => {
            let on = member("/InstanceId").or_else(|| member("/NetworkInterfaceId"));
            let on = on.unwrap_or_else(|| "nothing".to_owned());
            vec![format!("{} is on {on}", text("/PublicIp"))]
        }
        "PublicIpv4Pools" => vec![format!(
            "{}: {} of {} addresses free",
            text("/PoolId"),
            text("/TotalAvailableAddressCount"),
            text("/TotalAddressCount")
        )],
        _ => Vec::new(),
    }
}
