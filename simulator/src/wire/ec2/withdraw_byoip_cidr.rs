//! WithdrawByoipCidr
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_WithdrawByoipCidr.html>

use super::parameters::cidr;
use super::{Call, Ec2Error, byoip_cidr};
use crate::wire::query::xml::Xml;
use crate::world::aws::range::Command;

pub(super) const PARAMETERS: &[&str] = &["Cidr", "DryRun"];

pub(super) const REQUIRED: &[&str] = &["Cidr"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    let cidr = cidr(call.form)?;
    byoip_cidr::perform(call, cidr, Command::Withdraw { cidr })
}
