//! ProvisionByoipCidr
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ProvisionByoipCidr.html>

use super::perform;
use crate::wire::ec2::{shapes, tag};
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::{boolean, required};
use crate::wire::query::xml::Xml;
use crate::world::aws::range::{AuthorizationContext, Command};
use crate::world::aws::tag::ResourceType;

pub(super) const ACTION: Action = Action {
    name: "ProvisionByoipCidr",
    parameters: &[
        "Cidr",
        "CidrAuthorizationContext.Message",
        "CidrAuthorizationContext.Signature",
        "Description",
        "DryRun",
        "NetworkBorderGroup",
        "PoolTagSpecification.N.ResourceType",
        "PoolTagSpecification.N.Tag.N.Key",
        "PoolTagSpecification.N.Tag.N.Value",
        "PubliclyAdvertisable",
    ],
    required: &["Cidr"],
    unsupported: &["MultiRegion"],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let form = call.form;
    let cidr = shapes::range(call)?;
    let pool_type = if cidr.is_ipv4() {
        ResourceType::Ipv4Pool
    } else {
        ResourceType::Ipv6Pool
    };
    perform(
        call,
        cidr,
        Command::Provision {
            cidr,
            context: context(call)?,
            description: form.get("Description").map(str::to_owned),
            advertisable: boolean(form, "PubliclyAdvertisable")?.unwrap_or(true),
            border_group: shapes::border_group(form)?,
            tags: tag::specified_in(form, "PoolTagSpecification", pool_type)?,
        },
    )
}

fn context(call: &Call<'_>) -> Result<Option<AuthorizationContext>, ServiceError> {
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
