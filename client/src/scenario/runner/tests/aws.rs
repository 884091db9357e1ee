//! Towards real AWS, played by a mock at its worst and by a simulator that has no
//! control API as far as the run knows.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use wiremock::matchers::{body_string_contains, method};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::super::super::outcome::StepOutcome;
use super::*;
use crate::embedded;
use crate::target::connection::WorldWanted;

const RANGE: &str = "198.18.1.0/24";
pub(super) const ALLOWED: &str = "123456789012:198.18.1.0/24";

pub(super) fn options(endpoint: &str, allowed: Option<&str>) -> RunOptions {
    RunOptions {
        target: Target::Aws,
        allow_write: allowed.map(|text| text.parse().unwrap()),
        elsewhere: Elsewhere {
            endpoint: Some(endpoint.to_owned()),
            services: Some(endpoint.to_owned()),
            pause: Some(SignedDuration::from_nanos(1)),
        },
        ..RunOptions::default()
    }
}

fn body(action: &str, inner: &str) -> ResponseTemplate {
    let text = format!("<{action}Response>{inner}</{action}Response>");
    ResponseTemplate::new(200).set_body_raw(text, "text/xml")
}

fn refusal(status: u16, code: &str) -> ResponseTemplate {
    let text = format!(
        "<Response><Errors><Error><Code>{code}</Code><Message>because</Message></Error></Errors></Response>"
    );
    ResponseTemplate::new(status).set_body_raw(text, "text/xml")
}

fn range(state: &str) -> String {
    format!("<item><cidr>{RANGE}</cidr><state>{state}</state></item>")
}

/// AWS as the account 123456789012 meets it.
pub(super) async fn amazon() -> MockServer {
    let server = MockServer::start().await;
    let identity = "<GetCallerIdentityResult><Account>123456789012</Account>\
                    <Arn>arn:aws:iam::123456789012:user/x</Arn></GetCallerIdentityResult>";
    Mock::given(method("POST"))
        .and(body_string_contains("Action=GetCallerIdentity"))
        .respond_with(body("GetCallerIdentity", identity))
        .mount(&server)
        .await;
    server
}

/// So many answers of this kind to an action, then those mounted later.
async fn answers(server: &MockServer, action: &str, times: u64, answer: ResponseTemplate) {
    Mock::given(method("POST"))
        .and(body_string_contains(format!("Action={action}")))
        .respond_with(answer)
        .up_to_n_times(times)
        .expect(times)
        .mount(server)
        .await;
}

async fn describes(server: &MockServer, state: &str) {
    let set = format!("<byoipCidrSet>{}</byoipCidrSet>", range(state));
    answers(
        server,
        "DescribeByoipCidrs",
        1,
        body("DescribeByoipCidrs", &set),
    )
    .await;
}

pub(super) async fn advertises(server: &MockServer, state: &str) {
    let range = format!("<byoipCidr><cidr>{RANGE}</cidr><state>{state}</state></byoipCidr>");
    answers(
        server,
        "AdvertiseByoipCidr",
        1,
        body("AdvertiseByoipCidr", &range),
    )
    .await;
}

pub(super) async fn calls(server: &MockServer, action: &str) -> usize {
    let requests = server.received_requests().await.unwrap();
    let wanted = format!("Action={action}");
    let is_it =
        |request: &&wiremock::Request| String::from_utf8_lossy(&request.body).contains(&wanted);
    requests.iter().filter(is_it).count()
}

#[tokio::test]
async fn nothing_is_written_unless_it_was_allowed() {
    for (allowed, told) in [
        (
            None,
            "nothing may be changed; allow it with --allow-write 123456789012:198.18.1.",
        ),
        (
            Some("210987654321:198.18.1.0/24"),
            "these are credentials of account 123456789012, and changes are allowed in \
             210987654321 only",
        ),
        (
            Some("123456789012:198.18.0.0/24"),
            "is not among what may be changed: 123456789012:198.18.0.0/24",
        ),
    ] {
        for (action, step) in [
            ("ProvisionByoipCidr", "provision: { cidr: 198.18.1.0/24 }"),
            ("AdvertiseByoipCidr", "advertise: 198.18.1.0/24"),
            ("WithdrawByoipCidr", "withdraw: 198.18.1.0/24"),
            ("DeprovisionByoipCidr", "deprovision: 198.18.1.0/24"),
            ("AllocateAddress", "allocate: { address: 198.18.1.7 }"),
        ] {
            let server = amazon().await;
            let result = run_with(&format!("  - {step}\n"), &options(&server.uri(), allowed)).await;
            let (kind, text) = only_failure(&result);
            assert_eq!(kind, FailureKind::TargetRefused, "{text}");
            assert!(text.contains(told), "{step}: {text}");
            assert_eq!(calls(&server, action).await, 0, "{step}");
        }
    }
}

