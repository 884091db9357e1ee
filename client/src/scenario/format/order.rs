//! The order of a step's keys: its name, then what it does, then what is demanded
//! of the answer, then what is kept of it.

use crate::scenario::step;
use crate::scenario::yaml::{Entry, Node, Yaml};

/// What comes behind a step's action.
const AFTER: [&str; 3] = ["refused", "expect", "capture"];

/// The entries of a mapping in their order; of one that is no step, as they are.
pub(super) fn sorted(entries: &[Entry]) -> Vec<&Entry> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    if is_step(entries) {
        // A stable sort: keys that have no rank of their own stay as they were.
        sorted.sort_by_key(|entry| rank(&entry.key));
    }
    sorted
}

/// A text that was laid out, with the keys of its steps in order. `root` is what
/// it says.
pub(super) fn ordered(text: &str, root: &Node) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    visit(root, &mut |entries| {
        // A step that cannot be put into order stays as its author has it.
        let _ = order(entries, &mut lines);
    });
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

/// Shows every step below a node, the inner ones first: their lines move with
/// those of the step around them.
fn visit(node: &Node, show: &mut dyn FnMut(&[Entry])) {
    match &node.value {
        Yaml::Sequence(items) => {
            for item in items {
                visit(item, show);
                if let Yaml::Mapping(entries) = &item.value
                    && is_step(entries)
                {
                    show(entries);
                }
            }
        }
        Yaml::Mapping(entries) => entries.iter().for_each(|entry| visit(&entry.value, show)),
        Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) => {}
    }
}

fn is_step(entries: &[Entry]) -> bool {
    let actions = step::names();
    entries
        .iter()
        .any(|entry| actions.contains(&entry.key.as_str()))
}

fn rank(key: &str) -> usize {
    if key == "name" {
        0
    } else if let Some(place) = AFTER.iter().position(|after| *after == key) {
        3 + place
    } else if step::names().contains(&key) {
        2
    } else {
        1
    }
}

/// Puts the lines of one step into order. A step on one line stays as it is, and
/// so does one where a comment would come to stand before its dash.
fn order(entries: &[Entry], lines: &mut [String]) -> Option<()> {
    let indent = offset(entries.first()?.key_place.column)?;
    let mut starts = Vec::new();
    for entry in entries {
        starts.push(offset(entry.key_place.line)?);
    }
    let last = *starts.last()?;
    let one_line_each = starts.is_sorted_by(|one, other| one < other);
    let is_sorted = entries.is_sorted_by_key(|entry| rank(&entry.key));
    if !one_line_each || is_sorted {
        return None;
    }
    let first = *starts.first()?;
    let mut bounds: Vec<usize> = vec![first];
    for pair in starts.windows(2) {
        let [before, start] = pair else { return None };
        bounds.push(leading(lines, *before, *start, indent));
    }
    let end = end(lines, last, indent);
    bounds.push(end);

    let mut blocks: Vec<(usize, Vec<String>)> = Vec::new();
    for (entry, bound) in entries.iter().zip(bounds.windows(2)) {
        let [from, to] = bound else { return None };
        blocks.push((rank(&entry.key), lines.get(*from..*to)?.to_vec()));
    }
    // The dash goes with the place and not with the key.
    let dashed = blocks.first_mut()?.1.first_mut()?;
    replace(dashed, indent, "- ", "  ")?;
    blocks.sort_by_key(|(rank, _)| *rank);
    let first_line = blocks.first_mut()?.1.first_mut()?;
    if indent_of(first_line) != Some(indent) || first_line.trim_start().starts_with('#') {
        return None;
    }
    replace(first_line, indent, "  ", "- ")?;

    let moved = blocks.into_iter().flat_map(|(_, block)| block);
    for (line, new) in lines.get_mut(first..end)?.iter_mut().zip(moved) {
        *line = new;
    }
    Some(())
}

/// A line or a column as an offset from 0.
fn offset(number: u64) -> Option<usize> {
    usize::try_from(number.checked_sub(1)?).ok()
}

/// Where the comments and empty lines above a key begin.
fn leading(lines: &[String], before: usize, start: usize, indent: usize) -> usize {
    let above = lines.iter().take(start).enumerate().skip(before + 1).rev();
    let is_leading = |line: &str| match indent_of(line) {
        None => true,
        Some(own) => own == indent && line.trim_start().starts_with('#'),
    };
    above
        .take_while(|(_, line)| is_leading(line))
        .last()
        .map_or(start, |(index, _)| index)
}

/// Where the last key's value has ended, with what closes its brackets.
fn end(lines: &[String], start: usize, indent: usize) -> usize {
    let belongs = |line: &str| match indent_of(line) {
        None => true,
        Some(own) if own == indent => line.trim_start().starts_with(['}', ']']),
        Some(own) => own > indent,
    };
    let below = lines.iter().enumerate().skip(start + 1);
    below
        .take_while(|(_, line)| belongs(line))
        .filter(|(_, line)| indent_of(line).is_some())
        .last()
        .map_or(start, |(index, _)| index)
        + 1
}

/// How far a line is indented; nothing for an empty one.
fn indent_of(line: &str) -> Option<usize> {
    line.find(|c: char| c != ' ')
}

/// Exchanges the two characters before the key.
fn replace(line: &mut String, indent: usize, old: &str, new: &str) -> Option<()> {
    let at = indent.checked_sub(old.len())?;
    if line.get(at..indent)? != old {
        return None;
    }
    line.replace_range(at..indent, new);
    Some(())
}
