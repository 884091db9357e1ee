use super::*;
use crate::scenario::outcome::tests::sample;

#[test]
fn a_row_per_scenario_and_a_caret_per_failure() {
    assert_eq!(
        summary(&[sample()]),
        "\
## The scenario failed

| Scenario | Verdict | Passed | Failed | Skipped | Seed |
|---|---|--:|--:|--:|--:|
| A sample<br><code>sample.yaml</code> | ❌ failed | 1 | 1 | 1 | 7 |

### A sample

```text
error: ByoipCidrs is not as wanted
 --> sample.yaml:6:15
  |
6 |     expect: { ByoipCidrs: { count: 1 } }
  |               ^^^^^^^^^^ wanted 1 elements
  |
  = seen: []
```

To repeat this run:

```sh
byoip run sample.yaml --target embedded --seed 7
```

"
    );
}

#[test]
fn what_holds_and_what_is_skipped_has_a_row_alone() {
    let mut holds = sample();
    holds.steps.truncate(1);
    let mut skipped = holds.clone();
    skipped.skipped = Some("`openssl` is not installed".to_owned());
    skipped.seed = None;
    let text = summary(&[holds, skipped]);
    assert!(text.starts_with("## 2 scenarios, and all hold\n"), "{text}");
    assert!(text.contains("| ✅ holds | 1 | 0 | 0 | 7 |"), "{text}");
    assert!(
        text.contains("| ⏭️ skipped: \\`openssl\\` is not installed | 1 | 0 | 0 | – |"),
        "{text}"
    );
    assert!(!text.contains("```"), "{text}");
}

#[test]
fn no_text_of_a_scenario_is_taken_for_markup() {
    let mut run = sample();
    run.scenario = "a | b\n# <img src=x> `c` *d*".to_owned();
    run.repeat = "echo ````".to_owned();
    let text = summary(&[run]);
    let name = "a &#124; b \\# &lt;img src=x&gt; \\`c\\` \\*d\\*";
    assert!(text.contains(&format!("| {name}<br>")), "{text}");
    assert!(text.contains(&format!("### {name}\n")), "{text}");
    assert!(text.contains("`````sh\necho ````\n`````\n"), "{text}");
}

#[test]
fn what_has_no_room_is_counted() {
    let mut run = sample();
    run.repeat = "x".repeat(LONGEST);
    let text = summary(&[run.clone(), run]);
    assert!(text.len() < LONGEST, "{}", text.len());
    assert!(text.ends_with("2 more failed; the summary has no room for them.\n\n"));
}

#[test]
fn a_failure_is_an_annotation_of_its_line() {
    let mut run = sample();
    run.scenario = "50%: a, b".to_owned();
    assert_eq!(
        annotations(&[run]),
        "::error file=sample.yaml,line=6,col=15,title=50%25%3A a%2C b::ByoipCidrs is not \
         as wanted%0Awanted 1 elements%0Aseen []\n"
    );
}

#[test]
fn no_more_annotations_than_are_shown() {
    let runs = vec![sample(); MOST_ANNOTATIONS + 3];
    assert_eq!(annotations(&runs).lines().count(), MOST_ANNOTATIONS);
}

#[test]
fn no_line_of_a_text_is_a_command() {
    for (text, tamed) in [
        ("::error::x\n", ": :error::x\n"),
        (
            "a\n  \t::add-mask::x\r::set-env\n",
            "a\n  \t: :add-mask::x\r: :set-env\n",
        ),
        ("seen: ##[error]x", "seen: ## [error]x"),
        (
            "2001:db8:: and a::b\n\nfe80::1\n",
            "2001:db8:: and a::b\n\nfe80::1\n",
        ),
        ("", ""),
    ] {
        assert_eq!(tame(text), tamed);
    }
}
