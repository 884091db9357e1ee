use super::*;

/// At LACNIC each ROA is a request, of which a later one may fail.
#[test]
fn what_was_done_before_a_failure_is_told() {
    let failure = || Failure::new(Exit::Assertion, "no");
    assert_eq!(behind(0, 3, failure()), failure());
    let told = behind(2, 3, failure());
    assert_eq!(told.exit(), Exit::Assertion);
    assert_eq!(
        told.to_string(),
        "no; 2 of 3 requests were done before: repeat the command for the rest"
    );
}

/// Only what is done has changed anything.
#[test]
fn states_for_programs() {
    let task = String::new();
    let late = None;
    let states = [
        Outcome::Unchanged,
        Outcome::Shown(Vec::new()),
        Outcome::Done(String::new()),
        Outcome::Submitted { task, late },
    ];
    let states = states.map(|outcome| outcome.state());
    assert_eq!(states, ["unchanged", "dry-run", "done", "submitted"]);
}
