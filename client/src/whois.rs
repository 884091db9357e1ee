//! A question to a whois server (RFC 3912).

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The longest answer that is read; the registries' own are a few kilobytes.
const LONGEST: u64 = 1 << 20;

/// RFC 3912 has no end but the connection's, so a server that keeps it open must
/// not hold whoever asks.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a server gave no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WhoisError {
    /// It does not hang up.
    #[error("whois at {0} does not hang up")]
    Endless(String),
    /// It cannot be reached.
    #[error("whois at {server}: {source}")]
    Transport {
        server: String,
        source: std::io::Error,
    },
}

/// Asks a server, named as `host:port`.
pub(crate) async fn ask(server: &str, query: &str) -> Result<String, WhoisError> {
    match tokio::time::timeout(PATIENCE, exchange(server, query)).await {
        Ok(Ok(text)) => Ok(text),
        Ok(Err(source)) => Err(WhoisError::Transport {
            server: server.to_owned(),
            source,
        }),
        Err(_) => Err(WhoisError::Endless(server.to_owned())),
    }
}

async fn exchange(server: &str, query: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(server).await?;
    stream.write_all(format!("{query}\r\n").as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.take(LONGEST).read_to_end(&mut bytes).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
