//! Structures that several answers share, as the API model names their members.

use crate::wire::query::action::Call;
use crate::wire::query::error::ServiceError;
pub(super) use crate::wire::query::timestamp;
use crate::world::aws::pool::PoolId;

/// The pool of an address, `amazon` where it is none of the customer's.
pub(super) fn pool_name(pool: Option<&PoolId>) -> &str {
    pool.map_or("amazon", PoolId::as_str)
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
