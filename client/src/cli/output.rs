//! What commands print: data on stdout, everything else on stderr, colours on a
//! terminal only.

use std::fmt;
use std::io::{self, IsTerminal, Write};

use clap::builder::styling::AnsiColor;
use serde_json::Value;

use crate::exit::{Exit, Failure};
use crate::scenario::report::github;

/// Set to `true` by GitHub's runner, which then reads commands from the output.
const RUNNER: &str = "GITHUB_ACTIONS";

/// Prints data that is meant to be handed on as it is. A line end behind it
/// would become a part of it (the signed text, the AWS CLI's `file://`), so
/// there is one only where a person reads.
pub(crate) fn data(text: &str) -> Result<(), Failure> {
    let line_end = if io::stdout().is_terminal() { "\n" } else { "" };
    print(format_args!("{text}{line_end}"))
}

/// Prints lines for a person.
pub(crate) fn text(lines: &str) -> Result<(), Failure> {
    print(format_args!("{lines}"))
}

/// Prints a line for a person.
pub(crate) fn line(text: impl fmt::Display) -> Result<(), Failure> {
    print(format_args!("{text}\n"))
}

/// Prints a document for a program.
pub(crate) fn json(document: &Value) -> Result<(), Failure> {
    print(format_args!("{document:#}\n"))
}

/// Says why the command ends.
pub(crate) fn error(failure: &Failure) {
    let style = AnsiColor::Red.on_default().bold();
    tell(format_args!("{style}byoip:{style:#} {failure}"));
}

/// Says what may go wrong later, without ending the command.
pub(crate) fn warn(text: impl fmt::Display) {
    let style = AnsiColor::Yellow.on_default().bold();
    tell(format_args!("{style}byoip: warning:{style:#} {text}"));
}

/// Says what was done otherwise than it was typed, and is as good.
pub(crate) fn note(text: impl fmt::Display) {
    tell(format_args!("byoip: {text}"));
}

fn print(text: fmt::Arguments<'_>) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_fmt(text).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        // Whoever read has had enough, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::new(
            Exit::Runtime,
            format_args!("cannot write to stdout: {error}"),
        )),
    }
}

/// Shows a person what there is to decide about.
pub(crate) fn shown(text: impl fmt::Display) {
    tell(format_args!("{text}"));
}

fn tell(text: fmt::Arguments<'_>) {
    let mut text = text.to_string();
    if on_runner() {
        text = github::tame(&text);
    }
    // Where stderr is closed there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Whether GitHub's runner reads what this program prints.
pub(crate) fn on_runner() -> bool {
    std::env::var_os(RUNNER).is_some_and(|it| it == "true")
}
