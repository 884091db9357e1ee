//! What can be declared, and what a caller at AWS then sees.

use ::http::Method;
use bytes::Bytes;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::ec2::tests::{ask, signed, simulation, text, told, values, wall};
use crate::wire::http::Delivery;
use crate::wire::sample::{self, control};

/// Declares a fault; its view.
fn declare(simulation: &Simulation, body: &Value) -> Value {
    let (status, text) = control(simulation, Method::POST, "faults", &body.to_string());
    assert_eq!(status, 201, "{text}");
    serde_json::from_str(&text).unwrap()
}

/// What the log says of faults.
fn log(simulation: &Simulation) -> Vec<String> {
    let world = simulation.read(wall());
    let log = world.log().after(0).iter();
    log.map(|entry| entry.fact.to_string())
        .filter(|line| line.starts_with("fault-"))
        .collect()
}

#[test]
fn a_fault_is_declared_shown_and_lifted() {
    let simulation = simulation();
    let declared = declare(
        &simulation,
        &json!({ "fault": "throttle", "operation": "DescribeAddresses", "times": 2 }),
    );
    let expected = json!({
        "id": "fault-1", "fault": "throttle", "operation": ["DescribeAddresses"], "times": 2,
        "met": 0, "struck": 0, "missed": 0, "spent": false,
    });
    assert_eq!(declared, expected);
    for _ in 0..2 {
        let struck = ask(&simulation, "Action=DescribeAddresses");
        assert_eq!(struck, (503, "RequestLimitExceeded".to_owned()));
    }
    let (status, _) = ask(&simulation, "Action=DescribeAddresses");
    assert_eq!(status, 200);
    let (status, text) = control(&simulation, Method::GET, "faults/fault-1", "");
    let seen: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (status, &seen["struck"], &seen["spent"]),
        (200, &2.into(), &true.into())
    );
    let (_, text) = control(&simulation, Method::GET, "faults", "");
    let list: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(list, json!({ "faults": [seen] }));
    let (status, _) = control(&simulation, Method::DELETE, "faults/fault-1", "");
    assert_eq!(status, 204);
    let (status, text) = control(&simulation, Method::DELETE, "faults/fault-1", "");
    assert_eq!(status, 404, "{text}");
    declare(&simulation, &json!({ "fault": "unavailable" }));
    let (status, _) = control(&simulation, Method::DELETE, "faults", "");
    assert_eq!(status, 204);
    assert_eq!(ask(&simulation, "Action=DescribeAddresses").0, 200);
}

/// A row a body that is no declaration.
#[test]
fn refuses() {
    let simulation = simulation();
    for (body, expected) in [
        (
            json!({ "fault": "throtle" }),
            "there is no `throtle`; did you mean `throttle`?",
        ),
        (
            json!({ "fault": "zzz" }),
            "fault: there is no `zzz`; there are throttle, ",
        ),
        (json!({}), "missing field `fault`"),
        (
            json!({ "fault": "throttle", "cidr": "198.18.1.0/24" }),
            "throttle: unknown field `cidr`",
        ),
        (
            json!({ "fault": "throttle", "operation": "AdvertiseByoipCird" }),
            "operation: AdvertiseByoipCird is no action of AWS's that is simulated; did you mean `AdvertiseByoipCidr`?",
        ),
        (json!({ "fault": "slow" }), "slow: missing field `by`"),
        (
            json!({ "fault": "slow", "by": "1h" }),
            "slow: it is real time, from 1ms to 10m; write 2s",
        ),
        (
            json!({ "fault": "stale", "by": "10ms" }),
            "stale: a second is the least",
        ),
        (
            json!({ "fault": "stale", "operation": "AllocateAddress" }),
            "AllocateAddress is answered from what it changes and is never stale",
        ),
        (
            json!({ "fault": "throttle", "operation": [] }),
            "the list is empty",
        ),
        (
            json!({ "fault": "throttle", "times": 0 }),
            "times: a fault strikes once at least",
        ),
        (
            json!({ "fault": "throttle", "probability": 2 }),
            "probability: it is more than 0",
        ),
        (
            json!({ "fault": "throttle", "times": 1, "sequence": [true] }),
            "leave out times and probability",
        ),
        (
            json!({ "fault": "throttle", "in": "3 days ago" }),
            "in: not a duration",
        ),
        (
            json!({ "fault": "throttle", "in": "1d", "at": "2026-02-01T00:00:00Z" }),
            "say `in` or `at`, not both",
        ),
        (json!({ "fault": "throttle", "at": "tomorrow" }), "at: "),
        (
            json!({ "fault": "throttle", "at": "2020-02-01T00:00:00Z" }),
            "2020-02-01T00:00:00Z is over; name a moment to come",
        ),
    ] {
        let (status, text) = control(&simulation, Method::POST, "faults", &body.to_string());
        assert_eq!(status, 400, "{body}: {text}");
        assert!(text.contains(expected), "{body}: {text}");
    }
    for (method, path, expected) in [
        (
            Method::GET,
            "faults/1",
            (404, "there is no fault 1; they are called fault-1"),
        ),
        (
            Method::GET,
            "faults/fault-1",
            (404, "there is no fault-1; see GET"),
        ),
        (
            Method::PUT,
            "faults/fault-1",
            (405, "PUT is not for this path"),
        ),
    ] {
        let (status, text) = control(&simulation, method, path, "");
        assert_eq!(status, expected.0, "{text}");
        assert!(text.contains(expected.1), "{text}");
    }
    assert!(simulation.read(wall()).log().is_empty());
}

