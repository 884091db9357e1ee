//! Python's boto3: every action's answer parses into the members that its model
//! names, and refusals come with the codes and HTTP statuses that SDKs act on.

use byoip_tests::desk::Desk;
use byoip_tests::prepared;
use byoip_tests::simulator::Simulator;

/// The actions that the story must have gone through.
const ACTIONS: [&str; 16] = [
    "AdvertiseByoipCidr",
    "AllocateAddress",
    "AssociateAddress",
    "CreateNatGateway",
    "DeleteNatGateway",
    "DeprovisionByoipCidr",
    "DescribeAddresses",
    "DescribeByoipCidrs",
    "DescribeInstances",
    "DescribeNatGateways",
    "DescribePublicIpv4Pools",
    "DisassociateAddress",
    "GetCallerIdentity",
    "ProvisionByoipCidr",
    "ReleaseAddress",
    "WithdrawByoipCidr",
];

#[test]
fn every_answer_fits_the_model() {
    let simulator = Simulator::start();
    let mut desk = Desk::at(&simulator);
    let story = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/boto3_story.py");
    desk.set("STORY", story);
    prepared::range(&simulator, &mut desk);
    let story = r#"python3 "$STORY" "$MESSAGE" "$SIGNATURE""#;
    let mut told = desk.ok(&format!("{story} provision"));
    simulator.advance("7d");
    told += &desk.ok(&format!("{story} use"));
    for action in ACTIONS {
        let done = told.lines().any(|line| line == format!("ok {action}"));
        assert!(done, "{action} was not called:\n{told}");
    }
}

/// The actions of the services beside EC2 that the story must have gone through.
const BESIDE_EC2: [&str; 9] = [
    "AddTags",
    "CreateCase",
    "CreateLoadBalancer",
    "DeleteLoadBalancer",
    "DescribeCases",
    "DescribeLoadBalancers",
    "DescribeTags",
    "RemoveTags",
    "ResolveCase",
];

#[test]
fn the_services_beside_ec2_fit_their_models() {
    let simulator = Simulator::start();
    let mut desk = Desk::at(&simulator);
    let story = concat!(env!("CARGO_MANIFEST_DIR"), "/clients/elb_support_story.py");
    desk.set("STORY", story);
    let told = desk.ok(r#"python3 "$STORY""#);
    for action in BESIDE_EC2 {
        let done = told.lines().any(|line| line == format!("ok {action}"));
        assert!(done, "{action} was not called:\n{told}");
    }
}
