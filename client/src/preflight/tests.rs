//! The whole, against services that answer as the registries and Routinator do.
//! What the tests of the single findings share is here too.

use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::*;

/// Made by the openssl command line; tests/golden/SOURCES.md has the commands.
/// The certificate is valid from 2026-11-23 to 2027-11-23.
macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/golden/openssl/",
            $name
        ))
    };
}
pub(crate) use golden;

pub(crate) const ONE_LINE: &str = golden!("certificate-one-line.pem");

/// The range, account and message of the golden files, a week after the
/// certificate was made.
pub(super) fn question() -> Question {
    Question {
        prefix: "198.18.1.0/24".parse().unwrap(),
        partition: Partition::Aws,
        present_origin: Some(Asn::new(64500)),
        authorization: Some(Authorization {
            account: "123456789012".parse().unwrap(),
            message: golden!("message.txt").to_owned(),
            signature: Some(golden!("signature.txt").to_owned()),
        }),
        now: "2026-12-01T00:00:00Z".parse().unwrap(),
    }
}

/// Findings as the lines a person reads.
pub(crate) fn lines(findings: &[Finding]) -> Vec<String> {
    report::text(findings).lines().map(str::to_owned).collect()
}

/// ARIN's answer for a /23 with these public comments.
pub(crate) fn arin(comments: &[&str]) -> Value {
    json!({
        "rdapConformance": ["nro_rdap_profile_0", "rdap_level_0", "cidr0", "arin_originas0"],
        "handle": "NET-198-18-0-0-1",
        "startAddress": "198.18.0.0",
        "endAddress": "198.18.1.255",
        "ipVersion": "v4",
        "name": "EXAMPLE-NET",
        "type": "DIRECT ALLOCATION",
        "parentHandle": "NET-198-0-0-0-0",
        "remarks": [{"title": "Registration Comments", "description": comments}],
        "entities": [{
            "handle": "EXAMPLE-1",
            "roles": ["registrant"],
            "remarks": [{"title": "Registration Comments", "description": ["https://example.com"]}],
            "objectClassName": "entity"
        }],
        "port43": "whois.arin.net",
        "status": ["active"],
        "objectClassName": "ip network",
        "cidr0_cidrs": [{"v4prefix": "198.18.0.0", "length": 23}]
    })
}

/// Routinator's answer. The maximum length is a string there.
pub(super) fn routinator(origin: &str, state: &str, covering: &[(&str, &str)]) -> Value {
    let vrps: Vec<Value> = covering
        .iter()
        .map(|(asn, prefix)| json!({"asn": asn, "prefix": prefix, "max_length": "24"}))
        .collect();
    let (matched, unmatched) = match state {
        "valid" => (vrps, Vec::new()),
        _ => (Vec::new(), vrps),
    };
    json!({
        "validated_route": {
            "route": {"origin_asn": origin, "prefix": "198.18.1.0/24"},
            "validity": {
                "state": state,
                "description": "…",
                "VRPs": {"matched": matched, "unmatched_as": unmatched, "unmatched_length": []}
            }
        },
        "generatedTime": "2026-12-01T00:00:00Z"
    })
}

struct World {
    server: MockServer,
}

impl World {
    async fn new() -> Self {
        let server = MockServer::start().await;
        Self { server }
    }

    async fn answer(&self, at: &str, body: Value) {
        Mock::given(method("GET"))
            .and(path(at))
            .respond_with(ResponseTemplate::new(200).set_body_json(body))
            .mount(&self.server)
            .await;
    }

    async fn fail(&self, at: &str, status: u16) {
        Mock::given(method("GET"))
            .and(path(at))
            .respond_with(ResponseTemplate::new(status))
            .mount(&self.server)
            .await;
    }