/// A call of each service; EC2, then those of the Query protocol, then JSON.
fn call(simulation: &Simulation, service: &str) -> (u16, String) {
    let (more, body): (&[(&str, &str)], _) = match service {
        "sts" => (&[], "Action=GetCallerIdentity&Version=2011-06-15"),
        "elasticloadbalancing" => (&[], "Action=DescribeLoadBalancers&Version=2015-12-01"),
        "support" => (
            &[("x-amz-target", "AWSSupport_20130415.DescribeCases")],
            "{}",
        ),
        _ => (&[], "Action=DescribeAddresses&Version=2016-11-15"),
    };
    let request = sample::signed(service, "us-east-1", more, body, "test");
    let answer = crate::wire::aws::answer(simulation, wall(), &request);
    if service == "support" {
        let body: Value = serde_json::from_slice(&answer.body).unwrap();
        let code = body["__type"].as_str().unwrap_or("DescribeCases");
        return (answer.status, code.to_owned());
    }
    told(&answer)
}

/// Every service says it in its own way.
#[test]
#[rustfmt::skip]
fn breakdowns_by_service() {
    for (fault, service, status, code) in [
        ("throttle", "ec2", 503, "RequestLimitExceeded"),
        ("throttle", "sts", 400, "Throttling"),
        ("throttle", "elasticloadbalancing", 400, "Throttling"),
        ("throttle", "support", 400, "ThrottlingException"),
        ("internal-error", "ec2", 500, "InternalError"),
        ("internal-error", "sts", 500, "InternalFailure"),
        ("internal-error", "elasticloadbalancing", 500, "InternalFailure"),
        ("internal-error", "support", 500, "InternalServerError"),
        ("unavailable", "ec2", 503, "Unavailable"),
        ("unavailable", "sts", 503, "ServiceUnavailable"),
        ("unavailable", "elasticloadbalancing", 503, "ServiceUnavailable"),
        ("unavailable", "support", 503, "ServiceUnavailable"),
    ] {
        let simulation = simulation();
        declare(&simulation, &json!({ "fault": fault, "times": 1 }));
        assert_eq!(call(&simulation, service), (status, code.to_owned()), "{fault} {service}");
        assert_eq!(call(&simulation, service).0, 200, "{fault} {service}");
        assert_eq!(log(&simulation).len(), 3);
    }
}

/// A call that no fault waits for changes nothing, and a refused one has done
/// nothing.
#[test]
fn only_calls_that_match_are_told() {
    let simulation = simulation();
    declare(
        &simulation,
        &json!({ "fault": "internal-error", "operation": ["AllocateAddress"] }),
    );
    assert_eq!(ask(&simulation, "Action=DescribeAddresses").0, 200);
    assert_eq!(log(&simulation).len(), 1);
    assert_eq!(ask(&simulation, "Action=AllocateAddress").0, 500);
    assert_eq!(log(&simulation).len(), 2);
    assert_eq!(simulation.read(wall()).log().len(), 2);
}

