//! The control API as agreed, spoken by a mock.

use wiremock::matchers::{body_json, body_string, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;

async fn control(server: &MockServer) -> Control {
    Control::new(Client::new(), server.uri())
}

#[tokio::test]
async fn reads_the_clock_whatever_else_it_says() {
    let server = MockServer::start().await;
    let document = json!({
        "now": "2026-01-05T09:00:00Z",
        "mode": "scaled",
        "scale": 3600,
        "paused": false,
        "next_event": null,
        "something_new": 1,
    });
    Mock::given(path("/_simulator/clock"))
        .respond_with(ResponseTemplate::new(200).set_body_json(document))
        .mount(&server)
        .await;
    let clock = control(&server).await.clock().await.unwrap();
    assert_eq!(clock.mode, ClockMode::Scaled);
    assert_eq!((clock.scale, clock.next_event), (3600, None));
}

#[tokio::test]
async fn a_refusal_keeps_the_simulators_words() {
    let server = MockServer::start().await;
    Mock::given(path("/_simulator/clock/advance"))
        .and(body_json(json!({ "to": "next-event" })))
        .respond_with(
            ResponseTemplate::new(409).set_body_json(json!({ "error": "nothing is due" })),
        )
        .mount(&server)
        .await;
    let how = json!({ "to": "next-event" });
    let error = control(&server).await.advance(&how).await.unwrap_err();
    assert_eq!(error.to_string(), "nothing is due");
    assert!(matches!(error, ControlError::Refused { status, .. } if status == 409));
}

#[tokio::test]
async fn what_does_not_speak_as_agreed_is_named_with_its_url() {
    let server = MockServer::start().await;
    Mock::given(path("/_simulator/clock"))
        .respond_with(ResponseTemplate::new(200).set_body_string("<html>"))
        .mount(&server)
        .await;
    let error = control(&server).await.clock().await.unwrap_err();
    assert!(error.to_string().contains("/_simulator/clock: "), "{error}");
}

#[tokio::test]
async fn a_field_is_replaced_by_lines_and_emptied_by_none() {
    let server = MockServer::start().await;
    let field = "/_simulator/registry/ripe/networks/192.0.2.0%2F24/descr";
    Mock::given(method("PUT"))
        .and(path(field))
        .and(header("content-type", "text/plain; charset=utf-8"))
        .and(body_string("one\ntwo"))
        .respond_with(ResponseTemplate::new(200))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("DELETE"))
        .and(path(field))
        .respond_with(ResponseTemplate::new(204))
        .expect(1)
        .mount(&server)
        .await;
    let control = control(&server).await;
    let path = "registry/ripe/networks/192.0.2.0%2F24/descr";
    let lines = ["one".to_owned(), "two".to_owned()];
    control.set_field(path, &lines).await.unwrap();
    control.set_field(path, &[]).await.unwrap();
}
