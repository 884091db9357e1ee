//! CreateInternetGateway
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html>

use super::write;
use crate::wire::ec2::tag;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::internet_gateway::{self, Fact as Happened};
use crate::world::aws::tag::ResourceType;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "CreateInternetGateway",
    parameters: &[
        "DryRun",
        "TagSpecification.N.ResourceType",
        "TagSpecification.N.Tag.N.Key",
        "TagSpecification.N.Tag.N.Value",
    ],
    required: &[],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let tags = tag::specified(call.form, ResourceType::InternetGateway)?;
    let command = internet_gateway::Command::Create { tags };
    let facts = call.perform(Command::InternetGateway(call.caller.clone(), command))?;
    let world = call.read();
    let home = call.caller.home();
    let mut xml = Xml::default();
    if let Some(Fact::InternetGateway(Happened::Created { gateway: id, .. })) = facts.first()
        && let Some(gateway) = world.internet_gateways().at(&home, id)
    {
        xml.element("internetGateway", |xml| {
            write(xml, &world, &home, id, gateway);
        });
    }
    Ok(xml)
}
