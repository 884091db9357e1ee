//! Bytes and calls that nobody should send: each gets an answer in the
//! protocol's own shape, the world stays as it was, the server stays up.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON that lacks a member reads as null, and the test fails where it should"
)]

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;
use serde_json::Value;

/// The log's length: what no refused request may change.
fn happened(simulator: &Simulator) -> usize {
    let (_, events) = simulator.control("GET", "events", "");
    events["events"].as_array().map_or(0, Vec::len)
}

fn code(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let code = text
        .split("<Code>")
        .nth(1)
        .and_then(|rest| rest.split("</Code>").next());
    code.unwrap_or(&text).to_owned()
}

#[test]
fn requests_without_a_signature() {
    let simulator = Simulator::start();
    let ask = |body: &[u8]| {
        let (status, answer) = simulator.request("POST", "/", body);
        (status, code(&answer))
    };
    let unsigned = (403, "MissingAuthenticationToken".to_owned());
    assert_eq!(
        ask(b"Action=DescribeByoipCidrs&Version=2016-11-15"),
        unsigned
    );
    assert_eq!(ask(b""), unsigned);
    assert_eq!(ask(b"Action=%FF"), (404, "MalformedQueryString".to_owned()));
    assert_eq!(ask(b"A=1&A=2"), (400, "InvalidQueryParameter".to_owned()));
    assert_eq!(
        ask(&vec![b'a'; 300_000]),
        (404, "MalformedQueryString".to_owned())
    );
    let (status, answer) = simulator.request("DELETE", "/", b"");
    assert_eq!((status, code(&answer)), (400, "InvalidAction".to_owned()));
    assert_eq!(happened(&simulator), 0);
}

#[test]
fn bytes_that_are_no_request() {
    let simulator = Simulator::start();
    for bytes in [
        &b"\x00\x01\x02\x03\xff\xfe\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: nonsense\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ] {
        let mut stream = bytes.to_vec();
        stream.extend_from_slice(b"\r\n\r\n");
        simulator.raw(&stream);
    }
    assert_eq!(simulator.control("GET", "health", "").0, 200);
}

#[test]
fn whois_takes_any_line() {
    let simulator = Simulator::start();
    let desk = Desk::new();
    let (host, port) = simulator.whois();
    for query in [
        "",
        "-B -G -V",
        "999.999.999.999",
        "n + + + +",
        "198.18.0.0/99",
        "\u{2603}",
    ] {
        desk.ok(&format!("whois -h {host} -p {port} -- '{query}' || true"));
    }
    assert_eq!(simulator.control("GET", "health", "").0, 200);
}

/// A call of the AWS CLI and the error it must get.
#[test]
fn calls_that_are_refused() {
    let simulator = Simulator::start();
    let desk = Desk::at(&simulator);
    let context = "--cidr-authorization-context Message=1,Signature=2";
    #[track_caller]
    fn check(desk: &Desk, call: &str, expected: &str) {
        let output = desk.run(call);
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains(&format!("({expected})")), "{call}\n{text}");
    }
    let provision = |cidr: &str| format!("aws ec2 provision-byoip-cidr --cidr {cidr} {context}");
    check(&desk, &provision("nonsense"), "InvalidParameterValue");
    check(&desk, &provision("198.18.1.5/24"), "InvalidParameterValue");
    check(&desk, &provision("198.18.1.0/25"), "InvalidParameterValue");
    check(&desk, &provision("198.18.1.0/24"), "InvalidParameterValue");
    check(
        &desk,
        "aws ec2 provision-byoip-cidr --cidr 198.18.1.0/24",
        "MissingParameter",
    );
    let other_account = "--cidr-authorization-context 'Message=1|aws|999999999999|198.18.1.0/24|20991231|SHA256|RSAPSS,Signature=AAAA'";
    let wrong = format!("aws ec2 provision-byoip-cidr --cidr 198.18.1.0/24 {other_account}");
    check(&desk, &wrong, "InvalidParameterValue");
    check(
        &desk,
        "aws ec2 withdraw-byoip-cidr --cidr 198.18.1.0/24",
        "InvalidParameterValue",
    );
    check(
        &desk,
        "aws ec2 describe-byoip-cidrs --max-results 101",
        "InvalidParameterValue",
    );
    check(
        &desk,
        "aws ec2 describe-byoip-cidrs --max-results 5 --next-token x",
        "InvalidNextToken",
    );
    check(
        &desk,
        "aws ec2 allocate-address --address 198.18.1.1",
        "InvalidAddress.NotFound",
    );
    check(&desk, "aws ec2 describe-volumes", "UnsupportedOperation");
    check(
        &desk,
        "AWS_SECRET_ACCESS_KEY=wrong aws ec2 describe-byoip-cidrs --max-results 5",
        "AuthFailure",
    );
    check(
        &desk,
        "AWS_ACCESS_KEY_ID=AKIANOBODY aws ec2 describe-byoip-cidrs --max-results 5",
        "AuthFailure",
    );
    check(
        &desk,
        "AWS_ACCESS_KEY_ID=AKIANOBODY aws sts get-caller-identity",
        "InvalidClientTokenId",
    );
    check(
        &desk,
        "AWS_SECRET_ACCESS_KEY=wrong aws sts get-caller-identity",
        "SignatureDoesNotMatch",
    );
    assert_eq!(happened(&simulator), 0);
}

