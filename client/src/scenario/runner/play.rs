//! The parts of a scenario in their order: its steps, what a drill adds, the
//! teardown.

use super::act::run_step;
use super::course::{Course, Way};
use super::diary::{Diary, unwritten};
use super::failure::{failure_of, trouble_at};
use super::margin;
use super::unplayed::{cut_short, failed, label, skipped};
use crate::scenario::document::drill::Drill;
use crate::scenario::document::{Scenario, Step};
use crate::scenario::outcome::{Failure, FailureKind, RunResult, Section, StepOutcome, StepResult};
use crate::scenario::problem::Problem;
use crate::scenario::report::Observer;
use crate::scenario::stage::Stage;
use crate::scenario::step::nature::Nature;

/// A run under way.
pub(super) struct Play<'r> {
    pub(super) stage: Stage,
    pub(super) course: &'r Course,
    pub(super) diary: Diary,
    pub(super) result: &'r mut RunResult,
    pub(super) observer: &'r mut dyn Observer,
}

impl Play<'_> {
    /// Plays everything. What follows a failure is skipped, up to the teardown.
    pub(super) async fn all(&mut self, scenario: &Scenario) {
        let mut goes_on = self.section(scenario, Section::Steps, true).await;
        if let Some(drill) = &scenario.drill {
            goes_on = self.section(scenario, Section::Symptom, goes_on).await;
            let number = scenario.first_number(Section::Before);
            goes_on = self.before(drill, number, goes_on).await;
            goes_on = self.section(scenario, Section::Mend, goes_on).await;
            self.section(scenario, Section::Check, goes_on).await;
        }
        let number = scenario.first_number(Section::Teardown);
        self.teardown(&scenario.teardown, number).await;
    }

    /// Plays one part alone; of a check every step, for each tells something.
    pub(super) async fn part(&mut self, scenario: &Scenario, section: Section) {
        if section != Section::Check {
            self.section(scenario, section, true).await;
            return;
        }
        let steps = scenario.steps_of(section);
        for (number, step) in (scenario.first_number(section)..).zip(steps) {
            if self.stage.interrupted() {
                return;
            }
            let done = self.step(step, section, number).await;
            self.add(done);
        }
    }

    /// Plays steps until one fails or somebody wants an end, and skips the rest.
    /// Whether all went well.
    async fn section(&mut self, scenario: &Scenario, section: Section, goes_on: bool) -> bool {
        let mut goes_on = goes_on;
        let steps = scenario.steps_of(section);
        self.head(section, steps);
        for (number, step) in (scenario.first_number(section)..).zip(steps) {
            if !goes_on || self.stage.interrupted() {
                goes_on = false;
                self.add(skipped(step, section, String::new()));
            } else if let Some(Way::Skip(reason)) = self.course.way(number) {
                let passed_over = self.passed_over(step, section, reason.clone());
                self.add(passed_over);
            } else {
                let done = self.step(step, section, number).await;
                goes_on = done.outcome.failures().is_empty();
                self.add(done);
            }
        }
        goes_on
    }

    /// The drill's check while nothing is mended yet: it must not hold.
    async fn before(&mut self, drill: &Drill, number: usize, goes_on: bool) -> bool {
        self.head(Section::Before, &drill.check);
        let left_out = match self.course.way(number) {
            Some(Way::Skip(reason)) if goes_on => Some(reason.clone()),
            Some(_) | None => None,
        };
        let mut last = None;
        if goes_on && left_out.is_none() {
            // What its steps do is written down with the whole.
            if let (Some(first), Err(error)) =
                (drill.check.first(), self.diary.begun(number, BEFORE, None))
            {
                let failure = unwritten(&error, &first.action_place);
                self.add(failed(first, Section::Before, BEFORE.to_owned(), failure));
                return false;
            }
            for step in &drill.check {
                if self.stage.interrupted() {
                    break;
                }
                let done = self.step(step, Section::Before, number).await;
                let holds = done.outcome.failures().is_empty();
                last = Some(done);
                if !holds {
                    break;
                }
            }
        }
        let is_left_out = left_out.is_some();
        let mut result = match (last, drill.check.first()) {
            (Some(done), _) => reversed(done),
            (None, Some(first)) => StepResult {
                name: BEFORE.to_owned(),
                ..skipped(first, Section::Before, left_out.unwrap_or_default())
            },
            (None, None) => return goes_on,
        };
        if let Some(first) = drill.check.first() {
            self.ended(first, number, &mut result);
        }
        let goes_on = is_left_out || matches!(result.outcome, StepOutcome::Passed);
        self.add(result);
        goes_on
    }

    /// Plays every step, whichever of the others fail. A step whose variables
    /// were never captured has nothing to clear away.
    async fn teardown(&mut self, steps: &[Step], first: usize) {
        self.stage.interrupt = self.stage.interrupt.for_teardown();
        self.head(Section::Teardown, steps);
        for (number, step) in (first..).zip(steps) {
            let missing = step
                .needs
                .iter()
                .find(|name| !self.stage.variables.knows(name) && !step.sets(name));
            let done = if self.stage.interrupted() {
                skipped(step, Section::Teardown, "interrupted".to_owned())
            } else if let Some(Way::Skip(reason)) = self.course.way(number) {
                self.passed_over(step, Section::Teardown, reason.clone())
            } else if let Some(name) = missing {
                let reason = format!("nothing to do: `{name}` was never captured");
                skipped(step, Section::Teardown, reason)
            } else {
                self.step(step, Section::Teardown, number).await
            };
            self.add(done);
        }
    }

    /// A step that this run is not to play, by the name it has in one that plays it.
    fn passed_over(&self, step: &Step, section: Section, reason: String) -> StepResult {
        let variables = &self.stage.variables;
        let scope = step.scope.fill(variables).unwrap_or_default();
        for (name, value) in &scope {
            self.stage.secrets.learn(name, value);
        }
        let mut result = StepResult {
            name: label(step, &variables.within(scope)),
            ..skipped(step, section, reason)
        };
        self.stage.secrets.redact_step(&mut result);
        result
    }

    async fn step(&mut self, step: &Step, section: Section, number: usize) -> StepResult {
        self.stage.step = number;
        if let Some(reason) = self.excluded(step) {
            return skipped(step, section, reason.to_owned());
        }
        let name = match step.scope.fill(&self.stage.variables) {
            Ok(scope) => {
                for (name, value) in &scope {
                    self.stage.secrets.learn(name, value);
                }
                self.stage.variables.enter(scope);
                label(step, &self.stage.variables)
            }
            Err(problem) => {
                let failure = trouble_at(FailureKind::Scenario, problem);
                let name = label(step, &self.stage.variables);
                return failed(step, section, name, failure);
            }
        };
        let redacted = self.stage.secrets.redact(&name);
        let record = self.diary.record();
        match margin::end(step, number, record, &mut self.stage).await {
            Ok(until) => self.stage.until = until,
            Err(cause) => {
                let failure = failure_of(cause, &step.action_place);
                return failed(step, section, name, failure);
            }
        }
        self.observer.start(&redacted);
        if let (Some(until), true) = (self.stage.until, self.stage.connection.passing.is_real()) {
            self.observer.waits(until);
        }
        if let Err(failure) = self.begun(step, section, number, &redacted) {
            return failed(step, section, name, failure);
        }
        let look_first = self.course.way(number) == Some(&Way::LookFirst);
        let interrupt = self.stage.interrupt.clone();
        let mut done = tokio::select! {
            biased;
            // Whatever the step had under way ends with it: see its own `Drop`.
            () = interrupt.at_once() => cut_short(step, section, name),
            done = run_step(step, section, look_first, &mut self.stage) => done,
        };
        self.stage.secrets.redact_step(&mut done);
        if section != Section::Before {
            self.ended(step, number, &mut done);
        }
        done
    }

    /// Writes down that a step begins; a drill's check before the mend is written
    /// down as a whole.
    fn begun(
        &self,
        step: &Step,
        section: Section,
        number: usize,
        name: &str,
    ) -> Result<(), Failure> {
        if section == Section::Before {
            return Ok(());
        }
        let written = self.diary.begun(number, name, self.stage.until);
        written.map_err(|error| unwritten(&error, &step.action_place))
    }

    /// Writes down that a step has ended. Where that fails the step does, too, so
    /// that the run does not go on.
    fn ended(&self, step: &Step, number: usize, done: &mut StepResult) {
        if let Err(error) = self.diary.ended(number, done, step, &self.stage) {
            let failure = unwritten(&error, &step.action_place);
            done.outcome = StepOutcome::Failed(vec![failure]);
        }
    }

    /// Why a step is not done on this target, if it is not.
    fn excluded(&self, step: &Step) -> Option<&'static str> {
        let connection = &self.stage.connection;
        if let Some(reason) = connection.excludes(step.only) {
            return Some(reason);
        }
        match step.action.nature() {
            _ if connection.is_simulator() => None,
            Nature::Simulated => Some("only a simulator can do this"),
            Nature::Command if !self.stage.allow_shell => {
                Some("a command may do anything; --allow-shell lets it run")
            }
            Nature::Command
            | Nature::Local
            | Nature::Reads
            | Nature::Changes
            | Nature::ByHand
            | Nature::Waits => None,
        }
    }

    fn head(&mut self, section: Section, steps: &[Step]) {
        if let (Some(heading), false) = (section.heading(), steps.is_empty()) {
            self.observer.section(heading);
        }
    }

    fn add(&mut self, step: StepResult) {
        self.observer.step(&step);
        self.result.steps.push(step);
    }
}

