//! RDAP of all five registries: every answer under the rules of RFC 9083, and
//! read by libraries that know nothing of the simulator.

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

const CLIENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/clients");

fn desk(simulator: &Simulator) -> Desk {
    let mut desk = Desk::at(simulator);
    desk.set("CLIENTS", CLIENTS);
    desk
}

/// A checker that finds nothing proves nothing: each of its rules finds a fault.
#[test]
fn the_rules_find_what_is_wrong() {
    let mut desk = Desk::new();
    desk.set("CLIENTS", CLIENTS);
    desk.ok(r#"python3 "$CLIENTS/rdap_rules_test.py""#);
}

#[test]
fn every_answer_keeps_the_rules() {
    let simulator = Simulator::start();
    // Free text in every field that a registry shows.
    for record in [
        "arin/networks/NET-198-18-0-0-1/comments",
        "arin/organizations/EXAMPLE-1/comments",
        "ripe/networks/192.0.2.0%20-%20192.0.2.255/remarks",
        "apnic/networks/203.0.113.0%20-%20203.0.113.255/remarks",
        "afrinic/networks/198.19.128.0%20-%20198.19.131.255/remarks",
    ] {
        let (status, answer) =
            simulator.control("PUT", &format!("registry/{record}"), "one\n\ntwo  \n");
        assert!((200..300).contains(&status), "{record}: {answer}");
    }
    simulator.advance("1d");
    let desk = desk(&simulator);
    let told = desk.ok(r#"python3 "$CLIENTS/rdap_answers.py" $BYOIP_SIMULATOR_URL"#);
    for host in [
        "rdap.arin.net",
        "rdap.db.ripe.net",
        "rdap.apnic.net",
        "rdap.lacnic.net",
        "rdap.afrinic.net",
    ] {
        for kind in [
            "ip network",
            "autnum",
            "entity",
            "domain",
            "notices",
            "error 404",
            "redirection",
        ] {
            let start = format!("{host}: {kind}: ");
            let seen = told.lines().any(|line| line.starts_with(&start));
            assert!(seen, "nothing was checked of {host}'s {kind}:\n{told}");
        }
    }
}

#[test]
fn libraries_read_every_registry() {
    let simulator = Simulator::start();
    desk(&simulator).ok(r#"python3 "$CLIENTS/rdap_clients.py" $BYOIP_SIMULATOR_URL"#);
}

/// Asked too often, LACNIC says how long to wait, and that is true.
#[test]
fn retry_after_is_long_enough() {
    let policy = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    std::fs::write(policy.path(), "registry_throttling: virtual\n").expect("it can be written");
    let path = policy.path().to_str().expect("the path is text");
    let simulator = Simulator::start_with(&["--policy", path]);
    let ask = || {
        let head = "GET /rdap/ip/198.19.64.0 HTTP/1.1\r\nHost: rdap.lacnic.net\r\nConnection: close\r\n\r\n";
        String::from_utf8(simulator.raw(head.as_bytes())).expect("an answer is text")
    };
    for _ in 0..10 {
        assert!(ask().starts_with("HTTP/1.1 200 "));
    }
    let refused = ask();
    assert!(refused.starts_with("HTTP/1.1 429 "), "{refused}");
    assert!(refused.contains("\r\nretry-after: 6\r\n"), "{refused}");
    simulator.advance("6s");
    assert!(ask().starts_with("HTTP/1.1 200 "));
    assert!(ask().starts_with("HTTP/1.1 429 "));
}

/// A Host header that names no host is refused before it is in any link.
#[test]
fn a_host_that_is_none() {
    let simulator = Simulator::start();
    for host in ["a\"b", "a b", "a\tb", "<b>", "a/b"] {
        let head = format!(
            "GET /rdap.arin.net/registry/ip/203.0.113.9 HTTP/1.1\r\nHost: {host}\r\n\
             Connection: close\r\n\r\n"
        );
        let answer = String::from_utf8(simulator.raw(head.as_bytes())).expect("it is text");
        assert!(answer.starts_with("HTTP/1.1 400 "), "{host}: {answer}");
        assert!(!answer.contains("location"), "{host}: {answer}");
    }
}

/// A HEAD has the answer's head and no body; what is not read is refused.
#[test]
fn methods() {
    let simulator = Simulator::start();
    let ask = |method: &str, accept: &str| {
        let head = format!(
            "{method} /ip/192.0.2.1 HTTP/1.1\r\nHost: rdap.db.ripe.net\r\nAccept: {accept}\r\n\
             Origin: https://example.com\r\nConnection: close\r\n\r\n"
        );
        let answer = String::from_utf8(simulator.raw(head.as_bytes())).expect("it is text");
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        (head.to_owned(), body.len())
    };
    let (head, body) = ask("HEAD", "application/rdap+json");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert!(
        head.contains("content-type: application/rdap+json"),
        "{head}"
    );
    assert!(head.contains("access-control-allow-origin: *"), "{head}");
    assert_eq!(body, 0);
    let (head, body) = ask("POST", "*/*");
    assert!(head.starts_with("HTTP/1.1 405 "), "{head}");
    assert!(head.contains("\r\nallow: GET, HEAD\r\n"), "{head}");
    assert!(
        head.contains("content-type: application/rdap+json"),
        "{head}"
    );
    assert!(body > 0);
    assert!(ask("GET", "text/html").0.starts_with("HTTP/1.1 406 "));
}
