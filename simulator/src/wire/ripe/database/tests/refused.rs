//! What is refused, and how.

use super::*;

const PUT: &str = "PUT /rest.db.ripe.net/ripe/inetnum/198.19.0.0/22";

/// Checks a call by its status and a part of the answer.
#[track_caller]
fn check(line: &str, key: (&str, &str), sent: &str, status: u16, part: &str) {
    let simulation = simulation();
    let answered = refused(&simulation, line, &[key, JSON, WANT_JSON], sent);
    assert_eq!(answered.status, status, "{line} {sent}\n{}", answered.body);
    assert!(
        answered.body.contains(part),
        "{line} {sent}\n{}",
        answered.body
    );
    let value = parse(&answered.body);
    let message = &value["errormessages"]["errormessage"][0];
    assert_eq!(message["severity"], "Error");
    assert_eq!(value["link"]["type"], "locator");
    // Each argument has its place in the text.
    let places = message["text"].as_str().unwrap().matches("%s").count();
    let arguments = message["args"].as_array().map_or(0, Vec::len);
    assert_eq!(places, arguments, "{message}");
}

#[test]
fn whose_objects_are_refused() {
    let good = body(&[("descr", "new")]);
    let text = "Authorisation for [%s] %s failed\\nusing \\\"%s:\\\"\\nnot authenticated by: %s";
    for key in [NOBODYS, OTHERS, PORTALS, ("x-nothing", "")] {
        check(PUT, key, &good, 401, text);
        check(PUT, key, &good, 401, "\"value\":\"EXAMPLE-MNT\"");
    }
}

/// The place of a mistake is named, and a list is no object.
#[test]
fn bodies_that_cannot_be_read() {
    let good = body(&[("descr", "new")]);
    let two = good.replacen("[{\"type\"", "[{\"attributes\":{}},{\"type\"", 1);
    let processing = "JSON processing exception: %s";
    for (sent, part) in [
        (
            "{",
            "\"text\":\"JSON processing exception: %s (line: %s, column: %s)\"",
        ),
        ("{\n\"objects\" 1}", "\"value\":\"2\""),
        ("[1]", "the body is a list; it must be an object"),
        ("[[]]", processing),
        (
            r#"{"objects":[[]]}"#,
            "objects is a list; it must be an object",
        ),
        (
            r#"{"objects":{"object":{}}}"#,
            "objects.object is an object",
        ),
        (
            r#"{"objects":{"object":[["inetnum"]]}}"#,
            "objects.object[0] is a list",
        ),
        (
            r#"{"objects":{"object":[{"attributes":{"attribute":[{"name":["a"]}]}}]}}"#,
            "objects.object[0].attributes.attribute[0].name is a list; it must be text",
        ),
        (
            r#"{"objects":{"object":[{"attributes":{"attribute":[{"value":"a"}]}}]}}"#,
            "attribute[0].name is missing",
        ),
        ("{}", "Single object expected"),
        (r#"{"objects":null}"#, "Single object expected"),
        (r#"{"objects":{"object":[]}}"#, "\"value\":\"0\""),
        (&two, "\"value\":\"2\""),
    ] {
        check(PUT, KEY, sent, 400, part);
    }
    let simulation = simulation();
    for sent in ["<", "<objects/>", "<whois-resources/>"] {
        let answered = refused(&simulation, PUT, &[KEY, XML], sent);
        assert_eq!(answered.status, 400, "{sent}");
        let error = "<errormessage severity=\"Error\"";
        assert!(answered.body.contains(error), "{sent}");
    }
}

#[test]
fn objects_that_are_not_the_urls() {
    let good = body(&[("descr", "new")]);
    let filtered = with("source", "RIPE # Filtered");
    check(PUT, KEY, &filtered, 400, "filtered whois output");
    let test = with("source", "TEST");
    check(PUT, KEY, &test, 400, "Invalid source specified");
    let shorter = with("inetnum", "198.19.0.0 - 198.19.3.254");
    check(PUT, KEY, &shorter, 400, "do not match");
    let person = good.replacen("\"inetnum\"", "\"person\"", 1);
    check(PUT, KEY, &person, 400, "do not match");
    let nowhere = "PUT /rest.db.ripe.net/test/inetnum/198.19.0.0/22";
    check(nowhere, KEY, &good, 400, "Invalid source");
    let missing = "PUT /rest.db.ripe.net/ripe/inetnum/192.0.2.0/24";
    check(missing, KEY, &good, 400, "do not match");
}

#[test]
fn attributes_that_are_refused() {
    let locked = "can only be changed by the RIPE NCC";
    let more = |name: &str| body(&[(name, "x")]);
    let without = |name: &str| {
        let list = attributes(&[]).into_iter();
        whole(&list.filter(|it| it.0 != name).collect::<Vec<_>>())
    };
    for (sent, part) in [
        (more("colour"), "\\\"%s\\\" is not a known RPSL attribute"),
        (more("as-name"), "not valid for this object type"),
        (more("geofeed"), "not simulated"),
        (without("country"), "Mandatory attribute"),
        (without("source"), "Mandatory attribute"),
        (with("netname", "OTHER"), locked),
        (with("org", "ORG-OT1-RIPE"), locked),
        (with("mnt-by", "OTHER-MNT"), locked),
        (with("status", "ASSIGNED PA"), "delete and re-create"),
        (with("country", "DE"), "not simulated"),
    ] {
        check(PUT, KEY, &sent, 400, part);
    }
    // Several at once are all told.
    let simulation = simulation();
    let two = body(&[("colour", "x"), ("as-name", "y")]);
    let answered = refused(&simulation, PUT, &[KEY, JSON, WANT_JSON], &two);
    let messages = &parse(&answered.body)["errormessages"]["errormessage"];
    assert_eq!(messages[0]["attribute"]["name"], "colour");
    assert_eq!(messages[1]["attribute"]["name"], "as-name");
}

#[test]
fn methods_and_formats_that_are_refused() {
    let good = body(&[("descr", "new")]);
    let simulation = simulation();
    for (line, allowed) in [
        (
            "DELETE /rest.db.ripe.net/ripe/inetnum/198.19.0.0/22",
            "GET, HEAD, PUT",
        ),
        (
            "POST /rest.db.ripe.net/ripe/inetnum/198.19.0.0/22",
            "GET, HEAD, PUT",
        ),
        ("POST /rest.db.ripe.net/ripe/inetnum", ""),
        ("PUT /rest.db.ripe.net/ripe/inetnum", ""),
    ] {
        check(line, KEY, &good, 405, "not simulated");
        let answered = refused(&simulation, line, &[KEY, JSON], &good);
        assert_eq!(answered.headers["allow"], allowed, "{line}");
    }
    let text = ("content-type", "text/plain");
    assert_eq!(refused(&simulation, PUT, &[KEY, text], &good).status, 415);
    assert_eq!(refused(&simulation, PUT, &[KEY], &good).status, 415);
    let html = ("accept", "text/html");
    let answered = refused(&simulation, PUT, &[KEY, JSON, html], &good);
    assert_eq!(answered.status, 406);
}
