//! Access keys given and taken while the world runs, seen from a request.

use ::http::Method;

use crate::wire::ec2::tests::{ask, signed, simulation, told, wall};
use crate::wire::query::form::Form;
use crate::wire::sample::control;
use crate::wire::sts;
use crate::world::World;
use crate::world::log::Entry;

const DESCRIBE: &str = "Action=DescribeByoipCidrs&MaxResults=5";
const ALLOCATE: &str = "Action=AllocateAddress";

/// A key of account 123456789012 whose id and secret are `test`.
fn key(more: &str) -> String {
    format!(r#"{{"account": "123456789012", "user": "trainee", "secret": "test"{more}}}"#)
}

#[test]
fn a_drill_takes_a_permission_away_and_gives_it_back() {
    let simulation = simulation();
    let put = |more: &str| control(&simulation, Method::PUT, "access-keys/test", &key(more));
    assert_eq!(ask(&simulation, DESCRIBE).0, 200);

    let (status, body) = put(r#", "allow": ["ec2:Describe*"]"#);
    assert_eq!(status, 200, "{body}");
    assert_eq!(ask(&simulation, DESCRIBE).0, 200);
    let refused = (403, "UnauthorizedOperation".to_owned());
    assert_eq!(ask(&simulation, ALLOCATE), refused);
    let request = signed(&format!("Version=2016-11-15&{ALLOCATE}"), "test");
    let answer = crate::wire::aws::answer(&simulation, wall(), &request);
    let body = String::from_utf8(answer.body).unwrap();
    assert!(
        body.contains(
            "<Message>You are not authorized to perform this operation. \
             User: arn:aws:iam::123456789012:user/trainee is not authorized to perform: \
             ec2:AllocateAddress because no identity-based policy allows the \
             ec2:AllocateAddress action</Message>"
        ),
        "{body}"
    );

    put(r#", "deny": ["ec2:AllocateAddress"]"#);
    let answer = crate::wire::aws::answer(&simulation, wall(), &request);
    let body = String::from_utf8(answer.body).unwrap();
    assert!(
        body.contains("ec2:AllocateAddress with an explicit deny in an identity-based policy"),
        "{body}"
    );

    put("");
    assert_eq!(ask(&simulation, ALLOCATE).0, 200);
}

#[test]
fn a_deleted_key_is_unknown() {
    let simulation = simulation();
    let delete = || control(&simulation, Method::DELETE, "access-keys/test", "");
    assert_eq!(delete().0, 204);
    assert_eq!(ask(&simulation, DESCRIBE), (401, "AuthFailure".to_owned()));
    let (status, body) = delete();
    assert_eq!(status, 404);
    assert!(body.contains("there is no access key test"), "{body}");
}

/// No permission is asked for, and no deny counts.
#[test]
fn who_am_i_is_never_denied() {
    let simulation = simulation();
    control(
        &simulation,
        Method::PUT,
        "access-keys/test",
        &key(r#", "deny": ["*"]"#),
    );
    let request = signed("Version=2011-06-15&Action=GetCallerIdentity", "test");
    let form = Form::read(&request).unwrap();
    let answer = sts::answer(&simulation, wall(), &request, &form);
    assert_eq!(told(&answer).0, 200);
}

/// What is shown has no secret; what is stored has it and makes the same world.
#[test]
fn the_log_shows_no_secret_and_loses_none() {
    let simulation = simulation();
    let temporary = r#"{"account": "210987654321", "role": "ci", "session": "nightly",
        "secret": "hush-secret", "session_token": "hush-token",
        "expires": "2026-02-01T00:00:00Z", "deny": ["ec2:*"]}"#;
    let (status, body) = control(
        &simulation,
        Method::PUT,
        "access-keys/ASIAEXAMPLE",
        temporary,
    );
    assert_eq!(status, 200);
    let list = control(&simulation, Method::GET, "access-keys", "").1;
    let events = control(&simulation, Method::GET, "events", "").1;
    for shown in [&body, &list, &events] {
        assert!(shown.contains("assumed-role/ci/nightly"), "{shown}");
        assert!(!shown.contains("hush"), "{shown}");
    }
    control(&simulation, Method::DELETE, "access-keys/test", "");

    let world = simulation.read(wall());
    let stored: Vec<String> = world
        .log()
        .after(0)
        .iter()
        .map(|entry| serde_json::to_string(entry).unwrap())
        .collect();
    let read: Vec<Entry> = stored
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    let genesis = crate::shell::world_file::WorldFile::default_world().genesis;
    assert_eq!(World::replay(genesis, &read), *world);
}

#[test]
fn what_describes_no_key_is_refused() {
    let simulation = simulation();
    for (id, body, expected) in [
        ("te-st", key(""), "letters, digits and underscores"),
        (
            "test",
            key(r#", "role": "ci""#),
            "belongs to a `user`, or to a `role` in a `session`",
        ),
        (
            "test",
            key(r#", "expires": "2026-02-01T00:00:00Z""#),
            "needs a `session_token`",
        ),
        (
            "test",
            key(r#", "allow": ["Describe*"]"#),
            "names no actions",
        ),
        ("test", key(r#", "alow": []"#), "unknown field `alow`"),
    ] {
        let (status, told) = control(
            &simulation,
            Method::PUT,
            &format!("access-keys/{id}"),
            &body,
        );
        assert_eq!(status, 400, "{told}");
        assert!(told.contains(expected), "{told}");
    }
    assert!(simulation.read(wall()).log().is_empty());
}
