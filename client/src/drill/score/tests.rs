use super::super::session::tests::{moment, session};
use super::super::session::{Guess, Session};
use super::*;

fn guess(is_right: bool) -> Guess {
    Guess {
        cause: "a-cause".to_owned(),
        is_right,
        at: moment(1, 1),
    }
}

fn scored(change: impl FnOnce(&mut Session)) -> i64 {
    let mut session = session();
    session.mended = Some(moment(100, 10));
    session.guesses.push(guess(true));
    change(&mut session);
    points(&session)
}

#[test]
fn help_costs_points() {
    assert_eq!(scored(|_| {}), 100);
    assert_eq!(scored(|it| it.hints.push(moment(1, 1))), 90);
    assert_eq!(scored(|it| it.guesses.insert(0, guess(false))), 95);
    assert_eq!(scored(|it| it.guesses.clear()), 80);
    assert_eq!(scored(|it| it.failed_checks = 9), 100);
    assert_eq!(scored(|it| it.hints = vec![moment(1, 1); 50]), 10);
}

#[test]
fn what_was_not_mended_is_worth_nothing() {
    assert_eq!(scored(|it| it.mended = None), 0);
    assert_eq!(scored(|it| it.given_up = Some(moment(1, 1))), 0);
}
