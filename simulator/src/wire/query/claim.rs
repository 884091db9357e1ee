//! What a request says of its own signature: in the `Authorization` header, or
//! in the query of its URL.
//!
//! Source: AWS Identity and Access Management, "Signature Version 4 request
//! signing", elements and query parameters. Not here: whether it is true
//! (`authentication`).

use std::borrow::Cow;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::super::http::{self, Request};
use super::authentication::AuthenticationError::{self, Incomplete, Unsigned};
use super::scope::Scope;
use super::signature::SIGNATURE;

/// The one algorithm there is here; SigV4A's is for S3 and multi-Region
/// services.
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A claim, borrowed from the request.
#[derive(Clone, Debug)]
pub(super) struct Claim<'a> {
    pub(super) scope: Scope<'a>,
    /// The scope's text.
    pub(super) credential: &'a str,
    /// As it is signed: `20260105T090000Z`.
    pub(super) date_time: Cow<'a, str>,
    /// Names of headers, `;` between them.
    pub(super) signed_headers: &'a str,
    pub(super) signature: &'a str,
    /// The session token, where one is sent.
    pub(super) token: Option<Cow<'a, str>>,
    /// How long it is good for, where it says so (query form).
    pub(super) expires: Option<SignedDuration>,
}

impl<'a> Claim<'a> {
    /// Reads the claim of a request; `query` has the pairs of its URL.
    pub(super) fn read(
        request: &'a Request,
        query: &'a [(String, String)],
    ) -> Result<Self, AuthenticationError> {
        match header(request, "authorization") {
            Some(Cow::Borrowed(value)) => Self::of_header(request, value),
            // Several of them, and none says which one counts.
            Some(Cow::Owned(_)) => Err(Incomplete("one Authorization header")),
            None if request.headers().contains_key("authorization") => {
                Err(Incomplete("an Authorization header in ASCII"))
            }
            None if http::first(query, SIGNATURE).is_some() => Self::of_query(query),
            None => Err(Unsigned),
        }
    }

    fn of_header(request: &'a Request, value: &'a str) -> Result<Self, AuthenticationError> {
        let Some(rest) = value.strip_prefix(ALGORITHM) else {
            return Err(Incomplete("the algorithm AWS4-HMAC-SHA256"));
        };
        let part = |name: &str| {
            rest.split(',')
                .find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
        };
        let credential = part("Credential").ok_or(Incomplete("Credential"))?;
        let signed_headers = part("SignedHeaders").ok_or(Incomplete("SignedHeaders"))?;
        Ok(Self {
            signed_headers: with_host(signed_headers)?,
            signature: part("Signature").ok_or(Incomplete("Signature"))?,
            date_time: header(request, "x-amz-date").ok_or(Incomplete("X-Amz-Date"))?,
            scope: scope(credential)?,
            credential,
            token: header(request, "x-amz-security-token"),
            expires: None,
        })
    }

    fn of_query(query: &'a [(String, String)]) -> Result<Self, AuthenticationError> {
        let parameter = |name: &'static str| http::first(query, name).ok_or(Incomplete(name));
        let credential = parameter("X-Amz-Credential")?;
        if parameter("X-Amz-Algorithm")? != ALGORITHM {
            return Err(Incomplete("the algorithm AWS4-HMAC-SHA256"));
        }
        let expires = http::first(query, "X-Amz-Expires")
            .map(seconds)
            .transpose()?;
        Ok(Self {
            signed_headers: with_host(parameter("X-Amz-SignedHeaders")?)?,
            signature: parameter(SIGNATURE)?,
            date_time: Cow::Borrowed(parameter("X-Amz-Date")?),
            scope: scope(credential)?,
            credential,
            token: http::first(query, "X-Amz-Security-Token").map(Cow::Borrowed),
            expires,
        })
    }

    /// The moment of signing.
    pub(super) fn dated(&self) -> Result<Timestamp, AuthenticationError> {
        DateTime::strptime("%Y%m%dT%H%M%SZ", self.date_time.as_bytes())
            .ok()
            .and_then(|moment| moment.to_zoned(TimeZone::UTC).ok())
            .map(|moment| moment.timestamp())
            .ok_or(Incomplete("a date such as 20260105T090000Z"))
    }

    /// The signed headers with their values; none if one of them is not there.
    pub(super) fn headers(&self, request: &'a Request) -> Option<Vec<(&'a str, Cow<'a, str>)>> {
        self.signed_headers
            .split(';')
            .map(|name| Some((name, header(request, name)?)))
            .collect()
    }
}

/// The list of signed headers, which has to have the host in it: a signature
/// without it would be good for any endpoint.
fn with_host(signed_headers: &str) -> Result<&str, AuthenticationError> {
    let has_host = signed_headers.split(';').any(|name| name == "host");
    let wanted = Incomplete("host among the SignedHeaders");
    has_host.then_some(signed_headers).ok_or(wanted)
}

/// The scope of a credential.
fn scope(credential: &str) -> Result<Scope<'_>, AuthenticationError> {
    let wanted = if credential.split('/').count() == 5 {
        "a Credential that ends in /aws4_request"
    } else {
        "a five-part Credential"
    };
    Scope::parse(credential).ok_or(Incomplete(wanted))
}

/// The longest that a presigned request may be good for: a week.
const EXPIRES_MAX: u32 = 604_800;

/// How long a presigned request is good for.
fn seconds(text: &str) -> Result<SignedDuration, AuthenticationError> {
    let seconds: u32 = text
        .parse()
        .map_err(|_| Incomplete("X-Amz-Expires in seconds"))?;
    if seconds > EXPIRES_MAX {
        return Err(Incomplete("X-Amz-Expires of at most 604800 seconds"));
    }
    Ok(SignedDuration::from_secs(seconds.into()))
}

/// A header's value; where there are several of the name, all, a comma between
/// them.
fn header<'a>(request: &'a Request, name: &str) -> Option<Cow<'a, str>> {
    if name == "host" {
        return Some(Cow::Borrowed(http::host(request)));
    }
    let mut values = request.headers().get_all(name).iter();
    let first = values.next()?.to_str().ok()?;
    let mut joined = Cow::Borrowed(first);
    for value in values {
        let joined = joined.to_mut();
        joined.push(',');
        joined.push_str(value.to_str().ok()?);
    }
    Some(joined)
}
