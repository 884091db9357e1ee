//! Waits against worlds that the simulator does not play, spoken by a mock. What
//! a wait does on a simulator is tested with the runner.

use wiremock::matchers::{body_json, body_string_contains, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;
use crate::scenario::Source;
use crate::scenario::document::Scenario;
use crate::scenario::interrupt::Interrupt;
use crate::scenario::outcome::{FailureKind, RunResult};
use crate::scenario::report::text;
use crate::scenario::runner::{self, RunOptions};
use crate::target::Target;

const IDENTITY: &str = "<GetCallerIdentityResponse><GetCallerIdentityResult>\
    <Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>x</UserId>\
    <Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";

const THROTTLED: &str = "<Response><Errors><Error><Code>RequestLimitExceeded</Code>\
    <Message>Request limit exceeded.</Message></Error></Errors></Response>";

const ADVERTISED: &str = "<DescribeByoipCidrsResponse><byoipCidrSet><item>\
    <cidr>198.18.1.0/24</cidr><state>advertised</state></item></byoipCidrSet>\
    </DescribeByoipCidrsResponse>";

/// A world that stands still at one moment, whatever its clock is told.
async fn world(clock: Value) -> MockServer {
    let server = MockServer::start().await;
    let environment = json!({
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
    });
    for (at, document) in [
        ("environment", environment),
        ("clock", clock),
        ("events", json!({ "events": [] })),
    ] {
        Mock::given(method("GET"))
            .and(path(format!("/_simulator/{at}")))
            .respond_with(ResponseTemplate::new(200).set_body_json(document))
            .mount(&server)
            .await;
    }
    Mock::given(body_string_contains("Action=GetCallerIdentity"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(IDENTITY, "text/xml"))
        .mount(&server)
        .await;
    server
}

async fn wait_on(server: &MockServer) -> RunResult {
    wait_with(server, Interrupt::default()).await
}

async fn wait_with(server: &MockServer, interrupt: Interrupt) -> RunResult {
    let text = "version: 1\nname: x\nsteps:\n  - wait:\n      for: { describe: byoip-cidrs }\n      \
                until: { \"ByoipCidrs[0].State\": advertised }\n      limit: 1h\n";
    let source = Source {
        path: "test.yaml".to_owned(),
        text: text.to_owned(),
    };
    let options = RunOptions {
        target: Target::Url(server.uri()),
        interrupt,
        ..RunOptions::default()
    };
    runner::run(&Scenario::parse(source, &[]).unwrap(), &options, &mut ()).await
}

#[tokio::test]
async fn a_throttled_look_waits_for_the_buckets_refill() {
    let now = "2026-01-05T09:00:00Z";
    let server = world(json!({ "now": now, "mode": "manual", "next_event": null })).await;
    Mock::given(body_string_contains("Action=DescribeByoipCidrs"))
        .respond_with(ResponseTemplate::new(503).set_body_raw(THROTTLED, "text/xml"))
        .up_to_n_times(1)
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(body_string_contains("Action=DescribeByoipCidrs"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(ADVERTISED, "text/xml"))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(path("/_simulator/clock/advance"))
        .and(body_json(json!({ "by": "2s" })))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "now": now, "events": [] })))
        .expect(1)
        .mount(&server)
        .await;
    let result = wait_on(&server).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    assert_eq!(result.seed, None, "the world there has its own");
}

#[tokio::test]
async fn another_refusal_ends_the_wait() {
    let clock = json!({ "now": "2026-01-05T09:00:00Z", "mode": "manual", "next_event": null });
    let server = world(clock).await;
    let denied = THROTTLED.replace("RequestLimitExceeded", "UnauthorizedOperation");
    Mock::given(body_string_contains("Action=DescribeByoipCidrs"))
        .respond_with(ResponseTemplate::new(403).set_body_raw(denied, "text/xml"))
        .expect(1)
        .mount(&server)
        .await;
    let result = wait_on(&server).await;
    assert_eq!(result.worst(), Some(FailureKind::Assertion));
    assert!(text::transcript(&result).contains("refused: UnauthorizedOperation"));
}

#[tokio::test]
async fn a_clock_that_somebody_paused_is_named() {
    let clock = json!({
        "now": "2026-01-05T09:00:00Z",
        "mode": "scaled",
        "scale": 3600,
        "paused": true,
        "next_event": null,
    });
    let server = world(clock).await;
    let pending = ADVERTISED.replace("advertised", "provisioned");
    Mock::given(body_string_contains("Action=DescribeByoipCidrs"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(pending, "text/xml"))
        .expect(1)
        .mount(&server)
        .await;
    let result = wait_on(&server).await;
    assert_eq!(result.worst(), Some(FailureKind::Assertion));
    assert!(text::transcript(&result).contains("the clock is paused"));
}

/// Presses Ctrl-C when it is asked for what a wait looks at.
struct Presses(Interrupt);

impl wiremock::Respond for Presses {
    fn respond(&self, _request: &wiremock::Request) -> ResponseTemplate {
        self.0.ask();
        let nothing = ADVERTISED.replace("advertised", "provisioned");
        ResponseTemplate::new(200).set_body_raw(nothing, "text/xml")
    }
}

#[tokio::test]
async fn an_interrupt_ends_a_wait_in_real_time_without_another_look() {
    let clock = json!({ "now": "2026-01-05T09:00:00Z", "mode": "real", "next_event": null });
    let server = world(clock).await;
    let interrupt = Interrupt::default();
    Mock::given(body_string_contains("Action=DescribeByoipCidrs"))
        .respond_with(Presses(interrupt.clone()))
        .expect(1)
        .mount(&server)
        .await;
    let result = wait_with(&server, interrupt).await;
    assert!(result.interrupted);
    assert_eq!(result.worst(), Some(FailureKind::Interrupted));
}

#[test]
fn pauses_grow_up_to_an_hour() {
    let mut pause = SignedDuration::from_mins(10);
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(pause.as_mins());
        pause = longer(pause, 2.0);
    }
    assert_eq!(seen, [10, 20, 40, 60]);
    let long = SignedDuration::from_hours(3);
    assert_eq!(longer(long, 2.0), long);
    assert_eq!(longer(long, 1.0), long);
}
