//! `byoip drill status`: the task again, and how it stands.

use byoip_vocabulary::duration;
use jiff::SignedDuration;
use serde_json::json;

use super::{Desk, output, unreadable};
use crate::drill::catalogue;
use crate::exit::{Exit, Failure};

pub(super) async fn execute(desk: &Desk) -> Result<Exit, Failure> {
    let exercise = desk.exercise()?;
    let drill = exercise.drill()?;
    let session = &exercise.session;
    let now = exercise.now().await?;
    let world = now.world.duration_since(session.began.world).as_secs();
    let real = now.real.duration_since(session.began.real).as_secs();
    let causes = causes(&drill.group)?;
    let state = match (session.mended.is_some(), session.given_up.is_some()) {
        (_, true) => "given up",
        (true, false) => "mended",
        (false, false) => "under way",
    };
    let named = session.detected().is_some();
    if desk.json {
        output::json(&json!({
            "number": (!session.random || session.is_over()).then_some(drill.number),
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
