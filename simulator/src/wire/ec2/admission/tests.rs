//! Requests that are wrong in several ways at once: the earliest is told.

use std::str::FromStr;

use super::super::tests::{signed, told, wall};
use super::*;
use crate::clock::Mode;
use crate::shell::world_file::WorldFile;
use crate::world::Genesis;
use crate::world::aws::permission::{Pattern, Permissions};

/// The default world, in which the key `test` may do so much.
fn genesis(allow: &[&str], policy: &[(&str, &str)]) -> Genesis {
    let mut genesis = WorldFile::default_world().genesis;
    let allow = allow.iter().map(|text| Pattern::from_str(text).unwrap());
    let allow = Some(allow.collect());
    for (key, credential) in &mut genesis.credentials {
        if key == "test" {
            credential.permissions = Permissions::new(allow.clone(), Vec::new());
        }
    }
    for (key, text) in policy {
        genesis.policy.set(key, text).unwrap();
    }
    genesis
}

fn begin(genesis: Genesis) -> Simulation {
    Simulation::new(genesis, Mode::Manual, wall())
}

/// Status and code of the answer to a request.
fn answer(simulation: &Simulation, wall: Timestamp, body: &str, secret: &str) -> String {
    let answer = crate::wire::aws::answer(simulation, wall, &signed(body, secret));
    let (status, code) = told(&answer);
    format!("{status} {code}")
}

/// A request wrong in every way; row by row the earliest wrong is put right.
#[test]
fn the_earliest_wrong_is_told() {
    #[track_caller]
    fn check(simulation: &Simulation, secret: &str, body: &str, expected: &str) {
        let told = answer(simulation, wall(), body, secret);
        assert_eq!(told, expected, "{body}");
    }
    const THROTTLED: (&str, &str) = ("throttling", "virtual");
    const ADVERTISE: &str = "Version=2016-11-15&Action=AdvertiseByoipCidr";
    let slow = begin(genesis(&[], &[THROTTLED]));
    check(&slow, "wrong", "A=%FF", "404 MalformedQueryString");
    check(&slow, "wrong", "A=1", "401 AuthFailure");
    check(&slow, "test", "A=1", "400 MissingAction");
    check(&slow, "test", "A=1&Action=No", "400 InvalidAction");
    let versionless = "A=1&Action=AdvertiseByoipCidr";
    check(&slow, "test", versionless, "400 MissingParameter");
    let old = format!("{versionless}&Version=2009-11-30");
    check(&slow, "test", &old, "400 InvalidAction");
    // Wrong from here on too, but it took the only token.
    let unknown = format!("{ADVERTISE}&A=1&DryRun=x");
    check(&slow, "test", &unknown, "400 UnknownParameter");
    check(&slow, "test", &unknown, "503 RequestLimitExceeded");

    let denied = begin(genesis(&[], &[]));
    check(&denied, "test", &unknown, "400 UnknownParameter");
    let absent = format!("{ADVERTISE}&DryRun=x");
    check(&denied, "test", &absent, "400 MissingParameter");
    let undry = format!("{ADVERTISE}&DryRun=x&Cidr=x");
    check(&denied, "test", &undry, "403 UnauthorizedOperation");

    let may = begin(genesis(&["ec2:*"], &[]));
    check(&may, "test", &undry, "400 InvalidParameterValue");
    let dry = format!("{ADVERTISE}&DryRun=true&Cidr=x");
    check(&may, "test", &dry, "412 DryRunOperation");
    let malformed = format!("{ADVERTISE}&DryRun=false&Cidr=x");
    check(&may, "test", &malformed, "400 InvalidParameterValue");
}

/// What refills the buckets is the policy's; a dry run costs a token too.
#[test]
fn throttling_has_three_settings() {
    const DRY: &str = "Version=2016-11-15&Action=WithdrawByoipCidr&Cidr=x&DryRun=true";
    let later = wall() + jiff::SignedDuration::from_secs(10);
    for (setting, at_once, after_virtual, after_wall) in [
        (
            "off",
            "412 DryRunOperation",
            "412 DryRunOperation",
            "412 DryRunOperation",
        ),
        (
            "virtual",
            "503 RequestLimitExceeded",
            "412 DryRunOperation",
            "503 RequestLimitExceeded",
        ),
        (
            "wall",
            "503 RequestLimitExceeded",
            "503 RequestLimitExceeded",
            "412 DryRunOperation",
        ),
    ] {
        let simulation = begin(genesis(&["*"], &[("throttling", setting)]));
        let ask = |wall| answer(&simulation, wall, DRY, "test");
        assert_eq!(ask(wall()), "412 DryRunOperation", "{setting}");
        assert_eq!(ask(wall()), at_once, "{setting}");
        let soon = simulation.now(wall()) + jiff::SignedDuration::from_secs(10);
        simulation.advance_to(soon, wall());
        assert_eq!(ask(wall()), after_virtual, "{setting}");
        assert_eq!(ask(later), after_wall, "{setting}");
        simulation.reset(None, later);
        assert_eq!(ask(later), "412 DryRunOperation", "{setting}");
    }
}

