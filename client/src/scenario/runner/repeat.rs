//! The command that makes a run again, to paste into a shell.

use super::RunOptions;
use crate::scenario::document::Scenario;

#[cfg(test)]
mod tests;

/// The command line that makes this run again. Values of variables are left to
/// whoever has them: the line goes into reports, and a value may be a secret.
pub(super) fn repeat(scenario: &Scenario, options: &RunOptions, seed: Option<u64>) -> String {
    let begin = options.repeat.clone();
    let begin = begin.unwrap_or_else(|| format!("byoip run {}", quoted(&scenario.source.path)));
    let target = options.target.to_string();
    let mut command = format!("{begin} --target {}", quoted(&target));
    if let Some(seed) = seed {
        command.push_str(&format!(" --seed {seed}"));
    }
    if options.careful {
        command.push_str(" --careful");
    }
    if let Some(keys) = &options.keys {
        command.push_str(&format!(" --keys {}", quoted(&keys.to_string_lossy())));
    }
    let span = [("from", &options.course.from), ("to", &options.course.to)];
    for (word, step) in span {
        if let Some(step) = step {
            command.push_str(&format!(" --{word}-step {}", quoted(step)));
        }
    }
    for name in options.variables.keys() {
        let option = match options.secrets.contains(name) {
            true => "secret",
            false => "var",
        };
        command.push_str(&format!(" --{option} {}=…", quoted(name)));
    }
    command
}

/// A word as a shell reads it back.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
