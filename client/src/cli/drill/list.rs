//! `byoip drill list`: every drill by its number, nothing of its cause.

use serde_json::{Value, json};

use super::{Desk, drill_of, output, unreadable};
use crate::drill::catalogue;
use crate::exit::{Exit, Failure};

pub(super) fn execute(desk: &Desk) -> Result<Exit, Failure> {
    let entries = catalogue::entries().map_err(|it| unreadable(&it))?;
    let absent = catalogue::absent().map_err(|reason| Failure::new(Exit::Parse, reason))?;
    if desk.json {
        let mut drills = Vec::new();
        for entry in &entries {
            let drill = drill_of(entry)?;
            drills.push(json!({
                "number": drill.number,
                "name": entry.name,
                "title": drill.title,
                "group": drill.group,
                "level": drill.level,
            }));
        }
        let absent: Vec<Value> = absent
            .iter()
            .map(|it| json!({ "number": it.number, "title": it.title, "reason": it.reason }))
            .collect();
        output::json(&json!({ "drills": drills, "absent": absent }))?;
        return Ok(Exit::Success);
    }
    let mut text = String::new();
    for entry in &entries {
        let drill = drill_of(entry)?;
        let level = "*".repeat(usize::try_from(drill.level).unwrap_or(1));
        text.push_str(&format!(
            "{:3}  {:<12} {level:<4} {}\n",
            drill.number, drill.group, drill.title
        ));
    }
    text.push_str("\nNo drills:\n");
    for it in &absent {
        text.push_str(&format!("{:3}  {}: {}\n", it.number, it.title, it.reason));
    }
    output::text(&text)?;
    Ok(Exit::Success)
}