/// What a drill's check before the mend is called.
pub(in crate::scenario) const BEFORE: &str = "The check does not hold yet";

/// The last step of a check that must not hold, as one result.
fn reversed(done: StepResult) -> StepResult {
    let name = BEFORE.to_owned();
    match done.outcome {
        StepOutcome::Failed(failures) if failures.iter().all(|failure| is_demand(failure.kind)) => {
            let said = failures
                .first()
                .map_or_else(String::new, |failure| failure.problem.what.clone());
            StepResult {
                name,
                said: format!("{}: {said}", done.name),
                outcome: StepOutcome::Passed,
                ..done
            }
        }
        StepOutcome::Failed(_) => StepResult { name, ..done },
        StepOutcome::Passed | StepOutcome::Skipped => {
            let problem = Problem::new(&done.place, "the check holds before anything is mended")
                .label("the last step of the check");
            StepResult {
                name,
                outcome: StepOutcome::Failed(vec![Failure {
                    kind: FailureKind::Assertion,
                    problem,
                }]),
                ..done
            }
        }
    }
}

fn is_demand(kind: FailureKind) -> bool {
    matches!(kind, FailureKind::Assertion | FailureKind::Timeout)
}

impl Step {
    /// Whether a name is set by this step itself or for it alone.
    fn sets(&self, name: &str) -> bool {
        self.scope.has(name) || self.capture.iter().any(|capture| capture.name == name)
    }
}
