//! CreateVpc
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html>

use super::{wish, write};
use crate::wire::ec2::tag;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::private_block;
use crate::wire::query::xml::Xml;
use crate::world::aws::tag::ResourceType;
use crate::world::aws::vpc;
use crate::world::{Command, Fact};

pub(super) const ACTION: Action = Action {
    name: "CreateVpc",
    parameters: &[
        "CidrBlock",
        "DryRun",
        "InstanceTenancy",
        "Ipv6CidrBlock",
        "Ipv6Pool",
        "TagSpecification.N.ResourceType",
        "TagSpecification.N.Tag.N.Key",
        "TagSpecification.N.Tag.N.Value",
    ],
    required: &["CidrBlock"],
    unsupported: &[
        "AmazonProvidedIpv6CidrBlock",
        "Ipv4IpamPoolId",
        "Ipv4NetmaskLength",
        "Ipv6CidrBlockNetworkBorderGroup",
        "Ipv6IpamPoolId",
        "Ipv6NetmaskLength",
        "VpcEncryptionControl.ApiGatewayV2Exclusion",
        "VpcEncryptionControl.EgressOnlyInternetGatewayExclusion",
        "VpcEncryptionControl.ElasticFileSystemExclusion",
        "VpcEncryptionControl.GlobalAcceleratorExclusion",
        "VpcEncryptionControl.InternetGatewayExclusion",
        "VpcEncryptionControl.LambdaExclusion",
        "VpcEncryptionControl.Mode",
        "VpcEncryptionControl.NatGatewayExclusion",
        "VpcEncryptionControl.VirtualPrivateGatewayExclusion",
        "VpcEncryptionControl.VpcLatticeExclusion",
        "VpcEncryptionControl.VpcPeeringExclusion",
    ],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    match form.get("InstanceTenancy") {
        None | Some("default") => {}
        Some(known @ ("dedicated" | "host")) => {
            return Err(ServiceError::not_simulated(&format!(
                "The instance tenancy {known}"
            )));
        }
        Some(other) => {
            let why = "Use default or dedicated.";
            return Err(ServiceError::invalid_value("InstanceTenancy", other, why));
        }
    }
    let facts = call.perform(Command::Vpc(
        call.caller.clone(),
        vpc::Command::Create {
            cidr: private_block(form, "CidrBlock")?,
            block: wish::read(form)?,
            tags: tag::specified(form, ResourceType::Vpc)?,
        },
    ))?;
    let world = call.read();
    let home = call.caller.home();
    let mut xml = Xml::default();
    if let Some(Fact::Vpc(vpc::Fact::Created { vpc: id, .. })) = facts.first()
        && let Some(vpc) = world.vpcs().at(&home, id)
    {
        xml.element("vpc", |xml| write(xml, &world, &home, id, vpc, "pending"));
    }
    Ok(xml)
}
