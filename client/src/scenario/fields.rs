//! Reading a mapping of the file key by key.
//!
//! Every key asked for is remembered, so that [`Fields::close`] can name the
//! keys nobody asked for and suggest the one that was meant.

use byoip_vocabulary::duration;
use regex_lite::Regex;

use super::place::Place;
use super::problem::{Problem, Problems, did_you_mean};
use super::template::Template;
use super::yaml::{Entry, Node, Yaml};

#[cfg(test)]
pub(crate) mod asked;

/// A mapping that is being read.
pub(crate) struct Fields<'n, 'p> {
    noun: &'static str,
    place: &'n Place,
    entries: &'n [Entry],
    asked: Vec<&'static str>,
    pub(crate) problems: &'p mut Problems,
}

impl<'n, 'p> Fields<'n, 'p> {
    /// Opens a node that must be a mapping; `noun` names it in messages.
    pub(crate) fn open(
        noun: &'static str,
        node: &'n Node,
        problems: &'p mut Problems,
    ) -> Option<Self> {
        let Yaml::Mapping(entries) = &node.value else {
            problems.add(Problem::new(
                &node.place,
                format!("`{noun}` must be a mapping, not {}", node.kind()),
            ));
            return None;
        };
        #[cfg(test)]
        asked::note(&node.place, None);
        Some(Self {
            noun,
            place: &node.place,
            entries,
            asked: Vec::new(),
            problems,
        })
    }

    /// The value under a key, if it is there.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        #[cfg(test)]
        asked::note(self.place, Some(key));
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// The value under a key that must be there.
    pub(crate) fn need(&mut self, key: &'static str) -> Option<&'n Node> {
        let found = self.take(key);
        if found.is_none() && !self.misspelt(&[key]) {
            self.problems.add(Problem::new(
                self.place,
                format!("`{}` needs `{key}`", self.noun),
            ));
        }
        found
    }

    /// A scalar under a key that may be there.
    pub(crate) fn text(&mut self, key: &'static str) -> Option<Template> {
        let node = self.take(key)?;
        text(key, node, self.problems)
    }

    /// A scalar under a key that must be there.
    pub(crate) fn need_text(&mut self, key: &'static str) -> Option<Template> {
        let node = self.need(key)?;
        text(key, node, self.problems)
    }

    /// A length of time under a key that may be there.
    pub(crate) fn duration(&mut self, key: &'static str) -> Option<Template> {
        let text = self.text(key)?;
        check_duration(&text, self.problems);
        Some(text)
    }

    /// A regular expression under a key that may be there.
    pub(crate) fn regex(&mut self, key: &'static str) -> Option<Template> {
        let text = self.text(key)?;
        if let Some(pattern) = text.literal() {
            check_regex(pattern, text.place(), self.problems);
        }
        Some(text)
    }

    /// The version of the format, which must be the one that this program reads.
    pub(crate) fn version(&mut self, known: u64) {
        let version = self
            .need("version")
            .map(|node| (node, self.number("version")));
        if let Some((node, Some(version))) = version
            && version != known
        {
            self.problems.add(
                Problem::new(&node.place, format!("version {version} is not known here"))
                    .note(format!("this program reads version {known}")),
            );
        }
    }

    /// A whole number under a key that may be there.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<u64> {
        let node = self.take(key)?;
        let number = match &node.value {
            Yaml::Number(number) => number.as_u64(),
            Yaml::Null | Yaml::Bool(_) | Yaml::Text(_) | Yaml::Sequence(_) | Yaml::Mapping(_) => {
                None
            }
        };
        if number.is_none() {
            self.problems.add(Problem::new(
                &node.place,
                format!("`{key}` must be a whole number, not {}", node.kind()),
            ));
        }
        number
    }

    /// True or false under a key that may be there.
    pub(crate) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        if let Yaml::Bool(flag) = node.value {
            return Some(flag);
        }
        self.problems.add(Problem::new(
            &node.place,
            format!("`{key}` must be true or false, not {}", node.kind()),
        ));
        None
    }

    /// Exactly one of several keys, with the one that is there.
    pub(crate) fn one_of(&mut self, keys: &[&'static str]) -> Option<(&'static str, &'n Node)> {
        let present: Vec<_> = keys
            .iter()
            .filter_map(|key| self.take(key).map(|node| (*key, node)))
            .collect();
        match present.as_slice() {
            [one] => Some(*one),
            [] => {
                if !self.misspelt(keys) {
                    let what = format!("`{}` needs exactly one of these keys", self.noun);
                    let list = format!("`{}`", keys.join("`, `"));
                    self.problems.add(Problem::new(self.place, what).note(list));
                }
                None
            }
            [(first, _), .., (last, node)] => {
                self.problems.add(Problem::new(
                    &node.place,
                    format!("`{first}` and `{last}` exclude each other"),
                ));
                None
            }
        }
    }

    /// Whether one of these keys seems to be there in another spelling, which
    /// `close` reports once, where it stands.
    fn misspelt(&self, keys: &[&'static str]) -> bool {
        self.entries
            .iter()
            .filter(|entry| !self.asked.contains(&entry.key.as_str()))
            .any(|entry| did_you_mean(&entry.key, keys.iter().copied()).is_some())
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn close(self) {
        let asked = &self.asked;
        for entry in self.entries {
            if asked.contains(&entry.key.as_str()) {
                continue;
            }
            let hint = did_you_mean(&entry.key, asked.iter().copied())
                .or_else(|| Some(format!("there are `{}`", asked.join("`, `"))));
            self.problems.add(
                Problem::new(
                    &entry.key_place,
                    format!("`{}` has no `{}`", self.noun, entry.key),
                )
                .note(hint),
            );
        }
    }
}

/// A node that must be a scalar; `noun` names it in messages.
pub(crate) fn text(noun: &str, node: &Node, problems: &mut Problems) -> Option<Template> {
    let text = node.scalar();
    if text.is_none() {
        problems.add(Problem::new(
            &node.place,
            format!("`{noun}` must be a text, not {}", node.kind()),
        ));
    }
    Some(Template::new(text?, node.place.clone()))
}

/// A node that must be a length of time.
pub(crate) fn length(node: &Node, problems: &mut Problems) -> Option<Template> {
    let text = text("for", node, problems)?;
    check_duration(&text, problems);
    Some(text)
}

/// Reports a length of time that is none, unless its holes are still to be filled.
pub(crate) fn check_duration(text: &Template, problems: &mut Problems) {
    if let Some(literal) = text.literal()
        && let Err(error) = duration::parse(literal)
    {
        problems.add(Problem::new(text.place(), format!("`{literal}`: {error}")));
    }
}

/// Reports a regular expression that is none.
pub(crate) fn check_regex(pattern: &str, place: &Place, problems: &mut Problems) {
    if let Err(error) = Regex::new(pattern) {
        let what = format!("`{pattern}` is no regular expression: {error}");
        problems.add(Problem::new(place, what));
    }
}

/// A scalar or a list of scalars: the lines of a registry field.
pub(crate) fn lines(noun: &str, node: &Node, problems: &mut Problems) -> Option<Vec<Template>> {
    match &node.value {
        Yaml::Sequence(items) => items
            .iter()
            .map(|item| text(noun, item, problems))
            .collect(),
        Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) => {
            text(noun, node, problems).map(|line| vec![line])
        }
        Yaml::Null | Yaml::Mapping(_) => {
            let what = format!("`{noun}` must be a text or a list, not {}", node.kind());
            problems.add(Problem::new(&node.place, what));
            None
        }
    }
}
