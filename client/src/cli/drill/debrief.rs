//! `byoip drill debrief` and `give-up`: what it was about, what happened, what it
//! was worth.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Desk, Exercise, output};
use crate::drill::debrief::Debrief;
use crate::exit::{Exit, Failure};
use crate::scenario::outcome::Happening;

#[derive(Args, Debug)]
pub(super) struct Debriefing {
    /// The folders of a whole class, for --json
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
}

impl Debriefing {
    pub(super) async fn execute(self, desk: &Desk) -> Result<Exit, Failure> {
        if self.folders.is_empty() {
            return tell(desk).await;
        }
        if !desk.json {
            let text = "several folders are debriefed with --json";
            return Err(Failure::new(Exit::Usage, text));
        }
        let mut class = Vec::new();
        for folder in self.folders {
            let name = folder.display().to_string();
            let one = Desk { folder, json: true };
            class.push(match document(&one).await {
                Ok(debrief) => json!({ "folder": name, "debrief": debrief }),
                Err(failure) => json!({ "folder": name, "error": failure.to_string() }),
            });
        }
        output::json(&json!({ "class": class }))?;
        Ok(Exit::Success)
    }
}

/// Ends the exercise unmended.
pub(super) async fn give_up(desk: &Desk) -> Result<Exit, Failure> {
    let mut exercise = desk.exercise()?;
    if !exercise.session.is_over() {
        exercise.session.given_up = Some(exercise.now_at_least_here().await);
        desk.save(&exercise.session)?;
    }
    tell(desk).await
}

async fn tell(desk: &Desk) -> Result<Exit, Failure> {
    if desk.json {
        output::json(&document(desk).await?)?;
        return Ok(Exit::Success);
    }
    let exercise = over(desk)?;
    let debrief = Debrief {
        session: &exercise.session,
        drill: exercise.drill()?,
        events: events(&exercise).await?,
    };
    output::text(&debrief.text())?;
    Ok(Exit::Success)
}

async fn document(desk: &Desk) -> Result<Value, Failure> {
    let exercise = over(desk)?;
    let debrief = Debrief {
        session: &exercise.session,
        drill: exercise.drill()?,
        events: events(&exercise).await?,
    };
    Ok(debrief.json())
}

/// An exercise that has ended: before, its cause is not told.
fn over(desk: &Desk) -> Result<Exercise, Failure> {
    let exercise = desk.exercise()?;
    if exercise.session.is_over() {
        return Ok(exercise);
    }
    let text = format!(
        "the drill in {} is under way; `byoip drill check` until it is mended, or `byoip drill give-up`",
        desk.folder.display()
    );
    Err(Failure::new(Exit::Usage, text))
}

/// What happened in the world since the exercise began; nothing where its world
/// is gone.
async fn events(exercise: &Exercise) -> Result<Vec<Happening>, Failure> {
    let session = &exercise.session;
    let events = exercise.control.events(session.beginning.last_event).await;
    // Where its simulator is gone, so is what happened there.
    let events = events.unwrap_or_default();
    Ok(events.into_iter().map(Happening::from).collect())
}
