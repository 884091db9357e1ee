//! Who signed a request, by the world's access keys.
//!
//! Source: AWS Signature Version 4, in the `Authorization` header and in the
//! query. The date of a signature is the one thing that is held against the
//! wall clock: the signer has no other.

use std::str::FromStr;

use byoip_vocabulary::region::Region;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::super::http::{self, Request};
use super::form::Form;
use super::scope::Scope;
use super::signature::{self, Signed};
use crate::simulation::Simulation;
use crate::world::aws::account::Caller;

/// How far a signature's date may be from the server's.
const SKEW: SignedDuration = SignedDuration::from_mins(15);

/// Why a request has no caller. Each service has its own codes for these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AuthenticationError {
    /// No signature at all.
    Unsigned,
    /// A signature without one of its parts.
    Incomplete(&'static str),
    /// The date is too far from the server's.
    Expired {
        /// The request's date.
        dated: Timestamp,
        /// The server's.
        now: Timestamp,
    },
    /// The access key is not one of the world's.
    UnknownKey,
    /// The signature is another than the secret gives.
    Mismatch,
}

/// What a signature says of itself.
struct Claim {
    scope: Scope,
    date_time: String,
    signed_headers: Vec<String>,
    signature: String,
    /// How long it is good for, where it says so (query form).
    expires: Option<SignedDuration>,
}

/// Finds the caller of a request.
pub(crate) fn verify(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
    form: &Form,
) -> Result<Caller, AuthenticationError> {
    let claim = claim(request, form)?;
    check_date(&claim, wall)?;
    let region = Region::from_str(&claim.scope.region)
        .map_err(|_| AuthenticationError::Incomplete("a Region in the credential's scope"))?;
    let (secret, principal) = {
        let world = simulation.read(wall);
        let credential = world
            .accounts()
            .credential(&claim.scope.access_key)
            .ok_or(AuthenticationError::UnknownKey)?;
        (credential.secret.clone(), credential.principal.clone())
    };
    let mut query = http::pairs(request.uri().query().unwrap_or_default().as_bytes());
    query.retain(|(name, _)| name != "X-Amz-Signature");
    let mut headers = Vec::with_capacity(claim.signed_headers.len());
    for name in &claim.signed_headers {
        let value = header(request, name).ok_or(AuthenticationError::Mismatch)?;
        headers.push((name.clone(), value));
    }
    let signed = Signed {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: &query,
        headers: &headers,
        body: request.body(),
    };
    let text =
        signature::string_to_sign(&claim.scope, &claim.date_time, &signed.canonical_request());
    let expected = signature::signature(&secret, &claim.scope, &text);
    if expected != claim.signature {
        return Err(AuthenticationError::Mismatch);
    }
    Ok(Caller { principal, region })
}

fn claim(request: &Request, form: &Form) -> Result<Claim, AuthenticationError> {
    match header(request, "authorization") {
        Some(header) => header_claim(request, &header),
        None if form.get("X-Amz-Signature").is_some() => query_claim(form),
        None => Err(AuthenticationError::Unsigned),
    }
}

fn header_claim(request: &Request, value: &str) -> Result<Claim, AuthenticationError> {
    use AuthenticationError::Incomplete;
    let Some(rest) = value.strip_prefix("AWS4-HMAC-SHA256") else {
        return Err(Incomplete("the algorithm AWS4-HMAC-SHA256"));
    };
    let part = |name: &str| {
        rest.split(',')
            .find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
    };
    let credential = part("Credential").ok_or(Incomplete("Credential"))?;
    let signed_headers = part("SignedHeaders").ok_or(Incomplete("SignedHeaders"))?;
    let signature = part("Signature").ok_or(Incomplete("Signature"))?;
    let date_time = header(request, "x-amz-date").ok_or(Incomplete("X-Amz-Date"))?;
    Ok(Claim {
        scope: Scope::parse(credential).ok_or(Incomplete("a five-part Credential"))?,
        date_time,
        signed_headers: signed_headers.split(';').map(str::to_owned).collect(),
        signature: signature.to_owned(),
        expires: None,
    })
}

fn query_claim(form: &Form) -> Result<Claim, AuthenticationError> {
    use AuthenticationError::Incomplete;
    let credential = form
        .get("X-Amz-Credential")
        .ok_or(Incomplete("X-Amz-Credential"))?;
    let signed = form
        .get("X-Amz-SignedHeaders")
        .ok_or(Incomplete("X-Amz-SignedHeaders"))?;
    let date_time = form.get("X-Amz-Date").ok_or(Incomplete("X-Amz-Date"))?;
    let expires = form
        .get("X-Amz-Expires")
        .and_then(|seconds| seconds.parse().ok());
    Ok(Claim {
        scope: Scope::parse(credential).ok_or(Incomplete("a five-part X-Amz-Credential"))?,
        date_time: date_time.to_owned(),
        signed_headers: signed.split(';').map(str::to_owned).collect(),
        signature: form.get("X-Amz-Signature").unwrap_or_default().to_owned(),
        expires: expires.map(|seconds: u32| SignedDuration::from_secs(seconds.into())),
    })
}

fn check_date(claim: &Claim, now: Timestamp) -> Result<(), AuthenticationError> {
    let dated = DateTime::strptime("%Y%m%dT%H%M%SZ", &claim.date_time)
        .ok()
        .and_then(|moment| moment.to_zoned(TimeZone::UTC).ok())
        .map(|moment| moment.timestamp())
        .ok_or(AuthenticationError::Incomplete(
            "a date such as 20260105T090000Z",
        ))?;
    let good_for = claim.expires.unwrap_or(SKEW);
    let age = now.duration_since(dated);
    if age > good_for || age < -SKEW || !claim.date_time.starts_with(&claim.scope.date) {
        return Err(AuthenticationError::Expired { dated, now });
    }
    Ok(())
}

fn header(request: &Request, name: &str) -> Option<String> {
    if name == "host" {
        return Some(http::host(request).to_owned());
    }
    let mut values = request.headers().get_all(name).iter().peekable();
    values.peek()?;
    let texts: Result<Vec<&str>, _> = values.map(|value| value.to_str()).collect();
    Some(texts.ok()?.join(","))
}
