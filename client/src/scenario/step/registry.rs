//! `registry`: edits a free-text field of a record at a registry, through the
//! simulator's control API; visible to RDAP and whois after the registry's delay.
//!
//! ```yaml
//! registry: { registry: arin, network: NET-198-18-0-0-1, field: comments, add: "{{certificate}}" }
//! registry: { registry: ripe, network: 198.18.8.0/24, field: descr, set: [one line, another] }
//! registry: { registry: arin, organization: EXAMPLE-1, field: comments, clear: true }
//! ```
//!
//! `set` replaces the field, `add` appends lines, `remove` takes away lines that
//! are equal to those given, `clear` empties it. The answer holds the lines after.

use std::net::IpAddr;

use serde_json::json;

use super::Trouble;
use super::nature::{ByHand, Nature, Sight};
use super::{Action, Answer, Running};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::{Node, Yaml};

#[derive(Debug)]
struct RegistryStep {
    registry: Template,
    record: Record,
    field: Template,
    edit: Edit,
}

#[derive(Debug)]
enum Record {
    Network(Template),
    Organization(Template),
}

#[derive(Debug)]
enum Edit {
    Set(Vec<Template>),
    Add(Vec<Template>),
    Remove(Vec<Template>),
    Clear,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("registry", node, problems)?;
    let registry = fields.need_text("registry");
    let chosen = fields.one_of(&["network", "organization"]);
    let record = chosen.and_then(|(kind, node)| {
        let handle = fields::text(kind, node, fields.problems)?;
        Some(if kind == "network" {
            Record::Network(handle)
        } else {
            Record::Organization(handle)
        })
    });
    let field = fields.need_text("field");
    let chosen = fields.one_of(&["set", "add", "remove", "clear"]);
    let edit = chosen.and_then(|(verb, node)| {
        if verb == "clear" {
            let clear = node.value == Yaml::Bool(true);
            if !clear {
                let problem = Problem::new(&node.place, "`clear` takes only `true`");
                fields.problems.add(problem);
            }
            return clear.then_some(Edit::Clear);
        }
        let lines = fields::lines(verb, node, fields.problems)?;
        Some(match verb {
            "set" => Edit::Set(lines),
            "add" => Edit::Add(lines),
            _ => Edit::Remove(lines),
        })
    });
    fields.close();
    Some(Box::new(RegistryStep {
        registry: registry?,
        record: record?,
        field: field?,
        edit: edit?,
    }))
}

impl Action for RegistryStep {
    fn nature(&self) -> Nature {
        Nature::ByHand
    }

    fn by_hand(&self, stage: &Stage) -> Result<Option<ByHand>, Trouble> {
        let registry = stage.fill(&self.registry)?;
        let field = stage.fill(&self.field)?;
        let (Record::Network(handle) | Record::Organization(handle)) = &self.record;
        let handle = stage.fill(handle)?;
        let of = format!("`{field}` of {handle} at {registry}");
        let (instruction, line) = match &self.edit {
            Edit::Set(lines) => {
                let lines = filled(lines, stage)?;
                let text = format!("let {of} hold this and nothing else:\n{}", lines.join("\n"));
                (text, lines.into_iter().next().map(|line| (line, true)))
            }
            Edit::Add(lines) => {
                let lines = filled(lines, stage)?;
                let text = format!("add to {of}:\n{}", lines.join("\n"));
                (text, lines.into_iter().next().map(|line| (line, true)))
            }
            Edit::Remove(lines) => {
                let lines = filled(lines, stage)?;
                let text = format!("take out of {of}:\n{}", lines.join("\n"));
                (text, lines.into_iter().next().map(|line| (line, false)))
            }
            Edit::Clear => (format!("empty {of}"), None),
        };
        let address = match &self.record {
            Record::Network(_) => address_in(&handle),
            Record::Organization(_) => None,
        };
        let sight = line
            .zip(address)
            .map(|((line, is_there), ip)| Sight::Remark {
                registry,
                ip,
                line,
                is_there,
            });
        Ok(Some(ByHand { instruction, sight }))
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let registry = stage.fill(&self.registry)?;
            let field = stage.fill(&self.field)?;
            let (kind, handle) = match &self.record {
                Record::Network(handle) => ("networks", stage.fill(handle)?),
                Record::Organization(handle) => ("organizations", stage.fill(handle)?),
            };
            let path = format!("registry/{registry}/{kind}/{}/{field}", encoded(&handle));
            let control = stage.connection.control()?.clone();
            let lines = match &self.edit {
                Edit::Set(lines) => filled(lines, stage)?,
                Edit::Clear => Vec::new(),
                Edit::Add(lines) => {
                    let mut all = control.field(&path).await?;
                    all.extend(filled(lines, stage)?);
                    all
                }
                Edit::Remove(lines) => {
                    let gone = filled(lines, stage)?;
                    let mut all = control.field(&path).await?;
                    let before = all.len();
                    all.retain(|line| !gone.contains(line));
                    if all.len() == before {
                        return Err(Trouble::Invalid(format!(
                            "no such line in {field} of {handle}; nothing was removed"
                        )));
                    }
                    all
                }
            };
            control.set_field(&path, &lines).await?;
            let said = match lines.len() {
                0 => format!("{field} of {handle} at {registry} is empty"),
                1 => format!("{field} of {handle} at {registry} has 1 line"),
                count => format!("{field} of {handle} at {registry} has {count} lines"),
            };
            Ok(Answer::new(json!({ "lines": lines }), said))
        })
    }
}

/// Each text of the file may hold several lines, such as a PEM block.
fn filled(templates: &[Template], stage: &Stage) -> Result<Vec<String>, Trouble> {
    let mut lines = Vec::new();
    for template in templates {
        lines.extend(stage.fill(template)?.lines().map(str::to_owned));
    }
    Ok(lines)
}

/// The first address of a network, where its handle tells: a prefix, a range of
/// two addresses, or ARIN's `NET-198-18-0-0-1`.
fn address_in(handle: &str) -> Option<String> {
    let first = handle.split(['/', ' ']).next().unwrap_or(handle);
    if let Ok(address) = first.parse::<IpAddr>() {
        return Some(address.to_string());
    }
    let numbers: Vec<&str> = handle.strip_prefix("NET-")?.split('-').collect();
    let [a, b, c, d, ..] = numbers.as_slice() else {
        return None;
    };
    let address: IpAddr = format!("{a}.{b}.{c}.{d}").parse().ok()?;
    Some(address.to_string())
}

/// A handle or prefix as one segment of a URL's path.
fn encoded(handle: &str) -> String {
    handle
        .replace('%', "%25")
        .replace('/', "%2F")
        .replace(' ', "%20")
}
