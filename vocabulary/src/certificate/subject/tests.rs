use proptest::prelude::*;

use super::*;

#[test]
fn reads_and_writes() {
    let text = "/C=US/ST=Example State/L=Example City/O=Example Corp/OU=Network\
                /CN=byoip.example.com/emailAddress=noc@example.com";
    let subject: Subject = text.parse().unwrap();
    assert_eq!(subject.organization.as_deref(), Some("Example Corp"));
    assert_eq!(subject.email.as_deref(), Some("noc@example.com"));
    assert_eq!(subject.to_string(), text);

    let subject: Subject = r"/O=Example A\/S\\Oslo".parse().unwrap();
    assert_eq!(subject.organization.as_deref(), Some(r"Example A/S\Oslo"));
}

#[test]
fn refuses() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error = text.parse::<Subject>().expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
    }
    check(
        "CN=byoip.example.com",
        "a subject begins with a slash, such as /C=US/O=Example Corp/CN=byoip.example.com",
    );
    check(
        "/O=Example A/S",
        "`S` in the subject is no attribute; write key=value, and \\/ for a slash in a value",
    );
    check(
        "/DC=example",
        "no attribute `DC` in a subject; there are C, ST, L, O, OU, CN and emailAddress",
    );
    check(
        "/C=/O=Example Corp",
        "attribute `C` of the subject has no value; leave it out",
    );
    check(
        "/O=Example Corp/O=Example Ltd",
        "attribute `O` stands in the subject twice; give it once",
    );
}

#[test]
fn keeps_to_the_standards_lengths() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let subject: Subject = text.parse().unwrap();
        let Err(error) = subject.to_name() else {
            panic!("{text} is accepted")
        };
        assert_eq!(error.to_string(), expected, "{text}");
    }
    check(
        "/C=USA",
        "attribute C of the subject cannot be `USA`: string too long",
    );
    check(
        "/C=U",
        "attribute C of the subject cannot be `U`: string too short",
    );
    check(
        &format!("/CN={}", "x".repeat(65)),
        &format!(
            "attribute CN of the subject cannot be `{}`: string too long",
            "x".repeat(65)
        ),
    );
}

#[test]
fn what_comes_from_a_certificate_cannot_steer_a_terminal() {
    let name = Subject::named("\u{1b}[31mred").to_name().unwrap();
    assert_eq!(text(&name), "/CN=\\u{1b}[31mred");
}

proptest! {
    #[test]
    fn what_is_written_reads_back(
        organization in "[A-Za-z0-9/= .\\\\]{1,64}",
        common_name in proptest::option::of("[a-z.]{1,64}"),
    ) {
        let subject = Subject {
            organization: Some(organization),
            common_name,
            ..Subject::default()
        };
        prop_assert_eq!(subject.to_string().parse(), Ok(subject.clone()));
        prop_assert_eq!(text(&subject.to_name().unwrap()), subject.to_string());
    }

    #[test]
    fn any_text_is_a_subject_or_an_error(text in "/?[A-Z=/\\\\\\PC]*") {
        if let Ok(subject) = text.parse::<Subject>() {
            let _ = subject.to_name();
        }
    }
}
