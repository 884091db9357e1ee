//! RIS Live <https://ris-live.ripe.net/manual/>: what the collectors' peers tell
//! them, a moment after they do. Over a WebSocket at `/v1/ws/` for those who say
//! what they want to hear, as lines of JSON at `/v1/stream/?format=json` for
//! those who say it in the header `X-RIS-Subscribe`, or take it all.
//!
//! Where the manual and what the service sent in 2026 differ, it is as sent.
//! Here is what is said; the connections are the shell's. Absent: anything but
//! updates, as no session here ever opens or closes.

use ::http::Method;
use ::http::header::UPGRADE;

use super::http::{Answer, Query, Request};
use super::{Place, Room};

mod listener;
mod message;
mod pattern;
mod session;
mod subscription;

pub(crate) use listener::Listener;
pub(crate) use message::Update;
pub(crate) use session::{Session, error};
use subscription::Subscription;

#[cfg(test)]
mod tests;

/// How long a message of a client may be.
pub(crate) const MESSAGE_LIMIT: usize = 1 << 16;

/// The header in which a stream's client says what it wants to hear.
const SUBSCRIBE: &str = "x-ris-subscribe";

/// What a connection is to be.
#[derive(Debug)]
pub(crate) enum Asked {
    /// A WebSocket.
    Socket,
    /// Lines for as long as the client listens.
    Stream(Session),
}

impl Asked {
    /// Whether a request asks for a connection that lasts; one that asks for it
    /// in a wrong way is answered by [`answer`].
    pub(crate) fn of(request: &Request) -> Option<Self> {
        let place = Place::of(request)?;
        if place.room != Some(Room::RisLive) || request.method() != Method::GET {
            return None;
        }
        match place.path.as_str() {
            "/v1/ws" | "/v1/ws/" => {
                let upgrade = request.headers().get(UPGRADE)?.to_str().ok()?;
                upgrade
                    .eq_ignore_ascii_case("websocket")
                    .then_some(Self::Socket)
            }
            "/v1/stream" | "/v1/stream/" => {
                let pairs = super::http::pairs(request.uri().query()?.as_bytes());
                let is_json = super::http::first(&pairs, "format") == Some("json");
                let session = stream(request).ok()?;
                is_json.then_some(Self::Stream(session))
            }
            _ => None,
        }
    }
}

/// The session of a stream.
fn stream(request: &Request) -> Result<Session, RisLiveError> {
    let Some(header) = request.headers().get(SUBSCRIBE) else {
        return Ok(Session::of(Subscription::default()));
    };
    let json = serde_json::from_slice(header.as_bytes())
        .map_err(|error| RisLiveError::Json(error.to_string()))?;
    let (subscription, _) = Subscription::parse(&json)?;
    Ok(Session::of(subscription))
}

/// Answers a request that is no connection.
pub(crate) fn answer(query: &Query<'_>, request: &Request) -> Answer {
    match query.path {
        "/v1/ws" | "/v1/ws/" => {
            let told = "this is a WebSocket; ask for an upgrade, or take /v1/stream/?format=json\n";
            Answer::text(426, told)
                .with("upgrade", "websocket")
                .with("connection", "upgrade")
        }
        "/v1/stream" | "/v1/stream/" => match stream(request) {
            Err(wrong) => Answer::new(400, "application/json", error(&wrong.to_string())),
            Ok(_) => Answer::text(
                400,
                "only lines of JSON are simulated; add ?format=json to the address\n",
            ),
        },
        path => {
            let told =
                format!("nothing is at {path}; there are /v1/ws/ and /v1/stream/?format=json\n");
            Answer::text(404, told)
        }
    }
}

/// Why a client's message is not taken. The texts are this server's own.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum RisLiveError {
    #[error("not JSON: {0}")]
    Json(String),
    #[error(
        "a message is an object with a `type`: ris_subscribe, ris_unsubscribe, request_rrc_list or ping"
    )]
    Shapeless,
    #[error(
        "`{0}` is not a type of message; there are ris_subscribe, ris_unsubscribe, request_rrc_list and ping"
    )]
    Type(String),
    #[error("a subscription is an object: {0}")]
    Subscription(String),
    #[error("{member}: {why}")]
    Member { member: &'static str, why: String },
    #[error("there is no such subscription; say in ris_unsubscribe what you said in ris_subscribe")]
    Unknown,
    #[error("more than {0} subscriptions; unsubscribe from some or open another connection")]
    TooMany(usize),
}
