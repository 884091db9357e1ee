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

/// A request wrong in every way; row by row the earliest wrong is put right.
#[test]
fn the_earliest_wrong_is_told() {
    let denied = begin(genesis(&[], &[]));
    let may = begin(genesis(&["ec2:*"], &[]));
    // (what is right from here on, the world, the body, the secret, the error)
    let known = "Version=2016-11-15&Action=AdvertiseByoipCidr";
    let named = format!("{known}&Cidr=nonsense");
    for (right, simulation, body, secret, expected) in [
        (
            "nothing",
            &denied,
            "A=%FF",
            "wrong",
            (404, "MalformedQueryString"),
        ),
        (
            "the form",
            &denied,
            "A=1&DryRun=true",
            "wrong",
            (401, "AuthFailure"),
        ),
        (
            "the signature",
            &denied,
            "A=1&DryRun=true",
            "test",
            (400, "MissingAction"),
        ),
        (
            "an action's there",
            &denied,
            "A=1&Action=Nonsense",
            "test",
            (400, "InvalidAction"),
        ),
        (
            "it is EC2's",
            &denied,
            "A=1&Action=AdvertiseByoipCidr",
            "test",
            (400, "MissingParameter"),
        ),
        (
            "the version",
            &denied,
            &format!("{known}&A=1"),
            "test",
            (400, "UnknownParameter"),
        ),
        (
            "the names",
            &denied,
            &format!("{known}&DryRun=x"),
            "test",
            (400, "MissingParameter"),
        ),
        (
            "all are there",
            &denied,
            &format!("{named}&DryRun=x"),
            "test",
            (403, "UnauthorizedOperation"),
        ),
        (
            "the caller may",
            &may,
            &format!("{named}&DryRun=x"),
            "test",
            (400, "InvalidParameterValue"),
        ),
        (
            "dry",
            &may,
            &format!("{named}&DryRun=true"),
            "test",
            (412, "DryRunOperation"),
        ),
        (
            "not dry",
            &may,
            &named,
            "test",
            (400, "InvalidParameterValue"),
        ),
        (
            "the values",
            &may,
            &format!("{known}&Cidr=198.18.1.0/24"),
            "test",
            (400, "InvalidParameterValue"),
        ),
    ] {
        let answer = crate::wire::aws::answer(simulation, wall(), &signed(body, secret));
        let (status, code) = told(&answer);
        assert_eq!((status, code.as_str()), expected, "right: {right}; {body}");
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
        let error = checked.err().map(|error| error.to_xml("id").into_bytes());
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
