//! The HTTP listener: bytes from a socket to the wire and back, and the live
//! event stream.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::extract::connect_info::ConnectInfo;
use axum::http::header::HOST;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use tokio::net::TcpListener;
use tokio::time::timeout;
use tokio_stream::{Stream, StreamExt};

use super::line::{Line, Lines};
use super::tls::TlsListener;
use super::{Shared, publisher, wall};
use crate::wire::http::{Delivery, Unread};
use crate::wire::rrdp::Asked;
use crate::wire::{self, Endpoints, control, ris_live};

#[cfg(test)]
mod tests;

/// How long a client may take over its body.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a client waits for news that do not come: as long as a clock that
/// nobody moves would have it wait.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Answers until the task is dropped.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let router = Router::new().fallback(answer).with_state(shared);
    let service = router.into_make_service_with_connect_info::<Line>();
    if let Err(error) = axum::serve(Lines(listener), service).await {
        tracing::error!(%error, "the HTTP listener has ended");
    }
}

/// The same over TLS.
pub(super) async fn serve_tls(listener: TlsListener, shared: Arc<Shared>) {
    let router = Router::new().fallback(answer_tls).with_state(shared);
    let service = router.into_make_service_with_connect_info::<Line>();
    if let Err(error) = axum::serve(Lines(listener), service).await {
        tracing::error!(%error, "the TLS listener has ended");
    }
}

async fn answer_tls(
    state: State<Arc<Shared>>,
    line: ConnectInfo<Line>,
    mut request: http::Request<Body>,
) -> Response {
    // As a proxy in front would say it: links in answers are to be of TLS too.
    let https = http::HeaderValue::from_static("https");
    request.headers_mut().insert("x-forwarded-proto", https);
    answer(state, line, request).await
}

async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: http::Request<Body>,
) -> Response {
    if wants_stream(&request) {
        return stream(shared).into_response();
    }
    let (head, body) = request.into_parts();
    let mut request = http::Request::from_parts(head, Bytes::new());
    name_server(&mut request, &shared.endpoints);
    if let Some(asked) = ris_live::Asked::of(&request) {
        let (head, _) = request.into_parts();
        return super::ris_live::connect(asked, head, shared).await;
    }
    let limit = wire::body_limit(&request);
    let Ok(body) = timeout(PATIENCE, read(body, limit)).await else {
        return http::StatusCode::REQUEST_TIMEOUT.into_response();
    };
    match body {
        Ok(body) => *request.body_mut() = body,
        Err(unread) => {
            let (simulation, wall) = (&shared.simulation, wall::now());
            return wire::refuse_unread(simulation, wall, &request, unread).map(Body::from);
        }
    }
    if let Some(asked) = Asked::of(&request) {
        publisher::ready(&shared).await;
        let shelf = shared.publisher.repository.shelf(asked.registry);
        let response = asked.answer(&request, shelf.as_deref());
        let (path, status) = (request.uri().path(), response.status().as_u16());
        tracing::debug!(path, status, "the repository is asked");
        return response.map(Body::from);
    }
    if wire::waits(&shared.simulation, wall::now(), &request) {
        // Without news in time the answer says so.
        let _ = timeout(LONGEST_WAIT, news(&shared, &request)).await;
    }
    let before = shared.simulation.changes();
    let response = wire::answer(&shared.simulation, &shared.endpoints, wall::now(), &request);
    if shared.simulation.changes() != before {
        shared.changed.send_replace(());
    }
    deliver(&line, response.extensions().get()).await;
    response.map(Body::from)
}

/// Does to an answer on its way what was declared to befall it.
async fn deliver(line: &Line, delivery: Option<&Delivery>) {
    let Some(delivery) = delivery else {
        return;
    };
    hold_back(delivery.held_back).await;
    if delivery.is_lost {
        line.cut();
    }
}

/// Lets real time pass before an answer goes out: clients' patience is by the
/// wall.
pub(super) async fn hold_back(length: SignedDuration) {
    let length = Duration::try_from(length).unwrap_or_default();
    if !length.is_zero() {
        #[expect(
            clippy::disallowed_methods,
            reason = "a slow answer is one that real clients wait for"
        )]
        tokio::time::sleep(length).await;
    }
}

/// Reads a body to its end.
async fn read(body: Body, limit: usize) -> Result<Bytes, Unread> {
    let mut parts = body.into_data_stream();
    let mut read = Vec::new();
    while let Some(part) = parts.next().await {
        let part = part.map_err(|_| Unread::BrokenOff)?;
        if read.len() + part.len() > limit {
            return Err(Unread::TooLong { limit });
        }
        read.extend_from_slice(&part);
    }
    Ok(read.into())
}

/// Names this server where a request names none, as one of HTTP/1.0 may: links
/// and redirections in the answer lead here.
fn name_server(request: &mut wire::http::Request, endpoints: &Endpoints) {
    let header = request.headers().get(HOST);
    if request.uri().authority().is_some() || header.is_some_and(|it| !it.is_empty()) {
        return;
    }
    let url = match wire::scheme(request) {
        "https" => &endpoints.tls_url,
        _ => &endpoints.url,
    };
    let host = url.split_once("://").map(|(_, host)| host.parse());
    if let Some(Ok(host)) = host {
        request.headers_mut().insert(HOST, host);
    }
}

/// Comes back when there is what a request waits for.
async fn news(shared: &Shared, request: &wire::Request) {
    let mut changes = shared.changed.subscribe();
    while wire::waits(&shared.simulation, wall::now(), request) {
        if changes.changed().await.is_err() {
            return;
        }
    }
}

fn wants_stream(request: &http::Request<Body>) -> bool {
    let accept = request.headers().get(http::header::ACCEPT);
    let accept = accept.and_then(|value| value.to_str().ok());
    request.method() == http::Method::GET
        && request.uri().path() == "/_simulator/events"
        && accept.is_some_and(|accept| accept.contains("text/event-stream"))
}

/// The log so far and, as it grows, the rest.
fn stream(shared: Arc<Shared>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(64);
    tokio::spawn(async move {
        let mut changes = shared.changed.subscribe();
        let mut told = 0;
        loop {
            let events: Vec<Event> = {
                let world = shared.simulation.read(wall::now());
                // A world that began anew has a shorter log, numbered from 1.
                let anew = world.log().len() < told;
                let reset = anew.then(|| Event::default().event("reset").data("{}"));
                let entries = world.log().after(if anew { 0 } else { told });
                told = world.log().len();
                reset
                    .into_iter()
                    .chain(entries.iter().filter_map(event))
                    .collect()
            };
            for event in events {
                if sender.send(Ok(event)).await.is_err() {
                    return;
                }
            }
            tokio::select! {
                changed = changes.changed() => if changed.is_err() { return },
                () = sender.closed() => return,
            }
        }
    });
    let stream = tokio_stream::wrappers::ReceiverStream::new(receiver);
    Sse::new(stream).keep_alive(KeepAlive::default())
}

fn event(entry: &crate::world::log::Entry) -> Option<Event> {
    Event::default()
        .id(entry.sequence.to_string())
        .json_data(control::view(entry))
        .ok()
}
