//! Where `byoip run` writes what came of a run, beside the transcript.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::output;
use crate::authorization::file::{self, Readers};
use crate::exit::{Exit, Failure};
use crate::scenario::outcome::RunResult;
use crate::scenario::report::{github, html, json, junit, tap};

#[cfg(test)]
mod tests;

/// The file that GitHub's runner shows below a job.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// The reports that are wanted.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Reports")]
pub(super) struct Reports {
    /// Write the results as JUnit XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,

    /// Write the results as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// Write the results as TAP, version 14
    #[arg(long, value_name = "FILE")]
    tap: Option<PathBuf>,

    /// Write a page with the steps, the failures and a picture of the time
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// Append a summary in Markdown to this file [default:
    /// $GITHUB_STEP_SUMMARY]; on a GitHub runner failures are annotated, too
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    github_summary: Option<Option<PathBuf>>,
}

impl Reports {
    /// Finds out before a run what would keep a report from being written after
    /// it.
    pub(super) fn check(&self) -> Result<(), Failure> {
        self.summary()?;
        let files = [&self.junit, &self.json, &self.tap, &self.html];
        for path in files.into_iter().flatten() {
            // A bare name has an empty parent: the present folder.
            let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
            if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
                let text = format!(
                    "cannot write {}: there is no folder {}; make it first",
                    path.display(),
                    folder.display()
                );
                return Err(Failure::new(Exit::Usage, text));
            }
        }
        Ok(())
    }

    /// Writes them all.
    pub(super) fn write(&self, results: &[RunResult]) -> Result<(), Failure> {
        if let Some(path) = &self.junit {
            let text =
                junit::report(results).map_err(|error| Failure::new(Exit::Runtime, error))?;
            write(path, &text)?;
        }
        if let Some(path) = &self.json {
            write(path, &format!("{:#}\n", json::report(results)))?;
        }
        if let Some(path) = &self.tap {
            write(path, &tap::report(results))?;
        }
        if let Some(path) = &self.html {
            write(path, &html::report(results))?;
        }
        if let Some(path) = self.summary()? {
            append(&path, &github::summary(results))?;
            if output::on_runner() {
                output::text(&github::annotations(results))?;
            }
        }
        Ok(())
    }

    fn summary(&self) -> Result<Option<PathBuf>, Failure> {
        match &self.github_summary {
            None => Ok(None),
            Some(Some(path)) => Ok(Some(path.clone())),
            Some(None) => match std::env::var_os(SUMMARY).filter(|path| !path.is_empty()) {
                Some(path) => Ok(Some(path.into())),
                None => {
                    let text = format!(
                        "{SUMMARY} is not set here; name a file, as in --github-summary=summary.md"
                    );
                    Err(Failure::new(Exit::Usage, text))
                }
            },
        }
    }
}

/// Writes a report as a whole or not at all, so that a reader never meets half
/// of one. Through a pipe or to a device it goes as it is.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let cannot = |error| cannot_write(path, &error);
    let there = std::fs::metadata(path).ok();
    if there.is_some_and(|there| !there.is_file()) {
        return std::fs::write(path, text).map_err(cannot);
    }
    // What a link leads to is replaced, not the link.
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Ok(file::create(
        &real,
        text.as_bytes(),
        Readers::Anybody,
        true,
    )?)
}

/// The runner's file may have what earlier commands of the step wrote.
fn append(path: &Path, text: &str) -> Result<(), Failure> {
    let cannot = |error| cannot_write(path, &error);
    let mut options = OpenOptions::new();
    let mut file = options
        .append(true)
        .create(true)
        .open(path)
        .map_err(cannot)?;
    file.write_all(text.as_bytes()).map_err(cannot)
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Runtime,
        format!("cannot write {}: {error}", path.display()),
    )
}
