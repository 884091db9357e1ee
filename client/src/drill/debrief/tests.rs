use super::super::catalogue;
use super::super::session::Guess;
use super::super::session::tests::{moment, session};
use super::*;

#[test]
fn an_exercise_is_told_from_its_end() {
    let entry = catalogue::find("4").unwrap().unwrap();
    let mut session = session();
    session.hints.push(moment(60, 30));
    session.guesses.push(Guess {
        cause: entry.drill().unwrap().cause.clone(),
        is_right: true,
        at: moment(3600, 65),
    });
    session.failed_checks = 2;
    session.mended = Some(moment(4 * 86_400, 600));
    let debrief = Debrief {
        session: &session,
        drill: entry.drill().unwrap(),
        events: vec![Happening {
            at: moment(7200, 0).world,
            noun: "range".to_owned(),
            fact: "requested".to_owned(),
            members: serde_json::Map::new(),
            text: "something happened".to_owned(),
        }],
    };
    let text = debrief.text();
    let table = "\
  cause           certificate-on-sibling
  outcome         mended
  named           after 1h of the world's time, 1m5s of yours
  mended          after 4d of the world's time, 10m of yours
  hints           1 of 3
  wrong causes    0
  failed checks   2
  score           90 of 100
";
    assert!(text.contains(table), "{text}");
    assert!(text.ends_with("What happened:\n  2026-01-01 02:00:00  something happened\n"));
    let json = debrief.json();
    assert_eq!(
        json.pointer("/mended/virtual_seconds"),
        Some(&json!(345_600))
    );
    assert_eq!(json.pointer("/detected/real_seconds"), Some(&json!(65)));
    assert_eq!(json.pointer("/score"), Some(&json!(90)));
    assert_eq!(json.pointer("/format"), Some(&json!(1)));
}

#[test]
fn whoever_gave_up_never_named_it() {
    let entry = catalogue::find("4").unwrap().unwrap();
    let mut session = session();
    session.given_up = Some(moment(60, 30));
    let debrief = Debrief {
        session: &session,
        drill: entry.drill().unwrap(),
        events: Vec::new(),
    };
    let text = debrief.text();
    assert!(text.contains("  outcome         given up\n"), "{text}");
    assert!(text.contains("  named           never\n"), "{text}");
    assert!(text.ends_with("What happened:\n  nothing\n"), "{text}");
}
