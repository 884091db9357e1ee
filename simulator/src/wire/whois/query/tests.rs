use super::*;

/// What Debian's whois client sends, by server and query, and what people add.
#[test]
fn reads_what_clients_send() {
    for (line, read) in [
        (
            "n + 198.18.1.0\r\n",
            "Arin Network Smallest full 198.18.1.0/32",
        ),
        (
            "r + = 198.18.0.0/23\r\n",
            "Arin Network Exact full 198.18.0.0/23",
        ),
        (
            "r + 198.18.1.0/24",
            "Arin Network Smallest full 198.18.1.0/24",
        ),
        (
            "n - > 198.18.0.0/23",
            "Arin Network AllBelow brief 198.18.0.0/23",
        ),
        ("n < 198.18.0.0/24", "Arin Network Above full 198.18.0.0/24"),
        ("a 64500", "Arin Autnum Smallest full AS64500"),
        ("o EXAMPLE-1", "Arin Organization Smallest full `EXAMPLE-1`"),
        ("p NOC1-ARIN", "Arin Contact Smallest full `NOC1-ARIN`"),
        ("198.18.1.0/24", "Bare Any Smallest full 198.18.1.0/24"),
        ("2001:db8::1", "Bare Any Smallest full 2001:db8::1/128"),
        ("AS64500", "Bare Any Smallest full AS64500"),
        ("64500", "Bare Any Smallest full `64500`"),
        ("a", "Bare Any Smallest full `a`"),
        (
            "-V Md5.5 -r 198.18.1.0",
            "Rpsl Any Smallest brief 198.18.1.0/32",
        ),
        (
            "-V Md5.5  198.19.0.0/22",
            "Rpsl Any Smallest full 198.19.0.0/22",
        ),
        ("-rBx 198.19.0.0/22", "Rpsl Any Exact brief 198.19.0.0/22"),
        (
            "d + 1.18.198.in-addr.arpa",
            "Arin Delegation Smallest full 1.18.198.in-addr.arpa",
        ),
        ("?", "Bare Any Smallest full help of ARIN"),
        ("-r help", "Rpsl Any Smallest brief help of RIPE NCC"),
        ("-r ?", "Rpsl Any Smallest brief `?`"),
        ("-L 198.19.0.0/22", "Rpsl Any AllAbove full 198.19.0.0/22"),
        ("-m 198.19.0.0/22", "Rpsl Any Below full 198.19.0.0/22"),
    ] {
        assert_eq!(told(&Query::read(line).unwrap()), read, "{line}");
    }
}

/// A query in a line: manner, kind, reach, contacts or not, subject.
fn told(query: &Query<'_>) -> String {
    let contacts = if query.contacts { "full" } else { "brief" };
    let subject = match query.subject {
        Subject::Prefix(prefix) => prefix.to_string(),
        Subject::Autnum(number) => number.to_string(),
        Subject::Zone(zone) => zone.to_string(),
        Subject::Help(registry) => format!("help of {registry}"),
        Subject::Name(name) => format!("`{name}`"),
    };
    format!(
        "{:?} {:?} {:?} {contacts} {subject}",
        query.manner, query.kind, query.reach
    )
}

#[test]
fn reads_sources() {
    for (line, source) in [
        ("-s RIPE 198.19.0.0/22", vec![Registry::Ripe]),
        ("-sAPNIC-GRS 198.19.0.0/22", vec![Registry::Apnic]),
        (
            "-r -s afrinic,RIPE,AFRINIC-GRS 198.19.0.0/22",
            vec![Registry::Afrinic, Registry::Ripe],
        ),
    ] {
        assert_eq!(Query::read(line).unwrap().sources, source, "{line}");
    }
}

#[test]
fn reads_handles_with_blanks() {
    for line in [
        "198.19.0.0 - 198.19.2.255",
        "-r 198.19.0.0 - 198.19.2.255",
        "n + = 198.19.0.0 - 198.19.2.255",
    ] {
        let subject = Query::read(line).unwrap().subject;
        assert_eq!(subject, Subject::Name("198.19.0.0 - 198.19.2.255"));
    }
}

/// The addresses of a prefix are that prefix.
#[test]
fn reads_ranges() {
    for (line, prefix) in [
        ("198.19.0.0 - 198.19.3.255", "198.19.0.0/22"),
        ("-r 198.19.0.0-198.19.3.255", "198.19.0.0/22"),
        ("n + = 198.18.0.0 - 198.18.1.255", "198.18.0.0/23"),
        ("2001:db8:: - 2001:db8::f", "2001:db8::/124"),
        ("198.18.0.7 - 198.18.0.7", "198.18.0.7/32"),
    ] {
        let subject = Query::read(line).unwrap().subject;
        assert_eq!(subject, Subject::Prefix(prefix.parse().unwrap()), "{line}");
    }
}

#[test]
fn chooses_classes() {
    let network = crate::wire::sample::arin("NET-198-18-0-0-1", "198.18.0.0/23");
    for (line, takes) in [
        ("-T inetnum 198.18.1.0", true),
        ("-Tinetnum 198.18.1.0", true),
        ("-r -T route,INETNUM 198.18.1.0", true),
        ("-T route 198.18.1.0", false),
        ("a 198.18.1.0", false),
        ("198.18.1.0", true),
    ] {
        let query = Query::read(line).unwrap();
        assert_eq!(query.takes(Found::Network(&network)), takes, "{line}");
    }
}

#[test]
fn refuses() {
    for (line, error) in [
        ("", QueryError::NoKey),
        ("\r\n", QueryError::NoKey),
        ("-r", QueryError::NoKey),
        ("-T", QueryError::NoKey),
        ("n +", QueryError::NoKey),
        (
            "-T inetnum,foo 198.18.0.0/23",
            QueryError::Class("foo".to_owned()),
        ),
        ("-i 198.18.0.0/23", QueryError::Option("-i".to_owned())),
        (
            "-s IANA 198.18.0.0/23",
            QueryError::Source("IANA".to_owned()),
        ),
        ("-ré 198.18.0.0/23", QueryError::Option("-é".to_owned())),
    ] {
        assert_eq!(Query::read(line), Err(error), "{line}");
    }
}