/// One seed is one row of strikes, whatever else is asked in between.
#[test]
fn chance_is_the_seeds() {
    let strikes = |seed, between: &str| -> Vec<u16> {
        let simulation = simulation();
        simulation.reset(Some(seed), wall());
        declare(
            &simulation,
            &json!({ "fault": "throttle", "operation": "DescribeAddresses", "probability": 0.5 }),
        );
        let calls = (0..30).map(|_| {
            ask(&simulation, between);
            ask(&simulation, "Action=DescribeAddresses").0
        });
        calls.collect()
    };
    let first = strikes(7, "Action=DescribeVpcs");
    assert_eq!(first, strikes(7, "Action=AllocateAddress"));
    assert_ne!(first, strikes(8, "Action=DescribeVpcs"));
    assert!(first.contains(&200) && first.contains(&503));
}

/// How an answer is to be delivered, as the shell finds it.
fn delivery(simulation: &Simulation, body: &str) -> Delivery {
    let request = signed(&format!("Version=2016-11-15&{body}"), "test");
    let response = crate::wire::answer(simulation, &sample::endpoints(), wall(), &request);
    assert_eq!(response.status(), 200);
    let delivery = response.extensions().get().copied();
    delivery.unwrap_or_default()
}

/// Two faults befall one call: it is done, and its reply is late and lost.
#[test]
fn a_reply_is_late_and_lost() {
    let simulation = simulation();
    let call = "Action=AllocateAddress";
    declare(
        &simulation,
        &json!({ "fault": "lost-reply", "operation": "AllocateAddress", "times": 1 }),
    );
    declare(
        &simulation,
        &json!({ "fault": "slow", "by": "1500ms", "times": 2 }),
    );
    let struck = delivery(&simulation, call);
    assert!(struck.is_lost);
    assert_eq!(struck.held_back.as_millis(), 1_500);
    let struck = delivery(&simulation, "Action=DescribeAddresses");
    assert!(!struck.is_lost);
    assert_eq!(struck.held_back.as_millis(), 1_500);
    assert_eq!(delivery(&simulation, call), Delivery::default());
    let told = text(&simulation, "Action=DescribeAddresses");
    assert_eq!(values(&told, "allocationId").len(), 2, "{told}");
}

/// The allocations that a describe shows.
fn shown(simulation: &Simulation) -> usize {
    let told = text(simulation, "Action=DescribeAddresses");
    values(&told, "allocationId").len()
}

/// A describe looks past the last change, or as far back as it is told; what is
/// behind is the describe alone.
#[test]
fn a_describe_is_stale() {
    let simulation = simulation();
    let stale = |by: Option<&str>, times| {
        let mut body = json!({ "fault": "stale", "times": times });
        if let Some(by) = by {
            body["by"] = by.into();
        }
        declare(&simulation, &body);
    };
    assert_eq!(ask(&simulation, "Action=AllocateAddress").0, 200);
    simulation.advance_to(wall() + SignedDuration::from_hours(1), wall());
    assert_eq!(ask(&simulation, "Action=AllocateAddress").0, 200);
    stale(None, 1);
    assert_eq!(ask(&simulation, "Action=AllocateAddress").0, 200);
    assert_eq!([shown(&simulation), shown(&simulation)], [2, 3]);
    stale(Some("30m"), 1);
    assert_eq!([shown(&simulation), shown(&simulation)], [1, 3]);
    stale(Some("2h"), 1);
    assert_eq!([shown(&simulation), shown(&simulation)], [0, 3]);
    // Of two that strike together the one that looks further back is seen.
    stale(Some("30m"), 1);
    stale(None, 1);
    assert_eq!([shown(&simulation), shown(&simulation)], [1, 3]);
    assert_eq!(
        ask(&simulation, "Action=DescribeByoipCidrs&MaxResults=5").0,
        200
    );
}

/// What time brought is a change as a call's is.
#[test]
fn a_stale_describe_shows_the_state_before() {
    let simulation = simulation();
    let allocate = "Action=AllocateAddress";
    assert_eq!(ask(&simulation, allocate).0, 200);
    let subnet = "Action=DescribeSubnets";
    let told = text(&simulation, subnet);
    let allocation = values(
        &text(&simulation, "Action=DescribeAddresses"),
        "allocationId",
    );
    let create = format!(
        "Action=CreateNatGateway&SubnetId={}&AllocationId={}",
        values(&told, "subnetId")[0],
        allocation[0]
    );
    assert_eq!(ask(&simulation, &create).0, 200);
    assert!(simulation.advance_to_next_event(wall()));
    let state = || values(&text(&simulation, "Action=DescribeNatGateways"), "state");
    declare(&simulation, &json!({ "fault": "stale", "times": 1 }));
    assert_eq!(state(), ["pending"]);
    assert_eq!(state(), ["available"]);
}

