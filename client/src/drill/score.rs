//! What an exercise was worth: a hundred points, less what help it took.

use super::session::Session;

#[cfg(test)]
mod tests;

/// A mended one.
const WHOLE: i64 = 100;
/// Each hint.
const HINT: i64 = 10;
/// Each cause that was named and is not it.
const WRONG_CAUSE: i64 = 5;
/// The cause never named.
const NO_CAUSE: i64 = 20;
/// What whoever mends it has at least.
const LEAST: i64 = 10;

/// The points; none while nothing is mended, none for whoever gave up.
pub fn points(session: &Session) -> i64 {
    if session.mended.is_none() || session.given_up.is_some() {
        return 0;
    }
    let hints = i64::try_from(session.hints.len()).unwrap_or(i64::MAX);
    let wrong = session
        .guesses
        .iter()
        .filter(|guess| !guess.is_right)
        .count();
    let wrong = i64::try_from(wrong).unwrap_or(i64::MAX);
    let unnamed = if session.detected().is_none() {
        NO_CAUSE
    } else {
        0
    };
    let lost = hints
        .saturating_mul(HINT)
        .saturating_add(wrong.saturating_mul(WRONG_CAUSE))
        .saturating_add(unnamed);
    WHOLE.saturating_sub(lost).max(LEAST)
}
