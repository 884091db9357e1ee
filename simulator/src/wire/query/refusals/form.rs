//! Requests that are no forms.

use byoip_vocabulary::error_code::ErrorCode;

use super::{Told, refusals};
use crate::wire::query::BODY_LIMIT;
use crate::wire::query::error::ServiceError;
use crate::world::policy::{Grade, Policy};

refusals! {
    "form", crate::wire::query::form::FormError, policy;
    TooLong, limit = BODY_LIMIT => [MalformedQueryString, Inferred, "Common errors has the code; the limit is this simulator's"]
        "The request is longer than {limit} bytes.";
    Method(method) => [InvalidAction, Inferred, "EC2 API Reference, Query requests: GET and POST"]
        "The HTTP method {method} is not supported; use POST or GET.";
    ContentType(content_type) => [MalformedQueryString, Inferred, "EC2 API Reference, Query requests"]
        "The content type {content_type} is not supported; use application/x-www-form-urlencoded.";
    Malformed => [MalformedQueryString, Documented, "EC2 API Reference, Common errors"]
        "The query string contains a syntax error.";
    Character(name) => [InvalidParameterValue, Inferred, "no XML answer could say it back"]
        "The parameter {name} contains a character that is not allowed.";
    Number(name) => [InvalidQueryParameter, Inferred, "EC2 API Reference, Query requests: lists are numbered from 1"]
        "The parameter {name} is not numbered from 1.";
    Twice(name) => [InvalidQueryParameter, Inferred, "EC2 API Reference, Common errors has the code"]
        "The parameter {name} may only be specified once.";
    TooMany => [InvalidQueryParameter, Inferred, "the limit is this simulator's"]
        "The request has too many parameters.";
}
