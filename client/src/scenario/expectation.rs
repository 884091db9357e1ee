//! What a step demands of its answer: `expect`, `refused`, and what it keeps of
//! it: `capture`.

use regex_lite::Regex;
use serde_json::Value;

use super::fields::Fields;
use super::path::Path;
use super::place::Place;
use super::predicate::{Predicate, show};
use super::problem::{Problem, Problems};
use super::secrets::REDACTED;
use super::template::{BUILT_IN, Template, Variables};
use super::yaml::{Node, Yaml};

#[cfg(test)]
mod tests;

/// Paths with the demands on what they lead to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expectations(Vec<Expectation>);

#[derive(Clone, Debug)]
struct Expectation {
    path: Path,
    predicates: Vec<Predicate>,
    place: Place,
}

/// A demand that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unmet {
    pub(crate) path: String,
    pub(crate) place: Place,
    pub(crate) wanted: String,
    pub(crate) seen: String,
    pub(crate) hint: Option<String>,
}

impl Expectations {
    /// Reads `{ path: predicate, … }`.
    pub(crate) fn read(noun: &'static str, node: &Node, problems: &mut Problems) -> Self {
        let Yaml::Mapping(entries) = &node.value else {
            problems.add(
                Problem::new(
                    &node.place,
                    format!("`{noun}` must be a mapping, not {}", node.kind()),
                )
                .note(
                    "write paths with what they lead to, as in { ByoipCidr.State: provisioned }"
                        .to_owned(),
                ),
            );
            return Self::default();
        };
        let mut read = Vec::new();
        for entry in entries {
            let path = path(&entry.key, &entry.key_place, problems);
            let predicates = Predicate::read(&entry.value, problems);
            if let (Some(path), Some(predicates)) = (path, predicates) {
                let place = entry.key_place.to(&entry.value.place);
                read.push(Expectation {
                    path,
                    predicates,
                    place,
                });
            }
        }
        Self(read)
    }

    /// Whether nothing is demanded.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The paths that something is demanded of.
    pub(crate) fn paths(&self) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .map(|expectation| expectation.path.to_string())
    }

    /// The demands on one path, whether or not they are met, for a step whose
    /// own success depends on them.
    pub(crate) fn speaks_of(&self, path: &str) -> bool {
        self.0
            .iter()
            .any(|expectation| expectation.path.to_string() == path)
    }

    /// Every demand that this answer does not meet.
    pub(crate) fn unmet(
        &self,
        answer: &Value,
        variables: &Variables,
    ) -> Result<Vec<Unmet>, Problem> {
        let mut unmet = Vec::new();
        for Expectation {
            path,
            predicates,
            place,
        } in &self.0
        {
            let found = path.find(answer);
            for predicate in predicates {
                let predicate = predicate.fill(variables, place)?;
                if predicate.holds(found.as_ref().copied()) {
                    continue;
                }
                unmet.push(Unmet {
                    path: path.to_string(),
                    place: place.clone(),
                    wanted: predicate.words(),
                    seen: match &found {
                        Ok(value) => show(value),
                        Err(dead_end) => dead_end.text.clone(),
                    },
                    hint: found.as_ref().err().and_then(|end| end.hint.clone()),
                });
            }
        }
        Ok(unmet)
    }
}

/// `refused: CODE` or `refused: { code, message }`.
#[derive(Clone, Debug)]
pub(crate) struct RefusalWanted {
    code: Option<Template>,
    message: Option<Template>,
    place: Place,
}

