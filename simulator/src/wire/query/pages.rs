//! A page of a long list, and the token of the next one.
//!
//! A token is the number of the first item of the next page, dressed so that
//! nobody reads it. What the two parameters are called and how a foreign
//! token is refused is each service's own; which sizes there are is in `sizes`.

pub(in crate::wire) mod sizes;

const TOKEN_PREFIX: &str = "byoip-page-";

/// The page asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wire) struct Page {
    start: usize,
    size: usize,
}

impl Page {
    /// The page that a token names, the first without one; none for a token
    /// that was not given out here.
    pub(in crate::wire) fn at(token: Option<&str>, size: usize) -> Option<Self> {
        let start = match token {
            None => 0,
            Some(token) => token.strip_prefix(TOKEN_PREFIX)?.parse().ok()?,
        };
        Some(Self { start, size })
    }

    /// The page's items, and the token of the next page if there is one.
    pub(in crate::wire) fn cut<T>(self, items: Vec<T>) -> (Vec<T>, Option<String>) {
        let end = self.start.saturating_add(self.size);
        let next = (end < items.len()).then(|| format!("{TOKEN_PREFIX}{end}"));
        let page = items.into_iter().skip(self.start).take(self.size).collect();
        (page, next)
    }
}
