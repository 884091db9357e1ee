//! The results as JUnit XML, which CI systems show: a suite per scenario, a case
//! per step. Times are left out: the world's are virtual, and ours say nothing.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::json::kind;
use crate::scenario::outcome::{Failure, FailureKind, RunResult, StepOutcome, StepResult};

#[cfg(test)]
mod tests;

/// The results of several scenarios as an XML document.
pub fn report(runs: &[RunResult]) -> Result<String, quick_junit::SerializeError> {
    let mut report = Report::new("byoip run");
    report.add_test_suites(runs.iter().map(suite));
    report.to_string()
}

fn suite(run: &RunResult) -> TestSuite {
    let mut suite = TestSuite::new(run.scenario.as_str());
    suite.add_property(("file", run.source.path.as_str()));
    suite.add_property(("target", run.target.as_str()));
    if let Some(seed) = run.seed {
        suite.add_property(("seed", seed.to_string().as_str()));
    }
    suite.add_property(("repeat", run.repeat.as_str()));
    if let Some(failure) = &run.trouble {
        suite.add_test_case(TestCase::new("the run itself", status(&[failure], run)));
    }
    suite.add_test_cases(run.steps.iter().map(|step| case(step, run)));
    suite
}

fn case(step: &StepResult, run: &RunResult) -> TestCase {
    let status = match &step.outcome {
        StepOutcome::Passed => TestCaseStatus::success(),
        StepOutcome::Skipped => {
            let mut status = TestCaseStatus::skipped();
            if let Some(reason) = &run.skipped {
                status.set_message(reason.as_str());
            }
            status
        }
        StepOutcome::Failed(failures) => status(&failures.iter().collect::<Vec<_>>(), run),
    };
    let mut case = TestCase::new(step.name.as_str(), status);
    case.set_classname(format!("{}:{}", run.source.path, step.place.line));
    if !step.said.is_empty() {
        case.set_system_out(super::text::step(step));
    }
    case
}

/// An unmet demand is a failure, everything else an error, in JUnit's words.
fn status(failures: &[&Failure], run: &RunResult) -> TestCaseStatus {
    let worst = failures
        .iter()
        .map(|failure| failure.kind)
        .max()
        .unwrap_or(FailureKind::Assertion);
    let non_success = match worst {
        FailureKind::Assertion | FailureKind::Timeout => NonSuccessKind::Failure,
        FailureKind::Scenario
        | FailureKind::Runtime
        | FailureKind::TargetRefused
        | FailureKind::Interrupted => NonSuccessKind::Error,
    };
    let rendered: Vec<String> = failures
        .iter()
        .map(|failure| failure.problem.render(&run.source))
        .collect();
    let mut status = TestCaseStatus::non_success(non_success);
    status.set_type(kind(worst));
    if let Some(first) = failures.first() {
        status.set_message(first.problem.what.as_str());
    }
    status.set_description(rendered.join("\n"));
    status
}
