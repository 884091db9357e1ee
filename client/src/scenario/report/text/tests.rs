use super::*;
use crate::scenario::Source;
use crate::scenario::document::Scenario;
use crate::scenario::outcome::tests::sample;
use crate::scenario::report::Observer;
use crate::scenario::runner::{self, RunOptions};

#[test]
fn the_whole_transcript() {
    assert_eq!(
        transcript(&sample()),
        "\
A sample
sample.yaml · target embedded · seed 7

2026-01-05 09:00:00  ✓ Advertise it
                       198.18.1.0/24 is advertised
                       · 2026-01-05 09:00:00  198.18.1.0/24 is advertised from AS14618
2026-01-06 10:30:00  ✗ Look
                       no such range

error: ByoipCidrs is not as wanted
 --> sample.yaml:6:15
  |
6 |     expect: { ByoipCidrs: { count: 1 } }
  |               ^^^^^^^^^^ wanted 1 elements
  |
  = seen: []

3 steps: 1 passed, 1 failed, 1 skipped, 1d1h30m of virtual time
to repeat this run: byoip run sample.yaml --target embedded --seed 7
"
    );
}

#[test]
fn a_run_that_succeeds_ends_with_its_counts() {
    let mut run = sample();
    run.steps.truncate(1);
    assert_eq!(footer(&run), "\n1 step: 1 passed\n");
}

#[test]
fn a_skipped_scenario_says_why() {
    let mut run = sample();
    run.steps.clear();
    run.skipped = Some("`openssl` is not installed".to_owned());
    assert_eq!(
        footer(&run),
        "skipped: `openssl` is not installed\n\n0 steps: 0 passed\n"
    );
}

#[test]
fn a_world_that_goes_on_has_no_seed() {
    let mut run = sample();
    run.seed = None;
    assert_eq!(
        header(&run),
        "A sample\nsample.yaml · target embedded · the world as it stands\n\n"
    );
}

#[test]
fn several_scenarios_are_counted() {
    let failed = sample();
    let mut passed = sample();
    passed.steps.truncate(1);
    let mut skipped = passed.clone();
    skipped.skipped = Some("`openssl` is not installed".to_owned());
    assert_eq!(
        total(&[failed, passed, skipped]),
        "\n3 scenarios: 1 succeeded, 1 failed, 1 skipped\n"
    );
}

/// Writes down what a run tells while it goes on.
#[derive(Default)]
struct Written(String);

impl Observer for Written {
    fn begin(&mut self, run: &RunResult, _steps: usize) {
        self.0.push_str(&header(run));
    }
    fn section(&mut self, title: &str) {
        self.0.push_str(&heading(title));
    }
    fn start(&mut self, _name: &str) {}
    fn step(&mut self, result: &StepResult) {
        self.0.push_str(&step(result));
    }
    fn end(&mut self, run: &RunResult) {
        self.0.push_str(&footer(run));
    }
}

/// What fails, what needs a tool and what is an exercise have headings of their
/// own, or none.
#[tokio::test]
async fn a_transcript_is_the_same_as_it_grows_and_in_the_end() {
    const STEP: &str = "steps: [shell: exit 0]";
    const DRILL: &str = "drill: { number: 1, group: x, title: x, cause: x, level: 1, briefing: x, \
                         hints: [x], diagnosis: x, symptom: [shell: 'true'], \
                         check: [shell: cat there], mend: [shell: touch there] }";
    let nowhere = "url=http://127.0.0.1:1";
    for (parts, target) in [
        (STEP.to_owned(), "embedded"),
        ("steps: [shell: exit 1]".to_owned(), "embedded"),
        (format!("requires: [no-such-tool]\n{STEP}"), "embedded"),
        (STEP.to_owned(), nowhere),
        (format!("{STEP}\n{DRILL}"), "embedded"),
    ] {
        let path = "a.yaml".to_owned();
        let text = format!("version: 1\nname: x\n{parts}\nteardown: [shell: exit 0]\n");
        let scenario = Scenario::parse(Source { path, text }, &[]).unwrap();
        let options = RunOptions {
            target: target.parse().unwrap(),
            ..RunOptions::default()
        };
        let mut written = Written::default();
        let run = runner::run(&scenario, &options, &mut written).await;
        assert_eq!(written.0, transcript(&run));
    }
}

#[test]
fn the_runs_of_one_file_have_one_line() {
    let runs: Vec<RunResult> = (1..=30)
        .map(|seed| {
            let mut run = sample();
            run.steps.truncate(if seed > 8 { 3 } else { 1 });
            run.seed = Some(seed);
            run
        })
        .collect();
    let line = |count| repeated(runs.get(..count).unwrap());
    assert_eq!(line(8), "sample.yaml: 8 runs, seeds 1 to 8: 8 succeeded\n");
    assert_eq!(
        line(10),
        "sample.yaml: 10 runs, seeds 1 to 10: 8 succeeded, 2 failed (9, 10)\n"
    );
    assert!(line(30).ends_with("27, 28, …)\n"), "{}", line(30));
}
