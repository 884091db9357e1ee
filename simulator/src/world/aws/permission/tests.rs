use super::*;

fn patterns(texts: &[&str]) -> Vec<Pattern> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// IAM's rule, a row a case.
#[test]
fn an_explicit_deny_wins_and_nothing_is_allowed_by_itself() {
    const EVERYTHING: Option<&[&str]> = None;
    let implicit = Err(Denial::Implicit);
    let explicit = Err(Denial::Explicit);
    for (allow, deny, action, expected) in [
        (EVERYTHING, &[][..], "ProvisionByoipCidr", Ok(())),
        (
            EVERYTHING,
            &["ec2:Provision*"],
            "ProvisionByoipCidr",
            explicit,
        ),
        (
            EVERYTHING,
            &["ec2:Provision*"],
            "DescribeByoipCidrs",
            Ok(()),
        ),
        (EVERYTHING, &["*"], "DescribeByoipCidrs", explicit),
        (Some(&[]), &[], "DescribeByoipCidrs", implicit),
        (Some(&["ec2:Describe*"]), &[], "DescribeByoipCidrs", Ok(())),
        (
            Some(&["ec2:Describe*"]),
            &[],
            "ProvisionByoipCidr",
            implicit,
        ),
        (Some(&["sts:*"]), &[], "DescribeByoipCidrs", implicit),
        (
            Some(&["*"]),
            &["ec2:DescribeByoipCidrs"],
            "DescribeByoipCidrs",
            explicit,
        ),
        (
            Some(&["sts:*", "ec2:*"]),
            &["sts:*"],
            "DescribeByoipCidrs",
            Ok(()),
        ),
    ] {
        let permissions = Permissions::new(allow.map(patterns), patterns(deny));
        let told = permissions.check("ec2", action);
        assert_eq!(told, expected, "allow {allow:?}, deny {deny:?}: {action}");
    }
    assert_eq!(
        Permissions::default().check("support", "CreateCase"),
        Ok(())
    );
}

#[test]
fn patterns_match() {
    for (pattern, action, expected) in [
        ("ec2:AllocateAddress", "AllocateAddress", true),
        ("ec2:allocateaddress", "AllocateAddress", true),
        ("EC2:AllocateAddress", "AllocateAddress", true),
        ("ec2:AllocateAddress", "AllocateAddresses", false),
        ("ec2:AllocateAddress", "AllocateAddres", false),
        ("ec2:*ByoipCidr", "ProvisionByoipCidr", true),
        ("ec2:*ByoipCidr", "DescribeByoipCidrs", false),
        ("ec2:*By*Cidr*", "DescribeByoipCidrs", true),
        ("ec2:*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaa", false),
        ("ec2:?llocateAddress", "AllocateAddress", true),
        ("ec2:?", "", false),
        ("ec2:*", "", true),
        ("*", "Anything", true),
        ("sts:*", "AllocateAddress", false),
    ] {
        let pattern: Pattern = pattern.parse().unwrap();
        assert_eq!(
            pattern.matches("ec2", action),
            expected,
            "{pattern} {action}"
        );
    }
}

#[test]
fn what_names_no_actions_is_refused() {
    let long = format!("ec2:{}", "A".repeat(PATTERN_MAX));
    for text in [
        "", "ec2", "**", "ec2:", ":x", "ec2:A B", "ec2:a:b", "e*:x", &long,
    ] {
        let error = text.parse::<Pattern>().expect_err(text);
        assert!(error.to_string().contains("ec2:Describe*"), "{error}");
    }
}
