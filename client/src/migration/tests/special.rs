//! What is special space, a block at a time.

use super::super::special::overlapping;

#[test]
fn every_block_is_told_with_its_purpose() {
    for (prefix, wanted) in [
        ("0.1.2.0/24", "0.0.0.0/8 \"this network\""),
        ("10.20.0.0/16", "10.0.0.0/8 private space"),
        (
            "100.127.0.0/24",
            "100.64.0.0/10 shared space behind carriers' NAT",
        ),
        ("127.0.0.0/8", "127.0.0.0/8 loopback"),
        ("169.254.9.0/24", "169.254.0.0/16 link-local"),
        ("172.31.255.0/24", "172.16.0.0/12 private space"),
        ("192.0.0.0/22", "192.0.0.0/24 set aside for protocols"),
        ("192.88.99.0/24", "192.88.99.0/24 set aside for protocols"),
        ("192.0.0.0/9", "192.0.0.0/24 set aside for protocols"),
        ("192.168.7.0/24", "192.168.0.0/16 private space"),
        ("239.1.0.0/16", "224.0.0.0/4 multicast"),
        ("255.255.255.0/24", "240.0.0.0/4 reserved"),
        ("::/48", "::/8 reserved"),
        ("100::/48", "100::/48 given out by no registry"),
        ("2001:1ff::/48", "2001::/23 set aside for protocols"),
        ("2002:c612::/32", "2002::/16 6to4"),
        ("5f00::/48", "5f00::/48 given out by no registry"),
        ("fd12:3456::/48", "fc00::/7 unique local, which is private"),
        ("fe80::/48", "fe80::/10 link-local"),
        ("ff0e::/48", "ff00::/8 multicast"),
    ] {
        let found = overlapping(prefix.parse().unwrap());
        let told = found.map(|(block, purpose)| format!("{block} {purpose}"));
        assert_eq!(told.as_deref(), Some(wanted), "{prefix}");
    }
}

#[test]
fn what_somebody_holds_and_what_rehearsals_use_is_not() {
    for prefix in [
        "1.0.0.0/8",
        "100.63.255.0/24",
        "172.32.0.0/16",
        "192.0.2.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "223.255.255.0/24",
        "2001:2::/48",
        "2001:200::/32",
        "2001:db8::/32",
        "2630::/16",
        "3fff::/20",
    ] {
        assert_eq!(overlapping(prefix.parse().unwrap()), None, "{prefix}");
    }
}
