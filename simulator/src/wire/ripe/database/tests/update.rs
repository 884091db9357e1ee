//! Objects replaced.

use super::*;

/// In JSON and in XML, a value with further lines is kept with them; the answer
/// shows it cleaned, unless told not to.
#[test]
fn free_text_is_replaced() {
    let simulation = simulation();
    let lines = "one\n two # three";
    let sent = body(&[("descr", lines), ("remarks", "four")]);
    let put = format!("PUT {NET}");
    let answered = call(&simulation, &put, &[KEY, JSON, WANT_JSON], &sent);
    assert_eq!(answered.status, 200, "{}", answered.body);
    assert_eq!(typed(&simulation, Field::Descr), [lines]);
    assert_eq!(typed(&simulation, Field::Remarks), ["four"]);
    let shown = json!({ "name": "descr", "value": "one two", "comment": "three" });
    assert!(
        answered.body.contains(&shown.to_string()),
        "{}",
        answered.body
    );
    let modified = json!({ "name": "last-modified", "value": "2026-01-05T09:00:00Z" });
    assert!(
        answered.body.contains(&modified.to_string()),
        "{}",
        answered.body
    );
    // What is shown so can be put back, in either format.
    for suffix in ["json", "xml"] {
        let get = format!("GET {NET}.{suffix}?unfiltered&unformatted");
        let whole = call(&simulation, &get, &[], "").body;
        let media_type = if suffix == "json" { JSON } else { XML };
        let again = refused(&simulation, &put, &[KEY, media_type, WANT_JSON], &whole);
        assert_eq!(again.status, 200, "{}", again.body);
        let message = json!({
            "severity": "Warning",
            "text": "Submitted object identical to database object",
        });
        assert_eq!(
            parse(&again.body)["errormessages"]["errormessage"],
            json!([message])
        );
    }
    let get = format!("GET {NET}.xml?unfiltered&unformatted");
    let whole = call(&simulation, &get, &[], "").body;
    let other = whole.replace("one&#10; two # three", "five");
    assert_ne!(other, whole);
    let answered = call(&simulation, &put, &[KEY, XML], &other);
    assert_eq!(answered.status, 200, "{}", answered.body);
    assert_eq!(typed(&simulation, Field::Descr), ["five"]);
}

#[test]
fn a_dry_run_changes_nothing() {
    let simulation = simulation();
    let line = format!("PUT {NET}?dry-run");
    let answered = refused(
        &simulation,
        &line,
        &[KEY, JSON, WANT_JSON],
        &body(&[("descr", "new")]),
    );
    assert_eq!(answered.status, 200);
    let value = parse(&answered.body);
    assert_eq!(
        value["errormessages"]["errormessage"][0]["severity"],
        "Info"
    );
    assert!(answered.body.contains(r#"{"name":"descr","value":"new"}"#));
}

/// Free text is UTF-8 in its normal form, but for characters that no text has.
#[test]
fn the_database_keeps_free_text() {
    let simulation = simulation();
    let line = format!("PUT {NET}");
    for (sent, kept) in [
        ("Café \u{2603}\u{7}", "Café \u{2603}?"),
        ("Cafe\u{301}", "Caf\u{e9}"),
    ] {
        let sent = body(&[("descr", sent)]);
        let answered = call(&simulation, &line, &[KEY, JSON, WANT_JSON], &sent);
        assert_eq!(typed(&simulation, Field::Descr), [kept]);
        let message = &parse(&answered.body)["errormessages"]["errormessage"][0];
        assert_eq!(message["severity"], "Warning");
        assert_eq!(message["attribute"]["name"], "descr");
        let text = format!("Attribute \"descr:\" has been converted to \"{kept}\"");
        assert_eq!(message["text"], text);
    }
}
