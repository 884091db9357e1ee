//! ProvisionByoipCidr
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ProvisionByoipCidr.html>

use super::parameters::{boolean, cidr, required};
use super::{Call, Ec2Error, byoip_cidr};
use crate::wire::query::xml::Xml;
use crate::world::aws::range::{AuthorizationContext, Command};

pub(super) const PARAMETERS: &[&str] = &[
    "Cidr",
    "CidrAuthorizationContext",
    "Description",
    "DryRun",
    "NetworkBorderGroup",
    "PubliclyAdvertisable",
];

pub(super) const REQUIRED: &[&str] = &["Cidr"];

pub(super) fn answer(call: &Call<'_>) -> Result<Xml, Ec2Error> {
    let form = call.form;
    let cidr = cidr(form)?;
    call.check_border_group()?;
    byoip_cidr::perform(
        call,
        cidr,
        Command::Provision {
            cidr,
            context: context(call)?,
            description: form.get("Description").map(str::to_owned),
            advertisable: boolean(form, "PubliclyAdvertisable")?.unwrap_or(true),
        },
    )
}

fn context(call: &Call<'_>) -> Result<Option<AuthorizationContext>, Ec2Error> {
    const MESSAGE: &str = "CidrAuthorizationContext.Message";
    const SIGNATURE: &str = "CidrAuthorizationContext.Signature";
    // The structure may be left out; its members may not.
    if call.form.get(MESSAGE).is_none() && call.form.get(SIGNATURE).is_none() {
        return Ok(None);
    }
    Ok(Some(AuthorizationContext {
        message: required(call.form, MESSAGE)?.to_owned(),
        signature: required(call.form, SIGNATURE)?.to_owned(),
    }))
}
