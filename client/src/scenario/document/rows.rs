//! What a loop goes over: a row of variables for each round.
//!
//! ```yaml
//! each: { half: [198.18.0.0/24, 198.18.1.0/24] }
//! each: [ { range: 198.18.0.0/24, days: 30 }, { range: 198.18.1.0/24, days: 60 } ]
//! each: { file: ranges.csv }       # or .yaml, .json: a list of mappings
//! ```
//!
//! The first line of a CSV file (RFC 4180) names the variables.

use std::sync::Arc;

use super::super::fields;
use super::super::files;
use super::super::place::Place;
use super::super::problem::{Problem, Problems, Source};
use super::super::template::{self, Template};
use super::super::yaml::{self, Node, Yaml};
use super::reader::{self, Context};

/// The variables of one round.
pub(super) type Row = Vec<(String, Template)>;

/// Reads them all.
pub(super) fn read(node: &Node, context: &Context<'_>, problems: &mut Problems) -> Vec<Row> {
    let before = problems.len();
    let rows = match &node.value {
        Yaml::Sequence(items) => list(items, problems),
        Yaml::Mapping(entries) => match entries.as_slice() {
            [entry] if entry.key == "file" && entry.value.scalar().is_some() => {
                let name = entry.value.scalar().unwrap_or_default();
                match file(&name, &entry.value.place, context) {
                    Ok(source) => from_file(&source, problems),
                    Err(problem) => {
                        problems.add(*problem);
                        return Vec::new();
                    }
                }
            }
            [entry] => fields::lines(&entry.key, &entry.value, problems)
                .unwrap_or_default()
                .into_iter()
                .map(|value| vec![(entry.key.clone(), value)])
                .collect(),
            _ => {
                let what = "`each` goes over one list";
                let mend = "write one variable with its values, or a list of mappings".to_owned();
                problems.add(Problem::new(&node.place, what).note(mend));
                return Vec::new();
            }
        },
        Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) => {
            let what = format!("`each` must be a list or a mapping, not {}", node.kind());
            problems.add(Problem::new(&node.place, what));
            return Vec::new();
        }
    };
    if rows.is_empty() && problems.len() == before {
        problems.add(Problem::new(&node.place, "nothing to go over"));
    }
    if let Some((name, _)) = rows
        .iter()
        .flatten()
        .find(|(name, _)| template::is_built_in(name))
    {
        let what = format!("`{name}` is built in and cannot be set");
        problems.add(Problem::new(&node.place, what).note("choose another name".to_owned()));
    }
    rows
}

fn list(items: &[Node], problems: &mut Problems) -> Vec<Row> {
    items
        .iter()
        .map(|item| reader::scalars("each", item, problems))
        .collect()
}

/// A file of a known kind.
fn file(name: &str, place: &Place, context: &Context<'_>) -> Result<Arc<Source>, Box<Problem>> {
    let wrong = |what| Box::new(Problem::new(place, what));
    if ![".csv", ".yaml", ".yml", ".json"]
        .iter()
        .any(|ending| name.ends_with(ending))
    {
        let mend = "there are .csv, .yaml and .json".to_owned();
        return Err(Box::new(
            wrong(format!("`{name}` has no known ending")).note(mend),
        ));
    }
    let from = context.chain.last().map_or("", String::as_str);
    files::beside(context.files, from, name)
        .map(Arc::new)
        .map_err(wrong)
}

fn from_file(source: &Arc<Source>, problems: &mut Problems) -> Vec<Row> {
    if source.path.ends_with(".csv") {
        return csv(source).unwrap_or_else(|problem| {
            problems.add(*problem);
            Vec::new()
        });
    }
    // JSON is YAML.
    match yaml::parse_included(source) {
        Ok(Node {
            value: Yaml::Sequence(items),
            ..
        }) => list(&items, problems),
        Ok(node) => {
            let what = format!("{} must be a list, not {}", source.path, node.kind());
            problems.add(Problem::new(&node.place, what));
            Vec::new()
        }
        Err(error) => {
            problems.add(Problem::new(&error.place, error.reason));
            Vec::new()
        }
    }
}

fn csv(source: &Arc<Source>) -> Result<Vec<Row>, Box<Problem>> {
    let at = |line: u64| Place {
        line: line.max(1),
        ..Place::start().within(Some(source))
    };
    let wrong = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        Box::new(Problem::new(&at(line), format!("not a table: {error}")))
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(source.text.as_bytes());
    let names = reader.headers().map_err(wrong)?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        let place = at(record.position().map_or(1, csv::Position::line));
        let cells = names.iter().zip(&record);
        rows.push(
            cells
                .map(|(name, cell)| {
                    (
                        name.to_owned(),
                        Template::new(cell.to_owned(), place.clone()),
                    )
                })
                .collect(),
        );
    }
    Ok(rows)
}
