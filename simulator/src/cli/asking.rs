//! One question to a running simulator.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde::de::DeserializeOwned;

use super::Failure;

/// How long the simulator may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Reads a document of the control API: one small request, for which an HTTP
/// client library would be most of this program.
pub(super) fn ask<T: DeserializeOwned>(url: &str, path: &str) -> Result<T, Failure> {
    let Some(address) = url.strip_prefix("http://") else {
        return Err(Failure::usage(format!(
            "{url} is no http:// URL of a simulator"
        )));
    };
    let address = address.trim_end_matches('/');
    let nobody = |error: std::io::Error| {
        Failure::runtime(format!(
            "no simulator answers at {url}: {error}; start one with `byoip-sim serve`"
        ))
    };
    let mut stream = TcpStream::connect(address).map_err(nobody)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(nobody)?;
    let request =
        format!("GET /_simulator/{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(nobody)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(nobody)?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let is_well = head.split(' ').nth(1) == Some("200");
    is_well
        .then(|| serde_json::from_str(body).ok())
        .flatten()
        .ok_or_else(|| Failure::runtime(format!("what answers at {url} is no simulator")))
}
