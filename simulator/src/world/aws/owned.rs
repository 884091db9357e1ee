//! Things of AWS by whose they are and where they are.
//!
//! Every account has its own things in every Region, and a call sees those of
//! its caller only. Ids are unique across all of them.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Region;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// An account in a Region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Home {
    /// Whose.
    pub account: AccountId,
    /// Where.
    pub region: Region,
}

impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.account, self.region)
    }
}

/// Things of one kind, by home and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned<I, T> {
    things: BTreeMap<Home, BTreeMap<I, T>>,
    homes: BTreeMap<I, Home>,
}

impl<I, T> Default for Owned<I, T> {
    fn default() -> Self {
        Self {
            things: BTreeMap::new(),
            homes: BTreeMap::new(),
        }
    }
}

impl<I: Clone + Ord, T> Owned<I, T> {
    /// The things at a home, by id.
    pub fn of(&self, home: &Home) -> impl Iterator<Item = (&I, &T)> {
        self.things.get(home).into_iter().flatten()
    }

    /// How many there are at a home.
    pub fn count(&self, home: &Home) -> usize {
        self.things.get(home).map_or(0, BTreeMap::len)
    }

    /// One thing at a home.
    pub fn at<Q>(&self, home: &Home, id: &Q) -> Option<&T>
    where
        I: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.things.get(home)?.get(id)
    }

    /// One thing at a home, with its id as it stands here.
    pub fn key_at(&self, home: &Home, id: &I) -> Option<(&I, &T)> {
        self.things.get(home)?.get_key_value(id)
    }

    /// One thing, wherever it is.
    pub fn get<Q>(&self, id: &Q) -> Option<&T>
    where
        I: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.at(self.homes.get(id)?, id)
    }

    /// Where a thing is.
    pub fn home<Q>(&self, id: &Q) -> Option<&Home>
    where
        I: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.homes.get(id)
    }

    /// Where there is something.
    pub fn homes(&self) -> impl Iterator<Item = &Home> {
        let inhabited = self.things.iter().filter(|(_, things)| !things.is_empty());
        inhabited.map(|(home, _)| home)
    }

    /// Everything, wherever it is.
    pub fn all(&self) -> impl Iterator<Item = (&Home, &I, &T)> {
        self.things
            .iter()
            .flat_map(|(home, things)| things.iter().map(move |(id, thing)| (home, id, thing)))
    }

    pub(in crate::world) fn get_mut<Q>(&mut self, id: &Q) -> Option<&mut T>
    where
        I: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.things.get_mut(self.homes.get(id)?)?.get_mut(id)
    }

    pub(in crate::world) fn insert(&mut self, home: Home, id: I, thing: T) {
        self.homes.insert(id.clone(), home.clone());
        self.things.entry(home).or_default().insert(id, thing);
    }

    pub(in crate::world) fn remove<Q>(&mut self, id: &Q) -> Option<T>
    where
        I: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let home = self.homes.remove(id)?;
        let things = self.things.get_mut(&home)?;
        let thing = things.remove(id);
        // An emptied home is no home: equal worlds compare equal.
        if things.is_empty() {
            self.things.remove(&home);
        }
        thing
    }
}
