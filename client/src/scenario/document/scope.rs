//! Variables that hold for some steps only: a loop's, an included file's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::problem::Problem;
use super::super::template::{self, Template, Variables};

/// The variables that a step has beyond everybody's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    outer: Option<Arc<Self>>,
    /// Given from outside: filled with what is known there.
    given: Vec<(String, Template)>,
    /// The included file's own, which may use those given and each other in
    /// their order.
    own: Vec<(String, Template)>,
}

impl Scope {
    /// A scope within another.
    pub(super) fn within(
        outer: &Arc<Self>,
        given: Vec<(String, Template)>,
        own: Vec<(String, Template)>,
    ) -> Arc<Self> {
        Arc::new(Self {
            outer: Some(Arc::clone(outer)),
            given,
            own,
        })
    }

    /// Whether a name is this scope's, or one's around it.
    pub(crate) fn has(&self, name: &str) -> bool {
        let mut all = self.given.iter().chain(&self.own);
        all.any(|(own, _)| own == name) || self.outer.as_ref().is_some_and(|outer| outer.has(name))
    }

    /// The names that its values are made of and that are not its own.
    pub(crate) fn uses(&self) -> BTreeSet<String> {
        let outer = self.outer.as_deref();
        let mut names = outer.map(Self::uses).unwrap_or_default();
        let is_outer = |name: &str| outer.is_some_and(|outer| outer.has(name));
        for (_, value) in &self.given {
            names.extend(
                value
                    .names()
                    .filter(|name| !is_outer(name))
                    .map(str::to_owned),
            );
        }
        for (_, value) in &self.own {
            names.extend(
                value
                    .names()
                    .filter(|name| !self.has(name))
                    .map(str::to_owned),
            );
        }
        names.retain(|name| !template::is_built_in(name));
        names
    }

    /// The values, from the outermost scope inwards.
    pub(crate) fn fill(&self, variables: &Variables) -> Result<BTreeMap<String, String>, Problem> {
        let outer = match &self.outer {
            Some(outer) => outer.fill(variables)?,
            None => BTreeMap::new(),
        };
        let around = variables.within(outer.clone());
        let mut values = outer;
        for (name, template) in &self.given {
            values.insert(name.clone(), template.fill(&around)?);
        }
        for (name, template) in &self.own {
            let filled = template.fill(&variables.within(values.clone()))?;
            values.insert(name.clone(), filled);
        }
        Ok(values)
    }
}
