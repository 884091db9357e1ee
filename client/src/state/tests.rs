use serde_json::{Value, json};

use super::{Change, Difference, State, StateError};

fn document() -> Value {
    json!({
        "format": "byoip-sim state",
        "version": 1,
        "now": "2026-01-05T09:00:00Z",
        "beginning": {
            "seed": 1,
            "start": "2026-01-05T09:00:00Z",
            "policy": { "range_quota": "5" },
            "world": { "file": "world.yaml", "lines": ["version: 1", "secret: hunter2", ""] },
            "files": [],
        },
        "present": { "roas": { "f1": { "stage": "created" }, "f2": {} }, "outages": {} },
        "events": [
            { "sequence": 1, "at": "2026-01-05T09:00:00Z", "text": "a ROA is there", "secret": "hunter2" },
        ],
    })
}

fn difference(before: &Value, after: &Value) -> Difference {
    let parse = |document: &Value| State::parse(&document.to_string()).unwrap();
    parse(before).difference(&parse(after))
}

fn change(path: &[&str], before: Value, after: Value) -> Change {
    let said = |value: Value| Some(value).filter(|it| !it.is_null());
    Change {
        path: path.iter().map(ToString::to_string).collect(),
        before: said(before),
        after: said(after),
    }
}

/// Where a document is changed, and what is told of it.
fn cases() -> Vec<(&'static str, Value, Change)> {
    vec![
        (
            "/now",
            json!("2027"),
            change(&["now"], json!("2026-01-05T09:00:00Z"), json!("2027")),
        ),
        (
            "/beginning/seed",
            json!(2),
            change(&["seed"], json!(1), json!(2)),
        ),
        (
            "/beginning/policy/range_quota",
            json!("9"),
            change(&["policy", "range_quota"], json!("5"), json!("9")),
        ),
        (
            "/present/roas/f1/stage",
            json!("published"),
            change(
                &["roas", "f1", "stage"],
                json!("created"),
                json!("published"),
            ),
        ),
        (
            "/present/roas",
            json!({ "f1": { "stage": "created" } }),
            change(&["roas", "f2"], json!({}), Value::Null),
        ),
        (
            "/present/outages",
            json!({ "arin": { "until": "x" } }),
            change(&["outages", "arin"], Value::Null, json!({ "until": "x" })),
        ),
        (
            "/beginning/world/lines",
            json!(["version: 1", "secret: swordfish", "", "a"]),
            change(
                &["files", "world.yaml"],
                json!("3 lines, otherwise 2"),
                json!("4 lines, otherwise 2, 4"),
            ),
        ),
    ]
}

#[test]
fn each_change_is_told_by_its_path() {
    for (place, value, told) in cases() {
        let before = document();
        let mut after = before.clone();
        *after.pointer_mut(place).unwrap() = value;
        let found = difference(&before, &after);
        assert_eq!(found.changes, [told], "{place}");
        assert!(!found.is_none());
        assert!(difference(&after, &after).is_none());
        let shown = serde_json::to_string(&found).unwrap();
        assert!(
            !shown.contains("hunter2") && !shown.contains("swordfish"),
            "{shown}"
        );
    }
}

#[test]
fn events_part_where_they_differ() {
    let before = document();
    let mut after = before.clone();
    after["events"][0]["secret"] = json!("another");
    assert!(
        difference(&before, &after).is_none(),
        "what is not for readers"
    );
    let event = |text: &str| json!({ "sequence": 2, "at": "2026-01-06T00:00:00Z", "text": text });
    after["events"]
        .as_array_mut()
        .unwrap()
        .push(event("it is published"));
    let found = difference(&before, &after);
    assert_eq!((found.events_in_common, found.events_before.len()), (1, 0));
    assert_eq!(found.events_after[0].text, "it is published");
    let mut other = before;
    other["events"]
        .as_array_mut()
        .unwrap()
        .push(event("it is gone"));
    let found = difference(&other, &after);
    assert_eq!(
        (found.events_before.len(), found.events_after.len()),
        (1, 1)
    );
}

#[test]
fn what_is_no_state_is_told() {
    for (text, said) in [
        ("", "EOF"),
        ("[]", "invalid"),
        ("{}", "missing field `format`"),
    ] {
        let StateError::Form(why) = State::parse(text).unwrap_err();
        assert!(why.contains(said), "{text}: {why}");
    }
    let mut other = document();
    other["format"] = json!("a cassette");
    let told = State::parse(&other.to_string()).unwrap_err().to_string();
    assert_eq!(
        told,
        "this is not a saved state: its format is `a cassette`; save one with `byoip state save`"
    );
}
