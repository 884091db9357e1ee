//! Which steps of a file are played.

use std::collections::BTreeSet;

use clap::Args;

use super::inputs::Loaded;
use super::variables::Gathered;
use crate::cli::output;
use crate::exit::{Exit, Failure};
use crate::scenario::plan::Plan;
use crate::scenario::runner::Course;
use crate::target::Target;

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Which steps")]
pub(super) struct Span {
    /// Begin with this step, by its number or name as --dry-run prints them; what
    /// earlier ones would have captured comes from --var
    #[arg(long, value_name = "STEP")]
    from_step: Option<String>,

    /// End with this step; nothing behind it is done, the teardown neither
    #[arg(long, value_name = "STEP")]
    to_step: Option<String>,
}

impl Span {
    /// The course of the one scenario that there must be; everything where
    /// nothing was asked for.
    pub(super) fn course(
        &self,
        loaded: &[Loaded],
        plans: &[Plan],
        variables: &Gathered,
        target: &Target,
    ) -> Result<Course, Failure> {
        let (from, to) = (self.from_step.as_deref(), self.to_step.as_deref());
        if from.is_none() && to.is_none() {
            return Ok(Course::default());
        }
        let usage = |text: String| Failure::new(Exit::Usage, text);
        let ([loaded], [plan]) = (loaded, plans) else {
            let text = "--from-step and --to-step are about the steps of one file; name one file";
            return Err(usage(text.to_owned()));
        };
        let scenario = &loaded.scenario;
        let course = Course::between(scenario, plan, from, to);
        let course = course.map_err(|error| usage(error.to_string()))?;
        let given: BTreeSet<&str> = variables.values.keys().map(String::as_str).collect();
        let missing = course.missing(scenario, &given);
        if !missing.is_empty() {
            let lines: Vec<String> = missing.iter().map(ToString::to_string).collect();
            return Err(usage(lines.join("\n")));
        }
        if from.is_some() && *target == Target::Embedded {
            output::note(
                "--from-step: an embedded world is fresh; nothing is there that the steps before \
                 would have done",
            );
        }
        Ok(course)
    }
}
