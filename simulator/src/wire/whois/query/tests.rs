use super::*;

fn prefix(text: &str) -> Subject<'_> {
    Subject::Prefix(text.parse().unwrap())
}

/// What Debian's whois client sends, by server and query.
#[test]
fn reads_what_clients_send() {
    for (line, manner, subject, exact, contacts) in [
        (
            "n + 198.18.1.0\r\n",
            Manner::Arin,
            prefix("198.18.1.0/32"),
            false,
            true,
        ),
        (
            "r + = 198.18.0.0/23\r\n",
            Manner::Arin,
            prefix("198.18.0.0/23"),
            true,
            true,
        ),
        (
            "r + 198.18.1.0/24",
            Manner::Arin,
            prefix("198.18.1.0/24"),
            false,
            true,
        ),
        ("a 64500", Manner::Arin, Subject::Other, false, true),
        (
            "198.18.1.0/24",
            Manner::Arin,
            prefix("198.18.1.0/24"),
            false,
            true,
        ),
        (
            "2001:db8::1",
            Manner::Arin,
            prefix("2001:db8::1/128"),
            false,
            true,
        ),
        (
            "-V Md5.5 -r 198.18.1.0",
            Manner::Rpsl,
            prefix("198.18.1.0/32"),
            false,
            false,
        ),
        (
            "-V Md5.5  198.19.0.0/22",
            Manner::Rpsl,
            prefix("198.19.0.0/22"),
            false,
            true,
        ),
        (
            "-rBx 198.19.0.0/22",
            Manner::Rpsl,
            prefix("198.19.0.0/22"),
            true,
            false,
        ),
    ] {
        let query = Query::read(line).unwrap();
        assert_eq!(
            (query.manner, query.subject, query.exact, query.contacts),
            (manner, subject, exact, contacts),
            "{line}"
        );
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
        assert_eq!(subject, Subject::Handle("198.19.0.0 - 198.19.3.255"));
    }
}

#[test]
fn chooses_classes() {
    for (line, takes) in [
        ("-T inetnum 198.18.1.0", true),
        ("-Tinetnum 198.18.1.0", true),
        ("-r -T route,INETNUM 198.18.1.0", true),
        ("-T route 198.18.1.0", false),
        ("198.18.1.0", true),
    ] {
        assert_eq!(Query::read(line).unwrap().takes("inetnum"), takes, "{line}");
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
        ("-M 198.18.0.0/23", QueryError::Option("-M".to_owned())),
        ("-ré 198.18.0.0/23", QueryError::Option("-é".to_owned())),
    ] {
        assert_eq!(Query::read(line), Err(error), "{line}");
    }
}
