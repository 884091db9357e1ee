//! Which texts agree, one after the other in one world.

use super::super::mapping::Mapping;

const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----";
const OTHER: &str = "-----BEGIN CERTIFICATE-----MIIC-----END CERTIFICATE-----";

fn check(rows: &[(&str, &str, &str, bool)]) {
    let mut mapping = Mapping::default();
    for (member, recorded, simulated, agree) in rows {
        let seen = mapping.agree(member, recorded, simulated);
        assert_eq!(seen, *agree, "{member}: {recorded} and {simulated}");
    }
}

#[test]
fn the_first_pairing_of_an_id_fixes_it_both_ways() {
    check(&[
        (
            "a",
            "eipalloc-00000000000000001",
            "eipalloc-0000000000000000a",
            true,
        ),
        (
            "b",
            "eipalloc-00000000000000001",
            "eipalloc-0000000000000000a",
            true,
        ),
        (
            "a",
            "eipalloc-00000000000000001",
            "eipalloc-0000000000000000b",
            false,
        ),
        (
            "a",
            "eipalloc-00000000000000002",
            "eipalloc-0000000000000000a",
            false,
        ),
        (
            "a",
            "eipalloc-00000000000000002",
            "eipalloc-0000000000000000b",
            true,
        ),
        ("a", CERTIFICATE, OTHER, true),
        ("a", CERTIFICATE, CERTIFICATE, false),
        (
            "a",
            "arn:aws:iam::111111111111:user/x",
            "arn:aws:iam::222222222222:user/x",
            true,
        ),
        ("a", "111111111111", "333333333333", false),
        ("a", "111111111111", "222222222222", true),
    ]);
}

#[test]
fn all_else_is_compared_letter_by_letter() {
    check(&[
        (
            "statusMessage",
            "Cidr successfully provisioned into Ipv4Pool: ipv4pool-ec2-00000000000000001",
            "Cidr successfully provisioned into Ipv4Pool: ipv4pool-ec2-0000000000000000a",
            true,
        ),
        (
            "statusMessage",
            "Cidr provisioned into Ipv4Pool: ipv4pool-ec2-00000000000000001",
            "Cidr successfully provisioned into Ipv4Pool: ipv4pool-ec2-0000000000000000a",
            false,
        ),
        ("state", "provisioned", "advertised", false),
        ("cidr", "198.18.1.0/24", "198.18.0.0/24", false),
        ("a", "2026-01-05T09:00:00Z", "soon", false),
        ("a", "", "", true),
    ]);
}

#[test]
fn a_moment_is_paired_for_its_member_alone() {
    check(&[
        (
            "item[0].since",
            "2026-01-05T09:00:00Z",
            "2026-02-05T09:00:00Z",
            true,
        ),
        (
            "item[1].since",
            "2026-01-05T09:00:00Z",
            "2026-02-05T10:00:00Z",
            false,
        ),
        (
            "item[1].until",
            "2026-01-05T09:00:00Z",
            "2026-02-05T10:00:00Z",
            true,
        ),
        (
            "item[2].since",
            "2026-01-06T09:00:00Z",
            "2026-02-05T09:00:00Z",
            true,
        ),
    ]);
}

#[test]
fn an_address_is_free_only_where_ec2_chose_it() {
    check(&[
        ("publicIp", "198.18.1.7", "198.18.1.9", true),
        ("item[0].publicIp", "198.18.1.7", "198.18.1.8", false),
        ("startAddress", "198.18.1.7", "198.18.1.9", false),
    ]);
    let mut mapping = Mapping::default();
    mapping.keep("198.18.1.10");
    assert!(!mapping.agree("publicIp", "198.18.1.10", "198.18.1.12"));
    assert!(mapping.agree("publicIp", "198.18.1.10", "198.18.1.10"));
}

#[test]
fn what_does_not_agree_pairs_nothing() {
    let mut mapping = Mapping::default();
    let one = "i-00000001 and a";
    assert!(!mapping.agree("a", one, "i-0000000a and b"));
    assert!(mapping.agree("a", one, "i-0000000b and a"));
    assert_eq!(mapping.translate("take i-00000001"), "take i-0000000b");
    assert_eq!(mapping.translate("take i-00000002"), "take i-00000002");
}
