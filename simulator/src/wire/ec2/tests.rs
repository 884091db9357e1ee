//! What holds of every action, and what EC2's own error texts look like.

use jiff::Timestamp;

use super::*;
use crate::clock::Mode;
use crate::shell::world_file::WorldFile;

pub(in crate::wire) fn wall() -> Timestamp {
    "2026-01-05T09:00:00Z".parse().unwrap()
}

pub(in crate::wire) fn simulation() -> Simulation {
    Simulation::new(WorldFile::default_world().genesis, Mode::Manual, wall())
}

/// A request with this body, signed with a secret.
pub(in crate::wire) fn signed(body: &str, secret: &str) -> Request {
    crate::wire::sample::signed("ec2", "us-east-1", &[], body, secret)
}

/// Status, and code or root element.
pub(in crate::wire) fn ask(simulation: &Simulation, body: &str) -> (u16, String) {
    let request = signed(&format!("Version=2016-11-15&{body}"), "test");
    told(&crate::wire::aws::answer(simulation, wall(), &request))
}

/// The whole answer.
pub(in crate::wire) fn text(simulation: &Simulation, body: &str) -> String {
    let request = signed(&format!("Version=2016-11-15&{body}"), "test");
    let answer = crate::wire::aws::answer(simulation, wall(), &request);
    String::from_utf8(answer.body).unwrap()
}

/// What stands in each element of a name.
pub(in crate::wire) fn values(text: &str, name: &str) -> Vec<String> {
    let start = format!("<{name}>");
    let parts = text.split(start.as_str()).skip(1);
    let inside = parts.filter_map(|rest| Some(rest.split_once('<')?.0));
    inside.map(str::to_owned).collect()
}

pub(in crate::wire) fn told(answer: &Answer) -> (u16, String) {
    let text = String::from_utf8(answer.body.clone()).unwrap();
    let between = |start: &str, end: &str| {
        let (_, rest) = text.split_once(start)?;
        let (inside, _) = rest.split_once(end)?;
        Some(inside.to_owned())
    };
    let root = || between("?>\n<", " xmlns");
    (
        answer.status,
        between("<Code>", "</Code>").or_else(root).unwrap(),
    )
}

