//! The whois listener (RFC 3912): one line in, text out, close.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::http::hold_back;
use super::{Shared, wall};
use crate::wire::whois;

/// The longest query line read.
const LINE_MAX: u64 = 1_024;
/// How long a client may take over its line, and over the answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many clients are served at once.
const CLIENTS_MAX: usize = 256;

/// Answers until the task is dropped.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let places = Arc::new(Semaphore::new(CLIENTS_MAX));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let shared = Arc::clone(&shared);
                tokio::spawn(async move {
                    if let Err(error) = answer(stream, &shared).await {
                        tracing::debug!(%error, "a whois client has gone");
                    }
                    drop(place);
                });
            }
            Err(error) => tracing::warn!(%error, "a whois client could not be accepted"),
        }
    }
}

async fn answer(mut stream: TcpStream, shared: &Shared) -> std::io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut line = Vec::new();
    let mut reader = BufReader::new(reader.take(LINE_MAX));
    timeout(PATIENCE, reader.read_until(b'\n', &mut line)).await??;
    let line = String::from_utf8_lossy(&line);
    let here = shared.endpoints.whois;
    let answer = whois::answer(&shared.simulation, wall::now(), here, line.trim());
    hold_back(answer.held_back).await;
    timeout(PATIENCE, async {
        writer.write_all(&answer.bytes).await?;
        writer.shutdown().await
    })
    .await?
}
