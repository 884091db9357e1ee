//! `byoip drill start`: brings about what has gone wrong, and says what a
//! colleague would.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;

use super::{Desk, SimulatorArguments, control_failure, drill_of, find, mark, moment, output};
use super::{session_failure, shown, unreadable};
use crate::authorization::file::{self, Readers};
use crate::drill::catalogue::{self, Entry};
use crate::drill::session::{Beginning, Session};
use crate::exit::{Exit, Failure};
use crate::scenario::document::drill::Drill;
use crate::scenario::outcome::{RunResult, Section};
use crate::scenario::report::text;
use crate::scenario::runner::{self, Part, RunOptions};
use crate::target::Target;

/// The seed where nobody names one.
const SEED: u64 = 1;

#[derive(Args, Debug)]
pub(super) struct Start {
    /// Its number or name, see `byoip drill list`; or a file of your own
    #[arg(required_unless_present = "random", conflicts_with = "random")]
    drill: Option<String>,

    /// Pick one, and do not say which
    #[arg(long)]
    random: bool,

    /// Seed of the world and of the choice
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,

    #[command(flatten)]
    simulator: SimulatorArguments,
}

/// What tells the trainee's tools where the world is.
const ENVIRONMENT: &str = "environment.sh";

impl Start {
    pub(super) async fn execute(self, desk: &Desk) -> Result<Exit, Failure> {
        Session::check_free(&desk.folder).map_err(session_failure)?;
        let control = self.simulator.control()?;
        let entry = self.choose()?;
        let drill = drill_of(&entry)?;
        // Also where nobody answers: before anything is written.
        control.clock().await.map_err(control_failure)?;
        let base = self.simulator.base().unwrap_or_default();
        let options = RunOptions {
            target: Target::Url(base.trim_end_matches('/').to_owned()),
            seed: Some(self.seed),
            work_dir: Some(desk.folder.clone()),
            no_skip: true,
            programs: crate::cli::source::own_folder(),
            ..RunOptions::default()
        };
        let part = Part {
            section: Section::Steps,
            carried: &BTreeMap::new(),
        };
        let (result, variables) = runner::run_part(&entry.scenario, &part, &options, &mut ()).await;
        if !result.succeeded() {
            return Err(not_set_up(&result));
        }
        let events = control.events(0).await.map_err(control_failure)?;
        let session = Session::begin(Beginning {
            name: entry.name.clone(),
            random: self.random,
            simulator: base.trim_end_matches('/').to_owned(),
            seed: self.seed,
            began: moment(&control).await?,
            last_event: events.last().map_or(0, |event| event.sequence),
            mark: events.last().map(mark),
            variables,
        });
        let environment = control.environment().await.map_err(control_failure)?;
        write_environment(desk, &environment)?;
        desk.save(&session)?;
        self.tell(desk, drill, &session)
    }

    /// The one that was named, or one by the seed.
    fn choose(&self) -> Result<Entry, Failure> {
        if let Some(name) = &self.drill {
            return find(name);
        }
        let mut entries = catalogue::entries().map_err(|it| unreadable(&it))?;
        let count = u64::try_from(entries.len()).unwrap_or(1).max(1);
        // Neighbouring seeds are no neighbouring drills.
        let mixed = self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let index = usize::try_from(mixed % count).unwrap_or_default();
        if index >= entries.len() {
            return Err(Failure::new(Exit::Parse, "the catalogue is empty"));
        }
        Ok(entries.swap_remove(index))
    }

    fn tell(&self, desk: &Desk, drill: &Drill, session: &Session) -> Result<Exit, Failure> {
        if desk.json {
            output::json(&json!({
                "number": (!self.random).then_some(drill.number),
                "title": (!self.random).then_some(&drill.title),
                "folder": shown(&desk.folder),
                "simulator": session.beginning.simulator,
                "seed": session.beginning.seed,
                "began": session.beginning.began,
                "briefing": drill.briefing,
                "hints": drill.hints.len(),
            }))?;
            return Ok(Exit::Success);
        }
        let heading = match self.random {
            true => "A drill, unseen".to_owned(),
            false => format!("Drill {}: {}", drill.number, drill.title),
        };
        output::text(&format!(
            "{heading}\n\n{}\n\nIt is {}. The folder is {folder}. Point your tools at this world:\n  \
             cd {folder} && . ./{ENVIRONMENT}\nThen `byoip drill hint`, `byoip drill check`, \
             `byoip drill give-up`.\n",
            drill.briefing.trim_end(),
            session.beginning.began.world,
            folder = shown(&desk.folder),
        ))?;
        Ok(Exit::Success)
    }
}

/// A file that a shell reads. The commands below the folder find it again.
fn write_environment(desk: &Desk, environment: &[(String, String)]) -> Result<(), Failure> {
    let mut text = String::new();
    for (name, value) in environment {
        text.push_str(&format!(
            "export {name}='{}'\n",
            value.replace('\'', r"'\''")
        ));
    }
    let path = desk.folder.join(ENVIRONMENT);
    file::create(&path, text.as_bytes(), Readers::Owner, true)
        .map_err(|error| Failure::new(Exit::Runtime, error))
}

/// The set-up is the drill's own business; that it failed is said with all there
/// is to say.
fn not_set_up(result: &RunResult) -> Failure {
    let text = format!(
        "the drill could not be set up\n{}",
        text::transcript(result).trim_end()
    );
    Failure::new(Exit::Runtime, text)
}
