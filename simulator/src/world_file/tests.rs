use super::*;

/// The default world with one text in place of another.
fn changed(from: &str, to: &str) -> String {
    assert!(DEFAULT.contains(from), "{from}");
    let text = DEFAULT.replacen(from, to, 1);
    WorldFile::parse(&text, "world.yaml")
        .expect_err(to)
        .to_string()
}

#[test]
fn the_default_world_is_readable() {
    let world = WorldFile::default_world();
    assert_eq!(world.region.as_str(), "us-east-1");
    assert_eq!(world.genesis.start, default_start());
    assert_eq!(world.genesis.start.to_string(), "2026-01-05T09:00:00Z");
    let subnets = world.genesis.vpcs.iter().flat_map(|vpc| &vpc.subnets);
    assert_eq!(subnets.flat_map(|subnet| &subnet.instances).count(), 2);
}

#[test]
#[rustfmt::skip]
fn a_broken_file_says_where_and_why() {
    for (from, to, expected) in [
        ("seed: 1", "sead: 1", "world.yaml:4:1"),
        ("seed: 1", "sead: 1", "unknown field `sead`"),
        ("seed: 1", "sead: 1", "did you mean `seed`?"),
        ("prefix: 198.18.0.0/23", "prefix: 198.18.0.5/23", "host bits are set; the network is 198.18.0.0/23"),
        ("version: 1", "version: 2", "version 2 is not known; write `version: 1`"),
        ("asn: AS64500", "asn: ASx", "not an AS number"),
        ("organization: EXAMPLE-1", "organization: NOBODY", "NET-198-18-0-0-1 is held by NOBODY"),
        ("comments: [", "descr: [", "a record at ARIN has no descr; it has comments"),
        ("cidr: 10.0.0.0/24", "cidr: 10.9.0.0/24", "outside 10.0.0.0/16"),
        ("address: 10.0.0.10", "address: 10.0.9.10", "outside 10.0.0.0/24"),
        ("seed: 1", "policy: { review_durations: 2h }", "no policy is called `review_durations`; did you mean `review_duration`?"),
        ("secret: test, user: network-engineer", "secret: test, role: ci", "access key test belongs to a `user`, or to a `role` in a `session`"),
        ("secret: test,", "secret: test, allow: [DescribeAddresses],", "`DescribeAddresses` names no actions; write service:Action"),
        ("secret: test,", "secret: test, expires: 2026-02-01T00:00:00Z,", "access key test expires, so it needs a `session_token` too"),
        ("  - { prefix: 192.0.2.0/24, max_length: 24", "  - { prefix: 192.0.2.0/24, max_length: 8", "maximum length 8"),
    ] {
        let error = changed(from, to);
        assert!(error.starts_with("world.yaml:"), "{error}");
        assert!(error.contains(expected), "{expected}\n---\n{error}");
    }
}

#[test]
fn an_account_has_brought_as_numbers() {
    let asns = "id: \"123456789012\"\n    asns: [64500, AS64501]";
    let text = DEFAULT.replacen("id: \"123456789012\"", asns, 1);
    let world = WorldFile::parse(&text, "world.yaml")
        .unwrap()
        .genesis
        .begin();
    let asns: Vec<u32> = world.byoasns().all().map(|(_, asn)| asn.number()).collect();
    assert_eq!(asns, [64500, 64501]);
}

/// A temporary credential of a role, beside the users' keys.
#[test]
fn a_role_in_a_session() {
    let text = DEFAULT.replacen(
        "{ id: test, secret: test, user: network-engineer }",
        "{ id: ASIAEXAMPLE, secret: s, role: ci, session: nightly, session_token: t, expires: 2026-02-01T00:00:00Z }",
        1,
    );
    let world = WorldFile::parse(&text, "world.yaml").unwrap();
    let keys = world.genesis.credentials.iter();
    let (_, credential) = keys.last().unwrap();
    assert_eq!(
        credential.principal.arn,
        "arn:aws:sts::123456789012:assumed-role/ci/nightly"
    );
    let session = credential.session.as_ref().unwrap();
    assert_eq!(session.token, "t");
    assert_eq!(session.expires.unwrap().to_string(), "2026-02-01T00:00:00Z");
}

#[test]
fn a_region_that_is_not_there_is_named() {
    let text = changed("region: us-east-1", "region: us-esat-1");
    let error = WorldFile::parse(&text, "world.yaml").unwrap_err();
    let error = error.to_string();
    let wanted = "there is no Region us-esat-1; did you mean `us-east-1`?";
    assert!(error.contains(wanted), "{error}");
}

