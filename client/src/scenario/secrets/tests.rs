use serde_json::json;

use super::*;
use crate::scenario::outcome::tests::{happening, sample};

#[test]
fn a_secret_is_hidden_however_it_is_written() {
    let secrets = Secrets::default();
    secrets.hide("a/b+c\"d");
    secrets.hide("-----BEGIN KEY-----\nMIIE\nvQIB\n-----END KEY-----\n");
    secrets.hide("Ü/<'&");
    for (text, shown) in [
        ("as it is Ü/<'&.", "as it is ***."),
        ("?s=%C3%9C%2F%3C%27%26", "?s=***"),
        ("?s=%c3%9c%2f%3c%27%26", "?s=***"),
        ("/%C3%9C/%3C%27%26", "/***"),
        (r#"{"s": "\u00dc/<'&"}"#, r#"{"s": "***"}"#),
        ("<s>Ü/&lt;'&amp;</s>", "<s>***</s>"),
        ("<s s='Ü/&lt;&apos;&amp;'>", "<s s='***'>"),
        ("Ü/&lt;&#39;&amp;", "***"),
        (
            r#"{"s": "{\"s\": \"a/b+c\\\"d\"}"}"#,
            r#"{"s": "{\"s\": \"***\"}"}"#,
        ),
        ("s=a%2Fb%2Bc%22d", "s=***"),
        ("plain a/b+c\"d.", "plain ***."),
        ("?s=a%2Fb%2Bc%22d&x", "?s=***&x"),
        (r#"{"s":"a/b+c\"d"}"#, r#"{"s":"***"}"#),
        ("  MIIE\n  vQIB", "  ***\n  ***"),
        ("-----BEGIN KEY-----", "-----BEGIN KEY-----"),
        ("nothing", "nothing"),
    ] {
        assert_eq!(secrets.redact(text), shown);
    }
}

#[test]
fn of_two_secrets_the_longer_goes_first() {
    let secrets = Secrets::default();
    secrets.hide("pass");
    secrets.hide("password");
    assert_eq!(secrets.redact("password pass"), "*** ***");
}

#[test]
fn nothing_is_no_secret() {
    let secrets = Secrets::default();
    secrets.hide("");
    secrets.hide("\n \n");
    assert_eq!(secrets.redact("a b"), "a b");
}

#[test]
fn secrets_are_not_told_by_debug() {
    let secrets = Secrets::default();
    secrets.hide("hunter2");
    assert!(!format!("{secrets:?}").contains("hunter2"));
}

#[test]
fn what_an_event_carries_beside_its_words_is_hidden_too() {
    let secrets = Secrets::default();
    secrets.hide("hunter2");
    let mut step = sample().steps.remove(0);
    let event = json!({
        "noun": "range", "fact": "submitted", "text": "with hunter2",
        "context": { "lines": ["hunter2"], "days": 3 },
    });
    step.events = vec![happening("2026-01-05T09:00:00Z", &event)];
    secrets.redact_step(&mut step);
    let event = &step.events[0];
    assert_eq!(event.text, "with ***");
    assert_eq!(
        event.members.get("context"),
        Some(&json!({ "lines": ["***"], "days": 3 }))
    );
}
