//! The wall clock: the one place of the simulator that reads it.

use jiff::Timestamp;

/// What the wall shows.
#[expect(
    clippy::disallowed_methods,
    reason = "somebody has to look at the clock; everybody else is told"
)]
pub(super) fn now() -> Timestamp {
    Timestamp::now()
}
