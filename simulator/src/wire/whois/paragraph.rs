//! Lines of a name and a value, the values one below the other.

use std::fmt::Display;

/// A paragraph under construction.
pub(super) struct Paragraph {
    column: usize,
    text: String,
}

impl Paragraph {
    /// One whose values begin in a column.
    pub(super) const fn new(column: usize) -> Self {
        Self {
            column,
            text: String::new(),
        }
    }

    /// Adds a line; what a value has behind a line's end continues it below.
    pub(super) fn line(&mut self, name: &str, value: impl Display) -> &mut Self {
        let name = format!("{name}:");
        let column = self.column;
        let value = value.to_string();
        let mut lines = value.lines();
        let first = lines.next().unwrap_or_default();
        self.text.push_str(&format!("{name:<column$}{first}\n"));
        for line in lines {
            let line = line.trim_start_matches([' ', '\t', '+']);
            self.text.push_str(&format!("{:<column$}{line}\n", ""));
        }
        self
    }

    /// Adds a line for each value.
    pub(super) fn lines<T: Display>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        for value in values {
            self.line(name, value);
        }
        self
    }

    /// The paragraph, its last line ended.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}
