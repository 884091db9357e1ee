//! The SDK against answers that EC2 may give, spoken by a mock.

use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::config::{Credentials, Region};
use serde_json::json;
use wiremock::matchers::{body_string_contains, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::service::{Clients, Service};
use super::*;

/// The SDK's clients of a mock.
pub(super) fn clients(server: &MockServer) -> Clients {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    let ec2 = aws_sdk_ec2::Config::builder()
        .endpoint_url(server.uri())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials.clone())
        .retry_config(RetryConfig::disabled())
        .build();
    let sts = aws_sdk_sts::Config::builder()
        .endpoint_url(server.uri())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials)
        .retry_config(RetryConfig::disabled())
        .build();
    Clients {
        ec2: aws_sdk_ec2::Client::from_conf(ec2),
        sts: aws_sdk_sts::Client::from_conf(sts),
    }
}

fn client(server: &MockServer) -> Service {
    Service::plain(clients(server))
}

async fn answering(status: u16, body: &str) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .respond_with(
            ResponseTemplate::new(status)
                .insert_header("x-amzn-requestid", "ea966190-f9aa-478e-9ede-example")
                .set_body_raw(body, "text/xml"),
        )
        .expect(1)
        .mount(&server)
        .await;
    server
}

pub(super) fn refusal(code: &str, message: &str) -> String {
    format!(
        "<Response><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>\
         <RequestID>ea966190-f9aa-478e-9ede-example</RequestID></Response>"
    )
}

#[tokio::test]
async fn a_refusal_keeps_code_message_and_request_even_if_unknown() {
    for (status, code) in [
        (400, "IncorrectState"),
        (503, "RequestLimitExceeded"),
        (400, "NobodyHasHeardOfThis"),
    ] {
        let server = answering(status, &refusal(code, "because")).await;
        let error = range::advertise(&client(&server), "198.18.1.0/24")
            .await
            .unwrap_err();
        let wanted = CallError::Refused {
            code: code.to_owned(),
            message: "because".to_owned(),
            request_id: Some("ea966190-f9aa-478e-9ede-example".to_owned()),
        };
        assert_eq!(error, wanted);
    }
}

#[tokio::test]
async fn what_is_no_answer_of_ec2_is_no_refusal() {
    for (status, body) in [(502, "<html>Bad Gateway</html>"), (200, "<not"), (500, "")] {
        let server = answering(status, body).await;
        let error = range::describe(&client(&server), None).await.unwrap_err();
        assert!(
            matches!(&error, CallError::Transport(reason) if !reason.is_empty()),
            "{status} {body:?}: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_state_that_the_sdk_does_not_know_comes_through() {
    let body = "<DescribeByoipCidrsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\
        <byoipCidrSet><item><cidr>198.18.1.0/24</cidr><state>pending-transfer</state></item>\
        <item><cidr>198.18.0.0/24</cidr><state>advertised</state></item></byoipCidrSet>\
        </DescribeByoipCidrsResponse>";
    let server = answering(200, body).await;
    let answer = range::describe(&client(&server), Some("198.18.1.0/24"))
        .await
        .unwrap();
    assert_eq!(
        answer,
        json!({ "ByoipCidrs": [{ "Cidr": "198.18.1.0/24", "State": "pending-transfer" }] })
    );
}

#[tokio::test]
async fn every_page_is_read() {
    let server = MockServer::start().await;
    let page = |cidr: &str, next: &str| {
        let body = format!(
            "<DescribeByoipCidrsResponse><byoipCidrSet><item><cidr>{cidr}</cidr></item>\
             </byoipCidrSet>{next}</DescribeByoipCidrsResponse>"
        );
        ResponseTemplate::new(200).set_body_raw(body, "text/xml")
    };
    Mock::given(body_string_contains("NextToken=second"))
        .respond_with(page("198.18.1.0/24", ""))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("POST"))
        .respond_with(page("198.18.0.0/24", "<nextToken>second</nextToken>"))
        .expect(1)
        .mount(&server)
        .await;
    let answer = range::describe(&client(&server), None).await.unwrap();
    assert_eq!(
        answer,
        json!({ "ByoipCidrs": [{ "Cidr": "198.18.0.0/24" }, { "Cidr": "198.18.1.0/24" }] })
    );
}
