//! `byoip drill status`: the task again, and how it stands.

use byoip_vocabulary::duration;
use jiff::SignedDuration;
use serde_json::json;

use super::{Desk, output, unreadable};
use crate::drill::catalogue;
use crate::exit::{Exit, Failure};
use crate::scenario::document::drill::Drill;
use crate::scenario::problem::did_you_mean;

pub(super) async fn execute(desk: &Desk) -> Result<Exit, Failure> {
    let exercise = desk.exercise()?;
    let drill = exercise.drill()?;
    let session = &exercise.session;
    let now = exercise.now_at_least_here().await;
    let world = now
        .world
        .duration_since(session.beginning.began.world)
        .as_secs();
    let real = now
        .real
        .duration_since(session.beginning.began.real)
        .as_secs();
    let causes = causes(&drill.group)?;
    let state = match (session.mended.is_some(), session.given_up.is_some()) {
        (_, true) => "given up",
        (true, false) => "mended",
        (false, false) => "under way",
    };
    let named = session.detected().is_some();
    if desk.json {
        output::json(&json!({
            "number": (!session.beginning.random || session.is_over()).then_some(drill.number),
            "state": state,
            "named": named,
            "virtual_seconds": world,
            "real_seconds": real,
            "hints": session.hints.len(),
            "causes": causes,
            "briefing": drill.briefing,
        }))?;
        return Ok(Exit::Success);
    }
    let length = |seconds: i64| duration::display(SignedDuration::from_secs(seconds.max(0)));
    let mut text = format!("{}\n\n", drill.briefing.trim_end());
    text.push_str(&format!(
        "{state}, for {} of the world's time, {} of yours; {} of {} hints used\n",
        length(world),
        length(real),
        session.hints.len(),
        drill.hints.len()
    ));
    for hint in drill.hints.iter().take(session.hints.len()) {
        text.push_str(&format!("  hint: {hint}\n"));
    }
    if !named {
        text.push_str("\nThe cause is one of these; name it with `byoip drill check --cause …`:\n");
        for cause in &causes {
            text.push_str(&format!("  {cause}\n"));
        }
    }
    output::text(&text)?;
    Ok(Exit::Success)
}

/// Refuses a word that is no cause: it is a slip and not a guess.
pub(super) fn known(drill: &Drill, cause: &str) -> Result<(), Failure> {
    let mut causes = causes(&drill.group)?;
    // A drill of one's own has its own.
    causes.push(drill.cause.clone());
    if causes.iter().any(|known| known == cause) {
        return Ok(());
    }
    let hint = did_you_mean(cause, causes.iter().map(String::as_str));
    let hint = hint.unwrap_or_else(|| "`byoip drill status` lists them".to_owned());
    let text = format!("no cause is called `{cause}`; {hint}");
    Err(Failure::new(Exit::Usage, text))
}

/// The causes of a group's drills by their names, among which is the right one.
fn causes(group: &str) -> Result<Vec<String>, Failure> {
    let entries = catalogue::entries().map_err(|it| unreadable(&it))?;
    let drills = entries.iter().filter_map(catalogue::Entry::drill);
    let mut causes: Vec<String> = drills
        .filter(|drill| drill.group == group)
        .map(|drill| drill.cause.clone())
        .collect();
    causes.sort();
    Ok(causes)
}
