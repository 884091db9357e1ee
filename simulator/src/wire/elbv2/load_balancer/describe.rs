//! DescribeLoadBalancers
//! <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeLoadBalancers.html>

use super::write;
use crate::wire::elbv2::SERVICE;
use crate::wire::elbv2::parameters::invalid;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::pages::{Page, sizes};
use crate::wire::query::xml::Xml;
use crate::world::aws::load_balancer::{LoadBalancerArn, Refusal};

pub(super) const ACTION: Action = Action {
    name: "DescribeLoadBalancers",
    parameters: &[
        "LoadBalancerArns.member.N",
        "Marker",
        "Names.member.N",
        "PageSize",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let page = page(call)?;
    let arns = call.form.list("LoadBalancerArns.member");
    let names = call.form.list("Names.member");
    if !arns.is_empty() && !names.is_empty() {
        let why = "Load balancer names and load balancer ARNs cannot be specified at the same time";
        return Err(invalid(why));
    }
    let world = call.observe();
    let (balancers, home) = (world.load_balancers(), call.caller.home());
    for arn in &arns {
        if balancers.at(&home, &LoadBalancerArn::new(arn)).is_none() {
            return Err(call.refused(Refusal::UnknownLoadBalancer));
        }
    }
    let unknown: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| balancers.named(&home, name).is_none())
        .collect();
    if !unknown.is_empty() {
        let names = unknown.join(", ");
        return Err(call.refused(Refusal::UnknownName { names }));
    }
    let chosen = balancers.of(&home).filter(|(arn, balancer)| {
        (arns.is_empty() || arns.contains(&arn.as_str()))
            && (names.is_empty() || names.contains(&balancer.name.as_str()))
    });
    let (chosen, next) = page.cut(chosen.collect(), |(arn, _)| (*arn).clone());
    let mut xml = Xml::default();
    xml.members("LoadBalancers", chosen, |xml, (arn, balancer)| {
        write(xml, &world, arn, balancer);
    });
    xml.optional("NextMarker", next);
    Ok(xml)
}

/// The page asked for; without `PageSize` the largest.
fn page(call: &Call<'_>) -> Result<Page<LoadBalancerArn>, ServiceError> {
    let sizes = sizes::DESCRIBE_LOAD_BALANCERS;
    let size = match call.form.get("PageSize").map(str::parse::<u32>) {
        None => *sizes.end(),
        Some(Ok(size)) if sizes.contains(&size) => size,
        Some(Ok(_) | Err(_)) => {
            let (least, most) = sizes.into_inner();
            return Err(invalid(format!(
                "PageSize must be a number from {least} to {most}"
            )));
        }
    };
    let list = call.list(SERVICE, &["Marker", "PageSize"]);
    Page::at(list, call.form.get("Marker"), size as usize)
        .ok_or_else(|| invalid("The marker is not valid"))
}
