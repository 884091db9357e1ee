//! DescribeNatGateways
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html>

use super::write;
use crate::wire::ec2::filters::Filters;
use crate::wire::ec2::pages::Page;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::nat_gateway::{self, NatGatewayId};

pub(super) const ACTION: Action = Action {
    name: "DescribeNatGateways",
    parameters: &[
        "DryRun",
        "Filter.N.Name",
        "Filter.N.Value.N",
        "MaxResults",
        "NatGatewayId.N",
        "NextToken",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

const FILTERS: &[&str] = &["nat-gateway-id", "state", "subnet-id", "vpc-id"];

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let page = Page::read(call.form, 5..=1000)?;
    let filters = Filters::read(call.form, FILTERS)?;
    let world = call.observe();
    let home = call.caller.home();
    let wanted = call.form.list("NatGatewayId");
    for id in &wanted {
        let gateway = NatGatewayId::new(id);
        if world
            .nat_gateways()
            .at(&call.caller.home(), &gateway)
            .is_none()
        {
            return Err(call.refused(nat_gateway::Refusal::UnknownNatGateway { gateway }));
        }
    }
    let own = world.nat_gateways().of(&home);
    let chosen = own.filter(|(id, gateway)| {
        (wanted.is_empty() || wanted.contains(&id.as_str()))
            && filters.pass(world.tags().of(id.as_str()), |name| {
                let value = match name {
                    "nat-gateway-id" => id.to_string(),
                    "state" => gateway.lifecycle.as_str().to_owned(),
                    "subnet-id" => gateway.subnet.to_string(),
                    "vpc-id" => gateway.vpc.to_string(),
                    _ => return Vec::new(),
                };
                vec![value]
            })
    });
    let (gateways, next) = page.cut(chosen.collect());
    let mut xml = Xml::default();
    xml.list("natGatewaySet", gateways, |xml, (id, gateway)| {
        write(xml, &world, id, gateway);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}
