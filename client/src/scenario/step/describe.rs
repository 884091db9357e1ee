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

use super::{Action, Answer, Running};
use crate::aws::{CallError, address, identity, instance, nat_gateway, pool, range};
use crate::scenario::fields::Fields;
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
    let ec2 = &connection.ec2;
    match kind {
        Kind::ByoipCidrs => range::describe(ec2, which.as_deref()).await,
        Kind::PublicIpv4Pools => pool::describe(ec2, which).await,
        Kind::Addresses => address::describe(ec2, which).await,
        Kind::Instances => instance::describe(ec2, which).await,
        Kind::NatGateways => nat_gateway::describe(ec2, which).await,
        Kind::CallerIdentity => identity::describe(&connection.sts).await,
    }
}

/// One line: each range with its state, else how many there are.
fn summary(value: &Value) -> String {
    let text = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or("?")
            .to_owned()
    };
    if let Some(arn) = value.get("Arn").and_then(Value::as_str) {
        return arn.to_owned();
    }
    if let Some(ranges) = value.get("ByoipCidrs").and_then(Value::as_array) {
        let states: Vec<String> = ranges
            .iter()
            .map(|range| format!("{} is {}", text(range, "Cidr"), text(range, "State")))
            .collect();
        return if states.is_empty() {
            "no such range".to_owned()
        } else {
            states.join(", ")
        };
    }
    if let Some(pools) = value.get("PublicIpv4Pools").and_then(Value::as_array) {
        let counts: Vec<String> = pools.iter().map(pool_line).collect();
        return if counts.is_empty() {
            "no pool".to_owned()
        } else {
            counts.join(", ")
        };
    }
    let count =
        |(name, list): (&String, &Value)| Some(format!("{} {name}", list.as_array()?.len()));
    let counts: Vec<String> = value
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(count)
        .collect();
    counts.join(", ")
}

fn pool_line(pool: &Value) -> String {
    let member = |name: &str| {
        pool.get(name)
            .map_or_else(|| "?".to_owned(), crate::scenario::predicate::show)
    };
    format!(
        "{}: {} of {} addresses free",
        member("PoolId"),
        member("TotalAvailableAddressCount"),
        member("TotalAddressCount")
    )
}
