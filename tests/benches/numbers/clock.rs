//! The wall clock: the one place of the benchmark that reads it.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures the wall's time, and a signature carries it"
)]

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// Does something and says how long it took.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// What the wall shows.
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}