#[tokio::test]
async fn ids_are_looked_up_before_they_are_believed() {
    let server = amazon().await;
    let address = "<addressesSet><item><publicIp>203.0.113.9</publicIp>\
                   <allocationId>eipalloc-1</allocationId>\
                   <associationId>eipassoc-1</associationId></item></addressesSet>";
    Mock::given(body_string_contains("Action=DescribeAddresses"))
        .respond_with(body("DescribeAddresses", address))
        .mount(&server)
        .await;
    for step in [
        "release: eipalloc-1",
        "associate: { allocation: eipalloc-1, instance: i-1 }",
        "disassociate: eipassoc-1",
        "nat-gateway: { create: { subnet: subnet-1, allocation: eipalloc-1 } }",
    ] {
        let result = run_with(
            &format!("  - {step}\n"),
            &options(&server.uri(), Some(ALLOWED)),
        )
        .await;
        let (kind, text) = only_failure(&result);
        assert_eq!(kind, FailureKind::TargetRefused, "{text}");
        assert!(
            text.contains("203.0.113.9 is not among what may be changed"),
            "{text}"
        );
    }
    for action in [
        "ReleaseAddress",
        "AssociateAddress",
        "DisassociateAddress",
        "CreateNatGateway",
    ] {
        assert_eq!(calls(&server, action).await, 0, "{action}");
    }
}

const ADVERTISE: &str = "  - advertise: 198.18.1.0/24\n";

#[tokio::test]
async fn a_change_whose_answer_got_lost_is_looked_for_and_not_made_twice() {
    let server = amazon().await;
    answers(
        &server,
        "AdvertiseByoipCidr",
        1,
        refusal(500, "InternalError"),
    )
    .await;
    describes(&server, "advertised").await;
    let result = run_with(ADVERTISE, &options(&server.uri(), Some(ALLOWED))).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let said = &result.steps.first().unwrap().said;
    assert_eq!(
        said,
        "198.18.1.0/24 is advertised (no answer came, but it was done)"
    );
}

#[tokio::test]
async fn a_change_that_was_not_made_is_made_again() {
    let server = amazon().await;
    answers(
        &server,
        "AdvertiseByoipCidr",
        1,
        refusal(503, "Unavailable"),
    )
    .await;
    answers(
        &server,
        "AdvertiseByoipCidr",
        1,
        refusal(503, "RequestLimitExceeded"),
    )
    .await;
    // A describe may be behind, so it looks more than once.
    for _ in 0..4 {
        describes(&server, "provisioned").await;
    }
    advertises(&server, "advertised").await;
    let result = run_with(ADVERTISE, &options(&server.uri(), Some(ALLOWED))).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
}

#[tokio::test]
async fn a_change_that_never_happens_ends() {
    let server = amazon().await;
    answers(
        &server,
        "AdvertiseByoipCidr",
        5,
        refusal(500, "InternalError"),
    )
    .await;
    for _ in 0..5 * 4 {
        describes(&server, "provisioned").await;
    }
    let result = run_with(ADVERTISE, &options(&server.uri(), Some(ALLOWED))).await;
    let (kind, text) = only_failure(&result);
    assert_eq!(kind, FailureKind::Runtime);
    assert!(text.contains("nothing shows that it was done"), "{text}");
}

#[tokio::test]
async fn an_address_whose_answer_got_lost_is_not_allocated_twice() {
    let server = amazon().await;
    let pool = "<publicIpv4PoolSet><item><poolAddressRangeSet><item>\
                <firstAddress>198.18.1.0</firstAddress><lastAddress>198.18.1.255</lastAddress>\
                </item></poolAddressRangeSet></item></publicIpv4PoolSet>";
    answers(
        &server,
        "DescribePublicIpv4Pools",
        1,
        body("DescribePublicIpv4Pools", pool),
    )
    .await;
    answers(&server, "AllocateAddress", 1, refusal(500, "InternalError")).await;
    let found = "<addressesSet><item><publicIp>198.18.1.7</publicIp>\
                 <allocationId>eipalloc-7</allocationId></item></addressesSet>";
    answers(
        &server,
        "DescribeAddresses",
        1,
        body("DescribeAddresses", found),
    )
    .await;
    let steps =
        "  - allocate: { pool: ipv4pool-ec2-1 }\n    expect: { AllocationId: eipalloc-7 }\n";
    let result = run_with(steps, &options(&server.uri(), Some(ALLOWED))).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let requests = server.received_requests().await.unwrap();
    let bodies: Vec<String> = requests
        .iter()
        .map(|request| String::from_utf8_lossy(&request.body).into_owned())
        .collect();
    let tag = |body: &&String| body.contains("byoip%3Arequest") && body.contains("run-");
    assert_eq!(bodies.iter().filter(tag).count(), 2, "{bodies:?}");
}

