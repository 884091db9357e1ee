//! A list that the client has is not sent again.

use super::*;

#[test]
fn a_list_is_known_by_its_tag_and_moment() {
    let world = world();
    let full = ask("/json", &world);
    let tag = format!("\"{:x}-0\"", sample::start().as_second());
    assert_eq!(header(&full, "etag"), Some(tag.as_str()));
    let modified = "Mon, 05 Jan 2026 09:00:00 GMT";
    assert_eq!(header(&full, "last-modified"), Some(modified));
    for (name, value, status) in [
        ("if-none-match", tag.as_str(), 304),
        ("if-none-match", "*", 304),
        ("if-none-match", &format!("\"x\", {tag}"), 304),
        // It takes no weak tag for its own.
        ("if-none-match", &format!("W/{tag}"), 200),
        ("if-none-match", "\"x\"", 200),
        ("if-modified-since", modified, 304),
        ("if-modified-since", "Mon, 05 Jan 2026 08:59:59 GMT", 200),
        ("if-modified-since", "yesterday", 200),
    ] {
        let request = ::http::Request::get("/csv").header(name, value);
        let answer = send(&request.body(Bytes::new()).unwrap(), &world);
        assert_eq!(answer.status, status, "{name}: {value}");
        assert_eq!(answer.body.is_empty(), status == 304);
        assert_eq!(header(&answer, "etag"), Some(tag.as_str()));
    }
}

/// Everything but the body.
#[test]
fn head_has_no_body() {
    let world = world();
    for path in ["/json", "/status", "/api/v1/validity/1/198.18.1.0/24"] {
        let request = ::http::Request::head(path).body(Bytes::new()).unwrap();
        let (head, full) = (send(&request, &world), ask(path, &world));
        assert!(head.body.is_empty());
        assert_eq!((head.status, head.headers), (200, full.headers), "{path}");
    }
}
