//! Structures that several answers share, as the API model names their members.

use byoip_vocabulary::border_group::BorderGroup;
use jiff::Timestamp;

use crate::wire::query::action::Call;
use crate::wire::query::error::ServiceError;
use crate::wire::query::form::Form;
use crate::wire::query::parameters::parsed;
use crate::wire::query::xml::Xml;
use crate::world::aws::pool::PoolId;

/// The pool of an address, `amazon` where it is none of the customer's.
pub(super) fn pool_name(pool: Option<&PoolId>) -> &str {
    pool.map_or("amazon", PoolId::as_str)
}

/// A timestamp as EC2 writes it: ISO 8601 with milliseconds.
pub(super) fn timestamp(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

/// The border group asked for, if one is.
pub(super) fn border_group(form: &Form) -> Result<Option<BorderGroup>, ServiceError> {
    let wanted = "Use the name of a network border group, such as us-east-1.";
    parsed(form, "NetworkBorderGroup", wanted)
}

/// The only border group here is the Region itself.
pub(super) fn check_border_group(call: &Call<'_>) -> Result<(), ServiceError> {
    match call.form.get("NetworkBorderGroup") {
        Some(group) if group != call.caller.region.as_str() => Err(ServiceError::invalid_value(
            "NetworkBorderGroup",
            group,
            "Only the Region's own border group is simulated.",
        )),
        Some(_) | None => Ok(()),
    }
}

/// The answer of a call that has nothing to tell: EC2 writes `return`, though
/// the model has no such member.
pub(super) fn done() -> Xml {
    let mut xml = Xml::default();
    xml.text("return", true);
    xml
}
