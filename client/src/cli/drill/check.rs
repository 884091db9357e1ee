//! `byoip drill check`: whether it is mended, and whether this is the cause.

use clap::Args;
use serde_json::{Value, json};

use super::{Desk, Exercise, output};
use crate::drill::session::Guess;
use crate::exit::{Exit, Failure};
use crate::scenario::outcome::{RunResult, Section, StepOutcome, StepResult};
use crate::scenario::report::text;
use crate::scenario::runner::{self, Part, RunOptions};
use crate::target::Target;

#[derive(Args, Debug)]
pub(super) struct Check {
    /// What you take for the cause, a word of `byoip drill status`
    #[arg(long, value_name = "WORD")]
    cause: Option<String>,
}

impl Check {
    pub(super) async fn execute(self, desk: &Desk) -> Result<Exit, Failure> {
        let mut exercise = desk.exercise()?;
        exercise.check_world().await?;
        let now = exercise.now().await?;
        if let Some(cause) = &self.cause {
            super::status::known(exercise.drill()?, cause)?;
        }
        let is_right = match self.cause {
            None => None,
            Some(cause) => {
                let is_right = exercise.drill()?.cause == cause;
                exercise.session.guesses.push(Guess {
                    cause,
                    is_right,
                    at: now,
                });
                Some(is_right)
            }
        };
        let result = look(desk, &exercise).await;
        if let Some(trouble) = &result.trouble {
            return Err(Failure::new(Exit::Runtime, &trouble.problem.what));
        }
        let is_mended = result.succeeded();
        let session = &mut exercise.session;
        match (is_mended, session.mended) {
            (true, None) => session.mended = Some(now),
            (false, None) => session.failed_checks += 1,
            (_, Some(_)) => {}
        }
        desk.save(session)?;
        if desk.json {
            output::json(&json!({
                "mended": is_mended,
                "cause": is_right,
                "steps": result.steps.iter().map(step).collect::<Vec<Value>>(),
            }))?;
        } else {
            output::text(&told(&result, is_mended, is_right))?;
        }
        let all_well = is_mended && is_right != Some(false);
        Ok(if all_well {
            Exit::Success
        } else {
            Exit::Assertion
        })
    }
}

/// Plays the drill's check, which only reads.
async fn look(desk: &Desk, exercise: &Exercise) -> RunResult {
    let options = RunOptions {
        target: Target::Url(exercise.session.beginning.simulator.clone()),
        work_dir: Some(desk.folder.clone()),
        programs: crate::cli::source::own_folder(),
        ..RunOptions::default()
    };
    let part = Part {
        section: Section::Check,
        carried: &exercise.session.beginning.variables,
    };
    let (result, _) = runner::run_part(&exercise.entry.scenario, &part, &options, &mut ()).await;
    result
}

fn told(result: &RunResult, is_mended: bool, is_right: Option<bool>) -> String {
    let mut told = String::new();
    for step in &result.steps {
        told.push_str(&line(step));
    }
    match is_right {
        Some(true) => told.push_str("That is the cause.\n"),
        Some(false) => told.push_str("That is not the cause.\n"),
        None => {}
    }
    told.push_str(match is_mended {
        true => "Mended. `byoip drill debrief` tells the rest.\n",
        false => "Not mended yet.\n",
    });
    told
}

/// A step of the check and, where it does not hold, what was seen.
fn line(step: &StepResult) -> String {
    let mark = match step.outcome {
        StepOutcome::Passed => "✓",
        StepOutcome::Failed(_) => "✗",
        StepOutcome::Skipped => "–",
    };
    let mut line = format!("{mark} {}\n", step.name);
    for failure in step.outcome.failures() {
        let problem = &failure.problem;
        let seen = problem.notes.first().map_or("", String::as_str);
        line.push_str(&format!("    {}; {seen}\n", problem.what));
    }
    line
}

fn step(step: &StepResult) -> Value {
    let holds = matches!(step.outcome, StepOutcome::Passed);
    json!({ "name": step.name, "holds": holds, "said": text::step(step) })
}
