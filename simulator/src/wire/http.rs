//! A request and an answer as every HTTP room sees them: bytes in, bytes out,
//! no socket.

use std::net::Ipv6Addr;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use jiff::SignedDuration;
use serde::Serialize;

use crate::world::faults::Strikes;

/// A request with its body read.
pub(crate) type Request = http::Request<Bytes>;

/// Why a request's body was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It has more bytes than its room takes.
    TooLong { limit: usize },
    /// It ends, or its chunks are none, before what its head announced.
    BrokenOff,
}

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

    /// The base with another real host in the place of this one. What stands
    /// before a host in the path may have the same name in it.
    pub(crate) fn base_at(&self, host: &str, other: &str) -> String {
        match self.base.rsplit_once(host) {
            Some((before, behind)) => format!("{before}{other}{behind}"),
            None => self.base.to_owned(),
        }
    }
}

/// How an answer is to reach its client, where not at once and whole: the shell
/// finds it among the response's extensions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Delivery {
    /// Whether the connection is to end without a byte of it.
    pub(crate) is_lost: bool,
    /// How much later it is to go out, by the wall.
    pub(crate) held_back: SignedDuration,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) delivery: Delivery,
}

impl Answer {
    /// A body of some type.
    pub(crate) fn new(status: u16, content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type,
            headers: Vec::new(),
            body: body.into(),
            delivery: Delivery::default(),
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

    /// The same answer, delivered as what struck the call has it.
    pub(crate) fn struck(mut self, strikes: Strikes) -> Self {
        self.delivery = Delivery {
            is_lost: strikes.reply_lost,
            held_back: strikes.held_back,
        };
        self
    }

    /// The same answer, so much later.
    pub(crate) fn held_back(mut self, length: SignedDuration) -> Self {
        self.delivery.held_back = self.delivery.held_back.saturating_add(length);
        self
    }

    /// The answer as the server sends it.
    pub(crate) fn into_response(self) -> http::Response<Bytes> {
        let mut response = http::Response::new(Bytes::from(self.body));
        *response.status_mut() = http::StatusCode::from_u16(self.status)
            .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        if self.delivery != Delivery::default() {
            response.extensions_mut().insert(self.delivery);
        }
        let headers = response.headers_mut();
        if let Ok(value) = self.content_type.parse()
            && !matches!(self.status, 204 | 304)
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
        .filter(|host| !host.is_empty())
        .unwrap_or("localhost")
}

/// Whether a request names at most one host, and one that can stand in a link
/// as it is. RFC 9112, section 3.2, has every other answered with 400.
pub(crate) fn has_good_host(request: &Request) -> bool {
    let mut headers = request.headers().get_all(HOST).iter();
    let header = headers.next();
    let is_one = headers.next().is_none();
    // Nothing but what can be seen is a `str` here.
    is_one && header.is_none_or(|it| it.to_str().is_ok()) && is_host(host(request))
}

/// A name or an address, in brackets where it is IPv6, and a port.
fn is_host(text: &str) -> bool {
    let (is_named, port) = match text.strip_prefix('[') {
        Some(text) => match text.split_once(']') {
            Some((address, behind)) => (address.parse::<Ipv6Addr>().is_ok(), behind),
            None => return false,
        },
        None => {
            let (name, _) = text.split_once(':').unwrap_or((text, ""));
            let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
            let behind = text.strip_prefix(name).unwrap_or_default();
            (!name.is_empty() && name.bytes().all(is_sign), behind)
        }
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    is_named && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
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
