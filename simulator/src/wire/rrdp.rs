//! The registries' RPKI repositories over HTTP: trust anchor locators (RFC 8630)
//! under `/_simulator/tals/`, and at each registry's own host the trust anchor's
//! certificate and the files of RRDP (RFC 8182).
//!
//! What the files say is made elsewhere; here is only how they are asked for.
//! Every file has a strong entity tag, so that a validator that has it is told
//! so, and is never told so of another.

use ::http::header::{ALLOW, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use ::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use byoip_vocabulary::registry::Registry;
use bytes::Bytes;

use super::http::{Answer, Request, host};
use super::{Place, Room, control};
use crate::repository::{File, Shelf};

#[cfg(test)]
mod tests;

/// What is asked of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Whose it is.
    pub(crate) registry: Registry,
    /// The path at its host; the locator without.
    path: Option<String>,
}

impl Asked {
    /// What a request asks of a repository, if it does.
    pub(crate) fn of(request: &Request) -> Option<Self> {
        // Nearly every request is for another room; that is told quickly.
        let path = request.uri().path();
        let named = |text: &str| text.contains("rpki.");
        if !named(path) && !named(host(request)) && !path.starts_with("/_simulator/tals/") {
            return None;
        }
        let place = Place::of(request)?;
        match place.room? {
            Room::Repository(registry) => Some(Self {
                registry,
                path: Some(place.path),
            }),
            Room::Control => {
                let name = place.path.strip_prefix("/tals/")?.strip_suffix(".tal")?;
                let mut all = Registry::ALL.into_iter();
                Some(Self {
                    registry: all.find(|registry| registry.as_str() == name)?,
                    path: None,
                })
            }
            _ => None,
        }
    }

    /// Answers with a file, where there is one.
    pub(crate) fn answer(&self, request: &Request, shelf: Option<&Shelf>) -> Response<Bytes> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            let answer = control::error(405, "this is only read; use GET");
            return answer.with(ALLOW.as_str(), "GET, HEAD").into_response();
        }
        let Some(shelf) = shelf else {
            return unpublished().into_response();
        };
        let file = match &self.path {
            None => Some(shelf.locator()),
            Some(path) => shelf.file(path),
        };
        match file {
            Some(file) => send(file, request.headers()),
            None => {
                let what =
                    "no such file, or no longer; rrdp/notification.xml names those there are";
                control::error(404, what).into_response()
            }
        }
    }
}

/// The answer where nothing has been published yet.
pub(super) fn unpublished() -> Answer {
    control::error(503, "nothing is published yet; ask again in a moment")
}

fn send(file: &File, headers: &HeaderMap) -> Response<Bytes> {
    let tag = format!("\"{}\"", file.hash);
    let mut response = Response::new(Bytes::new());
    if has(headers, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        *response.body_mut() = file.body.clone();
        let content_type = HeaderValue::from_static(file.content_type);
        response.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Whether the client says that it has what bears this tag (RFC 9110, section
/// 13.1.2).
fn has(headers: &HeaderMap, tag: &str) -> bool {
    let fields = headers.get_all(IF_NONE_MATCH).iter();
    let mut tags = fields
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"));
    tags.any(|it| it == tag || it == "*")
}
