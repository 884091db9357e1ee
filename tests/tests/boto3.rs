//! Python's boto3: every action's answer parses into the members that its model
//! names, and refusals come with the codes and HTTP statuses that SDKs act on.

use byoip_tests::desk::Desk;
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
    desk.set(
        "MESSAGE",
        "1|aws|123456789012|198.18.1.0/24|20991231|SHA256|RSAPSS",
    );
    desk.ok(
        "byoip key new --no-passphrase && \
         byoip cert new --key private-key.pem --one-line --subject /CN=example.com --out certificate.pem && \
         byoip sign --key private-key.pem --message \"$MESSAGE\" > signature.txt && \
         curl -sf --data-binary @certificate.pem \
           $BYOIP_SIMULATOR_URL/_simulator/registry/arin/networks/198.18.0.0/23/comments",
    );
    for asn in ["AS16509", "AS14618"] {
        let roa = format!(r#"{{"prefix":"198.18.0.0/23","max_length":24,"asn":"{asn}"}}"#);
        assert_eq!(simulator.control("POST", "roas", &roa).0, 201);
    }
    simulator.advance("1d");
    let story = r#"python3 "$STORY" "$MESSAGE" "$(cat signature.txt)""#;
    let mut told = desk.ok(&format!("{story} provision"));
    simulator.advance("7d");
    told += &desk.ok(&format!("{story} use"));
    for action in ACTIONS {
        let done = told.lines().any(|line| line == format!("ok {action}"));
        assert!(done, "{action} was not called:\n{told}");
    }
}
