//! What is refused before a service is reached, each time as its client reads it.

use ::http::Method;
use bytes::Bytes;

use super::*;
use crate::clock::Mode;
use crate::shell::world_file::WorldFile;
use crate::wire::sample;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/x-amz-json-1.1";

fn simulation() -> Simulation {
    let genesis = WorldFile::default_world().genesis;
    Simulation::new(genesis, Mode::Manual, sample::start())
}

fn unsigned(headers: &[(&str, &str)], body: &str) -> Request {
    let mut request = ::http::Request::builder().method(Method::POST).uri("/");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Bytes::from(body.to_owned())).unwrap()
}

/// The status, and the answer from its root to its code.
fn told(answer: &Answer) -> (u16, String) {
    let text = String::from_utf8(answer.body.clone()).unwrap();
    if answer.content_type == JSON {
        let body: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(body["message"].is_string(), "{text}");
        return (
            answer.status,
            format!("json {}", body["__type"].as_str().unwrap()),
        );
    }
    let (_, root) = text.split_once("?>\n<").unwrap();
    let root = root.split([' ', '>']).next().unwrap();
    let (_, code) = text.split_once("<Code>").unwrap();
    let (code, _) = code.split_once('<').unwrap();
    (answer.status, format!("{root} {code}"))
}

#[test]
#[rustfmt::skip]
fn refused_in_the_layout_of_the_service() {
    let simulation = simulation();
    let ask = |request: &Request| told(&answer(&simulation, sample::start(), request));
    let json = ("content-type", JSON);
    let form = ("content-type", FORM);
    let target = |name| ("x-amz-target", name);
    let cases = "AWSSupport_20130415.DescribeCases";
    for (request, status, expected) in [
        (unsigned(&[json, target(cases)], "{}"), 400, "json MissingAuthenticationTokenException"),
        (unsigned(&[json, target("DynamoDB_20120810.ListTables")], "{}"), 400, "json MissingAuthenticationTokenException"),
        (unsigned(&[json], "{}"), 400, "json MissingAuthenticationTokenException"),
        (unsigned(&[target(cases)], "{}"), 400, "json MissingAuthenticationTokenException"),
        (sample::signed("dynamodb", "us-east-1", &[json], "{}", "test"), 400, "json UnsupportedOperation"),
        (sample::signed("sqs", "us-east-1", &[form], "a=b", "test"), 400, "Response UnsupportedOperation"),
        (unsigned(&[form], "Action=DescribeVpcs&Version=2016-11-15"), 403, "Response MissingAuthenticationToken"),
        (unsigned(&[form], "Action=DescribeLoadBalancers&Version=2015-12-01"), 403, "ErrorResponse MissingAuthenticationToken"),
        (unsigned(&[form], "Action=GetCallerIdentity&Version=2011-06-15"), 403, "ErrorResponse MissingAuthenticationToken"),
        (sample::signed("elasticloadbalancing", "us-east-1", &[form], "%zz=%ff", "test"), 404, "ErrorResponse MalformedQueryString"),
        (sample::signed("sts", "us-east-1", &[form], "%zz=%ff", "test"), 404, "ErrorResponse MalformedQueryString"),
        (sample::signed("ec2", "us-east-1", &[form], "%zz=%ff", "test"), 404, "Response MalformedQueryString"),
    ] {
        assert_eq!(ask(&request), (status, expected.to_owned()), "{request:?}");
    }
}

#[test]
fn too_long_in_the_layout_of_the_service() {
    let simulation = simulation();
    let long = |service, content_type| {
        let headers = [("content-type", content_type)];
        let request = sample::signed(service, "us-east-1", &headers, "", "test");
        told(&refuse_long(&simulation, &request))
    };
    let json = (413, "json RequestEntityTooLargeException".to_owned());
    assert_eq!(long("support", JSON), json);
    let elbv2 = (404, "ErrorResponse MalformedQueryString".to_owned());
    assert_eq!(long("elasticloadbalancing", FORM), elbv2);
    let ec2 = (404, "Response MalformedQueryString".to_owned());
    assert_eq!(long("ec2", FORM), ec2);
}
