//! A request and an answer as every HTTP room sees them: bytes in, bytes out,
//! no socket.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use serde::Serialize;

/// A request with its body read.
pub(crate) type Request = http::Request<Bytes>;

/// What a room is asked: where, and with which query.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Query<'a> {
    /// Scheme, host and, where the real host stands in the path, that too: what
    /// a link in the answer begins with.
    pub(crate) base: &'a str,
    /// The path behind it.
    pub(crate) path: &'a str,
    /// The query's pairs, decoded, in order.
    pub(crate) pairs: &'a [(String, String)],
}

impl Query<'_> {
    /// The first value of a query key.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        first(self.pairs, key)
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A body of some type.
    pub(crate) fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type,
            headers: Vec::new(),
            body: body.into(),
        }
    }

    /// A JSON body.
    pub(crate) fn json(status: u16, value: &impl Serialize) -> Self {
        // Serialising to memory fails only for maps whose keys are no strings,
        // and no room has one.
        let body = serde_json::to_vec(value).unwrap_or_default();
        Self::new(status, "application/json", body)
    }

    /// A text body.
    pub(crate) fn text(status: u16, text: impl Into<String>) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.into())
    }

    /// No body.
    pub(crate) fn empty(status: u16) -> Self {
        Self::text(status, "")
    }

    /// The same answer with a header.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The answer as the server sends it.
    pub(crate) fn into_response(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(Bytes::from(self.body));
        *response.status_mut() = http::StatusCode::from_u16(self.status)
            .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        if let Ok(value) = self.content_type.parse()
            && self.status != 204
        {
            headers.insert(CONTENT_TYPE, value);
        }
        for (name, value) in self.headers {
            if let Ok(value) = value.parse() {
                headers.append(name, value);
            }
        }
        response
    }
}

/// The host a request names: HTTP/2's authority or HTTP/1's header, with port.
pub(crate) fn host(request: &Request) -> &str {
    if let Some(authority) = request.uri().authority() {
        return authority.as_str();
    }
    let header = request.headers().get(HOST);
    header
        .and_then(|value| value.to_str().ok())
        .unwrap_or("localhost")
}

/// The first value of a key among pairs.
pub(crate) fn first<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    let found = pairs.iter().find(|(name, _)| name == key);
    found.map(|(_, value)| value.as_str())
}

/// The pairs of a query or a form, decoded, in order.
pub(crate) fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}
