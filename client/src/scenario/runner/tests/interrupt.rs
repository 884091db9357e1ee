//! Interrupts, which let a step under way finish.

use super::super::super::outcome::StepResult;
use super::*;

/// Presses Ctrl-C when a step begins.
struct Impatient(Interrupt);

impl Observer for Impatient {
    fn section(&mut self, _heading: &str) {}
    fn begin(&mut self, _run: &RunResult, _steps: usize) {}
    fn start(&mut self, _name: &str) {
        self.0.ask();
    }
    fn step(&mut self, _step: &StepResult) {}
    fn end(&mut self, _run: &RunResult) {}
}

#[tokio::test]
async fn a_step_under_way_is_finished_and_the_interrupt_told() {
    let options = RunOptions::default();
    let mut observer = Impatient(options.interrupt.clone());
    let result = run(&scenario("  - shell: exit 0\n"), &options, &mut observer).await;
    assert_eq!(result.counts().passed, 1);
    assert!(result.interrupted && !result.succeeded());
}

#[tokio::test]
async fn an_interrupt_is_heeded_between_steps() {
    let options = RunOptions::default();
    options.interrupt.ask();
    let result = run_with("  - clock: { advance: 1d }\n", &options).await;
    assert!(result.interrupted && !result.succeeded());
    assert_eq!(result.counts().skipped, 1);
}
