//! One step: the call, then whether a refusal was wanted, then captures, then
//! expectations.

use serde_json::{Value, json};

use super::by_hand;
use super::failure::{assertion, failure_of};
use super::margin;
use super::unplayed::label;
use crate::aws::identity;
use crate::scenario::Problem;
use crate::scenario::document::Step;
use crate::scenario::outcome::{Failure, FailureKind, Happening, Section, StepOutcome, StepResult};
use crate::scenario::predicate::show;
use crate::scenario::stage::Stage;
use crate::scenario::step::nature::Nature;
use crate::scenario::step::{Answer, Outcome, Trouble, sight};
use crate::target::allowance::Allowance;

/// How often one looks for what nobody answered.
const LOOKS: u32 = 4;

/// How often a change may go unanswered.
const LOST_MAX: usize = 5;

/// Does a step; with a look first where it may have been done already.
pub(super) async fn run_step(
    step: &Step,
    section: Section,
    look_first: bool,
    stage: &mut Stage,
) -> StepResult {
    let mut said = String::new();
    let outcome = match act(step, look_first, stage, &mut said).await {
        Ok(failures) if failures.is_empty() => StepOutcome::Passed,
        Ok(failures) => StepOutcome::Failed(failures),
        // Not done is not passed: whoever reads only may go on without it.
        Err(Trouble::NotAsked(reason)) => {
            said = reason;
            StepOutcome::Skipped
        }
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
async fn act(
    step: &Step,
    look_first: bool,
    stage: &mut Stage,
    said: &mut String,
) -> Result<Vec<Failure>, Trouble> {
    let clock = stage.connection.clock().await?;
    stage.variables.set_now(clock.now);
    let found = match look_first {
        true => done_before(step, stage).await?,
        false => None,
    };
    let outcome = match found {
        Some(answer) => Ok(answer),
        None => perform(step, stage).await,
    };
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

/// The answer of a step that was under way when an earlier process ended, if it
/// can be seen that it was done. What cannot be looked for is done again.
async fn done_before(step: &Step, stage: &mut Stage) -> Result<Option<Answer>, Trouble> {
    if step.refused.is_some() {
        return Ok(None);
    }
    let nature = step.action.nature();
    if nature == Nature::Changes {
        let found = step.action.settled(stage).await?;
        return Ok(found.map(|answer| {
            let said = format!("{} (done before the interruption)", answer.said);
            Answer { said, ..answer }
        }));
    }
    let sight = match nature {
        // Of what such a step captures nobody sees anything.
        Nature::ByHand if step.capture.is_empty() => step.action.by_hand(stage)?,
        _ => None,
    };
    if let Some(sight) = sight.and_then(|by_hand| by_hand.sight)
        && let (true, said) = sight::look(&sight, stage).await?
    {
        let said = format!("{said} (done before the interruption)");
        return Ok(Some(Answer::new(json!({}), said)));
    }
    let is_repeated = match nature {
        Nature::Command | Nature::Simulated => true,
        // Where time is real the journal says how much of it is left.
        Nature::Waits => stage.connection.is_simulator(),
        Nature::Local | Nature::Reads | Nature::Changes | Nature::ByHand => false,
    };
    if is_repeated {
        let name = label(step, &stage.variables);
        let text = format!("`{name}` was under way when the run ended, and is done again");
        stage.notice.tell(&text);
    }
    Ok(None)
}

/// Has the action done: by a person or by waiting where no simulator does it, and
/// with a look before and after where it changes real AWS.
async fn perform(step: &Step, stage: &mut Stage) -> Outcome {
    let nature = step.action.nature();
    if !stage.connection.is_simulator() {
        if nature == Nature::ByHand
            && let Some(by_hand) = step.action.by_hand(stage)?
        {
            return by_hand::ask(by_hand, stage).await;
        }
        if nature == Nature::Waits {
            return margin::wait(step, stage).await;
        }
        if nature == Nature::Changes {
            guard(step, stage).await?;
        }
    }
    if nature != Nature::Changes || !stage.connection.aws.is_careful() {
        return step.action.run(stage).await;
    }
    let mut lost = 0;
    loop {
        let reason = match step.action.run(stage).await {
            Err(Trouble::Lost(reason)) => reason,
            // It may have been refused because it was done the first time.
            Err(refused @ Trouble::Refused { .. }) if lost > 0 => {
                let found = look_for(step, stage).await?;
                return found.map(told_done).ok_or(refused);
            }
            outcome => return outcome,
        };
        lost += 1;
        if let Some(answer) = look_for(step, stage).await? {
            return Ok(told_done(answer));
        }
        if lost == LOST_MAX {
            return Err(Trouble::Lost(reason));
        }
        let text = format!("{reason}; nothing shows that it was done, so it is done again");
        stage.notice.tell(&text);
    }
}

/// Looks several times for what a change leaves: a describe may be behind.
async fn look_for(step: &Step, stage: &mut Stage) -> Result<Option<Answer>, Trouble> {
    for look in 0..LOOKS {
        if look > 0 {
            stage.connection.aws.pause(look).await?;
        }
        if let Some(answer) = step.action.settled(stage).await? {
            return Ok(Some(answer));
        }
    }
    Ok(None)
}

fn told_done(answer: Answer) -> Answer {
    let said = format!("{} (no answer came, but it was done)", answer.said);
    Answer { said, ..answer }
}

/// Lets a change through only in the account and on the ranges that were named.
/// The account is asked for each time: credentials may have been renewed.
async fn guard(step: &Step, stage: &mut Stage) -> Result<(), Trouble> {
    let identity = identity::describe(&stage.connection.aws).await?;
    let account = identity.get("Account").map(show).unwrap_or_default();
    let account = account
        .parse()
        .map_err(|_| Trouble::Failed(format!("STS names no account but `{account}`")))?;
    let subjects = step.action.subjects(stage).await?;
    Ok(Allowance::check(
        stage.allowance.as_ref(),
        account,
        &subjects,
    )?)
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
                stage.set(&capture.name, value);
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
    let connection = &stage.connection;
    let at = connection.clock().await.ok().map(|clock| clock.now);
    let events = connection
        .events(stage.last_event)
        .await
        .unwrap_or_default();
    if let Some(last) = events.last() {
        stage.last_event = last.sequence;
    }
    (at, events.into_iter().map(Happening::from).collect())
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
