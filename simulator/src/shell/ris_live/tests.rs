//! The connections as clients meet them: by tungstenite over a real socket, and
//! by plain HTTP.

use std::pin::Pin;

use byoip_vocabulary::asn::Asn;
use futures_util::SinkExt;
use jiff::SignedDuration;
use openssl::ssl::{SslConnector, SslMethod};
use openssl::x509::X509;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_openssl::SslStream;
use tokio_stream::StreamExt;
use tokio_tungstenite::tungstenite::Message as Frame;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async, connect_async};

use super::*;
use crate::clock::Mode;
use crate::shell::{Options, Running};
use crate::world::Command;
use crate::world::internet::{self, Route};

const HOME: &str = "198.18.0.0/23";

struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn connect(running: &Running) -> Self {
        let url = format!(
            "{}/ris-live.ripe.net/v1/ws/?client=test",
            running.url().replace("http", "ws")
        );
        Self(connect_async(url).await.unwrap().0)
    }

    async fn say(&mut self, message: &Value) {
        let text = message.to_string();
        self.0.send(Frame::text(text)).await.unwrap();
    }

    /// The next message; none where the server says farewell.
    async fn next(&mut self) -> Option<Value> {
        match self.0.next().await.unwrap().unwrap() {
            Frame::Text(text) => Some(serde_json::from_str(&text).unwrap()),
            Frame::Close(_) => None,
            other => panic!("{other:?}"),
        }
    }

    async fn answer(&mut self, message: &Value) -> Value {
        self.say(message).await;
        self.next().await.unwrap()
    }

    async fn subscribe(&mut self, mut data: Value) {
        data["socketOptions"] = json!({ "acknowledge": true });
        let answer = self
            .answer(&json!({ "type": "ris_subscribe", "data": data }))
            .await;
        assert_eq!(answer["type"], "ris_subscribe_ok", "{answer}");
    }

    /// Everything up to the answer to a ping.
    async fn heard(&mut self) -> Vec<Value> {
        self.say(&json!({ "type": "ping" })).await;
        let mut heard = Vec::new();
        loop {
            let message = self.next().await.unwrap();
            if message["type"] == "pong" {
                return heard;
            }
            assert_eq!(message["type"], "ris_message");
            heard.push(message["data"].clone());
        }
    }
}

async fn begin() -> Running {
    crate::shell::start(Options::embedded()).await.unwrap()
}

fn route() -> Route {
    Route {
        prefix: HOME.parse().unwrap(),
        origin: Asn::new(64500),
    }
}

fn perform(running: &Running, command: internet::Command) {
    let simulation = &running.shared.simulation;
    simulation
        .perform(wall::now(), &Command::Internet(command))
        .unwrap();
    running.shared.changed.send_replace(());
}

fn pass(running: &Running, seconds: i64) {
    let simulation = &running.shared.simulation;
    let now = simulation.now(wall::now());
    simulation.advance_to(now + SignedDuration::from_secs(seconds), wall::now());
    running.shared.changed.send_replace(());
}

fn times(heard: &[Value]) -> Vec<f64> {
    heard
        .iter()
        .map(|it| it["timestamp"].as_f64().unwrap())
        .collect()
}

