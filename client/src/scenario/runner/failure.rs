//! What went wrong in a step, as a failure with its kind and place.

use crate::scenario::expectation::Unmet;
use crate::scenario::outcome::{Failure, FailureKind};
use crate::scenario::step::{Report, Trouble};
use crate::scenario::{Place, Problem};

pub(super) fn assertion(unmet: Unmet) -> Failure {
    let problem = Problem::new(&unmet.place, format!("{} is not as wanted", unmet.path))
        .label(format!("wanted {}", unmet.wanted))
        .note(format!("seen: {}", unmet.seen))
        .note(unmet.hint);
    Failure {
        kind: FailureKind::Assertion,
        problem,
    }
}

/// A trouble as a failure at the action's place, unless it has its own.
pub(super) fn failure_of(cause: Trouble, place: &Place) -> Failure {
    let simple = |kind, what: String| Failure {
        kind,
        problem: Problem::new(place, what),
    };
    let reported = |kind, report: Report| {
        let place = report.place.as_ref().unwrap_or(place);
        let mut problem = Problem::new(place, report.what)
            .label(format!("wanted {}", report.wanted))
            .note(format!("seen: {}", report.seen));
        problem.notes.extend(report.notes);
        Failure { kind, problem }
    };
    match cause {
        Trouble::Refused {
            code,
            message,
            request_id,
        } => Failure {
            kind: FailureKind::Assertion,
            problem: Problem::new(place, format!("refused: {code}: {message}"))
                .note(request_id.map(|id| format!("request: {id}"))),
        },
        Trouble::Unfit(problem) => Failure {
            kind: FailureKind::Scenario,
            problem,
        },
        Trouble::Invalid(what) => simple(FailureKind::Scenario, what),
        Trouble::Failed(what) => simple(FailureKind::Runtime, what),
        Trouble::Lost(what) => simple(
            FailureKind::Runtime,
            format!("no answer came, and nothing shows that it was done: {what}"),
        ),
        Trouble::NotAsked(what) | Trouble::Forbidden(what) => {
            simple(FailureKind::TargetRefused, what)
        }
        Trouble::Unmet(report) => reported(FailureKind::Assertion, *report),
        Trouble::TimedOut(report) => reported(FailureKind::Timeout, *report),
        Trouble::Interrupted(report) => reported(FailureKind::Interrupted, *report),
    }
}

pub(super) fn trouble_at(kind: FailureKind, problem: Problem) -> Failure {
    Failure { kind, problem }
}

pub(super) fn trouble(kind: FailureKind, what: String) -> Failure {
    Failure {
        kind,
        problem: Problem::new(&Place::nowhere(), what),
    }
}