/// What does not fit together is told with the line that speaks of it.
#[test]
fn a_misfit_has_its_place() {
    let error = changed("organization: EXAMPLE-1", "organization: NOBODY");
    let line = DEFAULT
        .lines()
        .position(|line| line.contains("organization: EXAMPLE-1"));
    let line = line.unwrap() + 1;
    assert!(
        error.starts_with(&format!("world.yaml:{line}:23: network NET-198-18-0-0-1")),
        "{error}"
    );
    assert!(error.ends_with(&format!("{}^", " ".repeat(22))), "{error}");
    let twice = WorldFile::parse("version: 1\nversion: 1\n", "world.yaml").unwrap_err();
    assert!(
        twice
            .to_string()
            .starts_with("world.yaml:2:1: there twice: version\n"),
        "{twice}"
    );
    let newer = WorldFile::parse("version: 2\nplanet: mars\n", "world.yaml").unwrap_err();
    assert!(
        newer
            .to_string()
            .starts_with("world.yaml:1:1: version 2 is not known"),
        "{newer}"
    );
}

/// Two things of one name would silently be one.
#[test]
fn nothing_is_there_twice() {
    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        let error = changed(from, to);
        assert!(error.contains(expected), "{expected}\n---\n{error}");
    }
    check(
        "i-0123456789abcde02",
        "i-0123456789abcde01",
        "instance i-0123456789abcde01 is there twice",
    );
    check(
        "{ id: test,",
        "{ id: AKIAIOSFODNN7EXAMPLE,",
        "access key AKIAIOSFODNN7EXAMPLE is there twice",
    );
    check(
        "prefix: 198.18.0.0/23\n",
        "prefix: 192.0.2.0/24\n",
        "network of 192.0.2.0/24 is there twice",
    );
    check(
        "{ prefix: 192.0.2.0/24, asn: AS64501 }",
        "{ prefix: 203.0.113.0/24, asn: AS64502 }",
        "announcement of 203.0.113.0/24 from AS64502 is there twice",
    );
    check(
        "id: \"123456789012\"",
        "id: \"123456789012\"\n    asns: [64500, 64500]",
        "ASN 64500 at 123456789012 is there twice",
    );
    check(
        "account: \"123456789012\"",
        "account: \"210987654321\"",
        "belongs to 210987654321",
    );
}

#[test]
fn what_is_no_yaml_is_no_world() {
    for text in ["", "[", "version: 1", "\u{0}", "- a\n- b"] {
        assert!(WorldFile::parse(text, "world.yaml").is_err(), "{text:?}");
    }
}

