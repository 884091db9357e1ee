//! What the interface refuses. APNIC has not published how it works: what public
//! clients have recorded is graded so, the rest is a choice. Faults that the
//! whois database finds are in the task.

use crate::wire::http::Unread;
use crate::wire::owner::json::Fault;
use crate::wire::owner::refusals::{Refused, Row, refusals};
use crate::world::policy::Grade;
use crate::world::refusal::HolderRefusal;
use crate::world::registry::Member;
use crate::world::{registry, rpki};

refusals! {
    "apnic";
    Unavailable => 503 "unavailable" [Inferred, "what stands in front of a service that is down"]
        "Service Unavailable";
    TooManyRequests { seconds: i64 } => 429 "too-many-requests" [Inferred, "RFC 6585; APNIC publishes no limit, public clients wait a second between calls"]
        "Too many requests; try again in {seconds} seconds.";
    Unauthorized => 401 "unauthorized" [Unknown, "public clients send a bearer key; no error is published"]
        "The key is not valid.";
    NotFound { what: String } => 404 "not-found" [Unknown, "no error is published"]
        "{what} was not found.";
    Forbidden { what: String, account: String } => 403 "forbidden" [Unknown, "no error is published"]
        "{what} does not belong to the account {account}.";
    MethodNotAllowed { method: String, allowed: &'static str } => 405 "method-not-allowed" [Unknown, "no error is published; Allow is RFC 9110's"]
        "{method} is not for this path; send {allowed}.";
    TooLong { limit: usize } => 413 "payload-too-large" [Unknown, "no error is published"]
        "The body is longer than {limit} bytes.";
    BrokenOff => 400 "invalid-request" [Unknown, "no error is published"]
        "The body breaks off.";
    UnsupportedMediaType => 415 "unsupported-media-type" [Unknown, "no error is published"]
        "The Content-Type must be application/json.";
    NotUtf8 => 400 "invalid-request" [Unknown, "no error is published"]
        "The body is not UTF-8.";
    UnusableBody { fault: String } => 400 "invalid-request" [Unknown, "no error is published"]
        "The body cannot be used: {fault}.";
    RouteObjectAlone => 400 "invalid-request" [Inferred, "APNIC keeps route objects; here one goes with its ROA"]
        "A route object goes with its ROA; change both by POST route.";
    NoRoa => 400 "invalid-request" [Inferred, "APNIC takes such routes; this simulator does not yet"]
        "A route without a ROA is not simulated; send roa_enabled as true.";
    MaxLength { wrong: String } => 400 "invalid-request" [Unknown, "no error is published"]
        "max_length: {wrong}.";
    NothingToDo => 400 "invalid-request" [Unknown, "no error is published"]
        "There is nothing to create, update or delete.";
    KeyInFull { full: String } => 400 "invalid-request" [Observed, "public clients write IPv6 keys in full; the text is ours"]
        "The key must be written in full: {full}.";
    OtherType => 400 "failed-whois-update" [Observed, "recorded by a public client"]
        "Object type in URL does not match object type in posted data.";
    OtherKey => 400 "failed-whois-update" [Observed, "recorded by a public client"]
        "Object key in URL does not match object key in posted data.";
    NoSuchField { record: String, field: String } => 400 "invalid-request" [Unknown, "no error is published"]
        "{record} has no {field}.";
    NotHeld { prefix: String } => 400 "invalid-request" [Unknown, "no error is published"]
        "{prefix} is not delegated to the account.";
    PassedOn { prefix: String, upstream: String } => 403 "forbidden" [Unknown, "no error is published"]
        "{prefix} is in the resource certificate of {upstream}.";
    RouteExists { prefix: String, asn: String, longest: u8 } => 409 "conflict" [Unknown, "no error is published"]
        "A route for {prefix} with origin {asn} and maximum length {longest} exists.";
    Internal => 500 "internal-error" [Unknown, "no error is published"]
        "An internal error occurred.";
}

impl From<Unread> for Refusal {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLong { limit } => Self::TooLong { limit },
            Unread::BrokenOff => Self::BrokenOff,
        }
    }
}

impl Refusal {
    /// Something that is another account's than the member's.
    pub(super) fn forbidden(what: &str, member: &Member) -> Self {
        Self::Forbidden {
            what: what.to_owned(),
            account: member.organization.clone(),
        }
    }

    pub(super) fn not_found(what: &str) -> Self {
        let what = what.to_owned();
        Self::NotFound { what }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        let fault = fault.to_string();
        Self::UnusableBody { fault }
    }
}

impl From<&HolderRefusal> for Refusal {
    fn from(refusal: &HolderRefusal) -> Self {
        match refusal {
            HolderRefusal::Record(refusal) => refusal.into(),
            HolderRefusal::Roa(refusal) => refusal.into(),
            HolderRefusal::Down(_) => Self::Unavailable,
        }
    }
}

impl From<&registry::Refusal> for Refusal {
    fn from(refusal: &registry::Refusal) -> Self {
        match refusal {
            registry::Refusal::NoSuchRecord { record } => Self::not_found(&record.handle),
            registry::Refusal::NotYours { record, member } => {
                Self::forbidden(&record.handle, member)
            }
            registry::Refusal::NoSuchField { record, field } => Self::NoSuchField {
                record: record.handle.clone(),
                field: field.to_string(),
            },
        }
    }
}

impl From<&rpki::Refusal> for Refusal {
    fn from(refusal: &rpki::Refusal) -> Self {
        match refusal {
            rpki::Refusal::NoSuchRoa { .. } => Self::not_found("The route"),
            rpki::Refusal::NotYours { what, member } => Self::forbidden(what, member),
            rpki::Refusal::NotHeld { prefix } => Self::NotHeld {
                prefix: prefix.to_string(),
            },
            rpki::Refusal::PassedOn { prefix, upstream } => Self::PassedOn {
                prefix: prefix.to_string(),
                upstream: upstream.clone(),
            },
            rpki::Refusal::RoaExists { roa } => Self::RouteExists {
                prefix: roa.prefix().to_string(),
                asn: roa.asn().to_string(),
                longest: roa.max_length(),
            },
            // ARIN alone refuses these.
            rpki::Refusal::RoaOverlaps { .. } => Self::Internal,
        }
    }
}
