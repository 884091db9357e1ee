//! Virtual time as a function of wall time.
//!
//! Pure: whoever asks says what the wall shows. Three modes, changeable while
//! running, and each may be paused; changing anything keeps the virtual moment.

use jiff::{SignedDuration, Timestamp};

#[cfg(test)]
mod tests;

/// How virtual time follows the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It moves only when told.
    Manual,
    /// So many virtual seconds for each on the wall.
    Scaled(u32),
    /// Second for second.
    Real,
}

impl Mode {
    /// One hour a second: a week in under three minutes.
    pub const DEFAULT_SCALE: u32 = 3_600;

    /// Whether a clock can run so fast: at most a year in a second.
    pub const fn is_scale(scale: u32) -> bool {
        scale > 0 && scale <= 31_536_000
    }

    /// Virtual seconds for each on the wall.
    pub const fn scale(self) -> u32 {
        match self {
            Self::Manual => 0,
            Self::Scaled(scale) => scale,
            Self::Real => 1,
        }
    }

    /// The mode's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Scaled(_) => "scaled",
            Self::Real => "real",
        }
    }
}

impl std::str::FromStr for Mode {
    type Err = ParseModeError;

    fn from_str(text: &str) -> Result<Self, ParseModeError> {
        match text.split_once('=') {
            None if text == "manual" => Ok(Self::Manual),
            None if text == "real" => Ok(Self::Real),
            None if text == "scaled" => Ok(Self::Scaled(Self::DEFAULT_SCALE)),
            Some(("scaled", scale)) => match scale.parse() {
                Ok(scale) if Self::is_scale(scale) => Ok(Self::Scaled(scale)),
                Ok(_) | Err(_) => Err(ParseModeError),
            },
            Some(_) | None => Err(ParseModeError),
        }
    }
}

/// A text that names no mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a clock; take manual, real, scaled or scaled=SECONDS, such as scaled=3600")]
pub struct ParseModeError;

/// A clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    mode: Mode,
    paused: bool,
    /// A moment and what the wall showed then.
    anchor: Timestamp,
    wall: Timestamp,
}

impl Clock {
    /// A clock that shows `start` as the wall shows `wall`.
    pub const fn new(mode: Mode, start: Timestamp, wall: Timestamp) -> Self {
        Self {
            mode,
            paused: false,
            anchor: start,
            wall,
        }
    }

    /// The virtual moment as the wall shows `wall`.
    pub fn at(&self, wall: Timestamp) -> Timestamp {
        if self.paused {
            return self.anchor;
        }
        // A wall clock that was set back does not turn virtual time around.
        let passed = wall.duration_since(self.wall).max(SignedDuration::ZERO);
        let scale = i32::try_from(self.mode.scale()).unwrap_or(i32::MAX);
        let virtually = passed.checked_mul(scale).unwrap_or(SignedDuration::MAX);
        let moment = self.anchor.checked_add(virtually).unwrap_or(Timestamp::MAX);
        // Milliseconds are as fine as anything here is, and as anybody reads.
        Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
    }

    /// How long the wall has to wait until virtual `moment`: none where the
    /// clock does not move by itself.
    pub fn wait_for(&self, moment: Timestamp, wall: Timestamp) -> Option<SignedDuration> {
        let scale = self.mode.scale();
        if self.paused || scale == 0 {
            return None;
        }
        let ahead = moment.duration_since(self.at(wall));
        let scale = i32::try_from(scale).unwrap_or(i32::MAX);
        Some((ahead / scale).max(SignedDuration::ZERO))
    }

    /// The mode.
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether it stands still.
    pub const fn is_paused(&self) -> bool {
        self.paused
    }

    /// Moves it on to a moment; an earlier one changes nothing.
    pub fn advance_to(&mut self, moment: Timestamp, wall: Timestamp) {
        self.anchor = self.at(wall).max(moment);
        self.wall = wall;
    }

    /// Changes the mode.
    pub fn set_mode(&mut self, mode: Mode, wall: Timestamp) {
        self.advance_to(Timestamp::MIN, wall);
        self.mode = mode;
    }

    /// Stops or starts it.
    pub fn set_paused(&mut self, paused: bool, wall: Timestamp) {
        self.advance_to(Timestamp::MIN, wall);
        self.paused = paused;
    }
}
