//! A started `byoip-sim`, stopped by its own process id when dropped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::binary;

/// A running simulator on free loopback ports and a manual clock.
#[derive(Debug)]
pub struct Simulator {
    process: Child,
    address: String,
    whois: String,
    rtr: String,
    bgp: String,
}

impl Simulator {
    /// Starts one with the default world, beginning now: what tools make has
    /// the wall's dates.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts one with further arguments.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    pub fn start_with(arguments: &[&str]) -> Self {
        let mut process = Command::new(binary::path("byoip-sim"))
            .args(["serve", "--listen", "127.0.0.1:0", "--tls", "127.0.0.1:0"])
            .args(["--whois", "127.0.0.1:0", "--rtr", "127.0.0.1:0"])
            .args(["--bgp", "127.0.0.1:0"])
            .args(["--clock", "manual"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("byoip-sim can be started");
        let stdout = process.stdout.take().expect("its output is piped");
        let mut line = String::new();
        // The first line is printed once it listens: "byoip-sim answers on
        // http://ADDRESS and https://ADDRESS, whois on ADDRESS, RTR on ADDRESS, BGP
        // on ADDRESS".
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it prints where it answers");
        let (_, rest) = line.split_once("http://").expect("the line has the URL");
        let (urls, whois) = rest.split_once(", whois on ").expect("and whois");
        let (whois, rtr) = whois.split_once(", RTR on ").expect("and RTR");
        let (rtr, bgp) = rtr.split_once(", BGP on ").expect("and BGP");
        let (address, _) = urls.split_once(" and ").expect("and over TLS");
        Self {
            process,
            address: address.to_owned(),
            whois: whois.to_owned(),
            rtr: rtr.to_owned(),
            bgp: bgp.trim().to_owned(),
        }
    }

    /// The base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where HTTP answers: address and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its process id.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Where whois answers.
    pub fn whois(&self) -> (&str, &str) {
        self.whois.rsplit_once(':').expect("an address has a port")
    }

    /// Where RTR answers: address and port.
    pub fn rtr(&self) -> &str {
        &self.rtr
    }

    /// Where BGP answers: address and port.
    pub fn bgp(&self) -> &str {
        &self.bgp
    }

    /// The variables that make tools talk to it, as `byoip-sim env` prints
    /// them.
    pub fn environment(&self) -> Vec<(String, String)> {
        let output = Command::new(binary::path("byoip-sim"))
            .args(["env", "--json", "--url", &self.url()])
            .output()
            .expect("byoip-sim env runs");
        assert!(output.status.success(), "{output:?}");
        let variables: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
        let variables = variables.as_object().expect("an object");
        variables
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
            .collect()
    }

    /// A call of the control API; the answer's status and JSON.
    pub fn control(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let (status, answer) =
            self.request(method, &format!("/_simulator/{path}"), body.as_bytes());
        (status, serde_json::from_slice(&answer).unwrap_or_default())
    }

    /// Moves virtual time by a duration; what happened on the way, in words.
    pub fn advance(&self, by: &str) -> Vec<String> {
        let (status, answer) =
            self.control("POST", "clock/advance", &json!({ "by": by }).to_string());
        assert_eq!(status, 200, "{answer}");
        let events = answer["events"].as_array().cloned().unwrap_or_default();
        let text = |event: &Value| event["text"].as_str().unwrap_or_default().to_owned();
        events.iter().map(text).collect()
    }

    /// A plain HTTP request, whatever its bytes; status and body.
    pub fn request(&self, method: &str, path: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        let answer = self.raw(&[head.as_bytes(), body].concat());
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = answer.split_at(end.expect("an answer has a head") + 4);
        let head = String::from_utf8_lossy(head);
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        (status.expect("an answer has a status"), body.to_vec())
    }

    /// Sends bytes, reads until the server closes.
    pub fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        // A server that refuses early may close before all is written.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    /// The same, telling the server that no more bytes will come.
    pub fn broken_off(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        stream.write_all(bytes).expect("it reads");
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
