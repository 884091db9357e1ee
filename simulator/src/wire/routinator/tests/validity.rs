//! Routes: which are read, and what is refused in Routinator's words.

use super::*;

/// State, reason, and how many VRPs matched, were of another AS, were too short.
#[test]
fn sorts_as_routinator_does() {
    let world = world();
    for (route, state, reason, counts) in [
        ("AS64500/198.18.0.0/23", "valid", None, [1, 0, 0]),
        ("64501/198.18.0.0/23", "invalid", Some("as"), [0, 1, 0]),
        // The customer's own second half, once Amazon's ROA is there.
        ("AS64500/198.18.1.0/24", "invalid", Some("as"), [0, 1, 1]),
        // Too long goes before another AS.
        (
            "AS16509/198.18.0.0/24",
            "invalid",
            Some("length"),
            [0, 0, 1],
        ),
        ("AS16509/192.0.2.0/24", "not-found", None, [0, 0, 0]),
    ] {
        let answer = body(&ask(&format!("/api/v1/validity/{route}"), &world));
        let validity = &answer["validated_route"]["validity"];
        let count = |heap: &str| validity["VRPs"][heap].as_array().unwrap().len();
        assert_eq!(validity["state"], state, "{route}");
        assert_eq!(validity["reason"].as_str(), reason, "{route}");
        let found = ["matched", "unmatched_as", "unmatched_length"].map(count);
        assert_eq!(found, counts, "{route}");
    }
}

/// Host bits, signs and zeros are no matter in a query.
#[test]
fn many_spellings_ask_the_same() {
    let world = world();
    let one = ask("/api/v1/validity/AS16509/198.18.1.0/24", &world);
    for path in [
        "/api/v1/validity/16509/198.18.1.0/24",
        "/api/v1/validity/as016509/198.18.1.77/024",
        "/api/v1/validity/AS+16509/198.18.1.0/+24",
        "/validity?asn=16509&prefix=198.18.1.0/24",
        "/validity?prefix=198.18.1.0%2F24&asn=1&asn=AS16509",
    ] {
        assert_eq!(ask(path, &world), one, "{path}");
    }
}

#[test]
fn refuses_in_routinators_words() {
    let world = world();
    for (path, status, words) in [
        ("/api/v1/validity/AS/198.18.1.0/24", 400, "invalid ASN"),
        (
            "/api/v1/validity/4294967296/198.18.1.0/24",
            400,
            "invalid ASN",
        ),
        ("/api/v1/validity/AS16509", 400, "missing prefix in path"),
        ("/api/v1/validity/", 400, "missing prefix in path"),
        ("/api/v1/validity/1/198.18.1.0", 400, "invalid prefix"),
        ("/api/v1/validity/1/198.18.1.0/33", 400, "invalid prefix"),
        ("/api/v1/validity/1/198.18.1.0/24/", 400, "invalid prefix"),
        ("/api/v1/validity/1/198.18.1.0%2F24", 400, "invalid prefix"),
        ("/validity", 400, "missing query arguments"),
        ("/validity?", 400, "missing 'asn' argument in query"),
        ("/validity?asn=1", 400, "missing 'prefix' argument in query"),
        (
            "/validity?asn=1&prefix=198.18.1.0/24&x=",
            400,
            "unexpected argument 'x' in query",
        ),
        ("/api/v1/origins/?x=1", 400, "invalid query"),
    ] {
        let expected = format!("{{\n   \"error\": \"{words}\"\n}}");
        assert_eq!(text(ask(path, &world)), (status, expected), "{path}");
    }
    for (path, status, words) in [
        ("/json?select-prefix=198.18.1.0", 400, "invalid query"),
        ("/json?select-prefix=198.18.1.1/24", 400, "invalid query"),
        ("/json?resource=198.18.1.0/24", 400, "invalid query"),
        ("/", 404, "resource not found"),
        ("/api/v1/validity", 404, "resource not found"),
        ("/api/v1/nothing", 404, "resource not found"),
    ] {
        assert_eq!(
            text(ask(path, &world)),
            (status, words.to_owned()),
            "{path}"
        );
    }
}

#[test]
fn refuses_a_method() {
    let world = world();
    for (path, expected) in [
        ("/json", "method not allowed"),
        (
            "/api/v1/status",
            "{\n   \"error\": \"method not allowed\"\n}",
        ),
    ] {
        let request = ::http::Request::put(path).body(Bytes::new()).unwrap();
        assert_eq!(text(send(&request, &world)), (405, expected.to_owned()));
    }
    // What only lists takes a POST for a GET.
    let request = ::http::Request::post("/csv").body(Bytes::new()).unwrap();
    assert_eq!(send(&request, &world), ask("/csv", &world));
}

#[test]
fn reads_a_list_of_routes() {
    let world = world();
    for routes in [
        r#"{"routes":[{"asn":1,"prefix":"198.18.1.0/24","x":1}],"y":2}"#,
        r#"{"routes":[["198.18.1.0/24",1]]}"#,
        r#"{"routes":[]}"#,
        "[[]]",
    ] {
        assert_eq!(post(routes, &world).status, 200, "{routes}");
    }
    for routes in [
        "",
        "{",
        r#"{"routes":[{"asn":"x","prefix":"198.18.1.0/24"}]}"#,
        r#"{"routes":[{"asn":1.0,"prefix":"198.18.1.0/24"}]}"#,
        r#"{"routes":[{"asn":4294967296,"prefix":"198.18.1.0/24"}]}"#,
        r#"{"routes":[{"asn":1,"prefix":"198.18.1.1/24"}]}"#,
    ] {
        let expected = "{\n   \"error\": \"could not decode JSON\"\n}".to_owned();
        assert_eq!(text(post(routes, &world)), (400, expected), "{routes}");
    }
}

#[test]
fn a_list_of_routes_is_json_and_not_too_long() {
    let world = world();
    let post = |content_type: Option<&str>, body: String| {
        let mut request = ::http::Request::post("/validity");
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let answer = send(&request.body(Bytes::from(body)).unwrap(), &world);
        (answer.status, body_error(&answer))
    };
    let none = || r#"{"routes":[]}"#.to_owned();
    let missing = (415, "missing content-type header".to_owned());
    assert_eq!(post(None, none()), missing);
    let wrong = (415, "wrong content-type header".to_owned());
    assert_eq!(post(Some("application/json; charset=utf-8"), none()), wrong);
    assert_eq!(post(Some("Application/JSON"), none()).0, 200);
    let padded = |length: usize| format!("{}{}", none(), " ".repeat(length - none().len()));
    assert_eq!(post(Some(JSON), padded(100_000)).0, 200);
    let long = (400, "body missing".to_owned());
    assert_eq!(post(Some(JSON), padded(100_001)), long);
    assert_eq!(body_error(&refuse_long("/validity")), long.1);
}

fn body_error(answer: &Answer) -> String {
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    body["error"].as_str().unwrap_or_default().to_owned()
}
