//! Where a request is meant for: the credential scope of its signature.
//!
//! Source: AWS Signature Version 4, "Credential":
//! `key/YYYYMMDD/region/service/aws4_request`.

use http::header::AUTHORIZATION;

use super::super::http::{self as wire, Request};

/// A credential with its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scope<'a> {
    /// The access key id.
    pub(crate) access_key: &'a str,
    /// `YYYYMMDD`.
    pub(crate) date: &'a str,
    /// The Region.
    pub(crate) region: &'a str,
    /// The service.
    pub(crate) service: &'a str,
}

impl<'a> Scope<'a> {
    /// The scope that a request names, in its header or its query.
    pub(crate) fn of(request: &'a Request, query: &'a [(String, String)]) -> Option<Self> {
        if request.headers().contains_key(AUTHORIZATION) {
            Self::in_header(request)
        } else {
            Self::parse(wire::first(query, "X-Amz-Credential")?)
        }
    }

    /// The scope that a request's header names.
    pub(crate) fn in_header(request: &'a Request) -> Option<Self> {
        let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
        let (_, rest) = header.split_once("Credential=")?;
        Self::parse(rest.split([',', ' ']).next()?)
    }

    /// Reads a credential.
    pub(crate) fn parse(credential: &'a str) -> Option<Self> {
        let mut parts = credential.split('/');
        let scope = Self {
            access_key: parts.next()?,
            date: parts.next()?,
            region: parts.next()?,
            service: parts.next()?,
        };
        match (parts.next(), parts.next()) {
            (Some("aws4_request"), None) => Some(scope),
            _ => None,
        }
    }
}
