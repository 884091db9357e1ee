use proptest::prelude::*;

use super::*;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

const HOUR: i64 = 3_600;

#[test]
fn issues_are_numbered_through() {
    // A change between two regular issues, one on such an issue, one of before
    // the beginning.
    let calendar = Calendar::new(at(0), [at(HOUR), at(16 * HOUR), at(HOUR), at(-5)]);
    for (seconds, number, issued) in [
        (0, 1, 0),
        (HOUR - 1, 1, 0),
        (HOUR, 2, HOUR),
        (16 * HOUR - 1, 2, HOUR),
        (16 * HOUR, 3, 16 * HOUR),
        (33 * HOUR, 4, 32 * HOUR),
    ] {
        let issue = calendar.latest(at(seconds));
        let expected = Issue {
            number,
            at: at(issued),
        };
        assert_eq!(issue, expected, "{seconds}");
    }
}

#[test]
fn before_the_first_there_is_none() {
    let calendar = Calendar::new(at(0), [at(HOUR)]);
    let second = calendar.latest(at(HOUR));
    let first = calendar.before(second).unwrap();
    assert_eq!((first.number, first.at), (1, at(0)));
    assert_eq!(calendar.before(first), None);
}

#[test]
fn parts_of_a_second_are_of_the_next() {
    let moment = at(5) + SignedDuration::from_millis(1);
    assert_eq!(whole_second(moment), at(6));
    assert_eq!(whole_second(at(5)), at(5));
}

proptest! {
    #[test]
    fn numbers_and_times_grow_together(
        changes in prop::collection::vec(-HOUR..100 * HOUR, 0..20),
        mut looks in prop::collection::vec(0..120 * HOUR, 2..20),
    ) {
        let calendar = Calendar::new(at(0), changes.into_iter().map(at));
        looks.sort_unstable();
        let issues: Vec<Issue> = looks.iter().map(|look| calendar.latest(at(*look))).collect();
        for (look, issue) in looks.iter().zip(&issues) {
            prop_assert!(issue.at <= at(*look));
            prop_assert!(at(*look).duration_since(issue.at) < GOOD_FOR);
            prop_assert!(calendar.next(at(*look)) > at(*look));
        }
        for pair in issues.windows(2) {
            prop_assert_eq!(pair[0].number < pair[1].number, pair[0].at < pair[1].at);
            if let Some(before) = calendar.before(pair[1]) {
                prop_assert_eq!(before.number + 1, pair[1].number);
                prop_assert_eq!(calendar.next(before.at), pair[1].at);
            }
        }
    }
}
