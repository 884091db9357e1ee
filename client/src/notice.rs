//! A word to whoever waits: what a long run is waiting for, or wants of them.

use std::fmt;
use std::sync::Arc;

/// Where such words go; nowhere by default.
#[derive(Clone)]
pub struct Notice(Arc<dyn Fn(&str) + Send + Sync>);

impl Notice {
    /// To whoever listens.
    pub fn new(listener: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(listener))
    }

    /// Says something, in a line or more.
    pub(crate) fn tell(&self, text: &str) {
        (self.0)(text);
    }
}

impl Default for Notice {
    fn default() -> Self {
        Self::new(|_| {})
    }
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Notice")
    }
}
