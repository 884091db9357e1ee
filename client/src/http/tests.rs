use reqwest::Method;
use serde_json::{Value, json};
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;

const URL: &str = "https://rdap.example.net/ip/198.18.1.0/24";
const AT: &str = "/rdap.example.net/ip/198.18.1.0/24";

async fn at(server: &MockServer, at: &str, template: ResponseTemplate) {
    let mock = Mock::given(method("GET")).and(path(at));
    mock.respond_with(template).mount(server).await;
}

fn moved(to: &str) -> ResponseTemplate {
    ResponseTemplate::new(301).insert_header("location", to)
}

async fn find(server: &MockServer) -> Result<Option<Found<Value>>, HttpError> {
    Http::new(Some(&server.uri()))
        .unwrap()
        .find(URL, "application/json")
        .await
}

#[tokio::test]
async fn a_redirection_is_followed_and_told() {
    let server = MockServer::start().await;
    // The first as a real service sends it, the second relative.
    at(&server, AT, moved("https://rdap.example.org/ip/1")).await;
    at(&server, "/rdap.example.org/ip/1", moved("2")).await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({"handle": "NET"}));
    at(&server, "/rdap.example.org/ip/2", answer).await;
    let found = find(&server).await.unwrap().unwrap();
    assert_eq!(found.document["handle"], "NET");
    let base = server.uri();
    let way = [
        format!("{base}{AT}"),
        format!("{base}/rdap.example.org/ip/1"),
        format!("{base}/rdap.example.org/ip/2"),
    ];
    assert_eq!(found.way, way);
}

#[tokio::test]
async fn a_circle_of_redirections_ends() {
    let server = MockServer::start().await;
    at(&server, AT, moved("https://rdap.example.org/ip/1")).await;
    at(&server, "/rdap.example.org/ip/1", moved(URL)).await;
    let text = find(&server).await.unwrap_err().to_string();
    assert!(text.contains("in a circle or too often"), "{text}");
}

#[tokio::test]
async fn a_service_that_is_down_tells_when_it_is_back() {
    for (status, after, expected) in [
        (
            503,
            Some("120"),
            "try again later (Retry-After: 120 seconds)",
        ),
        (503, None, "try again later"),
        (
            429,
            Some("Mon, 05 Jan 2026 10:00:00 GMT"),
            "wait a minute, then try again (Retry-After: Mon, 05 Jan 2026 10:00:00 GMT)",
        ),
    ] {
        let server = MockServer::start().await;
        let mut template = ResponseTemplate::new(status);
        if let Some(after) = after {
            template = template.insert_header("retry-after", after);
        }
        at(&server, AT, template).await;
        let text = find(&server).await.unwrap_err().to_string();
        assert!(text.ends_with(expected), "{text}");
    }
}

#[tokio::test]
async fn what_is_sent_has_its_secret_and_what_is_shown_has_not() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path("/reg.example.net/rest/net/1"))
        .and(header("authorization", "ApiKey API-1111"))
        .respond_with(moved("https://elsewhere.example.net/"))
        .mount(&server)
        .await;
    let request = Request::new(Method::PUT, "https://reg.example.net/rest/net/1")
        .secret("authorization", "ApiKey ", "API-1111")
        .with_body("application/xml", "<net/>");
    let http = Http::new(Some(&server.uri())).unwrap();
    // Nobody else gets the key: the redirection is an answer.
    assert_eq!(http.send(&request).await.unwrap().status, 301);
    let shown = "PUT https://reg.example.net/rest/net/1\n\
                 authorization: ApiKey ****\n\
                 content-type: application/xml\n\n<net/>\n";
    assert_eq!(request.to_string(), shown);
    assert!(!format!("{request:?}").contains("1111"));
}

#[test]
fn only_real_urls_are_reached_through_a_simulator() {
    let there = Http::new(Some("http://127.0.0.1:4566/")).unwrap();
    let real = "https://rdap.arin.net/registry";
    assert_eq!(
        there.place(real),
        "http://127.0.0.1:4566/rdap.arin.net/registry"
    );
    assert_eq!(
        there.place("http://127.0.0.1:4566/x"),
        "http://127.0.0.1:4566/x"
    );
    assert_eq!(Http::new(None).unwrap().place(real), real);
}
