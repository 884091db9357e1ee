//! What the database refuses. The texts are those of RIPE NCC's whois
//! (`UpdateMessages`, `QueryMessages`, `RestMessages`), except where they say
//! that something is not simulated.

use crate::wire::http::Unread;
use crate::wire::owner::refusals::{Refused, Row, refusals};
use crate::world::policy::Grade;

refusals! {
    "ripe-database";
    Unavailable => 503 [Inferred, "what stands in front of a service that is down"]
        "Service Unavailable";
    TooManyRequests { seconds: i64 } => 429 [Documented, "RIPE Database documentation: 429 when blocked; the text is ours, Retry-After RFC 6585's"]
        "Too many requests; try again in {seconds} seconds";
    NotAcceptable => 406 [Inferred, "RIPE-NCC/whois answers in XML and JSON; no body"]
        "";
    InvalidSource { source: String } => 400 [Observed, "RIPE-NCC/whois, RestMessages"]
        "Invalid source '{source}'";
    NoEntries { source: &'static str } => 404 [Observed, "RIPE-NCC/whois, QueryMessages"]
        "ERROR:101: no entries found\n\nNo entries found in source {source}.\n";
    MethodNotAllowed { method: String, allowed: &'static str } => 405 [Inferred, "RIPE-NCC/whois also creates and deletes; this simulator does not"]
        "{method} is not simulated; use {allowed}";
    NothingAllowed { method: String } => 405 [Inferred, "RIPE-NCC/whois creates objects there; this simulator does not"]
        "{method} is not simulated here; name an object to get or put";
    NoSearch => 501 [Inferred, "RIPE-NCC/whois searches; this simulator does not yet, and says so in its form"]
        "Searching is not simulated; get an object by its class and key, as /ripe/inetnum/192.0.2.0/24";
    TooLong { limit: usize } => 413 [Inferred, "the RIPE Database's acceptable use policy: 500 KB in an update; status and text are ours"]
        "The body is longer than {limit} bytes.";
    BrokenOff => 400 [Inferred, "HTTP's answer to a body that ends before its end (RFC 9112, section 8); the text is ours"]
        "The body breaks off.";
    UnsupportedMediaType => 415 [Inferred, "RIPE-NCC/whois takes XML and JSON; no body"]
        "";
    NotJson { wrong: &'static str, line: usize, column: usize } => 400 [Observed, "RIPE-NCC/whois, RestMessages; what is wrong is in words of ours"]
        "JSON processing exception: {wrong} (line: {line}, column: {column})";
    OtherJson { wrong: String } => 400 [Observed, "RIPE-NCC/whois, RestMessages; what is wrong is in words of ours"]
        "JSON processing exception: {wrong}";
    NotXml { wrong: String } => 400 [Observed, "RIPE-NCC/whois, RestMessages; what is wrong is in words of ours"]
        "XML processing exception: {wrong}";
    NotSingle { count: usize } => 400 [Observed, "RIPE-NCC/whois, RestMessages"]
        "Single object expected in WhoisResources (found {count})";
    Filtered => 400 [Observed, "RIPE-NCC/whois, UpdateMessages"]
        "Cannot submit filtered whois output for updates";
    OtherSource { source: String } => 400 [Observed, "RIPE-NCC/whois, WhoisRestService"]
        "Invalid source specified in WhoisResources: {source}";
    OtherKey { class: &'static str, key: String } => 400 [Observed, "RIPE-NCC/whois, RestMessages"]
        "Object type and key specified in URI ({class}: {key}) do not match the WhoisResources contents";
    NotAuthenticated { class: &'static str, key: String, attribute: &'static str, maintainer: String } => 401 [Observed, "RIPE-NCC/whois, UpdateMessages"]
        "Authorisation for [{class}] {key} failed\nusing \"{attribute}:\"\nnot authenticated by: {maintainer}";
    UnknownAttribute { name: String } => 400 [Observed, "RIPE-NCC/whois, ObjectMessages"]
        "\"{name}\" is not a known RPSL attribute";
    MisplacedAttribute { name: String } => 400 [Observed, "RIPE-NCC/whois, ObjectMessages"]
        "\"{name}\" is not valid for this object type";
    MissingAttribute { name: &'static str } => 400 [Observed, "RIPE-NCC/whois, ObjectMessages"]
        "Mandatory attribute \"{name}\" is missing";
    FixedStatus => 400 [Observed, "RIPE-NCC/whois, UpdateMessages"]
        "status value cannot be changed, you must delete and re-create the object";
    FixedNetname => 400 [Observed, "RIPE-NCC/whois, UpdateMessages"]
        "The \"netname\" attribute can only be changed by the RIPE NCC";
    FixedOrganisation => 400 [Observed, "RIPE-NCC/whois, UpdateMessages"]
        "Referenced organisation can only be changed by the RIPE NCC for this resource. Please contact \"ncc@ripe.net\" to change this reference.";
    FixedAttribute { name: String } => 400 [Observed, "RIPE-NCC/whois, UpdateMessages"]
        "Attribute \"{name}:\" can only be changed by the RIPE NCC for this object. Please contact \"ncc@ripe.net\" to change it.";
    PortalAttribute { name: String } => 400 [Observed, "RIPE-NCC/whois, UpdateMessages"]
        "Attribute \"{name}:\" can only be changed via the LIR portal. Please login to https://lirportal.ripe.net and select \"LIR Account\" under \"My LIR\" to change it.";
    NotSimulated { name: String } => 400 [Inferred, "RIPE-NCC/whois changes these; this simulator does not yet"]
        "Changing attribute \"{name}:\" is not simulated; send it as it is on record";
    Internal => 500 [Observed, "RIPE-NCC/whois, QueryMessages"]
        "internal software error";
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
    /// An attribute that is not as it is on record.
    pub(super) fn unchangeable(name: &str) -> Self {
        let owned = || name.to_owned();
        match name {
            "status" => Self::FixedStatus,
            "netname" => Self::FixedNetname,
            "org" => Self::FixedOrganisation,
            "sponsoring-org" | "mnt-by" | "org-name" | "org-type" => {
                Self::FixedAttribute { name: owned() }
            }
            "address" | "phone" | "fax-no" | "e-mail" => Self::PortalAttribute { name: owned() },
            _ => Self::NotSimulated { name: owned() },
        }
    }

    /// No object of the database's has the key.
    pub(super) fn no_entries() -> Self {
        let source = "RIPE";
        Self::NoEntries { source }
    }
}
