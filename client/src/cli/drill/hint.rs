//! `byoip drill hint`: the next one.

use serde_json::json;

use super::{Desk, output};
use crate::exit::{Exit, Failure};

pub(super) async fn execute(desk: &Desk) -> Result<Exit, Failure> {
    let mut exercise = desk.exercise()?;
    let now = exercise.now_at_least_here().await;
    let drill = exercise.drill()?;
    let used = exercise.session.hints.len();
    let Some(hint) = drill.hints.get(used).cloned() else {
        let text = "that was the last hint; `byoip drill give-up` tells everything";
        return Err(Failure::new(Exit::Assertion, text));
    };
    let all = drill.hints.len();
    exercise.session.hints.push(now);
    desk.save(&exercise.session)?;
    let number = used + 1;
    if desk.json {
        output::json(&json!({ "number": number, "of": all, "hint": hint }))?;
    } else {
        output::line(format_args!("{number} of {all}: {hint}"))?;
    }
    Ok(Exit::Success)
}
