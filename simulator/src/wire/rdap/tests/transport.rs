use ::http::HeaderMap;
use ::http::header::{ACCEPT, ORIGIN};
use jiff::SignedDuration;

use super::*;

#[test]
fn pages_of_other_origins_may_read() {
    let header = |registry, origin: bool| {
        let mut headers = HeaderMap::new();
        if origin {
            headers.insert(ORIGIN, "https://example.com".parse().unwrap());
        }
        open_to_pages(registry, &headers, Answer::empty(200)).headers
    };
    let all = ("access-control-allow-origin", "*".to_owned());
    let none = ("access-control-allow-credentials", "false".to_owned());
    assert_eq!(header(Registry::Ripe, false), []);
    assert_eq!(header(Registry::Ripe, true), [all.clone(), none]);
    for registry in [
        Registry::Arin,
        Registry::Apnic,
        Registry::Lacnic,
        Registry::Afrinic,
    ] {
        assert_eq!(header(registry, false), std::slice::from_ref(&all));
        assert_eq!(header(registry, true), std::slice::from_ref(&all));
    }
}

#[test]
fn takes_clients_that_take_json() {
    #[track_caller]
    fn check(accept: Option<&str>, taken: bool) {
        let mut headers = HeaderMap::new();
        if let Some(accept) = accept {
            headers.insert(ACCEPT, accept.parse().unwrap());
        }
        assert_eq!(is_acceptable(&headers), taken, "{accept:?}");
    }
    check(None, true);
    check(Some("application/rdap+json"), true);
    check(Some("text/html, application/json;q=0.8"), true);
    check(Some("*/*"), true);
    check(Some("text/html"), false);
}

#[test]
fn asking_too_often_says_how_long_to_wait() {
    let query = Query {
        base: "http://rdap.lacnic.net",
        path: "/rdap/ip/198.19.64.0",
        pairs: &[],
    };
    let wait = SignedDuration::from_millis(5_001);
    let answer = slow_down(Registry::Lacnic, &query, &sample::world(), wait);
    assert_eq!(answer.status, 429);
    assert!(answer.headers.contains(&("retry-after", "6".to_owned())));
    let error: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(error["title"], "Too Many Requests");
}

/// Each registry says in its own form that records are only read.
#[test]
fn changes_are_not_allowed() {
    for registry in Registry::ALL {
        let base = format!("http://{}", registry.rdap_host());
        let query = Query {
            base: &base,
            path: "/ip/198.18.1.0",
            pairs: &[],
        };
        let answer = not_allowed(registry, &query, &sample::world());
        assert_eq!((answer.status, answer.content_type), (405, MEDIA_TYPE));
        assert_eq!(answer.headers, [("allow", "GET, HEAD".to_owned())]);
        let error: Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(
            members(&error),
            "rdapConformance notices errorCode title description"
        );
        let title = match registry {
            Registry::Ripe => "Not Allowed",
            _ => "Method Not Allowed",
        };
        assert_eq!(
            (&error["errorCode"], &error["title"]),
            (&json!(405), &json!(title))
        );
    }
}
