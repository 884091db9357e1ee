//! What RDAP does not tell: RIPE NCC's shows `descr` and `remarks` as one text,
//! whois shows them apart. Its queries and answers are RIPE Database 3.11's.

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::{Field, Registry};

use crate::rdap::{Network, Place, Text};
use crate::whois;

#[cfg(test)]
mod tests;

/// How a client names itself to the database.
const CLIENT: &str = "-V byoip";

/// Gives the texts of a record their places. A server that does not answer, or
/// has nothing of the record, leaves them as they are: what is not known is told
/// as such by whoever judges.
pub(super) async fn tell_apart(network: &mut Network, server: &str, prefix: Prefix) {
    let merged = |text: &Text| text.place == Place::Merged;
    if network.registry != Some(Registry::Ripe) || !network.texts.iter().any(merged) {
        return;
    }
    // Without -r the contacts' records come too, which are counted.
    let query = format!("{CLIENT} -r {prefix}");
    if let Ok(answer) = whois::ask(server, &query).await
        && let Some(texts) = texts(&answer)
    {
        network.texts.retain(|text| !merged(text));
        network.texts.extend(texts);
    }
}

/// The free text of the first network of an answer; none without a network.
fn texts(answer: &str) -> Option<Vec<Text>> {
    let mut fields = [Field::Descr, Field::Remarks].map(|field| (field, Vec::<String>::new()));
    let mut inside = false;
    let mut last = None;
    for line in answer.lines() {
        if inside && line.trim().is_empty() {
            break;
        }
        if line.starts_with(['%', '#']) {
            continue;
        }
        // A value goes on where a line has no name.
        if line.starts_with([' ', '\t', '+']) {
            let line = line.trim_start_matches('+').trim();
            let field = last.and_then(|at: usize| fields.get_mut(at));
            if let Some(value) = field.and_then(|(_, values)| values.last_mut()) {
                value.push(' ');
                value.push_str(line);
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        inside |= matches!(name, "inetnum" | "inet6num");
        last = fields
            .iter()
            .position(|(field, _)| inside && field.as_str() == name);
        if let Some((_, values)) = last.and_then(|at| fields.get_mut(at)) {
            values.push(value.trim().to_owned());
        }
    }
    let text = |(field, lines)| Text {
        place: match field {
            Field::Descr => Place::Right,
            Field::Comments | Field::Remarks => Place::OtherField(field.to_string()),
        },
        lines,
    };
    inside.then(|| {
        fields
            .into_iter()
            .filter(|(_, lines)| !lines.is_empty())
            .map(text)
            .collect()
    })
}
