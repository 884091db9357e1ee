//! What is secret is in no text of a result.

use super::super::super::report::{json, junit};
use super::*;

#[tokio::test]
async fn a_secret_is_in_no_report() {
    let steps = "
  - name: Say {{password}}
    shell: echo {{password}} ; echo {{password}} >&2 ; exit 1
    expect: { stdout: '{{password}}2', status: 0 }
secrets: [password]
";
    let options = RunOptions {
        variables: [("password".to_owned(), "hunter2".to_owned())].into(),
        ..RunOptions::default()
    };
    let result = run_with(steps, &options).await;
    assert!(!result.succeeded());
    let runs = [result];
    let [result] = &runs;
    for report in [
        text::transcript(result),
        json::report(&runs).to_string(),
        junit::report(&runs).unwrap(),
    ] {
        assert!(!report.contains("hunter2"), "{report}");
        assert!(report.contains("***"), "{report}");
    }
}

#[tokio::test]
async fn what_is_captured_may_be_secret_and_signatures_are() {
    let steps = "
  - shell: echo token-17
    capture: { token: { path: stdout, matches: '(.*)', secret: true } }
  - key: { file: key.pem }
  - message: { cidr: 198.18.1.0/24, expires: '{{today+90d}}' }
    capture: { message: Message }
  - sign: { key: key.pem, message: '{{message}}' }
    capture: { signature: Signature }
  - shell: cat key.pem; echo {{signature}} {{token}}; exit 1
    expect: { stdout: x, status: 1 }
";
    let result = run_steps(steps).await;
    let transcript = text::transcript(&result);
    let (_, failure) = only_failure(&result);
    assert!(failure.contains("*** ***"), "{failure}");
    assert!(!transcript.contains("token-17"), "{transcript}");
    assert!(!transcript.contains("MII"), "{transcript}");
}

/// Wherever a secret variable gets its value.
#[tokio::test]
async fn a_named_secret_is_hidden_whoever_sets_it() {
    for rest in [
        "
  - shell: echo {{word}}; exit 1
secrets: [word]
variables: { word: hunter2 }
",
        "
  - shell: echo hunter2
    capture: { word: { path: stdout, matches: '(.*)' } }
  - shell: echo {{word}}; exit 1
secrets: [word]
",
        "
  - each: { word: [hunter2] }
    steps: [ { shell: 'echo {{word}}; exit 1' } ]
secrets: [word]
",
        "
  - shell: echo hunter2
    capture: { word: { path: stdout, matches: 'nothing(.*)', secret: true } }
",
    ] {
        let result = run_steps(rest).await;
        assert!(!result.succeeded(), "{rest}");
        let transcript = text::transcript(&result);
        let (_, after) = transcript.split_once("error:").unwrap_or_default();
        let shown = after
            .lines()
            .filter(|line| !line.contains('|'))
            .collect::<String>();
        assert!(!shown.contains("hunter2"), "{transcript}");
    }
}
