//! Views of a run: the transcript for people, JUnit and JSON for machines, a
//! progress line for whoever waits.

use super::outcome::{RunResult, StepResult};

pub mod json;
pub mod junit;
pub mod progress;
pub mod text;

/// Is told of a run while it goes on.
pub trait Observer {
    /// A scenario begins.
    fn begin(&mut self, run: &RunResult, steps: usize);
    /// A part of the scenario begins that has a heading.
    fn section(&mut self, heading: &str);
    /// A step begins.
    fn start(&mut self, name: &str);
    /// A step has ended, or will not be run.
    fn step(&mut self, step: &StepResult);
    /// The scenario has ended.
    fn end(&mut self, run: &RunResult);
}

/// Nobody watches.
impl Observer for () {
    fn begin(&mut self, _run: &RunResult, _steps: usize) {}
    fn section(&mut self, _heading: &str) {}
    fn start(&mut self, _name: &str) {}
    fn step(&mut self, _step: &StepResult) {}
    fn end(&mut self, _run: &RunResult) {}
}
