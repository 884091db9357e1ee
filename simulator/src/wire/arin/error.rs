//! The Error payload
//! <https://www.arin.net/resources/registry/regrws/payloads/#error-payload>.

use super::refusals::Refusal;
use super::{CORE, XML};
use crate::wire::http::Answer;
use crate::wire::markup::Element;
use crate::wire::owner::refusals::Refused;
use crate::world::policy::Policy;
use crate::world::refusal::HolderRefusal;
use crate::world::{registry, rpki};

/// What is said of a payload some parts of which did not pass; each says why.
const INVALID: &str = "The payload did not pass validation.";

/// An error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Error {
    /// Of the call as a whole.
    Call(Refusal),
    /// Of a payload that is well made: what is wrong with which of its parts.
    Parts(Vec<(String, Refusal)>),
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Call(refusal)
    }
}

impl Error {
    /// Of one part of a payload.
    pub(super) fn part(name: &str, refusal: Refusal) -> Self {
        Self::Parts(vec![(name.to_owned(), refusal)])
    }

    pub(super) fn answer(&self, policy: &Policy) -> Answer {
        let (first, message, parts) = match self {
            Self::Call(refusal) => (refusal, refusal.text(), &[][..]),
            Self::Parts(parts) => {
                let first = parts.first().map_or(&Refusal::Unspecified, |(_, it)| it);
                (first, INVALID.to_owned(), parts.as_slice())
            }
        };
        let components = parts.iter().map(|(name, refusal)| {
            Element::new(CORE, "component")
                .text("name", printable(name))
                .text("message", printable(&refusal.text()))
        });
        let row = first.row();
        let error = Element::new(CORE, "error")
            .with(Element::new(CORE, "additionalInfo"))
            .text("code", row.code.unwrap_or_default())
            .with(Element::new(CORE, "components").with_all(components))
            .text("message", printable(&message));
        let answer = Answer::new(row.status(policy), XML, error.document());
        match first {
            Refusal::MethodNotAllowed { allowed, .. } => answer.with("allow", *allowed),
            Refusal::TooManyRequests { seconds } => answer.with("retry-after", seconds.to_string()),
            _ => answer,
        }
    }
}

/// A text of a caller's without what a terminal or a log would act on.
fn printable(text: &str) -> String {
    text.replace(char::is_control, "\u{FFFD}")
}

impl From<HolderRefusal> for Error {
    fn from(refusal: HolderRefusal) -> Self {
        match refusal {
            HolderRefusal::Record(refusal) => refusal.into(),
            HolderRefusal::Roa(refusal) => refusal.into(),
            HolderRefusal::Down(_) => Refusal::Outage.into(),
        }
    }
}

impl From<registry::Refusal> for Error {
    fn from(refusal: registry::Refusal) -> Self {
        let handle = |record: registry::RecordKey| record.handle;
        match refusal {
            registry::Refusal::NoSuchRecord { record } => Refusal::NoSuchObject {
                what: handle(record),
            },
            registry::Refusal::NotYours { record, .. } => Refusal::NotAuthoritative {
                what: handle(record),
            },
            // Every network has comments.
            registry::Refusal::NoSuchField { .. } => Refusal::Unspecified,
        }
        .into()
    }
}

impl From<rpki::Refusal> for Error {
    fn from(refusal: rpki::Refusal) -> Self {
        let resource = |refusal| Self::part("roaSpecResource", refusal);
        match refusal {
            rpki::Refusal::NoSuchRoa { id } => {
                let handle = id.to_string();
                Self::part("roaHandle", Refusal::NoSuchRoa { handle })
            }
            rpki::Refusal::NotYours { what, .. } => Refusal::NotAuthoritative { what }.into(),
            rpki::Refusal::NotHeld { prefix } => {
                let prefix = prefix.to_string();
                resource(Refusal::NotHeld { prefix })
            }
            rpki::Refusal::PassedOn { prefix, upstream } => {
                let prefix = prefix.to_string();
                resource(Refusal::PassedOn { prefix, upstream })
            }
            rpki::Refusal::RoaExists { roa } => {
                let roa = roa.to_string();
                resource(Refusal::RoaExists { roa })
            }
            rpki::Refusal::RoaOverlaps { roa, other } => {
                let (roa, other) = (roa.to_string(), other.to_string());
                resource(Refusal::RoaOverlaps { roa, other })
            }
        }
    }
}
