use proptest::prelude::*;

use super::*;

fn prefix(text: &str) -> Prefix {
    text.parse().expect(text)
}

#[test]
fn reads_and_writes() {
    for text in [
        "198.18.0.0/23",
        "0.0.0.0/0",
        "198.18.1.255/32",
        "2001:db8::/32",
        "::/0",
    ] {
        assert_eq!(prefix(text).to_string(), text);
    }
    assert_eq!(
        prefix("2001:0DB8:7269::/48").to_string(),
        "2001:db8:7269::/48"
    );
}

#[test]
fn refuses() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error = text.parse::<Prefix>().expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
    }
    check(
        "198.18.0.0",
        "no prefix length; write address/length, such as 198.18.1.0/24",
    );
    check(
        "",
        "no prefix length; write address/length, such as 198.18.1.0/24",
    );
    check("198.18.0/24", "not an IP address before the slash");
    check("198.18.0.0/", "not a prefix length behind the slash");
    check("198.18.0.0/024", "not a prefix length behind the slash");
    check("198.18.0.0/+4", "not a prefix length behind the slash");
    check("198.18.0.0/256", "not a prefix length behind the slash");
    check("198.18.0.0/33", "length 33 is longer than 32 bits");
    check("2001:db8::/129", "length 129 is longer than 128 bits");
    check(
        "198.18.1.5/24",
        "host bits are set; the network is 198.18.1.0/24",
    );
    check(
        "2001:db8::1/64",
        "host bits are set; the network is 2001:db8::/64",
    );
}

#[test]
fn covers() {
    let block = prefix("198.18.0.0/23");
    assert!(block.covers(block));
    assert!(block.covers(prefix("198.18.1.0/24")));
    assert!(!prefix("198.18.1.0/24").covers(block));
    assert!(!block.covers(prefix("198.18.2.0/24")));
    assert!(!block.covers(prefix("2001:db8::/48")));
    assert!(block.overlaps(prefix("198.18.1.0/24")));
    assert!(prefix("198.18.1.0/24").overlaps(block));
    assert!(!prefix("198.18.0.0/24").overlaps(prefix("198.18.1.0/24")));
}

#[test]
fn counts_addresses() {
    assert_eq!(prefix("198.18.0.0/24").address_count(), 256);
    assert_eq!(prefix("198.18.0.7/32").address_count(), 1);
    assert_eq!(prefix("::/0").address_count(), u128::MAX);
    let block = prefix("198.18.0.0/24");
    assert_eq!(block.nth(0), Some(block.first()));
    assert_eq!(block.nth(255), Some(block.last()));
    assert_eq!(block.nth(256), None);
}

#[test]
fn splits_in_halves() {
    let halves = prefix("198.18.0.0/23").halves();
    assert_eq!(
        halves,
        Some([prefix("198.18.0.0/24"), prefix("198.18.1.0/24")])
    );
    assert_eq!(prefix("198.18.0.0/32").halves(), None);
}

#[test]
fn a_covering_prefix_sorts_before_what_it_covers() {
    let mut prefixes = [
        prefix("2001:db8::/32"),
        prefix("198.18.1.0/24"),
        prefix("198.18.0.0/24"),
        prefix("198.18.0.0/23"),
    ];
    prefixes.sort();
    let texts: Vec<String> = prefixes.iter().map(Prefix::to_string).collect();
    assert_eq!(
        texts,
        [
            "198.18.0.0/23",
            "198.18.0.0/24",
            "198.18.1.0/24",
            "2001:db8::/32"
        ]
    );
}

proptest! {
    #[test]
    fn any_text_is_a_prefix_or_an_error(text in "\\PC*") {
        let _ = text.parse::<Prefix>();
    }

    #[test]
    fn what_is_written_reads_back(address: u32, length in 0_u8..=32) {
        let network = IpNet::new(IpAddr::from(address.to_be_bytes()), length).unwrap().trunc();
        let prefix = Prefix::new(network.addr(), length).unwrap();
        prop_assert_eq!(prefix.to_string().parse::<Prefix>().unwrap(), prefix);
        prop_assert!(prefix.contains(prefix.first()) && prefix.contains(prefix.last()));
    }
}
