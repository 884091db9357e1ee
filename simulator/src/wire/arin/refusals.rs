//! What Reg-RWS refuses. The codes and what they mean are ARIN's; it has
//! published few of its texts, and not which status goes with which code where
//! that is not in the code's name.

use std::net::IpAddr;

use crate::wire::http::Unread;
use crate::wire::owner::refusals::{Refused, Row, refusals};
use crate::world::policy::Grade;

refusals! {
    "arin";
    Outage => 503 "E_OUTAGE" [Documented, "ARIN, RESTful Payloads, Error Payload; the status is HTTP's"]
        "The server is undergoing maintenance and is not available.";
    TooManyRequests { seconds: i64 } => 429 "E_TOO_MANY_REQUESTS" [Documented, "ARIN, RESTful Methods, Error Codes; Retry-After is RFC 6585's"]
        "You have exceeded the allowed number of requests for the measured time period. Try again in {seconds} seconds.";
    Unauthenticated => 400 "E_AUTHENTICATION" [Documented, "ARIN, RESTful Methods: 400 for a missing or incorrect key, not HTTP's 401; RESTful Payloads has the code, the text is ours"]
        "The API key specified does not exist.";
    NotAuthoritative { what: String } => 403 "E_AUTHENTICATION" [Documented, "ARIN, RESTful Methods: 401 or 403; RESTful Payloads has the code, the text is ours"]
        "The API key specified is not associated with or authoritative over {what}.";
    NotAcceptable { wanted: &'static str } => 406 "E_NOT_ACCEPTABLE" [Documented, "ARIN, RESTful Payloads, Error Payload; the text is ours"]
        "Only {wanted} can be answered.";
    NoSuchPath { path: String } => 404 "E_BAD_REQUEST" [Inferred, "ARIN, RESTful Payloads: a bad URL; the text is ours"]
        "Nothing answers {path}; see /rest/net, /rest/roa and /rest/rpki.";
    MethodNotAllowed { method: String, allowed: &'static str } => 405 "E_METHOD_NOT_ALLOWED" [Documented, "ARIN, RESTful Payloads, Error Payload; the text is ours, Allow is RFC 9110's"]
        "The method {method} is not allowed here; send {allowed}.";
    NotAnAddress { text: String } => 400 "E_BAD_REQUEST" [Documented, "ARIN, RESTful Payloads: invalid parameter types; the text is ours"]
        "{text} is not an IP address.";
    NotARange { start: IpAddr, end: IpAddr } => 400 "E_BAD_REQUEST" [Inferred, "ARIN, RESTful Payloads: invalid parameters; the text is ours"]
        "{start} - {end} is not a range of IP addresses.";
    NoSuchObject { what: String } => 404 "E_OBJECT_NOT_FOUND" [Documented, "ARIN, RESTful Methods and Payloads; the text is ours"]
        "The object {what} was not found.";
    TooLong { limit: usize } => 413 "E_BAD_REQUEST" [Inferred, "ARIN, RESTful Methods: 413, whose payload shows the limit; no code is published"]
        "The payload is longer than {limit} bytes.";
    BrokenOff => 400 "E_BAD_REQUEST" [Inferred, "HTTP's answer to a body that ends before its end (RFC 9112, section 8); the text is ours"]
        "The payload breaks off.";
    UnsupportedMediaType { wanted: &'static str } => 415 "E_UNSUPPORTED_MEDIA_TYPE" [Observed, "terraform-provider-arin, arintest, 2026: the text that production answers"]
        "The 'Content-Type' header for this request must be set to the following media type: {wanted}";
    NotUtf8 => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN, RESTful Payloads, has the code; the text is ours"]
        "The payload is not encoded in UTF-8.";
    NotXml { wrong: String } => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN, RESTful Payloads, has the code; the text is ours"]
        "The payload is not well-formed XML: {wrong}.";
    OtherPayload { element: String, namespace: String, wanted: String, of: &'static str } => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN, RESTful Payloads, has the code; the text is ours"]
        "The payload is <{element}> in the namespace \"{namespace}\"; expected <{wanted}> in \"{of}\".";
    UnexpectedElement { element: String, parent: String } => 400 "E_SCHEMA_VALIDATION" [Observed, "arin-tech-discuss, 2011: the first half of the text; what stands in foreign namespaces is passed over, as the schema has it"]
        "element \"{element}\" not allowed in this context, in <{parent}>";
    UnexpectedAttribute { attribute: String, element: String } => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN's RelaxNG schema has no others; the text is after the one for elements"]
        "attribute \"{attribute}\" not allowed in this context, in <{element}>";
    UnexpectedText { element: String } => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN's RelaxNG schema has elements only; the text is ours"]
        "text not allowed in this context, in <{element}>";
    Repeated { element: String, parent: String } => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN's RelaxNG schema has one at most; the text is ours"]
        "element \"{element}\" stands more than once in <{parent}>";
    Missing { element: String, parent: String } => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN, RPKI RESTful API: members of the payload; the text is ours"]
        "element \"{element}\" is missing in <{parent}>";
    NoLineNumber => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN's RelaxNG schema has an integer there; the text is ours"]
        "attribute \"number\" of <line> is missing or not a number";
    NotANumber { text: String, element: String } => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN, RPKI RESTful API: members of the payload; the text is ours"]
        "\"{text}\" is not a number that <{element}> takes";
    NotABoolean { text: String, name: &'static str } => 400 "E_SCHEMA_VALIDATION" [Inferred, "ARIN, RPKI RESTful API: members of the payload; the text is ours"]
        "\"{text}\" is not a value of {name}; it is true or false";
    CannotBeModified => 400 "E_ENTITY_VALIDATION" [Observed, "terraform-provider-arin, 2026, and RESTful Payloads, NET Payload"]
        "This element cannot be modified.";
    ModificationNotSimulated => 400 "E_ENTITY_VALIDATION" [Inferred, "ARIN modifies these; this simulator does not yet"]
        "Modifying this element is not simulated; leave it out or send it unchanged.";
    RepeatedLine => 400 "E_ENTITY_VALIDATION" [Inferred, "no text is published"]
        "Line numbers must be unique.";
    CommentCharacters => 400 "E_ENTITY_VALIDATION" [Documented, "ARIN, RESTful Payloads: ASCII, and accented letters in comments; the text is ours"]
        "Only ASCII characters and accented letters are allowed, without line breaks.";
    NoAspas => 400 "E_ENTITY_VALIDATION" [Inferred, "ARIN has ASPAs; this simulator does not yet"]
        "ASPAs are not simulated.";
    NoRouteObjects => 400 "E_ENTITY_VALIDATION" [Inferred, "ARIN links route objects; this simulator does not yet"]
        "Route objects are not simulated; send false.";
    RoaName { longest: usize } => 400 "E_ENTITY_VALIDATION" [Inferred, "ARIN, RESTful Payloads: ASCII only; the length is a choice, the text ours"]
        "A name has 1 to {longest} characters of ASCII, none of them a control character.";
    RoaAddress { text: String } => 400 "E_ENTITY_VALIDATION" [Inferred, "no text is published"]
        "{text} is not an IP address.";
    RoaPrefix { wrong: String } => 400 "E_ENTITY_VALIDATION" [Inferred, "no text is published"]
        "{wrong}.";
    NoSuchRoa { handle: String } => 400 "E_ENTITY_VALIDATION" [Inferred, "no text is published"]
        "There is no ROA {handle}.";
    NotHeld { prefix: String } => 400 "E_ENTITY_VALIDATION" [Inferred, "ARIN, ROAs, has the rule; no text is published"]
        "{prefix} is not registered to the organization.";
    PassedOn { prefix: String, upstream: String } => 400 "E_ENTITY_VALIDATION" [Inferred, "ARIN, ROAs: not for reallocated and reassigned space; no text is published"]
        "{prefix} is reallocated or reassigned by {upstream}; only the direct holder can create ROAs for it.";
    RoaExists { roa: String } => 400 "E_ENTITY_VALIDATION" [Inferred, "ARIN, ROAs: duplicates are no longer allowed; no text is published"]
        "A ROA for {roa} exists.";
    RoaOverlaps { roa: String, other: String } => 400 "E_ENTITY_VALIDATION" [Inferred, "ARIN, ROAs: overlapping ones are no longer allowed; no text is published"]
        "A ROA for {roa} overlaps with the one for {other}.";
    Unspecified => 500 "E_UNSPECIFIED" [Documented, "ARIN, RESTful Payloads, Error Payload; the text is ours"]
        "An unspecified error occurred.";
}

impl From<Unread> for Refusal {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLong { limit } => Self::TooLong { limit },
            Unread::BrokenOff => Self::BrokenOff,
        }
    }
}
