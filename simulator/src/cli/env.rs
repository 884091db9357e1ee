//! `byoip-sim env`: asks a running simulator, prints what a shell evaluates.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use clap::Args;
use serde_json::{Map, Value};

use super::Failure;
use super::output::print;

/// How long the simulator may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The running simulator
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:4566")]
    url: String,
    /// Print JSON instead of export lines
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let variables = ask(&arguments.url)?;
    if arguments.json {
        let document = Value::Object(variables);
        return print(|out| writeln!(out, "{document:#}"));
    }
    print(|out| {
        for (name, value) in &variables {
            let value = value.as_str().unwrap_or_default();
            // Single quotes: nothing in them means anything to a shell.
            writeln!(out, "export {name}='{}'", value.replace('\'', r"'\''"))?;
        }
        Ok(())
    })
}

/// One small request; an HTTP client library would be most of this program.
fn ask(url: &str) -> Result<Map<String, Value>, Failure> {
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
    let request = format!(
        "GET /_simulator/environment HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).map_err(nobody)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(nobody)?;
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body);
    body.and_then(|body| serde_json::from_str(body).ok())
        .ok_or_else(|| Failure::runtime(format!("what answers at {url} is no simulator")))
}