#[test]
fn every_action_knows_its_parameters() {
    let simulation = simulation();
    for handler in actions::all() {
        let action = handler.name;
        let (status, code) = ask(&simulation, &format!("Action={action}&Nonsense=1"));
        assert_eq!(
            (status, code.as_str()),
            (400, "UnknownParameter"),
            "{action}"
        );
        // A list or a structure is there with any of its members.
        let member = |name: &&str| {
            let own = |path: &&&str| {
                let rest = path.strip_prefix(name);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            let path = handler.parameters.iter().find(own).unwrap();
            format!("&{}=x", path.replace(".N", ".1"))
        };
        let required: Vec<String> = handler.required.iter().map(member).collect();
        let body = format!("Action={action}{}", required.concat());
        if let Some(first) = required.first() {
            let without = body.replace(first, "");
            let missing = ask(&simulation, &without);
            assert_eq!(missing, (400, "MissingParameter".to_owned()), "{action}");
        }
        let dry = ask(&simulation, &format!("{body}&DryRun=true"));
        // AWS's model has it for most calls, not for all.
        if !handler.parameters.contains(&"DryRun") {
            assert_eq!(dry, (400, "UnknownParameter".to_owned()));
            continue;
        }
        assert_eq!(dry, (412, "DryRunOperation".to_owned()), "{action}");
        let dry = ask(&simulation, &format!("{body}&DryRun=maybe"));
        assert_eq!(dry, (400, "InvalidParameterValue".to_owned()), "{action}");
    }
    assert!(simulation.read(wall()).log().is_empty());
}

/// One row an error of a request that reaches an action.
#[test]
#[rustfmt::skip]
fn errors() {
    let simulation = simulation();
    for (body, code) in [
        ("", "MissingAction"),
        ("Action=DescribeFlowers", "InvalidAction"),
        ("Action=describebyoipcidrs", "InvalidAction"),
        ("Action=ProvisionByoipCidr", "MissingParameter"),
        ("Action=ProvisionByoipCidr&Cidr=", "MissingParameter"),
        ("Action=ProvisionByoipCidr&Cidr=x", "InvalidParameterValue"),
        ("Action=ProvisionByoipCidr&Cidr=198.18.1.0/24", "MissingParameter"),
        ("Action=ProvisionByoipCidr&Cidr=198.18.1.0/24&CidrAuthorizationContext.Message=m", "MissingParameter"),
        ("Action=ProvisionByoipCidr&Cidr=198.18.1.0/24&PubliclyAdvertisable=false", "InvalidParameterCombination"),
        ("Action=AdvertiseByoipCidr&Cidr=198.18.1.0/24&NetworkBorderGroup=us-west-2-lax-1", "InvalidParameterValue"),
        ("Action=DescribeByoipCidrs", "MissingParameter"),
        ("Action=DescribePublicIpv4Pools&MaxResults=11", "InvalidParameterValue"),
        ("Action=DescribePublicIpv4Pools&PoolId.1=x", "InvalidPublicIpv4PoolID.NotFound"),
        ("Action=DescribeAddresses&Filter.1.Name=color&Filter.1.Value.1=red", "InvalidParameterValue"),
        ("Action=AllocateAddress&Address=198.18.1.300", "InvalidParameterValue"),
        ("Action=AllocateAddress&Domain=standard", "InvalidParameterValue"),
        ("Action=CreateVpc&CidrBlock=10.0.0.0/16&InstanceTenancy=dedicated", "UnsupportedOperation"),
        ("Action=CreateVpc&CidrBlock=10.0.0.0/16&InstanceTenancy=xx", "InvalidParameterValue"),
        ("Action=EnableAddressTransfer&AllocationId=eipalloc-1&TransferAccountId=x", "InvalidParameterValue"),
        ("Action=AssociateAddress&InstanceId=i-1", "InvalidParameterCombination"),
        ("Action=AssociateAddress&AllocationId=x", "MissingParameter"),
        ("Action=CreateNatGateway&SubnetId=subnet-1&AllocationId=eipalloc-1", "InvalidSubnetID.NotFound"),
    ] {
        assert_eq!(ask(&simulation, body), (400, code.to_owned()), "{body}");
    }
    let well = ask(&simulation, "Action=DescribeByoipCidrs&MaxResults=5");
    assert_eq!(well, (200, "DescribeByoipCidrsResponse".to_owned()));
    assert!(simulation.read(wall()).log().is_empty());
}

/// The API writes an AS number bare; `AWS` is a word of AdvertiseByoipCidr alone.
#[test]
fn an_as_number_is_a_bare_number() {
    let simulation = simulation();
    let invalid = (400, "InvalidParameterValue".to_owned());
    for action in ["Advertise", "Associate", "Disassociate"] {
        let noun = if action == "Advertise" {
            "ByoipCidr"
        } else {
            "IpamByoasn"
        };
        let call = format!("Action={action}{noun}&Cidr=198.18.1.0/24&Asn=");
        for (asn, reason) in [
            ("AS64500", "bare number"),
            ("1.10", "bare number"),
            ("4294967296", "bare number"),
            ("64500", "not provisioned"),
        ] {
            let request = signed(&format!("Version=2016-11-15&{call}{asn}"), "test");
            let answer = crate::wire::aws::answer(&simulation, wall(), &request);
            let text = String::from_utf8(answer.body.clone()).unwrap();
            assert_eq!(told(&answer), invalid, "{call}{asn}");
            let reason = if (action, asn) == ("Disassociate", "64500") {
                "not associated"
            } else {
                reason
            };
            assert!(text.contains(reason), "{call}{asn}: {text}");
        }
    }
    let associate = "Action=AssociateIpamByoasn&Cidr=198.18.1.0/24&Asn=AWS";
    assert_eq!(ask(&simulation, associate), invalid);
}

/// What EC2 has and this world not yet is told apart from what nobody has.
#[test]
fn what_is_not_simulated_says_so() {
    let simulation = simulation();
    let unsupported = (400, "UnsupportedOperation".to_owned());
    let outpost = "Action=AllocateAddress&CustomerOwnedIpv4Pool=ipv4pool-coip-1";
    assert_eq!(ask(&simulation, outpost), unsupported);
    let by_tag = "Action=DescribePublicIpv4Pools&Filter.1.Name=tag:a&Filter.1.Value.1=b";
    assert_eq!(ask(&simulation, by_tag).0, 200);
    let control = ask(&simulation, "Action=DescribeAddresses&AllocationId.1=%01");
    assert_eq!(control, (400, "InvalidParameterValue".to_owned()));
}

/// What AWS has is told from what nobody has: an action, a filter.
#[test]
fn what_aws_has_and_this_world_not_says_so() {
    let simulation = simulation();
    let filtered =
        |action, filter| format!("Action={action}&Filter.1.Name={filter}&Filter.1.Value.1=x");
    for (body, code) in [
        ("Action=DescribeSecurityGroups", "UnsupportedOperation"),
        ("Action=MoveByoipCidrToIpam", "UnsupportedOperation"),
        ("Action=DescribeSecurityRoups", "InvalidAction"),
        (
            &filtered("DescribeInstances", "hypervisor"),
            "UnsupportedOperation",
        ),
        (
            &filtered("DescribeInstances", "hypervizor"),
            "InvalidParameterValue",
        ),
        (
            &filtered("DescribeVpcs", "hypervisor"),
            "InvalidParameterValue",
        ),
    ] {
        assert_eq!(ask(&simulation, body), (400, code.to_owned()), "{body}");
    }
    let named = text(&simulation, "Action=DescribeSecurityGroups");
    let message = "The action DescribeSecurityGroups is not simulated yet";
    assert_eq!(values(&named, "Message"), [message]);
}

/// An instance is found by what hangs on its one interface.
#[test]
fn an_instance_is_found_by_its_address() {
    let simulation = simulation();
    let allocated = text(&simulation, "Action=AllocateAddress");
    let [allocation, address] =
        ["allocationId", "publicIp"].map(|it| values(&allocated, it).remove(0));
    let web = "i-0123456789abcde01";
    let associate = format!("Action=AssociateAddress&AllocationId={allocation}&InstanceId={web}");
    let association = values(&text(&simulation, &associate), "associationId").remove(0);
    let all = text(
        &simulation,
        "Action=DescribeNetworkInterfaces&Filter.1.Name=attachment.instance-id&Filter.1.Value.1=i-0123456789abcde01",
    );
    let interface = values(&all, "networkInterfaceId").remove(0);
    let private = values(&all, "privateIpAddress").remove(0);
    for (filter, value) in [
        ("ip-address", &address),
        ("network-interface.association.public-ip", &address),
        (
            "network-interface.addresses.association.public-ip",
            &address,
        ),
        ("network-interface.association.allocation-id", &allocation),
        (
            "network-interface.addresses.association.association-id",
            &association,
        ),
        ("network-interface.addresses.private-ip-address", &private),
        ("network-interface.network-interface-id", &interface),
        ("private-ip-address", &private),
    ] {
        let found =
            format!("Action=DescribeInstances&Filter.1.Name={filter}&Filter.1.Value.1={value}");
        assert_eq!(
            values(&text(&simulation, &found), "instanceId"),
            [web],
            "{filter}"
        );
    }
    let by_zone =
        "Action=DescribeSubnets&Filter.1.Name=availability-zone-id&Filter.1.Value.1=use1-az1";
    let zones = values(&text(&simulation, by_zone), "availabilityZone");
    assert!(
        !zones.is_empty() && zones.iter().all(|zone| zone == "us-east-1a"),
        "{zones:?}"
    );
}

#[test]
fn an_instance_named_twice_is_told_once() {
    let simulation = simulation();
    let web = "i-0123456789abcde01";
    let terminate = format!("Action=TerminateInstances&InstanceId.1={web}&InstanceId.2={web}");
    assert_eq!(values(&text(&simulation, &terminate), "instanceId"), [web]);
}

/// Any gateway may be a `GatewayId`; those of other kinds are not here.
#[test]
fn a_gateway_of_another_kind_is_not_found() {
    let simulation = simulation();
    let tables = text(&simulation, "Action=DescribeRouteTables");
    let table = values(&tables, "routeTableId").remove(0);
    let route =
        format!("Action=CreateRoute&RouteTableId={table}&DestinationCidrBlock=10.64.0.0/16");
    for (gateway, code) in [
        ("nat-0123456789abcdef0", "InvalidGatewayID.NotFound"),
        ("vgw-0123456789abcdef0", "InvalidGatewayID.NotFound"),
        ("igw-0", "InvalidGatewayID.NotFound"),
        ("x", "InvalidInternetGatewayId.Malformed"),
    ] {
        let asked = ask(&simulation, &format!("{route}&GatewayId={gateway}"));
        assert_eq!(asked, (400, code.to_owned()), "{gateway}");
    }
}

/// RunInstances makes volumes at AWS, and tags them.
#[test]
fn a_volume_is_not_simulated_and_so_not_tagged() {
    let simulation = simulation();
    let run =
        "Action=RunInstances&ImageId=ami-1&MinCount=1&MaxCount=1&TagSpecification.1.ResourceType";
    let volume = ask(&simulation, &format!("{run}=volume"));
    assert_eq!(volume, (400, "UnsupportedOperation".to_owned()));
    let nothing = ask(&simulation, &format!("{run}=vpc"));
    assert_eq!(nothing, (400, "InvalidParameterValue".to_owned()));
}

#[test]
fn amazons_addresses_are_five() {
    let simulation = simulation();
    for _ in 0..5 {
        let (status, _) = ask(&simulation, "Action=AllocateAddress");
        assert_eq!(status, 200);
    }
    let sixth = ask(&simulation, "Action=AllocateAddress");
    assert_eq!(sixth, (400, "AddressLimitExceeded".to_owned()));
}

/// At AWS there is no endpoint for a Region that there is not.
#[test]
fn a_region_that_is_not_there_has_no_callers() {
    let simulation = simulation();
    for region in ["us-esat-1", "us-east-7", "mars-west-9", "US-EAST-1"] {
        for (service, body, expected) in [
            (
                "ec2",
                "Action=DescribeVpcs&Version=2016-11-15",
                "AuthFailure",
            ),
            (
                "sts",
                "Action=GetCallerIdentity&Version=2011-06-15",
                "SignatureDoesNotMatch",
            ),
        ] {
            let request = crate::wire::sample::signed(service, region, &[], body, "test");
            let answer = crate::wire::aws::answer(&simulation, wall(), &request);
            assert_eq!(told(&answer).1, expected, "{region}");
            let text = String::from_utf8(answer.body).unwrap();
            let words = format!("a valid region, not '{region}'");
            assert!(
                text.contains(&words.replace('\'', "&apos;")) || text.contains(&words),
                "{text}"
            );
        }
    }
}

#[test]
fn a_signature_is_held_against_the_secret_and_the_body() {
    let simulation = simulation();
    let body = "Version=2016-11-15&Action=DescribeAddresses";
    let ask = |request: &Request| told(&crate::wire::aws::answer(&simulation, wall(), request));
    assert_eq!(ask(&signed(body, "test")).0, 200);
    let refused = (401, "AuthFailure".to_owned());
    assert_eq!(ask(&signed(body, "wrong")), refused);
    let mut tampered = signed(body, "test");
    *tampered.body_mut() = "Version=2016-11-15&Action=DescribeInstances".into();
    assert_eq!(ask(&tampered), refused);
    // Fifteen minutes either way, to the second.
    let at = |text: &str| {
        let request = signed(body, "test");
        told(&crate::wire::aws::answer(
            &simulation,
            text.parse().unwrap(),
            &request,
        ))
    };
    let expired = (400, "RequestExpired".to_owned());
    assert_eq!(at("2026-01-05T09:15:00Z").0, 200);
    assert_eq!(at("2026-01-05T09:15:01Z"), expired);
    assert_eq!(at("2026-01-05T08:45:00Z").0, 200);
    assert_eq!(at("2026-01-05T08:44:59Z"), expired);
}
