//! DisassociateVpcCidrBlock
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateVpcCidrBlock.html>

use super::write_block;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::required;
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::ids::VpcCidrAssociationId;
use crate::world::aws::vpc;

pub(super) const ACTION: Action = Action {
    name: "DisassociateVpcCidrBlock",
    parameters: &["AssociationId"],
    required: &["AssociationId"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let association = VpcCidrAssociationId::new(required(call.form, "AssociationId")?);
    let command = vpc::Command::Disassociate(association.clone());
    call.perform(Command::Vpc(call.caller.clone(), command))?;
    let world = call.read();
    let home = call.caller.home();
    let mut own = world.vpcs().of(&home);
    let found = own.find_map(|(id, vpc)| Some((id, vpc.blocks.get(&association)?)));
    let mut xml = Xml::default();
    if let Some((vpc, block)) = found {
        xml.element("ipv6CidrBlockAssociation", |xml| {
            write_block(xml, &world, &home, &association, block);
        });
        xml.text("vpcId", vpc);
    }
    Ok(xml)
}
