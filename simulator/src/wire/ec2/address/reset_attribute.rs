//! ResetAddressAttribute
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ResetAddressAttribute.html>

use super::describe_attribute::check_attribute;
use super::modify_attribute::set;
use crate::wire::query::action::{Action, Call};
use crate::wire::query::error::ServiceError;
use crate::wire::query::xml::Xml;

pub(super) const ACTION: Action = Action {
    name: "ResetAddressAttribute",
    parameters: &["AllocationId", "Attribute", "DryRun"],
    required: &["AllocationId", "Attribute"],
    unsupported: &[],
    answer,
};

fn answer(call: &Call<'_>) -> Result<Xml, ServiceError> {
    check_attribute(call)?;
    set(call, None)
}
