//! ReleaseAddress
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html>

use super::parameters::required;
use super::{Call, Ec2Error};
use crate::wire::query::xml::Xml;
use crate::world::Command;
use crate::world::aws::address::{self, AllocationId};

pub(super) const PARAMETERS: &[&str] =
    &["AllocationId", "DryRun", "NetworkBorderGroup", "PublicIp"];

pub(super) const REQUIRED: &[&str] = &["AllocationId"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    let allocation = AllocationId::new(required(call.form, "AllocationId")?);
    call.check_border_group()?;
    call.perform(Command::Address(
        call.caller.clone(),
        address::Command::Release(allocation),
    ))?;
    let mut xml = Xml::default();
    xml.text("return", true);
    Ok(xml)
}