impl RefusalWanted {
    pub(crate) fn read(node: &Node, problems: &mut Problems) -> Option<Self> {
        if let Some(code) = node.scalar() {
            return Some(Self {
                code: Some(Template::new(code, node.place.clone())),
                message: None,
                place: node.place.clone(),
            });
        }
        let mut fields = Fields::open("refused", node, problems)?;
        let (code, message) = (fields.text("code"), fields.regex("message"));
        fields.close();
        Some(Self {
            code,
            message,
            place: node.place.clone(),
        })
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// The refusal that is wanted, in words.
    pub(crate) fn words(&self, variables: &Variables) -> Result<String, Problem> {
        let code = self.code.as_ref().map(|code| code.fill(variables));
        match code.transpose()? {
            Some(code) => Ok(format!("a refusal with {code}")),
            None => Ok("a refusal".to_owned()),
        }
    }

    /// What about this refusal is not as wanted.
    pub(crate) fn unmet(
        &self,
        code: &str,
        message: &str,
        variables: &Variables,
    ) -> Result<Vec<Unmet>, Problem> {
        let mut unmet = Vec::new();
        if let Some(template) = &self.code {
            let wanted = template.fill(variables)?;
            if wanted != code {
                unmet.push(Unmet {
                    path: "the refusal's code".to_owned(),
                    place: template.place().clone(),
                    wanted,
                    seen: format!("{code} ({message})"),
                    hint: None,
                });
            }
        }
        if let Some(template) = &self.message {
            let wanted = template.fill(variables)?;
            let regex = Regex::new(&wanted).map_err(|error| {
                Problem::new(
                    template.place(),
                    format!("not a regular expression: {error}"),
                )
            })?;
            if !regex.is_match(message) {
                unmet.push(Unmet {
                    path: "the refusal's message".to_owned(),
                    place: template.place().clone(),
                    wanted: format!("a text matching /{wanted}/"),
                    seen: message.to_owned(),
                    hint: None,
                });
            }
        }
        Ok(unmet)
    }
}

/// `variable: path`, or `variable: { path, matches }` for the first group of a
/// regular expression.
#[derive(Clone, Debug)]
pub(crate) struct Capture {
    pub(crate) name: String,
    path: Path,
    matches: Option<Template>,
    /// Whether its value is never shown.
    pub(crate) is_secret: bool,
    place: Place,
}

impl Capture {
    pub(crate) fn read_all(node: &Node, problems: &mut Problems) -> Vec<Self> {
        let Yaml::Mapping(entries) = &node.value else {
            problems.add(
                Problem::new(
                    &node.place,
                    format!("`capture` must be a mapping, not {}", node.kind()),
                )
                .note(
                    "write variables with paths, as in { pool: PublicIpv4Pools[0].PoolId }"
                        .to_owned(),
                ),
            );
            return Vec::new();
        };
        entries
            .iter()
            .filter_map(|entry| {
                if BUILT_IN.contains(&entry.key.as_str()) {
                    let what = format!("`{}` is built in and cannot be captured", entry.key);
                    let mend = "choose another name".to_owned();
                    problems.add(Problem::new(&entry.key_place, what).note(mend));
                }
                Self::read(&entry.key, &entry.value, problems)
            })
            .collect()
    }

    fn read(name: &str, node: &Node, problems: &mut Problems) -> Option<Self> {
        let (text, matches, is_secret) = match node.scalar() {
            Some(text) => (Template::new(text, node.place.clone()), None, false),
            None => {
                let mut fields = Fields::open("capture", node, problems)?;
                let (path, matches) = (fields.need_text("path"), fields.regex("matches"));
                let is_secret = fields.flag("secret").unwrap_or(false);
                fields.close();
                (path?, matches, is_secret)
            }
        };
        Some(Self {
            name: name.to_owned(),
            path: path(text.raw(), text.place(), problems)?,
            matches,
            is_secret,
            place: node.place.clone(),
        })
    }

    /// The variable's value in this answer, or why there is none.
    pub(crate) fn value(
        &self,
        answer: &Value,
        variables: &Variables,
    ) -> Result<String, Box<Unmet>> {
        let unmet = |wanted: String, seen: String, hint| {
            Box::new(Unmet {
                path: self.path.to_string(),
                place: self.place.clone(),
                wanted,
                // A part of it is the secret, or was to be.
                seen: match self.is_secret {
                    true => REDACTED.to_owned(),
                    false => seen,
                },
                hint,
            })
        };
        let any = || format!("a value for `{}`", self.name);
        let seen = match self.path.find(answer) {
            Ok(value) => show(value),
            Err(dead_end) => return Err(unmet(any(), dead_end.text, dead_end.hint)),
        };
        let Some(template) = &self.matches else {
            return Ok(seen);
        };
        let pattern = template
            .fill(variables)
            .map_err(|problem| unmet(any(), problem.what, None))?;
        let regex = Regex::new(&pattern)
            .map_err(|error| unmet(any(), format!("a pattern that is none: {error}"), None))?;
        let found = regex
            .captures(&seen)
            .and_then(|groups| groups.get(1).or_else(|| groups.get(0)))
            .map(|group| group.as_str().to_owned());
        found.ok_or_else(|| unmet(format!("a text matching /{pattern}/"), seen, None))
    }
}

fn path(text: &str, place: &Place, problems: &mut Problems) -> Option<Path> {
    text.parse()
        .map_err(|error| problems.add(Problem::new(place, format!("`{text}`: {error}"))))
        .ok()
}
