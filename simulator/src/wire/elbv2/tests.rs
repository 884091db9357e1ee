//! What a request is refused with, and what the answers look like.

use super::*;
use crate::clock::Mode;
use crate::shell::world_file::WorldFile;
use crate::wire::sample;
use crate::world::aws::permission::{Pattern, Permissions};

const PUBLIC: &str = "subnet-0a1b2c3d4e5f60001";

fn wall() -> Timestamp {
    sample::start()
}

fn simulation() -> Simulation {
    Simulation::new(WorldFile::default_world().genesis, Mode::Manual, wall())
}

/// The same, without permission for some actions.
fn denied(actions: &str) -> Simulation {
    let mut genesis = WorldFile::default_world().genesis;
    let denied: Pattern = actions.parse().unwrap();
    for (_, credential) in &mut genesis.credentials {
        credential.permissions = Permissions::new(None, vec![denied.clone()]);
    }
    Simulation::new(genesis, Mode::Manual, wall())
}

/// Whoever may not tag makes nothing that has tags.
#[test]
fn tags_on_creation_need_the_permission_to_tag() {
    let simulation = denied("elasticloadbalancing:AddTags");
    let create =
        format!("Action=CreateLoadBalancer&Name=edge&Type=network&Subnets.member.1={PUBLIC}");
    let (status, text) = ask(&simulation, &format!("{create}&Tags.member.1.Key=a"));
    assert_eq!(status, 403, "{text}");
    assert!(text.contains("elasticloadbalancing:AddTags"), "{text}");
    assert_eq!(ask(&simulation, &create).0, 200);
}

#[test]
fn a_policy_may_deny_an_action() {
    let simulation = denied("elasticloadbalancing:Create*");
    let (status, text) = ask(&simulation, "Action=CreateLoadBalancer&Name=edge");
    assert_eq!(status, 403, "{text}");
    assert!(text.contains("<Code>AccessDenied</Code>"), "{text}");
    assert_eq!(ask(&simulation, "Action=DescribeLoadBalancers").0, 200);
}

/// Status and body of an answer to a signed request.
fn ask(simulation: &Simulation, body: &str) -> (u16, String) {
    let body = format!("Version={VERSION}&{body}");
    let request = sample::signed(SERVICE, "us-east-1", &[], &body, "test");
    let answer = crate::wire::aws::answer(simulation, wall(), &request);
    (answer.status, String::from_utf8(answer.body).unwrap())
}

#[track_caller]
fn refused(simulation: &Simulation, body: &str, code: &str) {
    let (status, text) = ask(simulation, body);
    assert_eq!(status, 400, "{body}: {text}");
    let start = format!("<Error><Type>Sender</Type><Code>{code}</Code>");
    assert!(text.contains(&start), "{body}: {text}");
}

/// One row an error of a request that reaches an action. Where no type is said
/// it is an application load balancer, which needs two zones.
#[test]
#[rustfmt::skip]
fn errors() {
    let simulation = &simulation();
    let create = "Action=CreateLoadBalancer&Name=edge";
    for (rest, code) in [
        ("&Type=round", "ValidationError"),
        ("&Type=gateway", "UnsupportedOperation"),
        ("&Scheme=outward", "InvalidScheme"),
        ("&IpAddressType=dualstack", "UnsupportedOperation"),
        ("&Type=network&SubnetMappings.member.1.AllocationId=x", "ValidationError"),
        (&format!("&Subnets.member.1={PUBLIC}"), "ValidationError"),
    ] {
        refused(simulation, &format!("{create}{rest}"), code);
    }
    let network = format!("{create}&Type=network&Subnets.member.1={PUBLIC}");
    for (rest, code) in [
        ("&SecurityGroups.member.1=sg-1", "UnsupportedOperation"),
        (&format!("&SubnetMappings.member.1.SubnetId={PUBLIC}"), "ValidationError"),
        ("&Tags.member.1.Key=a&Tags.member.2.Key=a", "DuplicateTagKeys"),
    ] {
        refused(simulation, &format!("{network}{rest}"), code);
    }
    for (body, code) in [
        ("", "MissingAction"),
        ("Action=DescribeListeners", "UnsupportedOperation"),
        ("Action=DescribeListenerz", "InvalidAction"),
        ("Action=CreateLoadBalancer", "ValidationError"),
        ("Action=DescribeLoadBalancers&Names.member.1=edge", "LoadBalancerNotFound"),
        ("Action=DescribeLoadBalancers&LoadBalancerArns.member.1=x", "LoadBalancerNotFound"),
        ("Action=DescribeLoadBalancers&PageSize=401", "ValidationError"),
        ("Action=DescribeLoadBalancers&PageSize=0", "ValidationError"),
        ("Action=DescribeLoadBalancers&Marker=x", "ValidationError"),
        ("Action=DeleteLoadBalancer&LoadBalancerArn=edge", "ValidationError"),
    ] {
        refused(simulation, body, code);
    }
    assert!(simulation.read(wall()).log().is_empty());
}

#[test]
fn what_nobody_knows_is_passed_over() {
    let (status, text) = ask(&simulation(), "Action=DescribeLoadBalancers&Nonsense=1");
    assert_eq!(status, 200, "{text}");
    assert!(text.contains("<LoadBalancers/>"), "{text}");
}

#[test]
fn a_page_after_the_other() {
    let simulation = simulation();
    for name in ["a", "b", "c"] {
        let create = format!("Action=CreateLoadBalancer&Type=network&Name={name}");
        let (status, _) = ask(&simulation, &format!("{create}&Subnets.member.1={PUBLIC}"));
        assert_eq!(status, 200);
    }
    let mut asked = "Action=DescribeLoadBalancers&PageSize=2".to_owned();
    let mut seen = Vec::new();
    loop {
        let (_, text) = ask(&simulation, &asked);
        let names = text.split("<LoadBalancerName>").skip(1);
        seen.extend(names.filter_map(|rest| rest.chars().next()));
        let Some((_, marker)) = text.split_once("<NextMarker>") else {
            break;
        };
        let (marker, _) = marker.split_once('<').unwrap();
        let marker = marker.replace('+', "%2B");
        asked = format!("Action=DescribeLoadBalancers&PageSize=2&Marker={marker}");
    }
    assert_eq!(seen, ['a', 'b', 'c']);
}

#[test]
fn a_wrong_secret_is_told_from_an_unknown_key() {
    let body = format!("Version={VERSION}&Action=DescribeLoadBalancers");
    let request = sample::signed(SERVICE, "us-east-1", &[], &body, "wrong");
    let answer = crate::wire::aws::answer(&simulation(), wall(), &request);
    let text = String::from_utf8(answer.body).unwrap();
    assert_eq!(answer.status, 403);
    assert!(
        text.contains("<Code>SignatureDoesNotMatch</Code>"),
        "{text}"
    );
}
