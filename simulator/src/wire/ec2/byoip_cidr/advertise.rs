//! AdvertiseByoipCidr
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AdvertiseByoipCidr.html>

use super::perform;
use crate::wire::ec2::shapes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::parameters::cidr;
use crate::wire::query::xml::Xml;
use crate::world::aws::range::Command;

pub(super) const ACTION: Action = Action {
    name: "AdvertiseByoipCidr",
    parameters: &["Asn", "Cidr", "DryRun", "NetworkBorderGroup"],
    required: &["Cidr"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let cidr = cidr(call.form, "Cidr")?;
    let border_group = shapes::border_group(call.form)?;
    let asn = call.form.get("Asn").map(str::to_owned);
    perform(
        call,
        cidr,
        Command::Advertise {
            cidr,
            asn,
            border_group,
        },
    )
}
