use std::time::Duration;

use jiff::SignedDuration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::Simulator;
use crate::shell::Options;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How often a closing listener is looked at.
const LOOKS_MAX: usize = 10_000;

fn address(simulator: &Simulator) -> String {
    simulator.endpoint().replace("http://", "")
}

/// Creates a ROA, which the registry publishes later by itself.
async fn create_roa(simulator: &Simulator) {
    let body = r#"{"prefix":"198.18.1.0/24","asn":"AS16509"}"#;
    let request = format!(
        "POST /_simulator/roas HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        address(simulator),
        body.len()
    );
    let mut stream = TcpStream::connect(address(simulator)).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
}

#[tokio::test]
async fn time_passes_when_told() {
    let simulator = Simulator::start().await.unwrap();
    let before = simulator.now();
    assert!(simulator.advance(DAY).is_empty());
    assert_eq!(
        simulator.now().duration_since(before),
        SignedDuration::from_hours(24)
    );
    assert_eq!(simulator.run_to_next_event(), None);
}

#[tokio::test]
async fn what_happens_on_the_way_is_told() {
    let simulator = Simulator::start().await.unwrap();
    create_roa(&simulator).await;
    let happened = simulator.run_to_next_event().unwrap();
    let told: Vec<String> = happened.iter().map(|it| it.fact.to_string()).collect();
    assert_eq!(told, ["ARIN publishes the ROA 198.18.1.0/24-24 => AS16509"]);
    // Six validators look, each in its own interval.
    assert_eq!(simulator.advance(DAY).len(), 6);
}

#[tokio::test]
async fn options_say_when_it_begins() {
    let options = Options::embedded();
    let start = options.genesis.start;
    let simulator = Simulator::start_with(options).await.unwrap();
    assert_eq!(simulator.now(), start);
}

#[tokio::test]
async fn two_share_nothing() {
    let one = Simulator::start().await.unwrap();
    let other = Simulator::start().await.unwrap();
    assert_ne!(one.endpoint(), other.endpoint());
    create_roa(&one).await;
    assert!(!one.advance(DAY).is_empty());
    assert!(other.advance(DAY).is_empty());
}

#[tokio::test]
async fn the_environment_names_its_endpoint() {
    let simulator = Simulator::start().await.unwrap();
    let endpoint = ("AWS_ENDPOINT_URL", simulator.endpoint().to_owned());
    assert!(simulator.environment().contains(&endpoint));
}

#[tokio::test]
async fn nobody_answers_once_it_is_dropped() {
    let simulator = Simulator::start().await.unwrap();
    let address = address(&simulator);
    TcpStream::connect(&address).await.unwrap();
    drop(simulator);
    // Its tasks end when the runtime next comes to them.
    for _ in 0..LOOKS_MAX {
        if TcpStream::connect(&address).await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("it still answers");
}
