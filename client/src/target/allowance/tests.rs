use super::*;

const CALLER: &str = "123456789012";

fn check(allowance: Option<&str>, caller: &str, subjects: &[Subject]) -> Result<(), String> {
    let allowance: Option<Allowance> = allowance.map(|text| text.parse().unwrap());
    Allowance::check(allowance.as_ref(), caller.parse().unwrap(), subjects)
        .map_err(|forbidden| forbidden.to_string())
}

fn range(text: &str) -> Subject {
    Subject::Range(text.parse().unwrap())
}

fn address(text: &str) -> Subject {
    Subject::Address(text.parse().unwrap())
}

fn span(first: &str, last: &str) -> Subject {
    Subject::Span(first.parse().unwrap(), last.parse().unwrap())
}

#[test]
fn only_what_was_named_may_be_changed() {
    let allowed = Some("123456789012:198.18.0.0/24,2001:db8::/40");
    for (subject, may) in [
        (range("198.18.0.0/24"), true),
        (range("198.18.0.0/25"), true),
        (range("198.18.0.0/23"), false),
        (range("198.18.1.0/24"), false),
        (range("2001:db8:1::/48"), true),
        (address("198.18.0.255"), true),
        (address("198.18.1.0"), false),
        (span("198.18.0.0", "198.18.0.255"), true),
        (span("198.18.0.0", "198.18.1.255"), false),
        (Subject::Unknown("nat-0123".to_owned()), false),
    ] {
        let checked = check(allowed, CALLER, std::slice::from_ref(&subject));
        assert_eq!(checked.is_ok(), may, "{subject}: {checked:?}");
    }
    let both = [range("198.18.0.0/24"), range("198.18.1.0/24")];
    assert_eq!(
        check(allowed, CALLER, &both).unwrap_err(),
        "198.18.1.0/24 is not among what may be changed: 123456789012:198.18.0.0/24,2001:db8::/40"
    );
}

#[test]
fn nothing_may_be_changed_unless_it_was_allowed() {
    assert_eq!(
        check(None, CALLER, &[range("198.18.0.0/24")]).unwrap_err(),
        "this would change something, and nothing may be changed; allow it with --allow-write \
         123456789012:198.18.0.0/24"
    );
}

#[test]
fn another_accounts_credentials_change_nothing() {
    let allowed = Some("123456789012:198.18.0.0/24");
    assert_eq!(
        check(allowed, "210987654321", &[range("198.18.0.0/24")]).unwrap_err(),
        "these are credentials of account 210987654321, and changes are allowed in 123456789012 \
         only"
    );
}

#[test]
fn texts_that_allow_nothing_say_why() {
    for (text, told) in [
        ("198.18.0.0/24", "write it as ACCOUNT:RANGE"),
        ("12345:198.18.0.0/24", "`12345` is no account"),
        ("123456789012:", "``: "),
        ("123456789012:198.18.0.1/24", "`198.18.0.1/24`: "),
        ("123456789012:198.18.0.0/24,x", "`x`: "),
        (
            "123456789012:0.0.0.0/0",
            "`0.0.0.0/0`: nobody has that much",
        ),
    ] {
        let error = text.parse::<Allowance>().unwrap_err().to_string();
        assert!(error.starts_with(told), "{error}");
    }
}