#[tokio::test]
async fn a_wait_survives_old_answers_states_nobody_knows_and_silence() {
    let server = amazon().await;
    advertises(&server, "provisioned").await;
    describes(&server, "provisioned").await;
    answers(
        &server,
        "DescribeByoipCidrs",
        1,
        refusal(503, "RequestLimitExceeded"),
    )
    .await;
    describes(&server, "pending-transfer").await;
    answers(
        &server,
        "DescribeByoipCidrs",
        1,
        refusal(500, "InternalError"),
    )
    .await;
    answers(
        &server,
        "DescribeByoipCidrs",
        1,
        refusal(400, "RequestExpired"),
    )
    .await;
    describes(&server, "advertised").await;
    let steps = "
  - advertise: 198.18.1.0/24
  - wait:
      for: { describe: { byoip-cidrs: { cidr: 198.18.1.0/24 } } }
      until: { \"ByoipCidrs[0].State\": advertised }
      every: 1ms
";
    let result = run_with(steps, &options(&server.uri(), Some(ALLOWED))).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
}

#[tokio::test]
async fn a_failed_range_ends_the_wait_with_its_message() {
    let server = amazon().await;
    let set = format!(
        "<byoipCidrSet><item><cidr>{RANGE}</cidr><state>failed-provision</state>\
         <statusMessage>No X509 certificate could be found in the Whois remarks</statusMessage>\
         </item></byoipCidrSet>"
    );
    answers(
        &server,
        "DescribeByoipCidrs",
        1,
        body("DescribeByoipCidrs", &set),
    )
    .await;
    let steps = "
  - wait:
      for: { describe: { byoip-cidrs: { cidr: 198.18.1.0/24 } } }
      until: { \"ByoipCidrs[0].State\": provisioned }
";
    let result = run_with(steps, &options(&server.uri(), None)).await;
    let (_, text) = only_failure(&result);
    assert!(
        text.contains("StatusMessage: No X509 certificate"),
        "{text}"
    );
}

#[tokio::test]
async fn what_only_a_simulator_can_do_is_skipped_with_a_word() {
    let server = amazon().await;
    let steps = "
  - clock: { to: next-event }
  - shell: exit 1
  - bgp: { leak: { prefix: 198.18.0.0/23, asn: AS64499 } }
  - only: simulator
    describe: byoip-cidrs
";
    let result = run_with(steps, &options(&server.uri(), None)).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let said: Vec<&str> = result.steps.iter().map(|step| step.said.as_str()).collect();
    assert_eq!(
        said,
        [
            "only a simulator can do this",
            "a command may do anything; --allow-shell lets it run",
            "only a simulator can do this",
            "for a simulator only",
        ]
    );
    assert!(
        result
            .steps
            .iter()
            .all(|step| step.outcome == StepOutcome::Skipped)
    );
}

/// Does by hand what a run asks for: at the simulator that stands for the world.
pub(super) fn post(base: &str, path: &str, body: &str) {
    let host = base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "POST /_simulator/{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 2"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_asked_and_the_internet_shows_that_it_was_done() {
    let wanted = WorldWanted {
        seed: 1,
        ..WorldWanted::default()
    };
    let world = embedded::start(&wanted).await.unwrap();
    let base = world.base_url();
    let told = Arc::new(Mutex::new(Vec::new()));
    let (heard, place) = (Arc::clone(&told), base.clone());
    let notice = Notice::new(move |text| {
        heard.lock().unwrap().push(text.to_owned());
        if text.contains("create the ROA") {
            let roa = r#"{"prefix":"198.18.0.0/23","max_length":24,"asn":"AS64500"}"#;
            post(&place, "roas", roa);
            post(&place, "clock/advance", r#"{"by":"1d"}"#);
        }
    });
    let options = RunOptions {
        notice,
        ..options(&base, Some(ALLOWED))
    };
    let steps = "
  - roa: { create: { prefix: 198.18.0.0/23, asn: AS64500, max-length: 24 } }
  - bgp: { announce: { prefix: 198.18.0.0/23, asn: AS64500 } }
  - premises: { stop: 198.18.1.0/24 }
";
    let result = run_with(steps, &options).await;
    assert!(result.succeeded(), "{}", text::transcript(&result));
    let said: Vec<&str> = result.steps.iter().map(|step| step.said.as_str()).collect();
    let [roa, announced, stopped] = said.as_slice() else {
        panic!("{said:?}");
    };
    assert!(roa.starts_with("done by hand after"), "{roa}");
    assert_eq!(*announced, "done already: 198.18.0.0/23 comes from AS64500");
    assert!(
        stopped.starts_with("asked for, and not to be seen from here"),
        "{stopped}"
    );
    let told = told.lock().unwrap().clone();
    assert_eq!(
        told,
        [
            "please create the ROA 198.18.0.0/23-24 => AS64500 at your registry",
            "please stop what answers in 198.18.1.0/24 at home",
        ]
    );
}

#[tokio::test]
async fn whoever_only_reads_asks_nobody_and_says_so() {
    let wanted = WorldWanted {
        seed: 1,
        ..WorldWanted::default()
    };
    let world = embedded::start(&wanted).await.unwrap();
    let steps = "  - roa: { create: { prefix: 198.18.0.0/23, asn: AS64500 } }\n";
    let result = run_with(steps, &options(&world.base_url(), None)).await;
    let step = result.steps.first().unwrap();
    assert_eq!(step.outcome, StepOutcome::Skipped);
    let told = "nothing may be changed, so nobody is asked to create the ROA";
    assert!(step.said.starts_with(told), "{}", step.said);
}