/// `off` is a word, as the ledger prints it; what is no single value says so.
#[test]
fn a_policy_file_takes_what_the_ledger_prints() {
    let mut policy = Policy::default();
    for text in [
        "throttling: off",
        "throttling: 'off'",
        "describe_lag_clock: off",
    ] {
        parse_policy(text, "p.yaml", &mut policy).unwrap();
    }
    for (text, expected) in [
        ("range_quota: [1]", "a setting is one value"),
        ("range_quota: 99999999999", "4294967295 at most"),
        ("advertise_checks_route: yes", "true or false"),
    ] {
        let error = parse_policy(text, "p.yaml", &mut policy).unwrap_err();
        let error = error.to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// A refusal's code is set by the refusal's name in the ledger.
#[test]
fn a_policy_file_sets_the_code_of_a_refusal() {
    let mut policy = Policy::default();
    parse_policy("range.TooSpecific: InvalidParameter", "p.yaml", &mut policy).unwrap();
    let refusals = ledger::refusals(&policy);
    let row = refusals
        .iter()
        .find(|it| (it.noun, it.name) == ("range", "TooSpecific"));
    assert_eq!(row.unwrap().code.as_str(), "InvalidParameter");
    for (text, expected) in [
        (
            "range.TooSpecifics: InvalidParameter",
            "`range.TooSpecific`",
        ),
        (
            "range.TooSpecific: Whatever",
            "an error code of the EC2 API",
        ),
        ("request.DryRun: InvalidParameter", "no policy is called"),
    ] {
        let error = parse_policy(text, "p.yaml", &mut policy).unwrap_err();
        let error = error.to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// The status of what a registry's interface refuses is set in the same way.
#[test]
fn a_policy_file_sets_the_status_of_a_refusal() {
    let mut policy = Policy::default();
    for row in ledger::owner_refusals() {
        let text = format!("{}: 418", row.name);
        parse_policy(&text, "p.yaml", &mut policy).unwrap();
        assert_eq!(row.status(&policy), 418, "{}", row.name);
        assert_eq!(row.status(&Policy::default()), row.status);
    }
    for (text, expected) in [
        ("ripe-rpki.StaleRoa: 400", "`ripe-rpki.StaleRoas`"),
        ("arin.NoSuchRoa: 204", "a status of HTTP from 400 to 599"),
        ("arin.NoSuchRoa: gone", "a status of HTTP from 400 to 599"),
    ] {
        let error = parse_policy(text, "p.yaml", &mut policy).unwrap_err();
        let error = error.to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// The line at fault is the record's own, wherever else the same words stand.
#[test]
fn a_misfit_is_of_its_record() {
    #[track_caller]
    fn check(text: &str, line: &str, expected: &str) {
        let error = WorldFile::parse(text, "world.yaml").expect_err(expected);
        let error = error.to_string();
        assert!(error.contains(expected), "{expected}\n---\n{error}");
        let shown = error.lines().nth(2).unwrap_or_default();
        assert!(shown.ends_with(line), "{line}\n---\n{error}");
        let number = text.lines().position(|it| it.ends_with(line)).unwrap() + 1;
        let place = format!("world.yaml:{number}:");
        assert!(error.starts_with(&place), "{place}\n---\n{error}");
    }
    // The words come again in a comment at the end.
    let later = |text: String, words: &str| format!("{text}\n# {words}\n");
    let nobody = DEFAULT.replacen("organization: EXAMPLE-1", "organization: NOBODY", 1);
    let nobody = later(nobody, "NOBODY");
    check(&nobody, "        organization: NOBODY", "is held by NOBODY");
    let key = DEFAULT.replacen("{ id: test,", "{ id: AKIAIOSFODNN7EXAMPLE,", 1);
    let key = later(key, "AKIAIOSFODNN7EXAMPLE");
    let line = "      - { id: AKIAIOSFODNN7EXAMPLE, secret: test, user: network-engineer }";
    check(&key, line, "AKIAIOSFODNN7EXAMPLE is there twice");
    let twice = DEFAULT.replacen(
        "announcements:\n",
        "announcements:\n  - { prefix: 203.0.113.0/24, asn: AS64502 }\n",
        1,
    );
    let error = WorldFile::parse(&twice, "world.yaml")
        .unwrap_err()
        .to_string();
    let lines = twice.lines().enumerate();
    let mut both = lines.filter(|(_, it)| it.contains("{ prefix: 203.0.113.0/24, asn: AS64502 }"));
    let second = both.nth(1).unwrap().0 + 1;
    assert!(
        error.starts_with(&format!("world.yaml:{second}:")),
        "{error}"
    );
}

/// What no registry could have on record is told with what to write.
#[test]
#[rustfmt::skip]
fn what_no_registry_has() {
    for (from, to, expected) in [
        ("handle: 192.0.2.0 - 192.0.2.255", "handle: 192.0.2.0 - 192.0.2.127", "192.0.2.0 - 192.0.2.127 is the handle of 192.0.2.0/24; write 192.0.2.0 - 192.0.2.255"),
        ("handle: 2001:db8::/32", "handle: 2001:db8::/33", "write 2001:db8::/32"),
        ("name: Example Corp", "name: \"Example\\nCorp\"", "\"Example\\nCorp\" has a line break"),
        ("comments: [Example", "comments: [\"a\\u001bb\", Example", "each line of a comment as an item"),
        ("name: Network Operations", "name: \"Network\\tOperations\"", "has a line break or another control character"),
        ("handle: EXAMPLE-1", "handle: EXAMPLE/1", "\"EXAMPLE/1\" is no handle; write letters, digits"),
        ("handle: NOC1-ARIN", "handle: NOC 1", "\"NOC 1\" is no handle"),
        ("status: Direct Allocation", "status: ALLOCATED PA", "no status of an IPv4 network at ARIN; write Direct Allocation, Direct Assignment, Reallocation, Reassignment"),
        ("status: ALLOCATED-BY-RIR", "status: ALLOCATED PA", "no status of an IPv6 network at RIPE"),
        ("country: US", "country: usa", "\"usa\" is no country; write the two capital letters"),
        ("transferred_to: arin", "transferred_to: ripe", "is transferred to RIPE NCC, which has no network of 198.19.200.0/22; write one there"),
    ] {
        let error = changed(from, to);
        assert!(error.starts_with("world.yaml:"), "{error}");
        assert!(error.contains(expected), "{expected}\n---\n{error}");
    }
    // A status has no case; on record it is the registry's.
    let text = DEFAULT.replacen("status: ALLOCATED-BY-RIR", "status: allocated-by-rir", 1);
    let begun = |file: WorldFile| file.genesis.begin();
    let read = WorldFile::parse(&text, "w").unwrap();
    assert_eq!(begun(read), begun(WorldFile::default_world()));
}

#[test]
fn a_transfer_in_a_circle() {
    let text = DEFAULT.replacen(
        "        status: Direct Allocation\n        organization: EXAMPLE-1\n        parent: { name: NET198, handle: NET-198-0-0-0-0 }\n        registered: 2021",
        "        status: Direct Allocation\n        transferred_to: apnic\n        organization: EXAMPLE-1\n        parent: { name: NET198, handle: NET-198-0-0-0-0 }\n        registered: 2021",
        1,
    );
    // Of another size, or they would be two stubs of one prefix.
    let text = text.replacen("prefix: 198.19.200.0/22", "prefix: 198.19.200.0/21", 1);
    let error = WorldFile::parse(&text, "world.yaml")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("transferred in a circle, back to ARIN"),
        "{error}"
    );
    assert!(
        error.contains("| ") && error.contains("transferred_to: apnic"),
        "{error}"
    );
}
