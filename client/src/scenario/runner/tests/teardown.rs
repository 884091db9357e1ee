//! What is done in the end whatever came before.

use super::super::super::outcome::{Section, StepOutcome};
use super::*;

fn outcomes(result: &RunResult) -> Vec<(Section, &'static str)> {
    let word = |outcome: &StepOutcome| match outcome {
        StepOutcome::Passed => "passed",
        StepOutcome::Failed(_) => "failed",
        StepOutcome::Skipped => "skipped",
    };
    let steps = result.steps.iter();
    steps
        .map(|step| (step.section, word(&step.outcome)))
        .collect()
}

#[tokio::test]
async fn it_is_done_after_a_failure_and_every_step_of_it() {
    let result = run_steps(
        "
  - shell: exit 1
  - shell: echo never
    capture: { late: stdout }
teardown:
  - shell: exit 2
  - name: Clear {{late}}
    shell: echo {{late}}
  - shell: 'true'
",
    )
    .await;
    assert_eq!(
        outcomes(&result),
        [
            (Section::Steps, "failed"),
            (Section::Steps, "skipped"),
            (Section::Teardown, "failed"),
            (Section::Teardown, "skipped"),
            (Section::Teardown, "passed"),
        ]
    );
    assert!(result.left_behind());
    let transcript = text::transcript(&result);
    assert!(transcript.contains("\nIn the end\n"), "{transcript}");
    assert!(
        transcript.contains("nothing to do: `late` was never captured"),
        "{transcript}"
    );
}

#[tokio::test]
async fn an_interrupt_does_not_keep_it_from_being_done() {
    let options = RunOptions::default();
    options.interrupt.ask_at_once();
    // Nothing was begun, so nothing is to be cleared away.
    let steps = "  - shell: 'true'\nteardown:\n  - shell: 'true'\n";
    let result = run_with(steps, &options).await;
    assert_eq!(
        outcomes(&result),
        [(Section::Steps, "skipped"), (Section::Teardown, "skipped")]
    );

    let options = RunOptions {
        keys: None,
        ..RunOptions::default()
    };
    let steps = "  - shell: kill -TERM $$\n  - shell: 'true'\nteardown:\n  - shell: 'true'\n";
    let interrupt = options.interrupt.clone();
    let mut observer = Pressing(interrupt);
    let result = run(&scenario(steps), &options, &mut observer).await;
    assert_eq!(
        outcomes(&result),
        [
            (Section::Steps, "failed"),
            (Section::Steps, "skipped"),
            (Section::Teardown, "passed"),
        ]
    );
    assert!(result.interrupted);
}

/// Ends the first step at once, and nothing after it.
struct Pressing(Interrupt);

impl Observer for Pressing {
    fn begin(&mut self, _run: &RunResult, _steps: usize) {}
    fn section(&mut self, _heading: &str) {}
    fn start(&mut self, _name: &str) {
        if !self.0.is_asked() {
            self.0.ask_at_once();
        }
    }
    fn step(&mut self, _step: &super::super::super::outcome::StepResult) {}
    fn end(&mut self, _run: &RunResult) {}
}

#[tokio::test]
async fn a_step_for_real_aws_is_skipped_with_a_word() {
    let result = run_steps("  - { only: aws, shell: exit 1 }\n  - shell: 'true'\n").await;
    assert!(result.succeeded());
    assert!(text::transcript(&result).contains("for real AWS only"));
}