/// What a registry's clients see of it: RDAP and whois with dashes, and late.
#[test]
fn a_registry_is_slow_and_writes_dashes() {
    let simulation = simulation();
    let typed = "-----BEGIN CERTIFICATE-----MIIabc-----END CERTIFICATE-----";
    let field = "registry/arin/networks/NET-198-18-0-0-1/comments";
    let (status, _) = control(&simulation, Method::PUT, field, typed);
    assert_eq!(status, 200);
    simulation.advance_to(wall() + SignedDuration::from_hours(1), wall());
    let rdap = || {
        let path = "/rdap.arin.net/registry/ip/198.18.0.0";
        let request = ::http::Request::get(path).body(Bytes::new()).unwrap();
        let answer = crate::wire::answer(&simulation, &sample::endpoints(), wall(), &request);
        let delivery: Delivery = answer.extensions().get().copied().unwrap_or_default();
        let text = String::from_utf8(answer.body().to_vec()).unwrap();
        (text, delivery.held_back.as_secs())
    };
    let whois = || {
        let here = "127.0.0.1:43".parse().unwrap();
        let answer = crate::wire::whois::answer(&simulation, wall(), here, "198.18.0.0");
        (
            String::from_utf8(answer.bytes).unwrap(),
            answer.held_back.as_secs(),
        )
    };
    for (text, late) in [rdap(), whois()] {
        assert!(text.contains(typed), "{text}");
        assert_eq!(late, 0);
    }
    declare(
        &simulation,
        &json!({ "fault": "registry-slow", "registry": "arin", "by": "2s", "for": "1d" }),
    );
    declare(
        &simulation,
        &json!({ "fault": "registry-encoding", "registry": "arin", "for": "1d" }),
    );
    for (text, late) in [rdap(), whois()] {
        assert!(
            text.contains("–––––BEGIN CERTIFICATE–––––MIIabc–––––END"),
            "{text}"
        );
        assert_eq!(late, 2);
    }
    // The owner's own view is whole.
    let (_, text) = control(&simulation, Method::GET, field, "");
    assert_eq!(text.trim(), typed);
    let (status, _) = control(&simulation, Method::DELETE, "outages/arin", "");
    assert_eq!(status, 204);
    for (text, late) in [rdap(), whois()] {
        assert!(text.contains(typed), "{text}");
        assert_eq!(late, 0);
    }
}

/// What befalls the world strikes at once, at a call, or at its moment, and its
/// view says so.
#[test]
fn accidents_strike_when_they_are_told_to() {
    let simulation = simulation();
    let down = |more: Value| {
        let mut body = json!({ "fault": "registry-down", "registry": "ripe", "for": "1h" });
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        declare(&simulation, &body)
    };
    let at_once = down(json!({}));
    assert_eq!(
        at_once,
        json!({
            "id": "fault-1", "fault": "registry-down", "registry": "ripe", "for": "1h", "times": 1,
            "met": 1, "struck": 1, "missed": 0, "spent": true,
        })
    );
    let later = down(json!({ "in": "3d" }));
    assert_eq!(
        (&later["at"], &later["spent"]),
        (&"2026-01-08T09:00:00Z".into(), &false.into())
    );
    down(json!({ "operation": "DescribeAddresses", "times": 2 }));
    assert_eq!(ask(&simulation, "Action=DescribeAddresses").0, 200);
    simulation.advance_to(wall() + SignedDuration::from_hours(80), wall());
    let struck: Vec<String> = log(&simulation)
        .into_iter()
        .filter(|line| line.contains("strike "))
        .collect();
    assert_eq!(
        struck,
        [
            "fault-1 (registry-down) strikes, strike 1 of 1",
            "fault-3 (registry-down) strikes DescribeAddresses of account 123456789012, strike 1 of 2",
            "fault-2 (registry-down) strikes, strike 1 of 1",
        ]
    );
}

#[test]
fn a_fault_that_found_nothing_says_what_was_not_there() {
    let declared = declare(
        &simulation(),
        &json!({ "fault": "roa-deleted", "prefix": "198.18.1.0/24", "origin": "AS16509" }),
    );
    assert_eq!(
        (&declared["missed"], &declared["miss"]),
        (
            &1.into(),
            &"there is no ROA of 198.18.1.0/24 for AS16509".into()
        )
    );
}
