//! A record's free text as the registries lay it out: what a reader of RDAP and
//! of whois sees of what the holder typed.
//!
//! This is where a certificate survives or is lost, so AWS's review reads the
//! same text as every other client. Sources: RIPE NCC's `RdapObjectMapper` and
//! `RpslAttribute` (duplicates dropped, continuation lines joined, `#` ends a
//! value), APNIC's rdapd, recorded answers of ARIN, AFRINIC and LACNIC.

use byoip_vocabulary::registry::{Field, Registry};

use super::record::Record;

#[cfg(test)]
mod tests;

/// A line of free text and the field it was typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The field.
    pub field: Field,
    /// The text.
    pub text: String,
}

/// One remark of an RDAP answer (RFC 9083, section 4.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its title, where the registry gives it one.
    pub title: Option<&'static str>,
    /// Its description.
    pub lines: Vec<Line>,
}

/// A record's remarks in RDAP; empty where there is no text to show.
pub fn rdap(registry: Registry, record: &Record) -> Vec<Remark> {
    let lines = |field, tidy: fn(&str) -> String| typed(record, field, tidy);
    let whole = |title, lines: Vec<Line>| Remark { title, lines };
    let mut remarks = match registry {
        // Blank lines and blanks at the end survive.
        Registry::Arin => vec![whole(
            Some("Registration Comments"),
            lines(Field::Comments, str::to_owned),
        )],
        // Both sets in one remark: a reader cannot tell descr from remarks.
        Registry::Ripe => {
            let mut both = distinct(lines(Field::Descr, clean));
            both.extend(distinct(lines(Field::Remarks, clean)));
            vec![whole(None, both)]
        }
        Registry::Apnic => vec![
            whole(Some("description"), lines(Field::Descr, collapse)),
            whole(Some("remarks"), lines(Field::Remarks, collapse)),
        ],
        // Each line a remark of its own, and descr not at all.
        Registry::Afrinic => lines(Field::Remarks, collapse)
            .into_iter()
            .map(|line| whole(Some("Remark"), vec![line]))
            .collect(),
        Registry::Lacnic => Vec::new(),
    };
    remarks.retain(|remark| !remark.lines.is_empty());
    remarks
}

/// A record's free text over port 43, in the order of the fields: as typed.
pub fn whois(record: &Record) -> Vec<Line> {
    let typed = |field| typed(record, field, str::to_owned);
    Field::ALL.into_iter().flat_map(typed).collect()
}

fn typed(record: &Record, field: Field, tidy: fn(&str) -> String) -> Vec<Line> {
    let lines = record.public(field).iter();
    lines
        .map(|text| Line {
            field,
            text: tidy(text),
        })
        .collect()
}

/// A text as a registry writes it that takes the hyphens of a certificate's
/// markers for dashes.
pub fn with_dashes(text: &str) -> String {
    text.replace("-----", "\u{2013}\u{2013}\u{2013}\u{2013}\u{2013}")
}

/// Each line once. RIPE keeps a value in a set that ignores case, in which a
/// second certificate broken over lines loses its BEGIN and END.
fn distinct(lines: Vec<Line>) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::new();
    for line in lines {
        let twin = |other: &Line| other.text.eq_ignore_ascii_case(&line.text);
        if !kept.iter().any(twin) {
            kept.push(line);
        }
    }
    kept
}

/// An RPSL value without comments and with single blanks, its continuation
/// lines joined (RFC 2622, section 2: a line that begins with a blank or `+`).
pub fn clean(value: &str) -> String {
    let mut lines = value.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let whole = lines.fold(uncommented(&first).to_owned(), |mut whole, line| {
        whole.push(' ');
        whole.push_str(uncommented(line.strip_prefix('+').unwrap_or(line)));
        whole
    });
    collapse(&whole)
}

fn uncommented(line: &str) -> &str {
    line.split_once('#').map_or(line, |(value, _)| value)
}

/// A value with single blanks, and none at its ends.
pub fn collapse(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
