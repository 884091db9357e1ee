//! A row for each network, link or path: a vector that takes their numbers and
//! no others.
//!
//! A key is made only by whoever makes the row it stands for, and no row is ever
//! taken away, so a key that exists has its row in every table that has been
//! grown to its graph.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// What numbers the rows of a table, from zero without a gap.
pub trait Key: Copy {
    /// The key of a row.
    fn nth(row: usize) -> Self;

    /// The number of the row.
    fn row(self) -> usize;
}

/// One `T` for each key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<K, T> {
    rows: Vec<T>,
    key: PhantomData<K>,
}

impl<K: Key, T> Table<K, T> {
    /// A table of equal rows.
    pub fn filled(height: usize, row: T) -> Self
    where
        T: Clone,
    {
        std::iter::repeat_n(row, height).collect()
    }

    /// How many rows there are.
    pub const fn height(&self) -> usize {
        self.rows.len()
    }

    /// Adds a row.
    pub fn push(&mut self, row: T) -> K {
        let key = K::nth(self.rows.len());
        self.rows.push(row);
        key
    }

    /// Adds equal rows until there are so many.
    pub fn grow(&mut self, height: usize, row: T)
    where
        T: Clone,
    {
        if self.rows.len() < height {
            self.rows.resize(height, row);
        }
    }

    /// The row of a key, where the table has been grown to it.
    pub fn known(&self, key: K) -> Option<&T> {
        self.rows.get(key.row())
    }

    /// Every key with its row.
    pub fn iter(&self) -> impl Iterator<Item = (K, &T)> {
        self.rows
            .iter()
            .enumerate()
            .map(|(row, value)| (K::nth(row), value))
    }
}

impl<K, T> Default for Table<K, T> {
    /// A table without rows.
    fn default() -> Self {
        Self::from_iter([])
    }
}

impl<K, T> FromIterator<T> for Table<K, T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self {
            rows: rows.into_iter().collect(),
            key: PhantomData,
        }
    }
}

impl<K: Key, T> Index<K> for Table<K, T> {
    type Output = T;

    #[expect(
        clippy::indexing_slicing,
        reason = "a key exists only where its row does, as the module says"
    )]
    fn index(&self, key: K) -> &T {
        &self.rows[key.row()]
    }
}

impl<K: Key, T> IndexMut<K> for Table<K, T> {
    #[expect(
        clippy::indexing_slicing,
        reason = "a key exists only where its row does, as the module says"
    )]
    fn index_mut(&mut self, key: K) -> &mut T {
        &mut self.rows[key.row()]
    }
}
