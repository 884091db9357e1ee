//! What a step's action is towards real AWS: whether it looks or changes, who has
//! to do it, and what it is about.

use std::pin::Pin;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;

use super::Trouble;
use crate::scenario::template::Template;

/// What an action does, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Files and arithmetic of one's own.
    Local,
    /// Looks and changes nothing.
    Reads,
    /// Changes something at AWS.
    Changes,
    /// A simulator does it; in the real world a person does, elsewhere.
    ByHand,
    /// Lets time pass: a simulator's is moved, the real one is waited for.
    Waits,
    /// Only a simulator can do it.
    Simulated,
    /// A command, which may do anything.
    Command,
}

impl Nature {
    /// The word for it in a plan.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Local => "here",
            Self::Reads => "reads",
            Self::Changes => "changes",
            Self::ByHand => "by hand",
            Self::Waits => "waits",
            Self::Simulated => "simulator",
            Self::Command => "command",
        }
    }
}

/// The time that an action lets pass.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pause<'t> {
    /// So long.
    For(&'t Template),
    /// Until a moment.
    Until(&'t Template),
}

/// What a person does in the real world, and how one sees that it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ByHand {
    /// What to do, as one says it to a colleague.
    pub(crate) instruction: String,
    /// What shows it; nothing where nobody can look.
    pub(crate) sight: Option<Sight>,
}

/// Something that anybody can look at over the internet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// A route is valid, or is not.
    Valid {
        prefix: Prefix,
        max_length: u8,
        asn: Asn,
        is_valid: bool,
    },
    /// A network is among a prefix's origins, or is not.
    Originated {
        prefix: Prefix,
        asn: Asn,
        is_there: bool,
    },
    /// A registry's record shows a line, or does not.
    Remark {
        registry: String,
        ip: String,
        line: String,
        is_there: bool,
    },
}

/// Something an action is asked that may need a look at AWS.
pub(crate) type Asking<'a, T> = Pin<Box<dyn Future<Output = Result<T, Trouble>> + 'a>>;
