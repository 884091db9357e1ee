//! Scenarios: a migration as a script, run step by step against a target.
//!
//! A file is read into a [`Scenario`](document::Scenario) or into every mistake
//! it has, each with its place. [`runner::run`] gives a
//! [`RunResult`](outcome::RunResult), never an early error. Reports are views of
//! the result.
//!
//! - reading: [`yaml`] and [`place`] (a tree that knows where its nodes stand),
//!   [`fields`] (a mapping key by key), [`problem`] (mistakes under carets),
//!   [`document`], [`files`] (what it names beside itself)
//! - without a run: [`check`] (mistakes), [`format`] (the layout of a file),
//!   [`schema`] (its keys, for editors)
//! - values: [`template`] (`{{variables}}`), [`path`], [`predicate`],
//!   [`expectation`]
//! - running: [`step`] (an action per file), [`stage`] (what steps share),
//!   [`folder`], [`interrupt`], [`keyring`], [`randomness`], [`secrets`],
//!   [`runner`], [`journal`] (by which another process goes on with a run)
//! - telling: [`outcome`], [`report`]

pub mod check;
pub mod document;
pub(crate) mod expectation;
pub(crate) mod fields;
pub mod files;
pub(crate) mod folder;
pub mod format;
pub mod interrupt;
pub mod journal;
pub(crate) mod keyring;
pub mod outcome;
pub(crate) mod path;
pub(crate) mod place;
pub mod plan;
pub(crate) mod predicate;
pub(crate) mod problem;
pub(crate) mod randomness;
pub mod report;
pub mod runner;
pub mod schema;
pub(crate) mod secrets;
pub(crate) mod stage;
pub(crate) mod step;
pub(crate) mod template;
pub(crate) mod yaml;

#[cfg(test)]
mod tests;

pub use place::Place;
pub use problem::{Problem, Source};
