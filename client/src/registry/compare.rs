//! How a holder's view of a record differs from what is public: an edit is
//! public some seconds, minutes or hours after it was made.

use byoip_vocabulary::registry::{Field, Registry};
use serde::Serialize;

use super::record::Record;
use crate::rdap::{Network, Place};

#[cfg(test)]
mod tests;

/// A line of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The field, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Its text.
    pub text: String,
    /// Who sees it.
    pub seen: Seen,
}

/// Who sees a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// Everybody. Without a key, that is all that can be known.
    Public,
    /// The holder, who has typed it; others will.
    Typed,
    /// Others still do; the holder has taken it away.
    Removed,
}

/// The public lines of a network's own text.
pub fn public(network: &Network) -> Vec<Line> {
    let texts = network.texts.iter().filter_map(|text| {
        let field = match (&text.place, network.registry) {
            (Place::Right, registry) => registry.and_then(Registry::certificate_field),
            (Place::OtherField(name), _) => return Some((Some(name.clone()), &text.lines)),
            (Place::Merged, _) => None,
            (Place::Entity(_), _) => return None,
        };
        Some((field.map(|field| field.as_str().to_owned()), &text.lines))
    });
    let lines = texts.flat_map(|(field, lines)| {
        lines.iter().map(move |line| Line {
            field: field.clone(),
            text: line.clone(),
            seen: Seen::Public,
        })
    });
    lines.collect()
}

/// The holder's lines and the public ones as one list.
pub fn both(network: &Network, record: &Record) -> Vec<Line> {
    let mut public = public(network);
    let mut lines: Vec<Line> = Vec::new();
    for (field, texts) in &record.texts {
        for text in texts {
            let same = public
                .iter()
                .position(|line| is_in(line, *field) && plain(&line.text) == plain(text));
            let seen = match same {
                Some(place) => {
                    public.remove(place);
                    Seen::Public
                }
                // A registry that shows equal lines once shows this one too.
                None if lines
                    .iter()
                    .any(|line| line.seen == Seen::Public && plain(&line.text) == plain(text)) =>
                {
                    Seen::Public
                }
                None => Seen::Typed,
            };
            lines.push(Line {
                field: Some(field.as_str().to_owned()),
                text: text.clone(),
                seen,
            });
        }
    }
    lines.extend(public.into_iter().map(|line| Line {
        seen: Seen::Removed,
        ..line
    }));
    lines
}

fn is_in(line: &Line, field: Field) -> bool {
    line.field
        .as_deref()
        .is_none_or(|name| name == field.as_str())
}

/// A line as the RPSL registries show it: without comment and spare blanks, in
/// whatever case they keep of two equal ones.
pub(super) fn plain(line: &str) -> String {
    let value = line.split('#').next().unwrap_or_default();
    let words: Vec<&str> = value.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
