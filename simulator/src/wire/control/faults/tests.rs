//! What can be declared, and what a caller at AWS then sees.

use ::http::Method;
use serde_json::{Value, json};

use crate::simulation::Simulation;
use crate::wire::ec2::tests::{ask, simulation, told, wall};
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
        "met": 0, "struck": 0, "spent": false,
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
