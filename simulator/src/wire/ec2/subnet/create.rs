//! CreateSubnet
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html>

use super::write;
use crate::wire::ec2::{ids, tag};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::{parsed, private_block};
use crate::wire::query::xml::Xml;
use crate::world::aws::subnet;
use crate::world::aws::tag::ResourceType;
use crate::world::aws::zone::AvailabilityZone;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "CreateSubnet",
    parameters: &[
        "AvailabilityZone",
        "CidrBlock",
        "DryRun",
        "TagSpecification.N.ResourceType",
        "TagSpecification.N.Tag.N.Key",
        "TagSpecification.N.Tag.N.Value",
        "VpcId",
    ],
    required: &["VpcId", "CidrBlock"],
    unsupported: &[
        "AvailabilityZoneId",
        "Ipv4IpamPoolId",
        "Ipv4NetmaskLength",
        "Ipv6CidrBlock",
        "Ipv6IpamPoolId",
        "Ipv6Native",
        "Ipv6NetmaskLength",
        "OutpostArn",
    ],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let wanted = "Use a zone of the Region, such as us-east-1a.";
    let facts = call.perform(Command::Subnet(
        call.caller.clone(),
        subnet::Command::Create {
            vpc: ids::required(form, "VpcId")?,
            cidr: private_block(form, "CidrBlock")?,
            zone: parsed::<AvailabilityZone>(form, "AvailabilityZone", wanted)?,
            tags: tag::specified(form, ResourceType::Subnet)?,
        },
    ))?;
    let world = call.read();
    let home = call.caller.home();
    let mut xml = Xml::default();
    if let Some(Fact::Subnet(subnet::Fact::Created { subnet: id, .. })) = facts.first()
        && let Some(subnet) = world.subnets().at(&home, id)
    {
        xml.element("subnet", |xml| write(xml, &world, &home, id, subnet));
    }
    Ok(xml)
}
