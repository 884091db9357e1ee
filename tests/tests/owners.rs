//! What a holder does at a registry's own interface, with curl: the certificate
//! into the record, the ROAs, and what everybody sees of it later. The bodies
//! are the fuzzers' seeds.

use std::path::Path;

use byoip_tests::desk::Desk;
use byoip_tests::simulator::Simulator;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace's folder")
}

/// A desk with the seeds in `$SEEDS` and the simulator at `$URL`.
fn begin() -> (Simulator, Desk) {
    let world = root().join("tests/worlds/owners.yaml");
    let world = world.to_str().expect("the path is text");
    let simulator = Simulator::start_with(&["--world", world]);
    let mut desk = Desk::at(&simulator);
    desk.set("URL", &simulator.url());
    let seeds = root().join("fuzz/corpus");
    desk.set("SEEDS", seeds.to_str().expect("the path is text"));
    let (host, port) = simulator.whois();
    desk.set("WHOIS", &format!("-h {host} -p {port}"));
    (simulator, desk)
}

/// The origins that validators know for a prefix, after some time.
fn origins(simulator: &Simulator, after: &str, prefix: &str) -> Vec<String> {
    simulator.advance(after);
    let path = format!("/rpki-validator.ripe.net/json?select-prefix={prefix}");
    let (_, body) = simulator.request("GET", &path, b"");
    let value: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    let roas = value.get("roas").and_then(serde_json::Value::as_array);
    let roas = roas.expect("a list");
    let origin = |roa: &serde_json::Value| {
        roa.get("asn")
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    roas.iter().map(origin).collect()
}

#[test]
fn arin() {
    let (simulator, desk) = begin();
    let curl = "curl -sSf -H 'Authorization: ApiKey API-1111-2222-3333-4444' \
                -H 'Content-Type: application/xml'";
    let net = "\"$URL/reg.arin.net/rest/net/NET-198-18-0-0-1\"";
    // What the server shows is put back with a certificate in it.
    desk.ok(&format!("{curl} {net} > net.xml"));
    desk.ok(
        "sed 's|<comment/>|<comment><line number=\"0\">-----BEGIN CERTIFICATE-----MIID\
         -----END CERTIFICATE-----</line></comment>|' net.xml > changed.xml
         ! cmp -s net.xml changed.xml",
    );
    let answer = desk.ok(&format!("{curl} -X PUT --data-binary @changed.xml {net}"));
    assert_eq!(answer, desk.ok("cat changed.xml"));
    let look = "whois $WHOIS 'n + 198.18.0.0' | grep Comment || true";
    assert_eq!(desk.ok(look), "");
    simulator.advance("10m");
    assert_eq!(
        desk.line(look),
        "Comment:        -----BEGIN CERTIFICATE-----MIID-----END CERTIFICATE-----"
    );
    desk.ok(&format!(
        "{curl} -X PUT --data-binary @$SEEDS/arin/net {net}"
    ));
    desk.ok(&format!(
        "{curl} --data-binary @$SEEDS/arin/transaction \"$URL/reg.arin.net/rest/rpki/EXAMPLE-1\""
    ));
    let list = desk.ok(&format!("{curl} \"$URL/reg.arin.net/rest/roa/EXAMPLE-1\""));
    // One ROA of two prefixes.
    let (_, rest) = list
        .split_once("<asNumber>16509</asNumber>")
        .expect("the ROA is in the list");
    let (spec, others) = rest.split_once("</roaSpec>").expect("it ends");
    assert_eq!(spec.matches("<resources>").count(), 2, "{list}");
    assert!(!others.contains("<asNumber>16509</asNumber>"), "{list}");
    assert_eq!(origins(&simulator, "1h", "198.18.1.0/24"), ["AS16509"]);
    // With a wrong key there is an error in ARIN's own form.
    let refused = desk.ok(&format!("curl -sS {net}?apikey=API-0000-0000-0000-0000"));
    assert!(
        refused.contains("<code>E_AUTHENTICATION</code>"),
        "{refused}"
    );
}

#[test]
fn ripe() {
    let (simulator, desk) = begin();
    let object = "\"$URL/rest.db.ripe.net/ripe/inetnum/192.0.2.0%20-%20192.0.2.255";
    let put = "curl -sSf -u KEYID:secret -X PUT";
    // The object as the guide of the database has it: get it unfiltered, add to
    // it, put it back.
    desk.ok(&format!(
        "curl -sSf {object}.json?unfiltered\" > object.json"
    ));
    desk.ok("python3 - <<'END'
import json
whole = json.load(open('object.json'))
attributes = whole['objects']['object'][0]['attributes']['attribute']
certificate = '-----BEGIN CERTIFICATE-----MIID-----END CERTIFICATE-----'
attributes.insert(3, {'name': 'descr', 'value': certificate})
json.dump({'objects': whole['objects']}, open('changed.json', 'w'))
END");
    desk.ok(&format!(
        "{put} -H 'Content-Type: application/json' --data-binary @changed.json {object}\""
    ));
    simulator.advance("5s");
    assert_eq!(
        desk.line("whois $WHOIS -- '-r 192.0.2.0/24' | grep descr | grep BEGIN"),
        "descr:          -----BEGIN CERTIFICATE-----MIID-----END CERTIFICATE-----"
    );
    for format in ["json", "xml"] {
        desk.ok(&format!(
            "{put} -H 'Content-Type: application/{format}' --data-binary @$SEEDS/ripe/{format} {object}\""
        ));
    }
    let status = desk.ok(
        "curl -sSf -o /dev/null -w '%{http_code}' -H 'ncc-api-authorization: portal-key' \
         -H 'Content-Type: application/json' --data-binary @$SEEDS/ripe/publish \
         \"$URL/my.ripe.net/api/rpki/roas/publish\"",
    );
    assert_eq!(status, "204");
    assert_eq!(origins(&simulator, "1h", "192.0.2.0/24"), ["AS16509"]);
    let status = desk.ok(
        "curl -sS -o body -w '%{http_code}' \"$URL/my.ripe.net/api/rpki/roas?key=wrong\"; wc -c < body",
    );
    assert_eq!(status.split_whitespace().collect::<String>(), "4010");
}

#[test]
fn apnic() {
    let (simulator, desk) = begin();
    let root = "$URL/registry-api.apnic.net/v1/ORG-EX1-AP";
    let curl = "curl -sSf -H 'Authorization: Bearer apnic-key' -H 'Content-Type: application/json'";
    for (method, seed, path) in [
        (
            "PUT",
            "object",
            "whois/inetnum/203.0.113.0%20-%20203.0.113.255",
        ),
        ("POST", "route", "route"),
    ] {
        let task = desk.line(&format!(
            "{curl} -X {method} --data-binary @$SEEDS/apnic/{seed} \"{root}/{path}\" |
             python3 -c 'import json, sys; print(json.load(sys.stdin)[\"location\"])'"
        ));
        assert!(
            desk.ok(&format!("{curl} {task}"))
                .contains("\"status\":\"pending\"")
        );
        simulator.advance("1s");
        let ended = desk.ok(&format!("{curl} {task}"));
        assert!(ended.contains("\"type\":\"success-response\""), "{ended}");
    }
    assert_eq!(origins(&simulator, "1h", "203.0.113.0/24"), ["AS16509"]);
    assert_eq!(
        desk.line("whois $WHOIS 203.0.113.0/24 | grep remarks | grep BEGIN"),
        "remarks:        -----BEGIN CERTIFICATE-----MIID-----END CERTIFICATE-----"
    );
    // The route object came with the ROA.
    assert_eq!(
        desk.line("whois $WHOIS 203.0.113.0/24 | grep -A 1 ^route"),
        "route:          203.0.113.0/24\norigin:         AS16509"
    );
}

/// On a clock that stands nothing is waited for in vain, and what is open is not
/// handed in again.
#[test]
fn a_task_at_apnic_that_stays_open() {
    let (simulator, mut desk) = begin();
    desk.set("BYOIP_REGISTRY_KEY", "apnic-key");
    desk.ok("byoip key new --no-passphrase && byoip cert new --key private-key.pem");
    let publish = "byoip registry publish-cert --simulator \"$URL\" --cidr 203.0.113.0/24 \
                   --cert certificate.pem";
    let told = desk.fails(publish, 5);
    for part in ["/task/1", "stands still", "/clock/advance", "--no-wait"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let told = desk.ok(&format!("{publish} --no-wait --json"));
    for part in [
        "\"state\": \"submitted\"",
        "\"changed\": false",
        "/task/1\"",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    desk.ok("byoip cert new --key private-key.pem --out other.pem --days 30");
    let other = publish.replace("certificate.pem", "other.pem");
    let told = desk.fails(&other, 4);
    assert!(told.contains("is open at APNIC"), "{told}");
    let tasks = "curl -sSf -H 'Authorization: Bearer apnic-key' \
                 \"$URL/registry-api.apnic.net/v1/ORG-EX1-AP/task\"";
    assert_eq!(desk.ok(tasks).matches("\"operation\"").count(), 1);
    simulator.advance("1s");
    assert!(desk.ok(publish).contains("already is in remarks"));
    assert!(
        desk.ok(&format!("{publish} --json"))
            .contains("\"state\": \"unchanged\"")
    );
}

/// What the record says and what an open task makes of it are two things: nothing
/// is called right that the task makes wrong.
#[test]
fn an_open_task_at_apnic_is_in_the_way() {
    let (simulator, mut desk) = begin();
    desk.set("BYOIP_REGISTRY_KEY", "apnic-key");
    desk.ok("byoip key new --no-passphrase && byoip cert new --key private-key.pem");
    let place = "--simulator \"$URL\" --cidr 203.0.113.0/24";
    let publish = format!("byoip registry publish-cert {place} --cert certificate.pem");
    let remove = format!("byoip registry remove-cert {place} --cert certificate.pem");
    let create = format!("byoip roa create {place} --aws");
    let delete = format!("byoip roa delete {place} --aws");
    for (task, (there, back)) in (1..).zip([
        (&publish, &remove),
        (&remove, &publish),
        (&create, &delete),
        (&delete, &create),
    ]) {
        let told = desk.ok(&format!("{there} --no-wait --json"));
        assert!(told.contains("\"state\": \"submitted\""), "{told}");
        assert!(!told.contains("\"created\": [\n"), "{told}");
        let told = desk.fails(back, 4);
        for part in ["another change of 203.0.113.0", &format!("/task/{task};")] {
            assert!(told.contains(part), "{part}: {told}");
        }
        simulator.advance("10s");
    }
}

/// A deletion says what it leaves, and a certificate that AWS cannot use is told
/// before anybody relies on it.
#[test]
fn what_is_left_and_what_is_of_no_use_is_told() {
    let (_simulator, mut desk) = begin();
    desk.set("BYOIP_REGISTRY_KEY", "API-1111-2222-3333-4444");
    let place = "--registry ARIN --simulator \"$URL\" --cidr 198.18.1.0/24";
    desk.ok(&format!("byoip roa create {place} --origin AS64500"));
    desk.ok(&format!("byoip roa create {place} --aws --max-length 25"));
    let delete = format!("byoip roa delete {place} --aws --origin AS64500 --origin AS65099");
    let told = desk.ok(&format!("{delete} --json"));
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let warnings = told["warnings"].to_string();
    for part in [
        "there is no 198.18.1.0/24-24 => AS65099 at ARIN",
        "198.18.1.0/24-25 => AS16509 stays at ARIN; --max-length 25 deletes it",
    ] {
        assert!(warnings.contains(part), "{part}: {warnings}");
    }
    assert_eq!(told["deleted"].as_array().map(Vec::len), Some(1));

    desk.ok("byoip key new --no-passphrase --bits 3072");
    for (file, now, days) in [
        ("old.pem", "2025-01-01T00:00:00Z", 30),
        ("new.pem", "2100-01-01T00:00:00Z", 365),
    ] {
        desk.ok(&format!(
            "byoip cert new --pem --key private-key.pem --out {file} --now {now} --days {days}"
        ));
    }
    let publish = format!("byoip registry publish-cert {place} --json --cert");
    let told = desk.fails(&format!("{publish} old.pem"), 2);
    assert!(told.contains("expired at 2025-01-31"), "{told}");
    let told = desk.fails(&format!("{publish} old.pem --force"), 0);
    assert!(told.contains("warning: the certificate expired"), "{told}");
    let told = desk.fails(&format!("{publish} new.pem"), 0);
    for part in [
        "not valid before 2100-01-01",
        "3072 bits",
        "joined into one",
        "\"warnings\": [\n",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn lacnic_and_afrinic() {
    let (simulator, desk) = begin();
    let curl = "curl -sSf -H 'Content-Type: application/json'";
    desk.ok(&format!(
        "{curl} -H 'Authorization: Bearer lacnic-key' -d '{{\"asn\": \"16509\", \"name\": \"aws\", \
         \"resources\": [{{\"maximalLegth\": \"25\", \"prefix\": \"198.51.100.0/25\"}}]}}' \
         \"$URL/registro.api.lacnic.net/lacnic/2.0/rpki/roas\""
    ));
    // AFRINIC's portal.
    desk.ok(&format!(
        "{curl} -d '{{\"asn\": \"AS14618\", \"prefix\": \"198.51.100.128/25\"}}' \"$URL/_simulator/roas\"
         curl -sSf -X PUT -d 'one line' \
         \"$URL/_simulator/registry/afrinic/networks/198.51.100.128/25/remarks\""
    ));
    assert_eq!(origins(&simulator, "1h", "198.51.100.0/25"), ["AS16509"]);
    assert_eq!(origins(&simulator, "1h", "198.51.100.128/25"), ["AS14618"]);
}

/// A body that ends before its end is not one that is too long, and a request
/// that names no host is sent on to this server.
#[test]
fn bytes_on_the_line() {
    let (simulator, _) = begin();
    let roas = "/registro.api.lacnic.net/lacnic/2.0/rpki/roas";
    for (length, body) in [
        ("Content-Length: 1000", "abcd"),
        ("Transfer-Encoding: chunked", "xyz\r\n"),
    ] {
        let call = format!("POST {roas} HTTP/1.1\r\nHost: localhost\r\n{length}\r\n\r\n{body}");
        let answer = simulator.broken_off(call.as_bytes());
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 400 "), "{length}: {answer}");
        assert!(
            answer.contains("The body breaks off."),
            "{length}: {answer}"
        );
    }
    let call = "GET /rdap.arin.net/registry/ip/203.0.113.1 HTTP/1.0\r\n\r\n";
    let answer = simulator.raw(call.as_bytes());
    let answer = String::from_utf8_lossy(&answer);
    let location = format!(
        "location: http://{}/rdap.apnic.net/ip/203.0.113.1\r\n",
        simulator.address()
    );
    assert!(answer.contains(&location), "{answer}");
}