/// A withdrawal goes round, and the announcement after it; each peer ends with
/// a path again.
#[tokio::test]
async fn a_client_hears_what_it_subscribed_to() {
    let running = begin().await;
    let mut client = Client::connect(&running).await;
    client.subscribe(json!({ "prefix": HOME })).await;
    assert!(client.heard().await.is_empty(), "nothing has happened");
    perform(&running, internet::Command::Withdraw(route()));
    pass(&running, 600);
    let gone = client.heard().await;
    assert!(times(&gone).is_sorted());
    let withdrawals = gone.iter().filter(|it| it["withdrawals"] == json!([HOME]));
    let peers: std::collections::BTreeSet<&str> =
        withdrawals.map(|it| it["peer"].as_str().unwrap()).collect();
    assert_eq!(peers.len(), 40, "each peer has lost it");
    perform(&running, internet::Command::Announce(route()));
    pass(&running, 600);
    let back = client.heard().await;
    assert!(times(&back).is_sorted());
    assert!(times(&gone).last() < times(&back).first());
    for update in &back {
        let path = update["path"].as_array().unwrap();
        assert_eq!(path.last().unwrap(), 64500);
        assert_eq!(update["announcements"][0]["prefixes"], json!([HOME]));
    }
    let ids: std::collections::BTreeSet<&str> = gone
        .iter()
        .chain(&back)
        .map(|it| it["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), gone.len() + back.len());
}

/// The same seed and the same calls, the same bytes; and two who listen hear the
/// same of the same.
#[tokio::test]
async fn one_seed_gives_one_stream() {
    let mut streams = Vec::new();
    for _ in 0..2 {
        let running = begin().await;
        let mut client = Client::connect(&running).await;
        client.subscribe(json!({})).await;
        perform(&running, internet::Command::Withdraw(route()));
        let mut other = Client::connect(&running).await;
        other.subscribe(json!({})).await;
        pass(&running, 600);
        let heard = client.heard().await;
        assert_eq!(heard, other.heard().await);
        streams.push(heard);
    }
    assert!(!streams[0].is_empty());
    assert_eq!(streams[0], streams[1]);
}

#[tokio::test]
async fn who_unsubscribes_hears_no_more() {
    let running = begin().await;
    let mut client = Client::connect(&running).await;
    client.subscribe(json!({ "prefix": HOME })).await;
    perform(&running, internet::Command::Withdraw(route()));
    pass(&running, 5);
    let unsubscribe = json!({ "type": "ris_unsubscribe", "data": { "prefix": HOME } });
    client.say(&unsubscribe).await;
    // What has happened by then is told first.
    loop {
        let message = client.next().await.unwrap();
        if message["type"] == "ris_unsubscribe_ok" {
            break;
        }
        assert_eq!(message["type"], "ris_message");
    }
    pass(&running, 600);
    assert!(client.heard().await.is_empty());
    let again = client.answer(&unsubscribe).await;
    assert_eq!(again["type"], "ris_error");
}

#[tokio::test]
async fn nonsense_is_an_error_and_the_connection_stays() {
    let running = begin().await;
    let mut client = Client::connect(&running).await;
    client.0.send(Frame::text("subscribe!")).await.unwrap();
    assert_eq!(client.next().await.unwrap()["type"], "ris_error");
    client.0.send(Frame::binary(vec![0xff])).await.unwrap();
    assert_eq!(client.next().await.unwrap()["type"], "ris_error");
    let answer = client.answer(&json!({ "type": "hello" })).await;
    assert_eq!(answer["type"], "ris_error");
    client.subscribe(json!({ "prefix": HOME })).await;
    let long = "x".repeat(MESSAGE_LIMIT + 1);
    client.0.send(Frame::text(long)).await.unwrap();
    let end = client.0.next().await;
    assert!(!matches!(end, Some(Ok(Frame::Text(_)))), "{end:?}");
}

#[tokio::test]
async fn a_reset_of_the_world_ends_the_connection() {
    let running = begin().await;
    let mut client = Client::connect(&running).await;
    client.subscribe(json!({})).await;
    running.shared.simulation.reset(None, wall::now());
    running.shared.changed.send_replace(());
    let last = client.next().await.unwrap();
    assert_eq!(
        last,
        json!({ "type": "ris_error", "data": { "message": BEGUN_ANEW } })
    );
    assert_eq!(client.next().await, None);
    let mut again = Client::connect(&running).await;
    again.subscribe(json!({})).await;
    perform(&running, internet::Command::Withdraw(route()));
    pass(&running, 600);
    assert!(!again.heard().await.is_empty());
}

/// On a clock that runs, an update comes when it is due, whoever looks.
#[tokio::test]
async fn updates_come_by_themselves_on_a_clock_that_runs() {
    let options = Options {
        clock: Mode::Scaled(60),
        ..Options::embedded()
    };
    let running = crate::shell::start(options).await.unwrap();
    let mut client = Client::connect(&running).await;
    client
        .subscribe(json!({ "prefix": HOME, "require": "withdrawals" }))
        .await;
    perform(&running, internet::Command::Withdraw(route()));
    let message = client.next().await.unwrap();
    assert_eq!(message["data"]["withdrawals"], json!([HOME]));
}

/// The real host's name in the place of this server's, as a client has it that
/// is sent here by its resolver.
#[tokio::test]
async fn the_real_hosts_name_leads_here() {
    let running = begin().await;
    let url = format!("{}/v1/ws/", running.url().replace("http", "ws"));
    let mut request = url.into_client_request().unwrap();
    let host = http::HeaderValue::from_static("ris-live.ripe.net");
    request.headers_mut().insert("host", host);
    let mut client = Client(connect_async(request).await.unwrap().0);
    let rrcs = client.answer(&json!({ "type": "request_rrc_list" })).await;
    assert_eq!(rrcs["data"], json!(["rrc00", "rrc01", "rrc11", "rrc23"]));
}

/// And over TLS, with a certificate that is for it.
#[tokio::test]
async fn the_real_address_leads_here() {
    let running = begin().await;
    let authority = X509::from_pem(running.shared.endpoints.tls_authority.as_bytes()).unwrap();
    let mut connector = SslConnector::builder(SslMethod::tls()).unwrap();
    connector.cert_store_mut().add_cert(authority).unwrap();
    let ssl = connector.build().configure().unwrap();
    let ssl = ssl.into_ssl("ris-live.ripe.net").unwrap();
    let address = running.tls_url().replace("https://localhost", "127.0.0.1");
    let stream = TcpStream::connect(address).await.unwrap();
    let mut stream = SslStream::new(ssl, stream).unwrap();
    Pin::new(&mut stream).connect().await.unwrap();
    let url = "wss://ris-live.ripe.net/v1/ws/?client=test";
    let (mut socket, _) = client_async(url, stream).await.unwrap();
    let ping = json!({ "type": "ping" }).to_string();
    socket.send(Frame::text(ping)).await.unwrap();
    let answer = socket.next().await.unwrap().unwrap();
    assert_eq!(
        answer.to_text().unwrap(),
        "{\"type\":\"pong\",\"data\":null}"
    );
}

#[tokio::test]
async fn there_are_so_many_places() {
    let running = begin().await;
    let mut clients = Vec::new();
    for _ in 0..LISTENERS_MAX {
        clients.push(Client::connect(&running).await);
    }
    let mut stream = stream_of(&running, "").await;
    let mut head = String::new();
    stream.read_line(&mut head).await.unwrap();
    assert_eq!(head, "HTTP/1.1 503 Service Unavailable\r\n");
    let told = next_line(&mut stream).await;
    assert_eq!(told["data"]["message"], FULL);
    for client in &mut clients {
        assert!(client.heard().await.is_empty());
    }
}

/// Asks for a stream by hand; the answer's head is read.
async fn stream_of(running: &Running, header: &str) -> BufReader<TcpStream> {
    let address = running.url().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /v1/stream/?format=json&client=test HTTP/1.1\r\nHost: ris-live.ripe.net\r\nConnection: close\r\n{header}\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    BufReader::new(stream)
}

/// The next line that is JSON: heads and the sizes of chunks are not.
async fn next_line(stream: &mut BufReader<TcpStream>) -> Value {
    loop {
        let mut line = String::new();
        let read = stream.read_line(&mut line).await.unwrap();
        assert_ne!(read, 0, "the stream has ended");
        if line.starts_with('{') {
            return serde_json::from_str(&line).unwrap();
        }
    }
}

#[tokio::test]
async fn a_stream_is_lines_of_the_same_messages() {
    let running = begin().await;
    let header = "X-RIS-Subscribe: {\"host\":\"rrc01\",\"require\":\"withdrawals\"}\r\n";
    let mut stream = stream_of(&running, header).await;
    let mut head = String::new();
    stream.read_line(&mut head).await.unwrap();
    assert_eq!(head, "HTTP/1.1 200 OK\r\n");
    perform(&running, internet::Command::Withdraw(route()));
    pass(&running, 600);
    for _ in 0..10 {
        let line = next_line(&mut stream).await;
        assert_eq!(line["type"], "ris_message");
        assert_eq!(line["data"]["host"], "rrc01.ripe.net");
        assert_eq!(line["data"]["withdrawals"], json!([HOME]));
    }
    running.shared.simulation.reset(None, wall::now());
    running.shared.changed.send_replace(());
    loop {
        let line = next_line(&mut stream).await;
        if line["type"] == "ris_error" {
            break;
        }
    }
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert!(!rest.contains('{'), "{rest}");
}

#[tokio::test]
async fn a_wrong_stream_is_refused() {
    let running = begin().await;
    let mut stream = stream_of(&running, "X-RIS-Subscribe: 8369\r\n").await;
    let mut head = String::new();
    stream.read_line(&mut head).await.unwrap();
    assert_eq!(head, "HTTP/1.1 400 Bad Request\r\n");
}
