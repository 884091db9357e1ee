//! What is wrong with a scenario file, and how it is shown: file, line, column,
//! the line itself, a caret, and a way to mend it.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::place::Place;

#[cfg(test)]
mod tests;

/// A scenario file as it was read.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path, as it was given on the command line.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.path).finish()
    }
}

/// One mistake and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What stands under the caret, if more is to be said there.
    pub label: Option<String>,
    /// How to mend it and whatever else helps, a line each.
    pub notes: Vec<String>,
}

impl Problem {
    /// A mistake at a place.
    pub(crate) fn new(place: &Place, what: impl Into<String>) -> Self {
        Self {
            place: place.clone(),
            what: what.into(),
            label: None,
            notes: Vec::new(),
        }
    }

    /// Says more under the caret.
    #[must_use]
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a line below the snippet; an absent one adds nothing.
    #[must_use]
    pub(crate) fn note(mut self, note: impl Into<Option<String>>) -> Self {
        self.notes.extend(note.into());
        self
    }

    /// The mistake as a compiler shows one, in plain text.
    pub fn render(&self, source: &Source) -> String {
        self.render_by(&Renderer::plain(), source)
    }

    /// The same in colours; the stream it goes to strips them if need be.
    pub fn render_styled(&self, source: &Source) -> String {
        self.render_by(&Renderer::styled(), source)
    }

    fn render_by(&self, renderer: &Renderer, source: &Source) -> String {
        let source = self.place.file.as_deref().unwrap_or(source);
        let mut group = Group::with_title(Level::ERROR.primary_title(self.what.as_str()));
        if self.place.is_somewhere() {
            let mut annotation = AnnotationKind::Primary.span(self.visible_bytes(&source.text));
            if let Some(label) = &self.label {
                annotation = annotation.label(label.as_str());
            }
            group = group.element(
                Snippet::source(source.text.as_str())
                    .path(source.path.as_str())
                    .annotation(annotation),
            );
        }
        let notes = self.notes.iter().map(String::as_str);
        let group = group.elements(notes.map(|note| Level::NOTE.no_name().message(note)));
        renderer.render(&[group])
    }

    /// The bytes to underline: of a text over several lines only the first, and
    /// never nothing, for a parser gives no width to a place between two tokens.
    fn visible_bytes(&self, text: &str) -> std::ops::Range<usize> {
        let start = if self.place.bytes.is_empty() && self.place.bytes.start == 0 {
            byte_of(text, &self.place)
        } else {
            self.place.bytes.start
        };
        let Some(rest) = text.get(start..) else {
            // The file changed since; the renderer panics beyond its end.
            return 0..0;
        };
        let line = rest.split('\n').next().unwrap_or_default();
        let wanted = self.place.bytes.len().max(1);
        let length = line
            .char_indices()
            .map(|(index, character)| index + character.len_utf8())
            .take_while(|&end| end <= wanted)
            .last()
            .unwrap_or_default();
        start..start + length
    }
}

/// The mistakes found so far; readers go on after one, so that a file shows all.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// Notes a mistake.
    pub(crate) fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every mistake in the order of the file, or nothing.
    pub(crate) fn into_result(mut self) -> Result<(), Vec<Problem>> {
        if self.0.is_empty() {
            return Ok(());
        }
        // Those of included files after the scenario's own.
        self.0.sort_by_cached_key(|problem| {
            let file = problem.place.file.as_ref().map(|file| file.path.clone());
            (file, problem.place.line, problem.place.column)
        });
        // A file that is included twice has its mistakes once.
        self.0.dedup();
        Err(self.0)
    }
}

/// "did you mean `x`?", if a known word is near.
pub(crate) fn did_you_mean<'a>(
    seen: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    // A third of the letters may differ, which takes in a swapped pair in a
    // short word and still leaves `pool` and `cidr` strangers.
    let limit = ((seen.chars().count() + 1) / 3).max(1);
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(seen, word), word))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, word)| format!("did you mean `{word}`?"))
}

/// The byte at a line and column, for places that come without bytes.
fn byte_of(text: &str, place: &Place) -> usize {
    let number = |n: u64| usize::try_from(n.saturating_sub(1)).unwrap_or(usize::MAX);
    let before: usize = text
        .split_inclusive('\n')
        .take(number(place.line))
        .map(str::len)
        .sum();
    let within = text
        .get(before..)
        .unwrap_or_default()
        .char_indices()
        .nth(number(place.column))
        .map_or(0, |(index, _)| index);
    before + within
}
