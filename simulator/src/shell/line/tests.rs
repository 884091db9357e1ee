use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::*;

/// What comes back for a GET on a connection of its own.
async fn ask(path: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new()
        .route("/whole", get(async || "whole"))
        .route(
            "/cut",
            get(async |ConnectInfo(line): ConnectInfo<Line>| {
                line.cut();
                "cut"
            }),
        )
        .into_make_service_with_connect_info::<Line>();
    let server = tokio::spawn(async { axum::serve(Lines(listener), router).await });
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    server.abort();
    answer
}

#[tokio::test]
async fn a_line_that_is_cut_brings_nothing() {
    assert!(ask("/whole").await.ends_with("whole"));
    assert_eq!(ask("/cut").await, "");
}
