//! The least, the middle and the greatest of some durations.

use std::fmt;
use std::time::Duration;

/// Durations of equal runs, in order.
#[derive(Debug)]
pub(crate) struct Spread(Vec<Duration>);

impl Spread {
    /// Measures `runs` runs; the first that goes wrong ends it.
    pub(crate) fn of<E>(
        runs: usize,
        mut run: impl FnMut() -> Result<Duration, E>,
    ) -> Result<Self, E> {
        let mut durations = (0..runs).map(|_| run()).collect::<Result<Vec<_>, E>>()?;
        durations.sort_unstable();
        Ok(Self(durations))
    }

    /// The middle one; of an even number the later of the two.
    pub(crate) fn median(&self) -> Duration {
        let middle = self.0.get(self.0.len() / 2);
        middle.copied().unwrap_or_default()
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |duration: Option<&Duration>| {
            duration.map_or(0.0, |duration| duration.as_secs_f64() * 1_000.0)
        };
        write!(
            f,
            "median {:.1} ms, min {:.1}, max {:.1} ({} runs)",
            milliseconds(Some(&self.median())),
            milliseconds(self.0.first()),
            milliseconds(self.0.last()),
            self.0.len(),
        )
    }
}
