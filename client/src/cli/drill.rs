//! `byoip drill`: exercises on a running simulator.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::online::{SimulatorArguments, online};
use super::output;
use crate::clock;
use crate::drill::catalogue::{self, Entry, OpenError};
use crate::drill::session::{Moment, Session, SessionError};
use crate::exit::{Exit, Failure};
use crate::scenario::document::drill::Drill;
use crate::target::control::{Control, ControlError, Event};

mod check;
mod debrief;
mod hint;
mod list;
mod start;
mod status;

/// What stands below the options.
const EXAMPLES: &str = "Examples:
  byoip-sim serve --clock manual &
  byoip drill list
  byoip drill start 19
  byoip drill start --random --seed 7
  byoip drill check --cause no-roa
  byoip drill debrief";

/// Practise on a migration that has gone wrong
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct DrillCommand {
    #[command(subcommand)]
    deed: Deed,

    /// Print JSON
    #[arg(long, global = true)]
    json: bool,

    /// The folder of the exercise [default: this one where a drill was started in
    /// it, else byoip-drill]
    #[arg(long, global = true, value_name = "DIR")]
    dir: Option<PathBuf>,
}

#[derive(Subcommand, Debug)]
enum Deed {
    /// Show all drills
    List,
    /// Begin one: the simulator's world begins anew
    Start(start::Start),
    /// Say again what the task is, and how it stands
    Status,
    /// Ask for the next hint
    Hint,
    /// Ask whether it is mended, or whether this is the cause
    Check(check::Check),
    /// End it unmended and be told
    GiveUp,
    /// Be told what it was about, what happened and what it was worth
    Debrief(debrief::Debriefing),
}

impl DrillCommand {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        let desk = Desk {
            folder: self.dir.unwrap_or_else(usual_folder),
            json: self.json,
        };
        match self.deed {
            Deed::List => list::execute(&desk),
            Deed::Start(start) => online(start.execute(&desk)),
            Deed::Status => online(status::execute(&desk)),
            Deed::Hint => online(hint::execute(&desk)),
            Deed::Check(check) => online(check.execute(&desk)),
            Deed::GiveUp => online(debrief::give_up(&desk)),
            Deed::Debrief(debriefing) => online(debriefing.execute(&desk)),
        }
    }
}

/// Where an exercise is unless somebody says otherwise.
fn usual_folder() -> PathBuf {
    let here = PathBuf::from(".");
    match Session::is_in(&here) {
        true => here,
        false => PathBuf::from("byoip-drill"),
    }
}

/// What every one of these commands knows.
struct Desk {
    folder: PathBuf,
    json: bool,
}

/// An exercise that was begun.
struct Exercise {
    session: Session,
    entry: Entry,
    control: Control,
}

impl Desk {
    /// The exercise in the folder.
    fn exercise(&self) -> Result<Exercise, Failure> {
        let session = Session::load(&self.folder).map_err(session_failure)?;
        let entry = find(&session.beginning.name)?;
        let control = Control::at(&session.beginning.simulator).map_err(control_failure)?;
        Ok(Exercise {
            session,
            entry,
            control,
        })
    }

    fn save(&self, session: &Session) -> Result<(), Failure> {
        session.save(&self.folder).map_err(session_failure)
    }
}

impl Exercise {
    fn drill(&self) -> Result<&Drill, Failure> {
        drill_of(&self.entry)
    }

    /// Refuses a world that is another one by now: somebody began it anew.
    async fn check_world(&self) -> Result<(), Failure> {
        let session = &self.session;
        let before = session.beginning.last_event.saturating_sub(1);
        let events = self.control.events(before).await.map_err(control_failure)?;
        let seen = events
            .first()
            .filter(|it| it.sequence == session.beginning.last_event);
        if session.beginning.mark == seen.map(mark) {
            return Ok(());
        }
        let text = format!(
            "the world at {} is not this drill's any more: somebody began it anew",
            session.beginning.simulator
        );
        Err(Failure::new(Exit::Runtime, text))
    }

    /// The present, there and here; where nobody answers there any more, the world
    /// stands where the exercise began.
    async fn now_at_least_here(&self) -> Moment {
        let moment = self.now().await;
        moment.unwrap_or_else(|_| Moment {
            real: clock::now(),
            ..self.session.beginning.began
        })
    }

    /// The present, there and here.
    async fn now(&self) -> Result<Moment, Failure> {
        moment(&self.control).await
    }
}

/// An event by which a world is known again.
fn mark(event: &Event) -> String {
    format!("{} {}", event.at, event.text)
}

/// The drill of a number, a name or a file.
fn find(wanted: &str) -> Result<Entry, Failure> {
    if let Some(entry) = catalogue::find(wanted).map_err(|it| unreadable(&it))? {
        return Ok(entry);
    }
    if !wanted.ends_with(".yaml") {
        let text = format!(
            "no drill `{wanted}`; `byoip drill list` shows all, and a file of your own ends in .yaml"
        );
        return Err(Failure::new(Exit::Usage, text));
    }
    catalogue::open(Path::new(wanted)).map_err(|error| match error {
        OpenError::Read(text) => Failure::new(Exit::Parse, text),
        OpenError::Unreadable(it) => unreadable(&it),
    })
}

async fn moment(control: &Control) -> Result<Moment, Failure> {
    let clock = control.clock().await.map_err(control_failure)?;
    Ok(Moment {
        world: clock.now,
        real: clock::now(),
    })
}

fn drill_of(entry: &Entry) -> Result<&Drill, Failure> {
    entry.drill().ok_or_else(|| {
        let text = format!("{} has no `drill` part", entry.name);
        Failure::new(Exit::Parse, text)
    })
}

fn unreadable(unreadable: &crate::scenario::document::Unreadable) -> Failure {
    let first = unreadable.problems.first();
    let text = first.map_or_else(
        || "no drill".to_owned(),
        |problem| problem.render(&unreadable.source),
    );
    Failure::new(Exit::Parse, text)
}

fn session_failure(error: SessionError) -> Failure {
    let exit = match &error {
        SessionError::None(_) | SessionError::UnderWay(_) | SessionError::Taken(_) => Exit::Usage,
        SessionError::File(_) => Exit::Runtime,
        SessionError::Shape { .. } => Exit::Parse,
    };
    Failure::new(exit, error)
}

fn control_failure(error: ControlError) -> Failure {
    Failure::new(Exit::Runtime, error)
}

/// A path as it stands in a text, from where the trainee is.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
