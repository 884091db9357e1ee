//! One step: the call, then whether a refusal was wanted, then captures, then
//! expectations.

use serde_json::{Value, json};

use super::failure::{assertion, failure_of};
use super::play::label;
use crate::scenario::Problem;
use crate::scenario::document::Step;
use crate::scenario::outcome::{Failure, FailureKind, Happening, Section, StepOutcome, StepResult};
use crate::scenario::predicate::show;
use crate::scenario::stage::Stage;
use crate::scenario::step::{Answer, Trouble};

pub(super) async fn run_step(step: &Step, section: Section, stage: &mut Stage) -> StepResult {
    let mut said = String::new();
    let outcome = match act(step, stage, &mut said).await {
        Ok(failures) if failures.is_empty() => StepOutcome::Passed,
        Ok(failures) => StepOutcome::Failed(failures),
        Err(cause) => StepOutcome::Failed(vec![failure_of(cause, &step.action_place)]),
    };
    let name = label(step, &stage.variables);
    let (at, events) = aftermath(stage).await;
    StepResult {
        section,
        name,
        place: step.place.clone(),
        at,
        said,
        events,
        outcome,
    }
}

/// Does the step and says what about its answer is not as demanded.
async fn act(step: &Step, stage: &mut Stage, said: &mut String) -> Result<Vec<Failure>, Trouble> {
    let clock = stage.connection.control.clock().await?;
    stage.variables.set_now(clock.now);
    let outcome = step.action.run(stage).await;
    let answer = match (&step.refused, outcome) {
        (Some(wanted), Err(Trouble::Refused { code, message, .. })) => {
            *said = format!("refused, as it must be: {code}: {message}");
            let unmet = wanted.unmet(&code, &message, &stage.variables)?;
            if !unmet.is_empty() {
                return Ok(unmet.into_iter().map(assertion).collect());
            }
            let value = json!({ "Code": code, "Message": message });
            Answer::new(value, said.clone())
        }
        (Some(wanted), Ok(answer)) => {
            *said = answer.said;
            let problem = Problem::new(wanted.place(), "the call went through")
                .label(format!("wanted {}", wanted.words(&stage.variables)?))
                .note(format!("seen: {said}"));
            return Ok(vec![Failure {
                kind: FailureKind::Assertion,
                problem,
            }]);
        }
        (None, Ok(answer)) => {
            *said = answer.said.clone();
            answer
        }
        (_, Err(trouble)) => return Err(trouble),
    };
    judge(step, &answer.value, stage)
}

/// Captures, then expectations.
fn judge(step: &Step, answer: &Value, stage: &mut Stage) -> Result<Vec<Failure>, Trouble> {
    let mut failures = Vec::new();
    for capture in &step.capture {
        match capture.value(answer, &stage.variables) {
            Ok(value) => {
                if capture.is_secret {
                    stage.secrets.hide(&value);
                }
                stage.variables.set(&capture.name, value);
            }
            Err(unmet) => failures.push(assertion(*unmet)),
        }
    }
    let unmet = step.expect.unmet(answer, &stage.variables)?;
    failures.extend(unmet.into_iter().map(assertion));
    if let Some((member, wanted)) = step.action.implied()
        && !step.expect.speaks_of(member)
        && answer.get(member).and_then(Value::as_i64) != Some(wanted)
    {
        failures.push(implied(step, answer, member, wanted));
    }
    Ok(failures)
}

/// The time after a step, and what happened in the world during it. A target
/// that stops answering says so in the next step.
async fn aftermath(stage: &mut Stage) -> (Option<jiff::Timestamp>, Vec<Happening>) {
    let control = &stage.connection.control;
    let at = control.clock().await.ok().map(|clock| clock.now);
    let events = control.events(stage.last_event).await.unwrap_or_default();
    if let Some(last) = events.last() {
        stage.last_event = last.sequence;
    }
    let happenings = events
        .into_iter()
        .map(|event| Happening {
            at: event.at,
            noun: event.noun,
            fact: event.fact,
            members: event.members,
            text: event.text,
        })
        .collect();
    (at, happenings)
}

fn implied(step: &Step, answer: &Value, member: &str, wanted: i64) -> Failure {
    let seen = answer.get(member).map(show).unwrap_or_default();
    let stderr = answer.get("stderr").map(show).unwrap_or_default();
    let what = match answer.get("signal") {
        Some(signal) => format!("the command was killed by signal {signal}"),
        None => format!("{member} is {seen}"),
    };
    let mut problem =
        Problem::new(&step.action_place, what).label(format!("wanted {member} {wanted}"));
    problem.notes.extend(stderr.lines().map(str::to_owned));
    Failure {
        kind: FailureKind::Assertion,
        problem,
    }
}