    /// What a simulator's world looks like when all is prepared.
    async fn prepared(comments: &[&str]) -> Self {
        let world = Self::new().await;
        world.bootstrap().await;
        let record = "/rdap.arin.net/registry/ip/198.18.1.0/24";
        world.answer(record, arin(comments)).await;
        for origin in ["AS64500", "AS16509", "AS14618"] {
            let at = format!("/rpki-validator.ripe.net/api/v1/validity/{origin}/198.18.1.0/24");
            let covering = [(origin, "198.18.0.0/23")];
            world
                .answer(&at, routinator(origin, "valid", &covering))
                .await;
        }
        world
    }

    fn sources(&self) -> Sources {
        Sources {
            simulator: Some(self.server.uri()),
            ..Sources::default()
        }
    }

    /// IANA's file: ARIN has the blocks that the tests are about.
    async fn bootstrap(&self) {
        let file = json!({
            "version": "1.0",
            "services": [
                [["198.0.0.0/8"], ["https://rdap.arin.net/registry", "http://rdap.arin.net/registry"]],
                [["192.0.0.0/8", "203.0.0.0/8"], ["https://rdap.apnic.net/"]]
            ]
        });
        self.answer("/data.iana.org/rdap/ipv4.json", file).await;
    }

    async fn check(&self, question: &Question) -> Report {
        check(question, &self.sources()).await.unwrap()
    }
}

#[tokio::test]
async fn a_prepared_range_is_ready() {
    let world = World::prepared(&["Example Corp", ONE_LINE]).await;
    let report = world.check(&question()).await;
    assert_eq!(
        lines(&report.findings),
        [
            "ok       range        198.18.1.0/24 is no longer than /24",
            "ok       registry     NET-198-18-0-0-1 at ARIN, 198.18.0.0 to 198.18.1.255",
            "ok       allocation   DIRECT ALLOCATION",
            "ok       certificate  /C=US/ST=Example State/L=Example City/O=Example Corp/OU=Network\
             /CN=byoip.example.com/emailAddress=noc@example.com, on one line, \
             in the public comments of the network",
            "ok       signature    verifies with /C=US/ST=Example State/L=Example City\
             /O=Example Corp/OU=Network/CN=byoip.example.com/emailAddress=noc@example.com",
            "ok       roa          198.18.1.0/24 from AS16509 is valid: 198.18.0.0/23-24 AS16509",
            "ok       roa          198.18.1.0/24 from AS14618 is valid: 198.18.0.0/23-24 AS14618",
            "ok       roa          198.18.1.0/24 from AS64500 is valid: 198.18.0.0/23-24 AS64500",
            "ok       message      1|aws|123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS",
        ]
    );
    assert_eq!(report.worst(), Severity::Ok);
    assert_eq!(report.unanswered, []);
}

#[tokio::test]
async fn a_range_nobody_registered_is_an_error_and_the_rest_is_told_too() {
    let world = World::prepared(&[]).await;
    let mut question = question();
    question.prefix = "203.0.113.0/24".parse().unwrap();
    for origin in ["AS64500", "AS16509", "AS14618"] {
        let at = format!("/rpki-validator.ripe.net/api/v1/validity/{origin}/203.0.113.0/24");
        world
            .answer(&at, routinator(origin, "not-found", &[]))
            .await;
    }
    let report = world.check(&question).await;
    let errors: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.what)
        .collect();
    assert_eq!(errors, ["registry", "roa", "roa", "message"]);
}

/// A record at a service, as the smallest around this range.
type Answered<'a> = (&'a str, Value);

