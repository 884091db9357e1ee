//! RIS Live's connections: WebSockets, and streams of lines.
//!
//! What is said on them is in [`wire::ris_live`](crate::wire::ris_live). A client
//! is told what is new when it has taken what was before: nothing is kept for
//! it, as the world remembers. One that takes a message for longer than
//! [`PATIENCE`] is cut off; the real service sends such a client a last error,
//! which this one would not take either. A reset of the world ends a connection
//! with an error, as a service does that is started again.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;

use super::{Shared, wall};
use crate::wire::ris_live::{Asked, Listener, MESSAGE_LIMIT, Session, Update, error};

#[cfg(test)]
mod tests;

/// How many clients are served at once, on sockets and streams together.
pub(super) const LISTENERS_MAX: usize = 256;

/// How long a client may take over a message.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many lines are under way to a stream's client.
const LINES_UNDER_WAY: usize = 64;

const FULL: &str = "too many listen already; come back when somebody has gone";
const BEGUN_ANEW: &str = "the world has begun anew; connect and subscribe again";

/// Makes the connection that a request asks for.
pub(super) async fn connect(asked: Asked, mut head: Parts, shared: Arc<Shared>) -> Response {
    let Ok(place) = Arc::clone(&shared.listeners).try_acquire_owned() else {
        let head = [(CONTENT_TYPE, "application/json")];
        return (StatusCode::SERVICE_UNAVAILABLE, head, error(FULL)).into_response();
    };
    match asked {
        Asked::Stream(session) => stream(session, Feed::new(shared, place)),
        Asked::Socket => match WebSocketUpgrade::from_request_parts(&mut head, &()).await {
            Ok(upgrade) => upgrade
                .max_message_size(MESSAGE_LIMIT)
                .max_frame_size(MESSAGE_LIMIT)
                .on_upgrade(async move |socket| {
                    if let Err(error) = attend(socket, Feed::new(shared, place)).await {
                        tracing::debug!(%error, "a listener to RIS Live has gone");
                    }
                }),
            Err(rejection) => rejection.into_response(),
        },
    }
}

/// What one client is told of.
struct Feed {
    shared: Arc<Shared>,
    changes: watch::Receiver<()>,
    /// Which world it listens to.
    world: u64,
    listener: Listener,
    /// Held until the client has gone.
    _place: OwnedSemaphorePermit,
}

struct News {
    updates: Vec<Update>,
    /// How long until there is more, if the clock runs and nothing else happens.
    wait: Duration,
}

impl Feed {
    /// From now on.
    fn new(shared: Arc<Shared>, place: OwnedSemaphorePermit) -> Self {
        let changes = shared.changed.subscribe();
        let (world, listener) = {
            let world = shared.simulation.read(wall::now());
            (world.beginning().count, Listener::at_present(&world))
        };
        Self {
            shared,
            changes,
            world,
            listener,
            _place: place,
        }
    }

    /// What is new; nothing once the world has begun anew.
    fn news(&mut self) -> Option<News> {
        let wall = wall::now();
        let world = self.shared.simulation.read(wall);
        if world.beginning().count != self.world {
            return None;
        }
        let updates = self.listener.news(&world);
        let next = Listener::next(&world);
        let wait = next.and_then(|next| world.clock().wait_for(next, wall));
        let wait = wait.and_then(|wait| Duration::try_from(wait).ok());
        Some(News {
            updates,
            wait: wait.unwrap_or(Duration::MAX),
        })
    }

    fn hear(&self, session: &mut Session, text: &str) -> Option<String> {
        let world = self.shared.simulation.read(wall::now());
        session.hear(text, &world)
    }

    /// Comes back when there may be something new.
    async fn changed(&mut self, wait: Duration) {
        // Whether it was the time or a change, the world is looked at again; the
        // sender of changes lives as long as this does.
        let _ = timeout(wait, self.changes.changed()).await;
    }
}

/// Why a connection ends other than by the client's will.
#[derive(Debug, thiserror::Error)]
enum Gone {
    #[error("it took more than {PATIENCE:?} over a message")]
    Slow,
    #[error(transparent)]
    Broken(#[from] axum::Error),
}

/// Talks to a client until it goes.
async fn attend(mut socket: WebSocket, mut feed: Feed) -> Result<(), Gone> {
    let mut session = Session::default();
    let mut heard: Option<String> = None;
    loop {
        let Some(news) = feed.news() else {
            send(&mut socket, Message::text(error(BEGUN_ANEW))).await?;
            let farewell = CloseFrame {
                code: close_code::RESTART,
                reason: BEGUN_ANEW.into(),
            };
            return send(&mut socket, Message::Close(Some(farewell))).await;
        };
        for update in news.updates.iter().filter(|it| session.wants(it)) {
            send(&mut socket, Message::text(session.tell(update))).await?;
        }
        // What was new before the client said something is told before it is
        // heard: a subscription is for what comes.
        if let Some(text) = heard.take()
            && let Some(answer) = feed.hear(&mut session, &text)
        {
            send(&mut socket, Message::text(answer)).await?;
        }
        tokio::select! {
            received = socket.recv() => match received {
                None => return Ok(()),
                Some(received) => heard = text(received?),
            },
            () = feed.changed(news.wait) => {}
        }
    }
}

/// What a client says; the protocol itself answers pings and farewells.
fn text(message: Message) -> Option<String> {
    match message {
        Message::Text(text) => Some(text.to_string()),
        Message::Binary(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Message::Ping(_) | Message::Pong(_) | Message::Close(_) => None,
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), Gone> {
    match timeout(PATIENCE, socket.send(message)).await {
        Ok(sent) => Ok(sent?),
        Err(_) => Err(Gone::Slow),
    }
}

/// Lines for as long as the client takes them.
fn stream(session: Session, feed: Feed) -> Response {
    let (sender, receiver) = mpsc::channel(LINES_UNDER_WAY);
    tokio::spawn(tell(session, feed, sender));
    let body = Body::from_stream(ReceiverStream::new(receiver));
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

type Line = Result<Bytes, Infallible>;

async fn tell(session: Session, mut feed: Feed, sender: mpsc::Sender<Line>) {
    let send = async |text: String| {
        let line = Ok(Bytes::from(text + "\n"));
        let sent = timeout(PATIENCE, sender.send(line)).await;
        matches!(sent, Ok(Ok(())))
    };
    loop {
        let Some(news) = feed.news() else {
            send(error(BEGUN_ANEW)).await;
            return;
        };
        for update in news.updates.iter().filter(|it| session.wants(it)) {
            if !send(session.tell(update)).await {
                return;
            }
        }
        tokio::select! {
            () = feed.changed(news.wait) => {}
            () = sender.closed() => return,
        }
    }
}
