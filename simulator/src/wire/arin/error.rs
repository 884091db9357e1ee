//! The Error payload, and which error each refusal is
//! <https://www.arin.net/resources/registry/regrws/payloads/#error-payload>.
//!
//! The codes, what they mean and `This element cannot be modified.` are ARIN's;
//! it has not published its other texts, nor which status goes with which code
//! where that is not in the code's name.

use super::{CORE, XML};
use crate::wire::http::Answer;
use crate::wire::markup::Element;
use crate::wire::query::BODY_LIMIT;
use crate::world::refusal::HolderRefusal;
use crate::world::{registry, rpki};

/// An error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Error {
    status: u16,
    code: &'static str,
    message: String,
    /// What is wrong with which part of the payload.
    components: Vec<(String, String)>,
}

impl Error {
    fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            components: Vec::new(),
        }
    }

    /// The key is missing, or nobody's.
    pub(super) fn unauthenticated() -> Self {
        Self::new(
            401,
            "E_AUTHENTICATION",
            "The API key specified does not exist.",
        )
    }

    /// The key is another organisation's.
    pub(super) fn not_authoritative(what: &str) -> Self {
        Self::new(
            403,
            "E_AUTHENTICATION",
            format!("The API key specified is not associated with or authoritative over {what}."),
        )
    }

    pub(super) fn no_such(what: &str) -> Self {
        Self::new(
            404,
            "E_OBJECT_NOT_FOUND",
            format!("The object {what} was not found."),
        )
    }

    pub(super) fn no_such_path(path: &str) -> Self {
        Self::new(
            404,
            "E_BAD_REQUEST",
            format!("Nothing answers {path}; see /rest/net, /rest/roa and /rest/rpki."),
        )
    }

    pub(super) fn outage() -> Self {
        let message = "The server is undergoing maintenance and is not available.";
        Self::new(503, "E_OUTAGE", message)
    }

    /// A part of the URL that cannot be read.
    pub(super) fn bad_request(message: String) -> Self {
        Self::new(400, "E_BAD_REQUEST", message)
    }

    pub(super) fn method_not_allowed(method: &str) -> Self {
        let message = format!("The method {method} is not allowed here.");
        Self::new(405, "E_METHOD_NOT_ALLOWED", message)
    }

    pub(super) fn not_acceptable() -> Self {
        let message = format!("Only {XML} can be answered.");
        Self::new(406, "E_NOT_ACCEPTABLE", message)
    }

    pub(super) fn too_long() -> Self {
        let message = format!("The payload is longer than {BODY_LIMIT} bytes.");
        Self::new(413, "E_BAD_REQUEST", message)
    }

    pub(super) fn unsupported_media_type() -> Self {
        let message = format!("The Content-Type of the payload must be {XML}.");
        Self::new(415, "E_UNSUPPORTED_MEDIA_TYPE", message)
    }

    /// The payload is not as ARIN's RelaxNG schema has it.
    pub(super) fn schema(message: &str) -> Self {
        Self::new(400, "E_SCHEMA_VALIDATION", message)
    }

    /// The payload is well made, and something in it cannot be.
    pub(super) fn entity(components: Vec<(String, String)>) -> Self {
        Self {
            components,
            ..Self::new(
                400,
                "E_ENTITY_VALIDATION",
                "The payload did not pass validation.",
            )
        }
    }

    /// The same for one part of it.
    pub(super) fn component(name: &str, message: impl Into<String>) -> Self {
        Self::entity(vec![(name.to_owned(), message.into())])
    }

    pub(super) fn answer(&self) -> Answer {
        let components = self.components.iter().map(|(name, message)| {
            Element::new(CORE, "component")
                .text("name", name)
                .text("message", message)
        });
        let error = Element::new(CORE, "error")
            .with(Element::new(CORE, "additionalInfo"))
            .text("code", self.code)
            .with(Element::new(CORE, "components").with_all(components))
            .text("message", &self.message);
        Answer::new(self.status, XML, error.document())
    }
}

impl From<HolderRefusal> for Error {
    fn from(refusal: HolderRefusal) -> Self {
        match refusal {
            HolderRefusal::Record(refusal) => refusal.into(),
            HolderRefusal::Roa(refusal) => refusal.into(),
            HolderRefusal::Down(_) => Self::outage(),
        }
    }
}

impl From<registry::Refusal> for Error {
    fn from(refusal: registry::Refusal) -> Self {
        match refusal {
            registry::Refusal::NoSuchRecord { record } => Self::no_such(&record.handle),
            registry::Refusal::NotYours { record, .. } => Self::not_authoritative(&record.handle),
            // Every network has comments.
            registry::Refusal::NoSuchField { .. } => {
                Self::new(500, "E_UNSPECIFIED", "An unspecified error occurred.")
            }
        }
    }
}

impl From<rpki::Refusal> for Error {
    fn from(refusal: rpki::Refusal) -> Self {
        let resource = |message| Self::component("roaSpecResource", message);
        match refusal {
            rpki::Refusal::NoSuchRoa { id } => {
                Self::component("roaHandle", format!("There is no ROA {id}."))
            }
            rpki::Refusal::NotYours { what, .. } => Self::not_authoritative(&what),
            rpki::Refusal::NotHeld { prefix } => {
                resource(format!("{prefix} is not registered to the organization."))
            }
            rpki::Refusal::PassedOn { prefix, upstream } => resource(format!(
                "{prefix} is reallocated or reassigned by {upstream}; only the direct holder can create ROAs for it."
            )),
            rpki::Refusal::RoaExists { roa } => resource(format!(
                "A ROA for {} with maximum length {} and origin {} exists.",
                roa.prefix(),
                roa.max_length(),
                roa.asn()
            )),
        }
    }
}
