//! DescribeNatGateways
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html>

use super::filters::Filters;
use super::pages::Page;
use super::{Call, Ec2Error, nat_gateway};
use crate::wire::query::xml::Xml;
use crate::world::aws::nat_gateway::NatGatewayId;
use crate::world::refusal::{AddressRefusal, Refusal};

pub(super) const PARAMETERS: &[&str] = &[
    "DryRun",
    "Filter",
    "MaxResults",
    "NatGatewayId",
    "NextToken",
];

pub(super) const REQUIRED: &[&str] = &[];

const FILTERS: &[&str] = &["nat-gateway-id", "state", "subnet-id", "vpc-id"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    let page = Page::read(call.form, 5..=1000)?;
    let filters = Filters::read(call.form, "Filter", FILTERS)?;
    let world = call.simulation.read(call.wall);
    let wanted = call.form.list("NatGatewayId");
    for id in &wanted {
        let gateway = NatGatewayId::new(id);
        if world
            .nat_gateways()
            .of_caller(&call.caller, &gateway)
            .is_none()
        {
            let refusal = Refusal::Address(AddressRefusal::UnknownNatGateway { gateway });
            return Err(call.refused(&refusal));
        }
    }
    let own = world
        .nat_gateways()
        .of(call.caller.account(), &call.caller.region);
    let chosen = own.filter(|(id, gateway)| {
        (wanted.is_empty() || wanted.contains(&id.as_str()))
            && filters.pass(|name| {
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
        nat_gateway::write(xml, &world, id, gateway);
    });
    xml.optional("nextToken", next);
    Ok(xml)
}
