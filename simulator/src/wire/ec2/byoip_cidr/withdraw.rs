//! WithdrawByoipCidr
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_WithdrawByoipCidr.html>

use super::perform;
use crate::wire::ec2::shapes;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;
use crate::world::aws::range::Command;

pub(super) const ACTION: Action = Action {
    name: "WithdrawByoipCidr",
    parameters: &["Cidr", "DryRun"],
    required: &["Cidr"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    let cidr = shapes::range(call)?;
    perform(call, cidr, Command::Withdraw { cidr })
}
