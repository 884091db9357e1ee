//! Where what was found done is done again.

use super::super::ahead::done_ahead;
use crate::recording::entry::Entry;

/// Entries of the seconds in which they were written: `read` and `call`, `asked`
/// of a person, and `found` with the second in which the run began to look.
fn entries(told: &[(&str, u8)]) -> Vec<Entry> {
    let line = |second: usize, what: &str, looked: u8| {
        let rest = match what {
            "read" => r#""kind":"read","url":"https://a.example/""#.to_owned(),
            "call" => {
                r#""kind":"call","service":"ec2","action":"ProvisionByoipCidr","parameters":{}"#
                    .to_owned()
            }
            "asked" => r#""kind":"deed","by":"person","instruction":"nod""#.to_owned(),
            "found" => format!(
                r#""kind":"deed","by":"person","instruction":"nod","found_done":"2026-01-05T09:00:{looked:02}Z""#
            ),
            other => panic!("{other}"),
        };
        let line = format!(r#"{{"at":"2026-01-05T09:00:{second:02}Z",{rest}}}"#);
        serde_json::from_str(&line).unwrap()
    };
    let numbered = told.iter().enumerate();
    numbered
        .map(|(second, (what, looked))| line(second, what, *looked))
        .collect()
}

#[test]
fn what_was_found_goes_before_the_look_that_found_the_first_of_it() {
    // The looks of second 1 and 3 found them; nothing was changed between.
    let told = [
        ("read", 0),
        ("read", 0),
        ("found", 1),
        ("read", 0),
        ("found", 3),
    ];
    assert_eq!(done_ahead(&entries(&told)), [(1, vec![2, 4])].into());
    // A look that was not written down.
    assert_eq!(
        done_ahead(&entries(&[("read", 0), ("found", 1)])),
        [(1, vec![1])].into()
    );
}

#[test]
fn a_change_in_between_stays_in_between() {
    for change in ["call", "asked"] {
        let told = [
            ("read", 0),
            ("found", 0),
            (change, 0),
            ("read", 0),
            ("found", 3),
        ];
        let wanted = [(0, vec![1]), (3, vec![4])].into();
        assert_eq!(done_ahead(&entries(&told)), wanted, "{change}");
        // The part before an interruption ended with a change, minutes before.
        let told = [("read", 0), (change, 0), ("found", 0)];
        assert_eq!(
            done_ahead(&entries(&told)),
            [(2, vec![2])].into(),
            "{change}"
        );
    }
    assert_eq!(
        done_ahead(&entries(&[("read", 0), ("asked", 0)])),
        [].into()
    );
}
