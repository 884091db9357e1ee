//! What strikes a call at AWS, from one fault and from several together.

use byoip_vocabulary::duration;
use jiff::SignedDuration;

/// What one fault does to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    /// It is refused, whatever it asks.
    Refuse(Breakdown),
    /// It is done, and nobody hears of it.
    LoseReply,
    /// Its answer takes this much longer, by the wall: clients wait by theirs.
    HoldBack(SignedDuration),
    /// It is answered from what was.
    LookBack(LookBack),
}

/// Why a service of AWS's refuses a call that is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breakdown {
    /// The caller asks too often, it says.
    Throttled,
    /// Something broke inside.
    Internal,
    /// It is down.
    Unavailable,
}

/// How far back an answer looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LookBack {
    /// Before the last change of anything at AWS.
    LastChange,
    /// So long ago, in virtual time.
    By(SignedDuration),
}

impl std::fmt::Display for LookBack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LastChange => f.write_str("before the last change"),
            Self::By(length) => write!(f, "{} ago", duration::display(*length)),
        }
    }
}

/// All that befalls one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strikes {
    /// With what it is refused: by the fault that was declared first.
    pub refused: Option<Breakdown>,
    /// Whether its reply is lost.
    pub reply_lost: bool,
    /// How much longer its reply takes: all faults' together.
    pub held_back: SignedDuration,
    /// How far back it looks: the furthest.
    pub looks_back: Option<LookBack>,
}

impl Strikes {
    /// The same, and one more.
    pub fn with(self, strike: Strike) -> Self {
        match strike {
            Strike::Refuse(breakdown) => Self {
                refused: self.refused.or(Some(breakdown)),
                ..self
            },
            Strike::LoseReply => Self {
                reply_lost: true,
                ..self
            },
            Strike::HoldBack(length) => Self {
                held_back: self.held_back.saturating_add(length),
                ..self
            },
            Strike::LookBack(look) => Self {
                looks_back: self.looks_back.max(Some(look)),
                ..self
            },
        }
    }
}
