//! AssociateVpcCidrBlock
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html>

use super::{wish, write_block};
use crate::wire::ec2::ids;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::ids::VpcId;
use crate::world::aws::vpc;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "AssociateVpcCidrBlock",
    parameters: &["Ipv6CidrBlock", "Ipv6Pool", "VpcId"],
    required: &["VpcId"],
    unsupported: &[
        "AmazonProvidedIpv6CidrBlock",
        "CidrBlock",
        "Ipv4IpamPoolId",
        "Ipv4NetmaskLength",
        "Ipv6CidrBlockNetworkBorderGroup",
        "Ipv6IpamPoolId",
        "Ipv6NetmaskLength",
    ],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let id: VpcId = ids::required(call.form, "VpcId")?;
    let block = wish::read(call.form)?;
    let command = vpc::Command::Associate {
        vpc: id.clone(),
        block: block.ok_or_else(|| ServiceError::missing_parameter("Ipv6Pool"))?,
    };
    let facts = call.perform(Command::Vpc(call.caller.clone(), command))?;
    let world = call.read();
    let home = call.caller.home();
    let mut xml = Xml::default();
    if let Some(Fact::Vpc(vpc::Fact::Associating { association, .. })) = facts.first()
        && let Some(vpc) = world.vpcs().at(&home, &id)
        && let Some(block) = vpc.blocks.get(association)
    {
        xml.element("ipv6CidrBlockAssociation", |xml| {
            write_block(xml, &world, &home, association, block);
        });
    }
    xml.text("vpcId", &id);
    Ok(xml)
}
