use super::*;

fn prefix(text: &str) -> Subject<'_> {
    Subject::Prefix(text.parse().unwrap())
}

/// What Debian's whois client sends, by server and query, and what people add.
#[test]
fn reads_what_clients_send() {
    use Manner::{Arin, Bare, Rpsl};
    let asn = |number| Subject::Autnum(Asn::new(number));
    for (line, manner, subject, kind, reach, contacts) in [
        (
            "n + 198.18.1.0\r\n",
            Arin,
            prefix("198.18.1.0/32"),
            Kind::Network,
            Reach::Smallest,
            true,
        ),
        (
            "r + = 198.18.0.0/23\r\n",
            Arin,
            prefix("198.18.0.0/23"),
            Kind::Network,
            Reach::Exact,
            true,
        ),
        (
            "r + 198.18.1.0/24",
            Arin,
            prefix("198.18.1.0/24"),
            Kind::Network,
            Reach::Smallest,
            true,
        ),
        (
            "n - > 198.18.0.0/23",
            Arin,
            prefix("198.18.0.0/23"),
            Kind::Network,
            Reach::AllBelow,
            false,
        ),
        (
            "n < 198.18.0.0/24",
            Arin,
            prefix("198.18.0.0/24"),
            Kind::Network,
            Reach::Above,
            true,
        ),
        (
            "a 64500",
            Arin,
            asn(64500),
            Kind::Autnum,
            Reach::Smallest,
            true,
        ),
        (
            "o EXAMPLE-1",
            Arin,
            Subject::Name("EXAMPLE-1"),
            Kind::Organization,
            Reach::Smallest,
            true,
        ),
        (
            "p NOC1-ARIN",
            Arin,
            Subject::Name("NOC1-ARIN"),
            Kind::Contact,
            Reach::Smallest,
            true,
        ),
        (
            "198.18.1.0/24",
            Bare,
            prefix("198.18.1.0/24"),
            Kind::Any,
            Reach::Smallest,
            true,
        ),
        (
            "2001:db8::1",
            Bare,
            prefix("2001:db8::1/128"),
            Kind::Any,
            Reach::Smallest,
            true,
        ),
        (
            "AS64500",
            Bare,
            asn(64500),
            Kind::Any,
            Reach::Smallest,
            true,
        ),
        (
            "64500",
            Bare,
            Subject::Name("64500"),
            Kind::Any,
            Reach::Smallest,
            true,
        ),
        (
            "a",
            Bare,
            Subject::Name("a"),
            Kind::Any,
            Reach::Smallest,
            true,
        ),
        (
            "-V Md5.5 -r 198.18.1.0",
            Rpsl,
            prefix("198.18.1.0/32"),
            Kind::Any,
            Reach::Smallest,
            false,
        ),
        (
            "-V Md5.5  198.19.0.0/22",
            Rpsl,
            prefix("198.19.0.0/22"),
            Kind::Any,
            Reach::Smallest,
            true,
        ),
        (
            "-rBx 198.19.0.0/22",
            Rpsl,
            prefix("198.19.0.0/22"),
            Kind::Any,
            Reach::Exact,
            false,
        ),
        (
            "-L 198.19.0.0/22",
            Rpsl,
            prefix("198.19.0.0/22"),
            Kind::Any,
            Reach::AllAbove,
            true,
        ),
        (
            "-m 198.19.0.0/22",
            Rpsl,
            prefix("198.19.0.0/22"),
            Kind::Any,
            Reach::Below,
            true,
        ),
    ] {
        let query = Query::read(line).unwrap();
        let read = (
            query.manner,
            query.subject,
            query.kind,
            query.reach,
            query.contacts,
        );
        assert_eq!(read, (manner, subject, kind, reach, contacts), "{line}");
    }
}

#[test]
fn reads_sources() {
    for (line, source) in [
        ("-s RIPE 198.19.0.0/22", Registry::Ripe),
        ("-sAPNIC-GRS 198.19.0.0/22", Registry::Apnic),
        ("-r -s afrinic,RIPE 198.19.0.0/22", Registry::Afrinic),
    ] {
        assert_eq!(Query::read(line).unwrap().source, Some(source), "{line}");
    }
}

#[test]
fn reads_handles_with_blanks() {
    for line in [
        "198.19.0.0 - 198.19.3.255",
        "-r 198.19.0.0 - 198.19.3.255",
        "n + = 198.19.0.0 - 198.19.3.255",
    ] {
        let subject = Query::read(line).unwrap().subject;
        assert_eq!(subject, Subject::Name("198.19.0.0 - 198.19.3.255"));
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
