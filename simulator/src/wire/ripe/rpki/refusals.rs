//! What the certification authority refuses. The texts are those of its
//! published source (RIPE-NCC/rpki-core), except where they are ours; where its
//! source and the documentation of the public interface differ in the status,
//! the documentation is followed.

use crate::wire::http::Unread;
use crate::wire::owner::refusals::{Refused, Row, refusals};
use crate::world::policy::Grade;

refusals! {
    "ripe-rpki";
    Unavailable => 503 [Inferred, "what stands in front of a service that is down"]
        "Service Unavailable";
    TooManyRequests { seconds: i64 } => 429 [Inferred, "RFC 6585; RIPE NCC publishes no limit and no text"]
        "Too Many Requests: try again in {seconds} seconds";
    Unauthenticated => 401 [Observed, "clients' handling: no body"]
        "";
    NoSuchPath => 404 [Inferred, "the framework's reason phrase"]
        "Not Found";
    MethodNotAllowed { allowed: &'static str } => 405 [Inferred, "the framework's reason phrase, and Allow (RFC 9110)"]
        "Method Not Allowed: send {allowed}";
    TooLong { limit: usize } => 413 [Inferred, "RIPE-NCC/rpki-core has the status; the text is ours"]
        "The body is longer than {limit} bytes";
    BrokenOff => 400 [Inferred, "HTTP's answer to a body that ends before its end (RFC 9112, section 8); the text is ours"]
        "The body breaks off";
    UnsupportedMediaType => 415 [Inferred, "the framework's reason phrase"]
        "Unsupported Media Type: send application/json";
    UnreadableBody { wrong: String } => 400 [Inferred, "the framework's words, then ours"]
        "JSON parse error: {wrong}";
    AffectedIncorrect { wrong: String } => 400 [Observed, "RIPE-NCC/rpki-core, AnnouncementService"]
        "Passed ROA is incorrect: {wrong}";
    AddedIncorrect { wrong: String } => 400 [Observed, "RIPE-NCC/rpki-core, CaRoaConfigurationService and Utils"]
        "Added ROAs are incorrect: {wrong}";
    DeletedIncorrect { wrong: String } => 400 [Observed, "RIPE-NCC/rpki-core, CaRoaConfigurationService and Utils"]
        "Deleted ROAs are incorrect: {wrong}";
    NotHolder { prefix: String } => 403 [Documented, "RIPE NCC, RPKI Management API: 403; RIPE-NCC/rpki-core, whose text it is, answers 400"]
        "You are not a holder of the prefix {prefix}";
    DifferentTags => 400 [Observed, "RIPE-NCC/rpki-core, CaRoaConfigurationService"]
        "`If-Match` header and `ifMatch` field do not match";
    AmbiguousFuture { asn: String, prefix: String, lengths: String } => 400 [Observed, "RIPE-NCC/rpki-core, Roas"]
        "Error in future ROAs: there are more than one pair ({asn}, {prefix}), max lengths: [{lengths}]";
    StaleRoas { sent: String, current: String } => 412 [Documented, "RIPE NCC, RPKI Management API: 412; RIPE-NCC/rpki-core, whose text it is, answers 400"]
        "specified entity tag {sent} does not match expected entity tag {current}";
    Changed => 412 [Inferred, "the ROAs changed while they were being changed; the text is ours"]
        "The ROAs have changed since they were listed";
    Unexpected => 500 [Inferred, "no text is published"]
        "An unexpected error occurred";
}

impl From<Unread> for Refusal {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLong { limit } => Self::TooLong { limit },
            Unread::BrokenOff => Self::BrokenOff,
        }
    }
}
