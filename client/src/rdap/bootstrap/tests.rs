use serde_json::json;

use super::*;

/// RFC 9224, section 3 and 5, with the shapes that IANA's own files have.
#[test]
fn the_longest_match_is_in_charge() {
    let file: File = serde_json::from_value(json!({
        "version": "1.0",
        "services": [
            [["198.0.0.0/8", "192.0.2.0/24"], ["http://rdap.arin.net/registry", "https://rdap.arin.net/registry"]],
            [["198.18.0.0/15"], ["https://rdap.db.ripe.net/"]],
            [["not a prefix", "203.0.0.0/8"], ["http://rdap.apnic.net/"]],
            [["10.0.0.0/8"], []]
        ]
    }))
    .unwrap();
    for (prefix, expected) in [
        ("198.51.100.0/24", Some("https://rdap.arin.net/registry")),
        ("198.18.1.0/24", Some("https://rdap.db.ripe.net/")),
        // No block has all of it.
        ("198.16.0.0/13", Some("https://rdap.arin.net/registry")),
        ("203.0.113.0/24", Some("http://rdap.apnic.net/")),
        ("10.0.0.0/24", None),
        ("172.16.0.0/24", None),
    ] {
        assert_eq!(file.service(prefix.parse().unwrap()), expected, "{prefix}");
    }
}

#[test]
fn each_family_has_its_file() {
    assert_eq!(file_of("198.18.0.0/24".parse().unwrap()), IPV4);
    assert_eq!(file_of("2001:db8::/32".parse().unwrap()), IPV6);
}
