//! The wall clock. Every other module is told the time, so that a rehearsal in
//! virtual time and a test decide it themselves.

use jiff::Timestamp;

/// The present.
#[expect(
    clippy::disallowed_methods,
    reason = "a customer's certificate and message are dated by the customer's clock; this is its only reader"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}
