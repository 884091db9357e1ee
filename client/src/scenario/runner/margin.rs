//! A step that lets time pass where nobody can move it: the run waits. A margin
//! that a rehearsal kept, so that every validator or the last network has heard of
//! a change, is kept in earnest too.
//!
//! When the wait is over is settled before it begins and stands in the journal:
//! whoever goes on with the run goes on with the same wait.

use byoip_vocabulary::duration;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::unplayed::label;
use crate::scenario::document::Step;
use crate::scenario::journal::Record;
use crate::scenario::stage::Stage;
use crate::scenario::step::nature::Pause;
use crate::scenario::step::{Answer, Outcome, Report, Trouble};

/// When a step's wait is over: as an earlier process had it, else counted from
/// here. None of a step that does not wait, or not here. Whoever changes nothing
/// needs no margin, and is not held up by one.
pub(super) async fn end(
    step: &Step,
    number: usize,
    record: Option<&Record>,
    stage: &mut Stage,
) -> Result<Option<Timestamp>, Trouble> {
    let Some(pause) = step.action.pause() else {
        return Ok(None);
    };
    if stage.connection.is_simulator() || stage.allowance.is_none() {
        return Ok(None);
    }
    let now = stage.connection.clock().await?.now;
    stage.variables.set_now(now);
    let length = match pause {
        Pause::For(length) => {
            let text = stage.fill(length)?;
            let length = duration::parse(&text);
            length.map_err(|error| Trouble::Invalid(format!("`{text}`: {error}")))?
        }
        Pause::Until(moment) => {
            let text = stage.fill(moment)?;
            let moment: Timestamp = text.parse().map_err(|_| {
                Trouble::Invalid(format!(
                    "`{text}` is no moment; write it as 2026-02-01T00:00:00Z"
                ))
            })?;
            moment.duration_since(now)
        }
    };
    let passing = &stage.connection.passing;
    let from = match passing.is_real() {
        true => now,
        false => passing.now().await?,
    };
    let fresh = from
        .checked_add(length)
        .map_err(|_| Trouble::Invalid("it would end outside the calendar".to_owned()))?;
    // A clock that was set back meanwhile makes nobody wait longer than that.
    let earlier = record.and_then(|record| record.until.get(&number));
    Ok(Some(earlier.map_or(fresh, |earlier| fresh.min(*earlier))))
}

/// Waits for it. It ends at once where somebody wants the run to end.
pub(super) async fn wait(step: &Step, stage: &Stage) -> Outcome {
    let Some(until) = stage.until else {
        let text = "nothing may be changed, so nothing waits for this time to pass";
        return Err(Trouble::NotAsked(text.to_owned()));
    };
    let passing = &stage.connection.passing;
    let moment = until.strftime("%Y-%m-%d %H:%M:%S UTC");
    let left = until.duration_since(passing.now().await?);
    if left.is_positive() {
        let name = stage.secrets.redact(&label(step, &stage.variables));
        let left = whole(left);
        stage
            .notice
            .tell(&format!("waiting {left}, until {moment}: {name}"));
    }
    loop {
        let now = passing.now().await?;
        let left = until.duration_since(now);
        if !left.is_positive() {
            let value = json!({ "now": now.to_string(), "events": [] });
            return Ok(Answer::new(value, format!("waited until {moment}")));
        }
        tokio::select! {
            biased;
            () = stage.interrupt.asked() => {
                return Err(Trouble::Interrupted(Box::new(Report {
                    what: "interrupted while waiting".to_owned(),
                    wanted: format!("until {moment}"),
                    seen: format!("{} left", whole(left)),
                    ..Report::default()
                })));
            }
            passed = passing.towards(until) => passed?,
        }
    }
}

/// A length of time in whole seconds, of which the last one counts.
fn whole(left: SignedDuration) -> String {
    let seconds = left.as_secs() + i64::from(left.subsec_nanos() > 0);
    duration::display(SignedDuration::from_secs(seconds))
}
