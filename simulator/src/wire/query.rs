//! AWS's Query protocol, what every service of it shares: the form, the
//! signature, the XML, the request id.
//!
//! Source: EC2 API Reference, "Query requests". Not here: which service answers
//! (`aws`), and what each says.

use jiff::Timestamp;

use super::http::Answer;

pub(super) mod action;
pub(super) mod authentication;
pub(super) mod authorization;
mod claim;
pub(super) mod envelope;
pub(super) mod error;
pub(super) mod form;
pub(super) mod model;
pub(super) mod pages;
pub(super) mod parameters;
pub(super) mod refusals;
pub(super) mod scope;
pub(super) mod signature;
pub(super) mod xml;

use xml::Xml;

/// The longest body taken: AWS's own limit for a Query request's parameters is
/// not documented; a message, a signature and a page of tags fit many times.
pub(crate) const BODY_LIMIT: usize = 256 * 1024;

/// A moment as AWS's answers write it: ISO 8601 with milliseconds.
pub(super) fn timestamp(moment: Timestamp) -> String {
    format!("{moment:.3}")
}

/// An XML answer with AWS's headers.
pub(super) fn respond(status: u16, xml: Xml, id: &str) -> Answer {
    Answer::new(status, "text/xml;charset=UTF-8", xml.into_bytes()).with("x-amzn-requestid", id)
}
