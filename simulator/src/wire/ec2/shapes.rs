//! Structures that several answers share, as the API model names their members.

use jiff::Timestamp;

use crate::world::aws::pool::PoolId;

/// The pool of an address, `amazon` where it is none of the customer's.
pub(super) fn pool_name(pool: Option<&PoolId>) -> &str {
    pool.map_or("amazon", PoolId::as_str)
}

/// A timestamp as EC2 writes it: ISO 8601 with milliseconds.
pub(super) fn timestamp(moment: Timestamp) -> String {
    format!("{moment:.3}")
}