/// The smaller bucket is for whoever wants to see all there is; pages and ids
/// share the other.
#[test]
fn a_page_or_a_filter_is_cheaper() {
    let simulation = begin(genesis(&["*"], &[("throttling", "wall")]));
    for (parameters, expected) in [("", 50), ("&MaxResults=5", 100), ("&AllocationId.1=x", 0)] {
        let body = format!("Version=2016-11-15&Action=DescribeAddresses{parameters}");
        let through = (0..150)
            .take_while(|_| !answer(&simulation, wall(), &body, "test").starts_with("503"))
            .count();
        assert_eq!(through, expected, "{parameters}");
    }
}

/// Tags need a permission of their own, as far as AWS says so.
#[test]
fn tags_need_a_permission() {
    let tagged = "TagSpecification.1.ResourceType=elastic-ip";
    let pool = "PoolTagSpecification.1.ResourceType=ipv4pool-ec2";
    let strict = ("provision_needs_create_tags", "true");
    let denied = Some("ec2:CreateTags");
    for (allow, policy, action, parameters, expected) in [
        (
            &["ec2:AllocateAddress"][..],
            &[][..],
            "AllocateAddress",
            "",
            None,
        ),
        (
            &["ec2:AllocateAddress"],
            &[],
            "AllocateAddress",
            tagged,
            denied,
        ),
        (
            &["ec2:AllocateAddress", "ec2:CreateTags"],
            &[],
            "AllocateAddress",
            tagged,
            None,
        ),
        (
            &["ec2:CreateTags"],
            &[],
            "AllocateAddress",
            tagged,
            Some("ec2:AllocateAddress"),
        ),
        (
            &["ec2:ProvisionByoipCidr"],
            &[],
            "ProvisionByoipCidr",
            pool,
            None,
        ),
        (
            &["ec2:ProvisionByoipCidr"],
            &[strict],
            "ProvisionByoipCidr",
            pool,
            denied,
        ),
        (&["ec2:*"], &[strict], "ProvisionByoipCidr", pool, None),
    ] {
        let simulation = begin(genesis(allow, policy));
        let authenticated = authentication::verify(&simulation, wall(), &signed("", "test"));
        let form = Form::parse(parameters).unwrap();
        let checked = check_permissions(&simulation, &authenticated.unwrap(), action, &form);
        let error = checked
            .err()
            .map(|error| error::to_xml(&error, "id").into_bytes());
        let error = error.map(|xml| String::from_utf8(xml).unwrap());
        match (&error, expected) {
            (None, None) => {}
            (Some(xml), Some(action)) => {
                assert!(
                    xml.contains(&format!("to perform: {action} because")),
                    "{xml}"
                );
            }
            _ => panic!("allow {allow:?}: {action}?{parameters} told {error:?}"),
        }
    }
}

/// A session that is over is told by the code of the world's policy.
#[test]
fn a_session_that_is_over() {
    for (policy, expected) in [
        (&[][..], (400, "RequestExpired")),
        (
            &[("expired_session_code", "ExpiredToken")],
            (403, "ExpiredToken"),
        ),
    ] {
        let mut genesis = genesis(&["*"], policy);
        let start = genesis.start;
        let (_, credential) = genesis.credentials.last_mut().unwrap();
        credential.session = Some(crate::world::aws::account::Session {
            token: "t".to_owned(),
            expires: Some(start),
        });
        let mut request = signed("Action=DescribeAddresses", "test");
        let token = "t".parse().unwrap();
        request.headers_mut().insert("x-amz-security-token", token);
        let answer = crate::wire::aws::answer(&begin(genesis), wall(), &request);
        let (status, code) = told(&answer);
        assert_eq!((status, code.as_str()), expected);
    }
}
