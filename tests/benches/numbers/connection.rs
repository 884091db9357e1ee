//! A connection that is kept: one call after the other, so that its opening is
//! no part of a figure.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use byoip_tests::simulator::Simulator;

use crate::Measured;
use crate::call::Call;

/// An HTTP/1.1 connection to a simulator.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    pub(crate) fn open(simulator: &Simulator) -> Measured<Self> {
        let stream = TcpStream::connect(simulator.address())?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            host: simulator.address().to_owned(),
        })
    }

    /// Sends a call; the answer's body, if it is one of success.
    pub(crate) fn send(&mut self, call: &Call) -> Measured<String> {
        let request = call.request(&self.host);
        self.exchange(&request, call.action)
    }

    /// Reads a path; the answer's body, if it is one of success.
    pub(crate) fn get(&mut self, path: &str) -> Measured<String> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.host);
        self.exchange(&request, path)
    }

    /// Sends JSON to a path; the answer's body, if it is one of success.
    pub(crate) fn post(&mut self, path: &str, body: &str) -> Measured<String> {
        let (host, length) = (&self.host, body.len());
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.exchange(&request, path)
    }

    fn exchange(&mut self, request: &str, what: &str) -> Measured<String> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut status = String::new();
        self.stream.read_line(&mut status)?;
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        let body = String::from_utf8(body)?;
        if status.starts_with("HTTP/1.1 20") {
            Ok(body)
        } else {
            Err(format!("{what} was answered with {status}{body}").into())
        }
    }
}
