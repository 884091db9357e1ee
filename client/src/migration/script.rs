//! A scenario's text in the making, laid out as `byoip fmt` lays it out.

use std::fmt::Write;

/// Where a comment's lines are broken.
const WIDTH: usize = 78;

/// The steps of a scenario.
#[derive(Debug, Default)]
pub(super) struct Script {
    text: String,
    phase: &'static str,
}

impl Script {
    /// Adds lines as they are.
    pub(super) fn lines(&mut self, lines: &str) {
        self.text.push_str(lines);
    }

    /// Begins a phase, whose name stands before those of its steps.
    pub(super) fn phase(&mut self, phase: &'static str, what: &str) {
        self.phase = phase;
        self.comment(&format!("{phase}: {what}"));
    }

    /// Says why, above the next step.
    pub(super) fn comment(&mut self, text: &str) {
        self.gap();
        comment(&mut self.text, "  ", text);
    }

    /// A step: its name, and its keys without indentation.
    pub(super) fn step(&mut self, name: &str, keys: &str) {
        if !self.ends_with_comment() {
            self.gap();
        }
        let name = quoted(&format!("{}: {name}", self.phase));
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "  - name: {name}");
        for line in keys.lines() {
            let _ = writeln!(self.text, "    {line}");
        }
    }

    /// The whole text.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn ends_with_comment(&self) -> bool {
        let last = self.text.lines().next_back().unwrap_or_default();
        last.trim_start().starts_with('#')
    }

    /// An empty line, unless there is one or a list begins.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") && !self.text.ends_with(":\n") {
            self.text.push('\n');
        }
    }
}

/// A text as a double-quoted scalar: YAML has every escape of JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Writes a comment in lines of a bearable length.
pub(super) fn comment(text: &mut String, indent: &str, words: &str) {
    let mut line = format!("{indent}#");
    for word in words.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(text, "{line}");
            line = format!("{indent}#");
        }
        let _ = write!(line, " {word}");
    }
    let _ = writeln!(text, "{line}");
}
