//! The report: a line for each figure, its goal beside it.

use std::fmt::Write;

/// A figure.
#[derive(Debug)]
pub(crate) struct Row {
    what: String,
    figure: String,
    goal: Option<Goal>,
}

#[derive(Debug)]
struct Goal {
    text: &'static str,
    met: bool,
}

impl Row {
    /// A figure without a goal.
    pub(crate) fn new(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            figure: figure.into(),
            goal: None,
        }
    }

    /// The same figure held against a goal.
    pub(crate) fn against(mut self, text: &'static str, met: bool) -> Self {
        self.goal = Some(Goal { text, met });
        self
    }
}

/// The rows under each other, the columns as wide as their widest cell.
pub(crate) fn render(rows: &[Row]) -> String {
    let wide = |cell: fn(&Row) -> &str| rows.iter().map(|row| cell(row).len()).max().unwrap_or(0);
    let what_width = wide(|row| &row.what);
    let figure_width = wide(|row| &row.figure);
    let mut table = String::new();
    for Row { what, figure, goal } in rows {
        let goal = goal
            .as_ref()
            .map_or_else(String::new, |Goal { text, met }| {
                let verdict = if *met { "met" } else { "NOT MET" };
                format!("goal {text}: {verdict}")
            });
        let line = format!("{what:what_width$}  {figure:figure_width$}  {goal}");
        // Writing to a String cannot fail.
        let _ = writeln!(table, "{}", line.trim_end());
    }
    table
}
