//! A scenario file as everybody writes it: indented by two blanks, a step's keys
//! in one order, no more than one empty line. Comments stay where they are and
//! scalars as they were written; long lines are the author's own.
//!
//! Layout is `pretty_yaml`'s; the order of a step's keys is ours ([`order`]).
//! Nothing is believed: what comes out must say what went in, key by key, with
//! every comment, and must come out of a second pass as it is.

use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions, Quotes};
use yaml_parser::SyntaxKind;

use super::problem::Problem;
use super::yaml::{self, Node, Yaml};

mod order;
#[cfg(test)]
mod tests;

/// Wider than any line, so that none is broken that its author left whole.
const WIDTH: usize = 100_000;

/// How often a text is laid out before it must have come to rest.
const PASSES: usize = 4;

/// Why a text is left as it is.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum FormatError {
    /// It is no YAML; the problem has its place.
    #[error("not YAML")]
    NotYaml(Box<Problem>),
    /// The layout knows less of YAML than the reader does.
    #[error("it has YAML that cannot be laid out: {0}")]
    Layout(String),
    /// It would mean something else, or lose a comment.
    #[error("laying it out would change {0}; please write it in another way, and report this")]
    Changed(&'static str),
}

/// A text as it should be written.
pub fn format(text: &str) -> Result<String, FormatError> {
    let before = read(text)?;
    let mut formatted = text.to_owned();
    for _ in 0..PASSES {
        let next = pass(&formatted)?;
        if next == formatted {
            break;
        }
        formatted = next;
    }
    let after = read(&formatted)?;
    if !same(&before, &after) {
        return Err(FormatError::Changed("what it says"));
    }
    if comments(text)? != comments(&formatted)? {
        return Err(FormatError::Changed("its comments"));
    }
    if pass(&formatted)? != formatted {
        return Err(FormatError::Changed("it again and again"));
    }
    Ok(formatted)
}

fn pass(text: &str) -> Result<String, FormatError> {
    let laid_out = pretty_yaml::format_text(&outdented(text), &options())
        .map_err(|error| FormatError::Layout(error.to_string()))?;
    let root = read(&laid_out)?;
    Ok(order::ordered(&laid_out, &root))
}

/// The text without blanks before its first comments: the layout would take them
/// for the indentation of all that follows.
fn outdented(text: &str) -> String {
    let mut rest = text;
    let mut outdented = String::with_capacity(text.len());
    while let Some((line, below)) = rest.split_once('\n') {
        let bare = line.trim();
        if !bare.is_empty() && !bare.starts_with('#') {
            break;
        }
        outdented.push_str(bare);
        outdented.push('\n');
        rest = below;
    }
    outdented + rest
}

fn options() -> FormatOptions {
    FormatOptions {
        layout: LayoutOptions {
            print_width: WIDTH,
            ..LayoutOptions::default()
        },
        language: LanguageOptions {
            quotes: Quotes::PreferDouble,
            trailing_comma: false,
            // Within a text they are a part of it.
            trim_trailing_whitespaces: false,
            ..LanguageOptions::default()
        },
    }
}

fn read(text: &str) -> Result<Node, FormatError> {
    yaml::parse(text).map_err(|error| {
        let problem = Problem::new(&error.place, error.reason);
        FormatError::NotYaml(Box::new(problem))
    })
}

/// Whether two trees say the same, wherever it stands. The order of keys counts
/// but for a step's own: a variable may use those above it.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Yaml::Sequence(ones), Yaml::Sequence(others)) => {
            ones.len() == others.len() && ones.iter().zip(others).all(|(a, b)| same(a, b))
        }
        (Yaml::Mapping(ones), Yaml::Mapping(others)) => {
            let (ones, others) = (order::sorted(ones), order::sorted(others));
            let equal =
                |(a, b): (&&yaml::Entry, &&yaml::Entry)| a.key == b.key && same(&a.value, &b.value);
            ones.len() == others.len() && ones.iter().zip(&others).all(equal)
        }
        (one, other) => one == other,
    }
}

/// Every comment's text, in an order that does not depend on its place.
fn comments(text: &str) -> Result<Vec<String>, FormatError> {
    let tree = yaml_parser::parse(&outdented(text))
        .map_err(|error| FormatError::Layout(error.to_string()))?;
    let mut comments: Vec<String> = tree
        .descendants_with_tokens()
        .filter(|element| element.kind() == SyntaxKind::COMMENT)
        .map(|element| element.to_string().trim_end().to_owned())
        .collect();
    comments.sort();
    Ok(comments)
}
