//! A step that a person has to do: says what, and waits until it can be seen.

use byoip_vocabulary::duration;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::clock;
use crate::recording::Recorder;
use crate::recording::entry::{Deed, Seen};
use crate::scenario::stage::Stage;
use crate::scenario::step::nature::{ByHand, Sight};
use crate::scenario::step::{Answer, Report, Trouble, sight};

/// Registries and validators take hours, helpdesks days.
const LIMIT: SignedDuration = SignedDuration::from_hours(8 * 24);

/// Asks for it, unless it can be seen already, and waits for it.
pub(super) async fn ask(by_hand: ByHand, stage: &Stage) -> Result<Answer, Trouble> {
    let began = stage.connection.recorder.as_ref().map(Recorder::now);
    let ByHand { instruction, sight } = &by_hand;
    let Some(sight) = sight else {
        if stage.allowance.is_none() {
            let text = format!("nothing may be changed, so nobody is asked to {instruction}");
            return Err(Trouble::NotAsked(text));
        }
        write_down(&by_hand, None, stage);
        stage.notice.tell(&format!("please {instruction}"));
        let said = format!("asked for, and not to be seen from here: {instruction}");
        return Ok(Answer::new(json!({}), said));
    };
    let begun = clock::now();
    let mut is_asked = false;
    loop {
        // What the internet's services say now and then is not the last word.
        let seen = match sight::look(sight, stage).await {
            Ok((true, said)) => {
                if !is_asked {
                    write_down(&by_hand, began, stage);
                }
                let waited = clock::now().duration_since(begun).as_secs();
                let waited = duration::display(SignedDuration::from_secs(waited));
                let said = match is_asked {
                    true => format!("done by hand after {waited}: {said}"),
                    false => format!("done already: {said}"),
                };
                return Ok(Answer::new(json!({}), said));
            }
            Ok((false, said)) => said,
            Err(Trouble::Failed(reason)) => reason,
            Err(Trouble::Refused { code, message, .. }) => format!("{code}: {message}"),
            Err(trouble) => return Err(trouble),
        };
        let report = |what: &str| {
            Box::new(Report {
                what: what.to_owned(),
                wanted: first_line(instruction),
                seen: seen.clone(),
                ..Report::default()
            })
        };
        if stage.allowance.is_none() {
            let text =
                format!("nothing may be changed, so nobody is asked to {instruction}: {seen}");
            return Err(Trouble::NotAsked(text));
        }
        if !is_asked {
            write_down(&by_hand, None, stage);
            stage.notice.tell(&format!("please {instruction}"));
            is_asked = true;
        }
        if clock::now().duration_since(begun) >= LIMIT {
            return Err(Trouble::TimedOut(report("nobody did it")));
        }
        pause(stage).await;
        if stage.interrupted() {
            return Err(Trouble::Interrupted(report("interrupted while waiting")));
        }
    }
}

/// Writes it down, before the answers that are what they are because of it; or
/// behind the look that found it done.
fn write_down(by_hand: &ByHand, found_done: Option<Timestamp>, stage: &Stage) {
    if let Some(recorder) = &stage.connection.recorder {
        recorder.deed(Deed::Person {
            instruction: by_hand.instruction.clone(),
            seen: by_hand.sight.clone().map(seen),
            found_done,
        });
    }
}

/// What is wanted, as far as it has room under a caret: what follows is a
/// certificate, as a rule.
fn first_line(instruction: &str) -> String {
    match instruction.split_once('\n') {
        None => instruction.to_owned(),
        Some((first, _)) => format!("{first} …"),
    }
}

/// What could be seen, for a recording.
fn seen(sight: Sight) -> Seen {
    match sight {
        Sight::Valid {
            prefix,
            max_length,
            asn,
            is_valid,
        } => Seen::Valid {
            prefix: prefix.to_string(),
            max_length,
            asn: asn.to_string(),
            is_valid,
        },
        Sight::Originated {
            prefix,
            asn,
            is_there,
        } => Seen::Originated {
            prefix: prefix.to_string(),
            asn: asn.to_string(),
            is_there,
        },
        Sight::Remark {
            registry,
            ip,
            line,
            is_there,
        } => Seen::Remark {
            registry,
            ip,
            line,
            is_there,
        },
    }
}

/// Sleeps, unless somebody wants the run to end.
#[expect(
    clippy::disallowed_methods,
    reason = "a person works in real time, and so do registries"
)]
async fn pause(stage: &Stage) {
    let every = std::time::Duration::try_from(stage.every).unwrap_or_default();
    tokio::select! {
        () = stage.interrupt.asked() => {}
        () = tokio::time::sleep(every) => {}
    }
}
