//! Who signed a request, by the world's access keys.
//!
//! Source: AWS Identity and Access Management, "Signature Version 4 request
//! signing", in the header and in the query. The date of a signature is the one
//! thing that is held against the wall clock: the signer has no other. A
//! session's end is virtual time, as all that the world decides.

use std::str::FromStr;
use std::sync::Arc;

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::region::Region;
use jiff::{SignedDuration, Timestamp};

use super::super::http::{self, Request};
use super::claim::Claim;
use super::signature::{self, Signed};
use crate::simulation::Simulation;
use crate::world::aws::account::{Caller, Credential};
use crate::world::aws::permission::Permissions;

#[cfg(test)]
mod tests;

/// How far a signature's date may be from the server's.
const SKEW: SignedDuration = SignedDuration::from_mins(15);

/// Who signed a request, and where it was meant to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Authenticated {
    credential: Arc<Credential>,
    region: Region,
}

impl Authenticated {
    /// Whose key signed.
    pub(crate) fn arn(&self) -> &str {
        &self.credential.principal.arn
    }

    /// Whose account that is.
    pub(crate) fn account(&self) -> AccountId {
        self.credential.principal.account
    }

    /// The Region that the signature is for.
    pub(crate) fn region(&self) -> &Region {
        &self.region
    }

    /// What that key may do.
    pub(crate) fn permissions(&self) -> &Permissions {
        &self.credential.permissions
    }

    /// The caller, as the world knows callers.
    pub(crate) fn caller(&self) -> Caller {
        Caller {
            principal: self.credential.principal.clone(),
            region: self.region.clone(),
        }
    }
}

/// Why a request has no caller. Each service has its own codes for these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AuthenticationError {
    /// No signature at all.
    Unsigned,
    /// A signature without one of its parts.
    Incomplete(&'static str),
    /// The credential's scope names a Region that there is not. At AWS such a
    /// request has no endpoint to go to; one that reaches another Region's is
    /// refused with these words (observed of STS).
    NoSuchRegion(String),
    /// The date is too far from the server's.
    Expired {
        /// The request's date.
        dated: Timestamp,
        /// The server's.
        now: Timestamp,
    },
    /// The access key is not one of the world's.
    UnknownKey,
    /// The session token is not the key's: another, none where it has one, or
    /// one where it has none.
    WrongToken,
    /// The session is over.
    SessionOver,
    /// The signature is another than the secret gives.
    Mismatch,
}

/// Finds the caller of a request.
pub(crate) fn verify(
    simulation: &Simulation,
    wall: Timestamp,
    request: &Request,
) -> Result<Authenticated, AuthenticationError> {
    let query = http::pairs(request.uri().query().unwrap_or_default().as_bytes());
    let claim = Claim::read(request, &query)?;
    check_date(&claim, wall)?;
    let region = Region::from_str(claim.scope.region).ok();
    let region = region
        .filter(Region::is_known)
        .ok_or_else(|| AuthenticationError::NoSuchRegion(claim.scope.region.to_owned()))?;
    let (credential, now) = {
        let world = simulation.read(wall);
        let credential = world.accounts().credential(claim.scope.access_key);
        let credential = credential.ok_or(AuthenticationError::UnknownKey)?;
        (Arc::clone(credential), world.now())
    };
    check_session(&claim, &credential, now)?;
    let headers = claim
        .headers(request)
        .ok_or(AuthenticationError::Mismatch)?;
    let signed = Signed {
        method: request.method().as_str(),
        path: &signature::normalized(request.uri().path()),
        query: &query,
        headers: &headers,
        body: request.body(),
    };
    let text =
        signature::string_to_sign(&claim.scope, &claim.date_time, &signed.canonical_request());
    let key = simulation.signing_key(claim.credential, &credential, || {
        signature::signing_key(&credential.secret, &claim.scope)
    });
    if signature::signature(&key, &text) != claim.signature {
        return Err(AuthenticationError::Mismatch);
    }
    Ok(Authenticated { credential, region })
}

fn check_session(
    claim: &Claim<'_>,
    credential: &Credential,
    now: Timestamp,
) -> Result<(), AuthenticationError> {
    match (&credential.session, &claim.token) {
        (None, None) => Ok(()),
        (Some(session), Some(token)) if session.token != **token => {
            Err(AuthenticationError::WrongToken)
        }
        (Some(session), Some(_)) if session.is_over(now) => Err(AuthenticationError::SessionOver),
        (Some(_), Some(_)) => Ok(()),
        (Some(_), None) | (None, Some(_)) => Err(AuthenticationError::WrongToken),
    }
}

fn check_date(claim: &Claim<'_>, now: Timestamp) -> Result<(), AuthenticationError> {
    let dated = claim.dated()?;
    let good_for = claim.expires.unwrap_or(SKEW);
    let age = now.duration_since(dated);
    if age > good_for || age < -SKEW || !claim.date_time.starts_with(claim.scope.date) {
        return Err(AuthenticationError::Expired { dated, now });
    }
    Ok(())
}