#[test]
#[rustfmt::skip]
fn control_calls_that_are_refused() {
    let simulator = Simulator::start();
    for (status, method, path, body) in [
        (404, "GET", "nowhere", ""),
        (405, "DELETE", "clock", ""),
        (400, "PUT", "clock", r#"{"mode":"fast"}"#),
        (400, "PUT", "clock", r#"{"scale":0}"#),
        (400, "PUT", "clock", r#"{"speed":2}"#),
        (400, "POST", "clock/advance", r#"{"by":"soon"}"#),
        (400, "POST", "clock/advance", r#"{"by":"-1h"}"#),
        (400, "POST", "clock/advance", r#"{"by":"99999999w"}"#),
        (400, "POST", "clock/advance", r#"{"to":"1999-01-01T00:00:00Z"}"#),
        (409, "POST", "clock/advance", r#"{"to":"next-event"}"#),
        (400, "POST", "clock/advance", "{}"),
        (400, "POST", "clock/advance", "\u{0}"),
        (400, "GET", "events?after=x", ""),
        (400, "POST", "roas", r#"{"prefix":"198.18.0.5/24","asn":1}"#),
        (400, "POST", "roas", r#"{"prefix":"198.18.0.0/24","max_length":8,"asn":1}"#),
        (404, "POST", "roas", r#"{"prefix":"198.51.100.0/24","asn":1}"#),
        (404, "DELETE", "roas/none", ""),
        (409, "POST", "announcements", r#"{"prefix":"198.18.0.0/23","asn":64500}"#),
        (404, "DELETE", "announcements", r#"{"prefix":"198.18.0.0/24","asn":64500}"#),
        (404, "POST", "registry/jpnic/networks/x/descr", ""),
        (404, "POST", "registry/arin/networks/x/comments", ""),
        (404, "POST", "registry/arin/networks/198.18.0.0/23/descr", ""),
        (405, "POST", "registry/arin/networks/198.18.0.0/23", ""),
    ] {
        let (seen, answer) = simulator.control(method, path, body);
        assert_eq!(seen, status, "{method} {path} {body}: {answer}");
        let said = answer["error"].as_str();
        assert!(said.is_some_and(|text| text.len() > 10), "{answer}");
    }
    assert_eq!(happened(&simulator), 0);
}

/// Sixteen clients at once ask for the same ROA: one creates it.
#[test]
fn everybody_at_once() {
    let simulator = Simulator::start();
    let body = r#"{"prefix":"198.18.0.0/24","asn":64500}"#;
    let created = std::thread::scope(|scope| {
        let ask = || simulator.control("POST", "roas", body).0;
        let clients: Vec<_> = (0..16).map(|_| scope.spawn(ask)).collect();
        let statuses = clients
            .into_iter()
            .map(|client| client.join().expect("it answers"));
        statuses.filter(|status| *status == 201).count()
    });
    assert_eq!(created, 1);
    let (_, roas) = simulator.control("GET", "roas", "");
    let of_block = |roa: &&Value| roa["prefix"] == "198.18.0.0/24";
    let count = roas["roas"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(of_block)
        .count();
    assert_eq!(count, 1);
}

/// A listener hears what happens, also after the world began anew.
#[test]
fn the_event_stream_goes_on_through_a_reset() {
    let simulator = Simulator::start();
    let mut desk = Desk::at(&simulator);
    desk.set("ROA", r#"{"prefix":"198.18.0.0/24","asn":64500}"#);
    let told = desk.ok(
        r#"mkfifo events
           curl -sN -H 'Accept: text/event-stream' $BYOIP_SIMULATOR_URL/_simulator/events > events &
           exec 3< events
           heard() { while read -r line <&3; do case $line in id:*|event:*) echo "$line"; return;; esac; done; }
           ask() { curl -sf -X POST -d "$2" $BYOIP_SIMULATOR_URL/_simulator/$1 > /dev/null; }
           ask roas "$ROA"; one=$(heard)
           ask reset ''; two=$(heard)
           ask roas "$ROA"; three=$(heard)
           kill $!
           echo "$one|$two|$three""#,
    );
    assert_eq!(told.trim(), "id: 1|event: reset|id: 1");
}
