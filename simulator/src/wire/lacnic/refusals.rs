//! What the interface refuses. LACNIC has published neither statuses nor texts:
//! they are modelled on those of its RDAP.

use crate::wire::http::Unread;
use crate::wire::owner::json::Fault;
use crate::wire::owner::refusals::{Refused, Row, refusals};
use crate::world::policy::Grade;
use crate::world::refusal::HolderRefusal;
use crate::world::rpki;

refusals! {
    "lacnic";
    Unavailable => 503 [Inferred, "what stands in front of a service that is down"]
        "Service Unavailable";
    TooManyRequests { seconds: i64 } => 429 [Inferred, "the interface tells its limits under /ratelimits; Retry-After is RFC 6585's, the text ours"]
        "Too many requests; try again in {seconds} seconds.";
    Unauthenticated => 401 [Unknown, "public clients send a bearer token; no error is published"]
        "The token is not valid.";
    NoSuchResource => 404 [Unknown, "no error is published"]
        "There is no such resource.";
    PathNotSimulated { path: String } => 501 [Inferred, "LACNIC answers these; this simulator does not yet, and says so in its form"]
        "{path} is not simulated.";
    MethodNotAllowed { method: String, allowed: &'static str } => 405 [Unknown, "no error is published; Allow is RFC 9110's"]
        "{method} is not for this resource; send {allowed}.";
    TooLong { limit: usize } => 413 [Unknown, "no error is published"]
        "The body is longer than {limit} bytes.";
    BrokenOff => 400 [Unknown, "no error is published"]
        "The body breaks off.";
    UnsupportedMediaType => 415 [Unknown, "no error is published"]
        "The Content-Type must be application/json.";
    UnusableBody { fault: String } => 400 [Unknown, "no error is published"]
        "The body cannot be used: {fault}.";
    NoPrefix { text: String } => 400 [Unknown, "no error is published"]
        "{text} is no prefix.";
    NotFound { what: String } => 404 [Unknown, "no error is published"]
        "{what} was not found.";
    NotYours { what: String } => 403 [Unknown, "no error is published"]
        "{what} is not of your organization.";
    NotSimulated { name: String } => 400 [Inferred, "LACNIC changes these; this simulator does not yet"]
        "Changing {name} is not simulated; send it unchanged.";
    NotValidNow => 400 [Inferred, "LACNIC takes other times; here notValidBefore is left out or a moment of the last day, which is taken for now, and notValidAfter one to come"]
        "A ROA that is not valid from now on is not simulated; leave notValidBefore out.";
    MaximalLength { wrong: String } => 400 [Unknown, "no error is published"]
        "maximalLegth: {wrong}.";
    PassedOn { prefix: String, upstream: String } => 403 [Unknown, "no error is published"]
        "{prefix} is in the resource certificate of {upstream}.";
    RoaExists { prefix: String, asn: String } => 409 [Unknown, "no error is published"]
        "There is a ROA for {prefix} and {asn}.";
    Unexpected => 500 [Unknown, "no error is published"]
        "An unexpected error occurred.";
}

impl From<Unread> for Refusal {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLong { limit } => Self::TooLong { limit },
            Unread::BrokenOff => Self::BrokenOff,
        }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        let fault = fault.to_string();
        Self::UnusableBody { fault }
    }
}

impl From<HolderRefusal> for Refusal {
    fn from(refusal: HolderRefusal) -> Self {
        match refusal {
            HolderRefusal::Roa(refusal) => refusal.into(),
            HolderRefusal::Down(_) => Self::Unavailable,
            // No record is edited here.
            HolderRefusal::Record(_) => Self::Unexpected,
        }
    }
}

impl From<rpki::Refusal> for Refusal {
    fn from(refusal: rpki::Refusal) -> Self {
        match refusal {
            rpki::Refusal::NotHeld { prefix } => Self::NotYours {
                what: prefix.to_string(),
            },
            rpki::Refusal::NotYours { what, .. } => Self::NotYours { what },
            rpki::Refusal::PassedOn { prefix, upstream } => Self::PassedOn {
                prefix: prefix.to_string(),
                upstream,
            },
            rpki::Refusal::RoaExists { roa } => Self::RoaExists {
                prefix: roa.prefix().to_string(),
                asn: roa.asn().to_string(),
            },
            rpki::Refusal::NoSuchRoa { id } => Self::NotFound {
                what: format!("The ROA {id}"),
            },
            // ARIN alone refuses these.
            rpki::Refusal::RoaOverlaps { .. } => Self::Unexpected,
        }
    }
}
