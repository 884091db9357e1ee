//! `fault`: something that is to go wrong, from when on, at which calls and how
//! often, through the simulator's control API.
//!
//! ```yaml
//! fault: { throttle: { operation: AdvertiseByoipCidr, times: 2 } }
//! fault: { lost-reply: { operation: [AllocateAddress], sequence: [false, true] } }
//! fault: { roa-deleted: { prefix: 198.18.1.0/24, origin: AS16509, in: 3d } }
//! fault: list
//! fault: { lift: fault-1 }
//! ```
//!
//! One that strikes at once and finds nothing to befall is a mistake of the file and
//! fails, unless it says `may-miss: true`.
//!
//! The answer is the fault as the simulator sees it, with `id` and how often it
//! has `struck`; of `list` all of them under `faults`. What struck, when and whom
//! is in the events.

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::nature::Nature;
use super::{Action, Answer, Outcome, Report, Running, Trouble};
use crate::scenario::fields::{self, Fields};
use crate::scenario::place::Place;
use crate::scenario::predicate::show;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[cfg(test)]
mod tests;

/// What any fault may say: at which calls, from when on, how often.
const COMMON: [&str; 6] = ["at", "in", "operation", "probability", "sequence", "times"];

/// Each fault with what it takes beside that.
pub(crate) const FAULTS: [(&str, &[&str]); 20] = [
    ("certificate-replaced", &["may-miss", "network", "registry"]),
    ("internal-error", &[]),
    ("irr-object", &["may-miss", "origin", "prefix"]),
    ("leak", &["asn", "may-miss", "prefix"]),
    ("lost-reply", &[]),
    (
        "record-edited",
        &["field", "may-miss", "network", "registry", "text"],
    ),
    ("registry-down", &["for", "may-miss", "registry"]),
    ("registry-encoding", &["for", "registry"]),
    ("registry-slow", &["by", "for", "registry"]),
    ("review-flaky", &["cidr"]),
    ("review-stuck", &["cidr", "for"]),
    ("roa-deleted", &["may-miss", "origin", "prefix"]),
    ("roa-expired", &["may-miss", "origin", "prefix"]),
    ("roa-shadowed", &["may-miss", "origin", "prefix"]),
    ("second-origin", &["may-miss", "origin", "prefix"]),
    ("slow", &["by"]),
    ("stale", &["by"]),
    ("throttle", &[]),
    ("unavailable", &[]),
    ("validator-behind", &["for", "may-miss", "validator"]),
];

/// Says that a fault may find nothing to befall.
const MAY_MISS: &str = "may-miss";

/// What can be left out of what a fault takes.
const OPTIONAL: [(&str, &str); 3] = [
    ("record-edited", "field"),
    ("record-edited", "text"),
    ("stale", "by"),
];

#[derive(Debug)]
enum FaultStep {
    Declare {
        name: &'static str,
        members: Vec<(String, Value)>,
        may_miss: bool,
        place: Place,
    },
    Lift(Template),
    List,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    if node.scalar().as_deref() == Some("list") {
        return Some(Box::new(FaultStep::List));
    }
    let mut fields = Fields::open("fault", node, problems)?;
    let mut names = FAULTS.map(|(name, _)| name).to_vec();
    names.push("lift");
    let chosen = fields.one_of(&names);
    let step = chosen.and_then(|(name, node)| match name {
        "lift" => fields::text("lift", node, fields.problems).map(FaultStep::Lift),
        name => declare(name, node, fields.problems),
    });
    fields.close();
    Some(Box::new(step?))
}

/// A fault by its name, for the list at the top of a file as well.
fn declare(name: &'static str, node: &Node, problems: &mut Problems) -> Option<FaultStep> {
    let (_, takes) = FAULTS.iter().find(|(known, _)| *known == name)?;
    let mut fields = Fields::open(name, node, problems)?;
    let mut members = Vec::new();
    // The step's own business; the simulator is not told.
    let may_miss = takes.contains(&MAY_MISS) && fields.flag(MAY_MISS).unwrap_or_default();
    let of_the_fault = takes.iter().filter(|key| **key != MAY_MISS);
    for key in COMMON.iter().chain(of_the_fault) {
        let is_needed = takes.contains(key) && !OPTIONAL.contains(&(name, key));
        let found = match is_needed {
            true => fields.need(key),
            false => fields.take(key),
        };
        let Some(value) = found else {
            continue;
        };
        if matches!(*key, "in" | "for" | "by") {
            fields::length(value, fields.problems);
        }
        members.push(((*key).to_owned(), value.to_json()));
    }
    let has = |key: &str| members.iter().any(|(name, _)| name == key);
    for (one, other) in [
        ("at", "in"),
        ("probability", "sequence"),
        ("sequence", "times"),
    ] {
        if has(one) && has(other) {
            let what = format!("`{one}` and `{other}` exclude each other");
            fields.problems.add(Problem::new(&node.place, what));
        }
    }
    fields.close();
    Some(FaultStep::Declare {
        name,
        members,
        may_miss,
        place: node.place.clone(),
    })
}

impl Action for FaultStep {
    fn nature(&self) -> Nature {
        Nature::Simulated
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            match self {
                Self::Declare {
                    name,
                    members,
                    may_miss,
                    place,
                } => {
                    let answer = send(name, members, place, stage).await?;
                    match may_miss {
                        true => Ok(answer),
                        false => check_struck(answer, place),
                    }
                }
                Self::Lift(id) => {
                    let id = stage.fill(id)?;
                    let control = stage.connection.control()?;
                    let path = format!("faults/{id}");
                    let value = control.send(Method::DELETE, &path, None).await?;
                    Ok(Answer::new(value, format!("{id} is lifted")))
                }
                Self::List => {
                    let control = stage.connection.control()?;
                    let value = control.send(Method::GET, "faults", None).await?;
                    let count = value.get("faults").and_then(Value::as_array).map(Vec::len);
                    let said = match count.unwrap_or_default() {
                        1 => "1 fault".to_owned(),
                        count => format!("{count} faults"),
                    };
                    Ok(Answer::new(value, said))
                }
            }
        })
    }
}

async fn send(name: &str, members: &[(String, Value)], place: &Place, stage: &Stage) -> Outcome {
    let mut body = Map::new();
    body.insert("fault".to_owned(), json!(name));
    for (key, value) in members {
        let value = stage.variables.fill_json(value, place)?;
        body.insert(key.clone(), value);
    }
    let control = stage.connection.control()?;
    let body = Value::Object(body);
    let value = control.send(Method::POST, "faults", Some(&body)).await?;
    let id = value.get("id").and_then(Value::as_str).unwrap_or("?");
    let said = format!("{id}: {name}");
    Ok(Answer::new(value, said))
}

/// Refuses a fault that had its one occasion and missed: whoever rehearses with it
/// rehearses nothing.
fn check_struck(answer: Answer, place: &Place) -> Outcome {
    let Some(miss) = answer.value.get("miss").filter(|miss| !miss.is_null()) else {
        return Ok(answer);
    };
    Err(Trouble::Unmet(Box::new(Report {
        place: Some(place.clone()),
        what: format!("{} struck and missed", answer.said),
        wanted: format!("something that it befalls, or `{MAY_MISS}: true`"),
        seen: show(miss),
        notes: Vec::new(),
    })))
}