/// The classic mistakes that only the way to the record shows: each with what a
/// person reads of it.
#[tokio::test]
async fn mistakes_that_several_answers_show() {
    const RANGE: &str = "/rdap.arin.net/registry/ip/198.18.1.0/24";
    const AROUND: &str = "/rdap.arin.net/registry/ip/198.18.0.0/23";
    let mut child = arin(&["Example Corp"]);
    child["handle"] = "NET-198-18-1-0-1".into();
    child["startAddress"] = "198.18.1.0".into();
    let mut organization = arin(&["Example Corp"]);
    organization["entities"][0]["remarks"][0]["description"] = json!([ONE_LINE]);
    let pem: Vec<&str> = golden!("certificate.pem").lines().collect();
    let bare = ONE_LINE.replace("-----BEGIN CERTIFICATE-----", "");
    let cases: [(&[Answered<'_>], &str); 6] = [
        (
            &[(RANGE, child.clone()), (AROUND, arin(&[ONE_LINE]))],
            "one stands on NET-198-18-0-0-1, 198.18.0.0 to 198.18.1.255, where NET-198-18-1-0-1 hides it",
        ),
        (
            &[(RANGE, child), (AROUND, arin(&[]))],
            "none in the text of NET-198-18-1-0-1",
        ),
        (&[(RANGE, organization)], "on EXAMPLE-1, not on the network"),
        (&[(RANGE, arin(&pem))], "broken over 25 lines"),
        (&[(RANGE, arin(&[&bare]))], "no -----BEGIN CERTIFICATE-----"),
        (&[], "no record of 198.18.1.0/24 at"),
    ];
    for (answers, expected) in cases {
        let world = World::new().await;
        world.bootstrap().await;
        for (at, body) in answers {
            world.answer(at, body.clone()).await;
        }
        let report = world.check(&question()).await;
        let errors = report
            .findings
            .iter()
            .filter(|it| it.severity == Severity::Error);
        let seen: Vec<&str> = errors.map(|it| it.seen.as_str()).collect();
        assert!(
            seen.iter().any(|seen| seen.contains(expected)),
            "{expected}: {seen:?}"
        );
    }
}

#[tokio::test]
async fn a_block_that_moved_is_followed() {
    let world = World::new().await;
    let apnics = json!({
        "version": "1.0",
        "services": [[["198.0.0.0/8"], ["https://rdap.apnic.net/"]]]
    });
    world.answer("/data.iana.org/rdap/ipv4.json", apnics).await;
    let there = "https://rdap.arin.net/registry/ip/198.18.1.0/24";
    Mock::given(method("GET"))
        .and(path("/rdap.apnic.net/ip/198.18.1.0/24"))
        .respond_with(ResponseTemplate::new(301).insert_header("location", there))
        .mount(&world.server)
        .await;
    let record = "/rdap.arin.net/registry/ip/198.18.1.0/24";
    world.answer(record, arin(&[ONE_LINE])).await;
    let report = world.check(&question()).await;
    assert_eq!(
        lines(&report.findings)[1..3],
        [
            "ok       registry     APNIC sends on to ARIN, which has it now",
            "ok       registry     NET-198-18-0-0-1 at ARIN, 198.18.0.0 to 198.18.1.255",
        ]
    );
}

#[tokio::test]
async fn a_source_that_fails_is_no_finding_and_hides_none() {
    const RECORD: &str = "/rdap.arin.net/registry/ip/198.18.1.0/24";
    // The validator knows nothing and is the second to fail.
    let complaint = |world: World| async move {
        let report = world.check(&question()).await;
        let seen: Vec<&str> = report.findings.iter().map(|finding| finding.what).collect();
        assert_eq!(seen, ["range", "message"]);
        assert_eq!(report.unanswered.len(), 2);
        let text = report.unanswered[0].to_string();
        text.replace(&world.server.uri(), "http://192.0.2.1")
    };

    let world = World::new().await;
    world.bootstrap().await;
    world.fail(RECORD, 503).await;
    assert_eq!(
        complaint(world).await,
        format!(
            "an answer of 503 Service Unavailable; at http://192.0.2.1{RECORD}; try again later"
        )
    );

    let world = World::new().await;
    world.bootstrap().await;
    world.answer(RECORD, json!({"handle": "NET"})).await;
    let text = complaint(world).await;
    assert!(
        text.starts_with("an answer that is not what the service is known for: missing field"),
        "{text}"
    );

    let world = World::new().await;
    world.bootstrap().await;
    let name = "x".repeat(2 << 20);
    world.answer(RECORD, json!({ "name": name })).await;
    let text = complaint(world).await;
    assert!(
        text.starts_with("an answer of more than 1048576 bytes"),
        "{text}"
    );
}

#[tokio::test]
async fn a_simulator_tells_its_time_and_its_credentials() {
    let world = World::new().await;
    world
        .answer(
            "/_simulator/clock",
            json!({"now": "2026-01-05T09:00:00Z", "mode": "manual"}),
        )
        .await;
    world
        .answer(
            "/_simulator/environment",
            json!({
                "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
                "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                "AWS_REGION": "us-east-1"
            }),
        )
        .await;
    let base = world.server.uri();
    let now = simulator::clock(&base).await.unwrap().now;
    assert_eq!(now, "2026-01-05T09:00:00Z".parse().unwrap());
    let environment = simulator::environment(&base).await.unwrap();
    assert_eq!(environment.access_key_id, "AKIAIOSFODNN7EXAMPLE");
}

#[tokio::test]
async fn the_account_is_the_callers() {
    let server = MockServer::start().await;
    // STS API Reference, GetCallerIdentity, with the account of the default world.
    let body = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\
                <GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/Alice</Arn>\
                <UserId>AKIAIOSFODNN7EXAMPLE</UserId><Account>123456789012</Account>\
                </GetCallerIdentityResult><ResponseMetadata>\
                <RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>\
                </ResponseMetadata></GetCallerIdentityResponse>";
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(body, "text/xml"))
        .mount(&server)
        .await;
    let environment = simulator::Environment {
        endpoint_url: server.uri(),
        access_key_id: "AKIAIOSFODNN7EXAMPLE".to_owned(),
        secret_access_key: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
        region: "us-east-1".to_owned(),
        whois_host: None,
        whois_port: None,
    };
    let account = identity::simulated_account(&environment).await.unwrap();
    assert_eq!(account.as_str(), "123456789012");
}

#[tokio::test]
async fn a_caller_whom_sts_does_not_know_is_told_so() {
    let server = MockServer::start().await;
    let body = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>\
                <Type>Sender</Type><Code>InvalidClientTokenId</Code>\
                <Message>The security token included in the request is invalid.</Message>\
                </Error><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>\
                </ErrorResponse>";
    Mock::given(method("POST"))
        .respond_with(ResponseTemplate::new(403).set_body_raw(body, "text/xml"))
        .mount(&server)
        .await;
    let environment = simulator::Environment {
        endpoint_url: server.uri(),
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: "wrong".to_owned(),
        region: "us-east-1".to_owned(),
        whois_host: None,
        whois_port: None,
    };
    let error = identity::simulated_account(&environment).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "STS did not say which account this is: InvalidClientTokenId: The security token \
         included in the request is invalid.; give it with --account"
    );
}

#[tokio::test]
async fn no_roa_is_asked_for_where_nothing_will_be_announced() {
    let question = Question {
        prefix: "198.18.1.0/25".parse().unwrap(),
        ..question()
    };
    let report = World::new().await.check(&question).await;
    let whats: Vec<&str> = report.findings.iter().map(|finding| finding.what).collect();
    assert!(!whats.contains(&"roa"), "{whats:?}");
    // The registry was asked; the validator was not.
    assert!(report.unanswered.len() <= 1, "{:?}", report.unanswered);
}

#[test]
fn a_range_is_judged_by_its_length() {
    for (prefix, expected) in [
        ("198.18.0.0/23", Severity::Ok),
        ("198.18.1.0/24", Severity::Ok),
        ("198.18.1.0/25", Severity::Error),
        ("2001:db8::/48", Severity::Ok),
        ("2001:db8::/49", Severity::Warning),
    ] {
        let findings = range::findings(prefix.parse().unwrap());
        assert_eq!(findings[0].severity, expected, "{prefix}");
    }
}
