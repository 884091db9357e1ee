use super::*;

#[test]
fn names_and_prefixes() {
    for (name, prefix) in [
        ("2.0.192.in-addr.arpa", "192.0.2.0/24"),
        ("19.198.in-addr.arpa", "198.19.0.0/16"),
        ("7.2.0.192.in-addr.arpa", "192.0.2.7/32"),
        ("8.b.d.0.1.0.0.2.ip6.arpa", "2001:db8::/32"),
        ("1.0.0.8.b.d.0.1.0.0.2.ip6.arpa", "2001:db8:10::/44"),
    ] {
        let zone = Zone::read(name).expect(name);
        assert_eq!(zone.prefix(), prefix.parse().unwrap(), "{name}");
        assert_eq!(zone.to_string(), name);
        let spelt = format!("{}.", name.to_uppercase());
        assert_eq!(Zone::read(&spelt), Some(zone));
    }
}

#[test]
fn refuses() {
    for name in [
        "",
        "in-addr.arpa",
        ".in-addr.arpa",
        "example.com",
        "256.0.192.in-addr.arpa",
        "02.0.192.in-addr.arpa",
        "+2.0.192.in-addr.arpa",
        "1.2.3.4.5.in-addr.arpa",
        "0-127.2.0.192.in-addr.arpa",
        "2..192.in-addr.arpa",
        "10.b.d.0.ip6.arpa",
        "g.ip6.arpa",
    ] {
        assert_eq!(Zone::read(name), None, "{name}");
    }
}

#[test]
fn delegates_on_borders() {
    #[track_caller]
    fn check(asked: &str, network: &str, zone: Option<&str>) {
        let asked = Zone::read(asked).unwrap();
        let found = Zone::around(asked.prefix(), network.parse().unwrap());
        let found = found.map(|zone| zone.to_string());
        assert_eq!(found.as_deref(), zone, "{asked} in {network}");
    }
    let second = Some("1.19.198.in-addr.arpa");
    check("1.19.198.in-addr.arpa", "198.19.0.0/22", second);
    check("7.1.19.198.in-addr.arpa", "198.19.0.0/22", second);
    check("19.198.in-addr.arpa", "198.19.0.0/22", None);
    check("9.19.198.in-addr.arpa", "198.19.0.0/22", None);
    check("1.2.0.192.in-addr.arpa", "192.0.2.0/25", None);
    let whole = Some("8.b.d.0.1.0.0.2.ip6.arpa");
    check("0.0.8.b.d.0.1.0.0.2.ip6.arpa", "2001:db8::/32", whole);
}

#[test]
fn lists_the_zones_of_a_network() {
    #[track_caller]
    fn check(network: &str, zones: &[&str]) {
        let all = Zone::all_of(network.parse().unwrap());
        let all: Vec<String> = all.map(|zone| zone.to_string()).collect();
        assert_eq!(all, zones, "{network}");
    }
    check("192.0.2.0/24", &["2.0.192.in-addr.arpa"]);
    check(
        "198.18.0.0/23",
        &["0.18.198.in-addr.arpa", "1.18.198.in-addr.arpa"],
    );
    check("192.0.2.0/25", &[]);
    check(
        "2001:db8::/31",
        &["8.b.d.0.1.0.0.2.ip6.arpa", "9.b.d.0.1.0.0.2.ip6.arpa"],
    );
}
