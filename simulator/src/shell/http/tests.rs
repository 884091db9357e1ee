//! What faults do to answers on their way, over real sockets.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::shell::{Options, Running, start, wall};
use crate::wire::sample;
use crate::world::Command;
use crate::world::faults::{self, Dose, Plan};

async fn begin(misfortune: serde_json::Value) -> Running {
    let running = start(Options::embedded()).await.unwrap();
    let misfortune = serde_json::from_value(misfortune).unwrap();
    let plan = Plan::new(misfortune, Vec::new(), Dose::once(), None).unwrap();
    let declare = Command::Misfortune(faults::Command::Declare(plan));
    let simulation = &running.shared.simulation;
    simulation.perform(wall::now(), &declare).unwrap();
    running
}

/// Allocates an address; what comes back.
async fn allocate(running: &Running) -> String {
    let body = "Action=AllocateAddress&Version=2016-11-15";
    let request = sample::signed_at(wall::now(), "ec2", "us-east-1", &[], body, "test");
    let mut text = "POST / HTTP/1.1\r\nConnection: close\r\n".to_owned();
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
    let address = running.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn addresses(running: &Running) -> usize {
    let world = running.shared.simulation.read(wall::now());
    let log = world.log().after(0);
    let allocated = log
        .iter()
        .filter(|it| it.fact.to_string().contains("is allocated"));
    allocated.count()
}

/// What was asked is done, and nothing comes back; the next call is answered.
#[tokio::test]
async fn a_reply_is_lost() {
    let running = begin(serde_json::json!({ "fault": "lost-reply" })).await;
    assert_eq!(allocate(&running).await, "");
    assert_eq!(addresses(&running), 1);
    let answer = allocate(&running).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert_eq!(addresses(&running), 2);
    running.stop().await;
}

#[tokio::test]
async fn a_slow_reply_comes() {
    let running = begin(serde_json::json!({ "fault": "slow", "by": "1ms" })).await;
    let answer = allocate(&running).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    running.stop().await;
}
