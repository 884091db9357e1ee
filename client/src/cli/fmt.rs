//! `byoip fmt FILE…`: scenario files as everybody writes them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstream::eprintln;
use clap::Args;
use similar::TextDiff;

use super::files::{self, Input};
use super::output;
use crate::exit::{Exit, Failure};
use crate::scenario::Source;
use crate::scenario::format::{FormatError, format};

#[cfg(test)]
mod tests;

/// Lay scenario files out: indentation, empty lines, the order of a step's keys
#[derive(Args, Debug)]
pub struct Fmt {
    /// Scenario files, changed in place; a folder means every scenario below
    /// it, - takes standard input to standard output
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Change nothing; print what would be changed, and end with 4 if anything
    #[arg(long)]
    check: bool,
}

impl Fmt {
    /// Lays every file out before the first is written, so that a mistake in one
    /// leaves all as they are.
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        let inputs = files::read(&self.files)?;
        let mut laid_out = Vec::new();
        let mut unreadable = false;
        for input in inputs {
            match format(&input.source.text) {
                Ok(text) => laid_out.push((input, text)),
                Err(error) => {
                    tell(&error, &input.source);
                    unreadable = true;
                }
            }
        }
        if unreadable {
            return Ok(Exit::Parse);
        }
        if self.check {
            return compare(&laid_out);
        }
        for (input, text) in &laid_out {
            write(input, text)?;
        }
        Ok(Exit::Success)
    }
}

fn tell(error: &FormatError, source: &Source) {
    if let FormatError::NotYaml(problem) = error {
        eprintln!("{}\n", problem.render_styled(source));
    } else {
        output::note(format_args!("{}: {error}", source.path));
    }
}

fn write(input: &Input, text: &str) -> Result<(), Failure> {
    let Some(path) = &input.path else {
        return output::text(text);
    };
    if input.source.text == text {
        return Ok(());
    }
    replace(path, text).map_err(|error| {
        let text = format!("cannot write {}: {error}", path.display());
        Failure::new(Exit::Runtime, text)
    })?;
    output::note(format_args!("{} is laid out anew", input.source.path));
    Ok(())
}

/// Replaces a file's text as a whole, with who may read it as before. What a link
/// leads to is replaced, not the link.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let real = path.canonicalize()?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    beside.write_all(text.as_bytes())?;
    let permissions = std::fs::metadata(&real)?.permissions();
    beside.as_file().set_permissions(permissions)?;
    beside.persist(&real)?;
    Ok(())
}

fn compare(laid_out: &[(Input, String)]) -> Result<Exit, Failure> {
    let mut exit = Exit::Success;
    for (input, text) in laid_out {
        let Source { path, text: before } = &input.source;
        if before == text {
            continue;
        }
        exit = Exit::Assertion;
        let diff = TextDiff::from_lines(before.as_str(), text.as_str());
        let mut diff = diff.unified_diff();
        output::text(&diff.header(path, path).to_string())?;
    }
    Ok(exit)
}
