//! What every describe of things with ids does alike: ids that must be there,
//! filters, pages.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::filters::Filters;
use super::ids::{self, WireId};
use super::pages::Page;
use crate::wire::query::action::Call;
use crate::wire::query::error::ServiceError;
use crate::world::{Refusal, World};

/// A page of things, and the token of the next one.
pub(super) type Listed<'w, I, T> = (Vec<(&'w I, &'w T)>, Option<String>);

/// What a describe asks for.
pub(super) struct Listing<I> {
    wanted: Vec<I>,
    filters: Filters,
    page: Page<I>,
}

impl<I: WireId + Serialize + DeserializeOwned> Listing<I> {
    /// Reads the ids of this name, the filters and the page.
    pub(super) fn read(
        call: &Call<'_>,
        ids: &str,
        filters: &[&str],
        sizes: RangeInclusive<u32>,
    ) -> Result<Self, ServiceError> {
        Ok(Self {
            page: Page::read(call, sizes)?,
            filters: Filters::read(call.form, filters)?,
            wanted: ids::list(call.form, ids)?,
        })
    }

    /// The things that are meant, told all there are, the refusal of an id that
    /// none has, and the values that a thing has under a filter's name.
    pub(super) fn choose<'w, T, R: Into<Refusal>>(
        self,
        call: &Call<'_>,
        world: &'w World,
        all: impl Iterator<Item = (&'w I, &'w T)>,
        unknown: impl FnOnce(I) -> R,
        values: impl Fn(&str, &I, &T) -> Vec<String>,
    ) -> Result<Listed<'w, I, T>, ServiceError> {
        let mut things: BTreeMap<&I, &T> = all.collect();
        if !self.wanted.is_empty() {
            let missing = self.wanted.iter().find(|id| !things.contains_key(id));
            if let Some(id) = missing {
                return Err(call.refused(unknown(id.clone())));
            }
            things.retain(|id, _| self.wanted.contains(id));
        }
        let passing = things.into_iter().filter(|(id, thing)| {
            let tags = world.tags().of(id.as_str());
            self.filters.pass(tags, |name| values(name, id, thing))
        });
        Ok(self.page.cut(passing.collect(), |(id, _)| (*id).clone()))
    }
}

/// One value, as filters compare it.
pub(super) fn one(value: impl ToString) -> Vec<String> {
    vec![value.to_string()]
}
