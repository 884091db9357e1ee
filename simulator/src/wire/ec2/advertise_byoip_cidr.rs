//! AdvertiseByoipCidr
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AdvertiseByoipCidr.html>

use super::parameters::cidr;
use super::{Call, Ec2Error, byoip_cidr};
use crate::wire::query::xml::Xml;
use crate::world::aws::range::Command;

pub(super) const PARAMETERS: &[&str] = &["Asn", "Cidr", "DryRun", "NetworkBorderGroup"];

pub(super) const REQUIRED: &[&str] = &["Cidr"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    let cidr = cidr(call.form)?;
    call.check_border_group()?;
    let asn = call.form.get("Asn").map(str::to_owned);
    byoip_cidr::perform(call, cidr, Command::Advertise { cidr, asn })
}
