//! Where a request is meant for: the credential scope of its signature.
//!
//! Source: AWS Signature Version 4, "Credential":
//! `key/YYYYMMDD/region/service/aws4_request`.

use http::header::AUTHORIZATION;

use super::super::http::Request;
use super::form::Form;

/// A credential with its scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    /// The access key id.
    pub(crate) access_key: String,
    /// `YYYYMMDD`.
    pub(crate) date: String,
    /// The Region.
    pub(crate) region: String,
    /// The service.
    pub(crate) service: String,
}

impl Scope {
    /// The scope that a request names, in its header or its query.
    pub(crate) fn of(request: &Request, form: &Form) -> Option<Self> {
        if request.headers().contains_key(AUTHORIZATION) {
            Self::in_header(request)
        } else {
            Self::parse(form.get("X-Amz-Credential")?)
        }
    }

    /// The scope that a request's header names.
    pub(crate) fn in_header(request: &Request) -> Option<Self> {
        let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
        let (_, rest) = header.split_once("Credential=")?;
        Self::parse(rest.split([',', ' ']).next()?)
    }

    /// Reads a credential.
    pub(crate) fn parse(credential: &str) -> Option<Self> {
        let parts: Vec<&str> = credential.split('/').collect();
        let [access_key, date, region, service, "aws4_request"] = parts.as_slice() else {
            return None;
        };
        Some(Self {
            access_key: (*access_key).to_owned(),
            date: (*date).to_owned(),
            region: (*region).to_owned(),
            service: (*service).to_owned(),
        })
    }
}
