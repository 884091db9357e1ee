//! AdvertiseByoipCidr
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AdvertiseByoipCidr.html>

use super::perform;
use crate::wire::ec2::shapes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::range::{Command, Origin};

pub(super) const ACTION: Action = Action {
    name: "AdvertiseByoipCidr",
    parameters: &["Asn", "Cidr", "DryRun", "NetworkBorderGroup"],
    required: &["Cidr"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let cidr = shapes::range(call)?;
    let border_group = shapes::border_group(call.form)?;
    let asn = match call.form.get("Asn") {
        None => None,
        // The one word that goes back to Amazon's own AS.
        Some("AWS") => Some(Origin::Amazons),
        Some(_) => Some(Origin::Own(shapes::asn(call.form)?)),
    };
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
