use super::*;
use crate::preflight::tests::{ONE_LINE, golden};

fn strings(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

#[test]
fn only_one_whole_certificate_is_taken() {
    let without_end = ONE_LINE.replace("-----END CERTIFICATE-----", "");
    let bare = without_end.replace("-----BEGIN CERTIFICATE-----", "");
    for (text, expected) in [
        (without_end, "no -----END CERTIFICATE-----"),
        (bare, "no -----BEGIN CERTIFICATE-----"),
        ("Example Corp".to_owned(), "no certificate in it"),
        (format!("{ONE_LINE}\n{ONE_LINE}"), "2 certificates"),
    ] {
        let error = only(&text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// As openssl writes it and as it is published, it is the same.
#[test]
fn either_layout_is_taken() {
    let (certificate, shape) = only(&format!("{ONE_LINE}\n")).unwrap();
    assert_eq!(shape, Shape::OneLine);
    let (joined, shape) = only(golden!("certificate.pem")).unwrap();
    assert_eq!(joined, certificate);
    assert!(matches!(shape, Shape::BrokenOverLines { .. }));
}

/// The certificate is valid from 2026-11-23 to 2027-11-23.
#[test]
fn what_aws_cannot_use_is_told() {
    let (certificate, _) = only(ONE_LINE).unwrap();
    let (from, until) = (certificate.not_before(), certificate.not_after());
    for (now, expected) in [
        ("2026-01-05T09:00:00Z", vec![Concern::NotYet(from)]),
        ("2026-12-01T00:00:00Z", vec![]),
        ("2027-11-20T00:00:00Z", vec![Concern::EndsSoon(until)]),
        ("2028-01-01T00:00:00Z", vec![Concern::Expired(until)]),
    ] {
        let told = concerns(&certificate, now.parse().unwrap());
        assert_eq!(told, expected, "{now}");
        let is_final = told.iter().any(|concern| concern.is_final());
        assert_eq!(is_final, now.starts_with("2028"));
    }
    let key = crate::authorization::key::generate(3072).unwrap();
    let subject = "/CN=example".parse().unwrap();
    let longer = Certificate::self_signed(&key, &subject, [1; 20], from, 365).unwrap();
    assert_eq!(concerns(&longer, from), [Concern::Bits(3072)]);
}

#[test]
fn it_is_added_once_and_all_else_stays() {
    let (certificate, _) = only(ONE_LINE).unwrap();
    let before = strings(&["Example Corp", "", "https://example.com"]);
    let after = added(&before, &certificate).unwrap();
    assert_eq!(after, [before.as_slice(), &strings(&[ONE_LINE])].concat());
    assert_eq!(added(&after, &certificate), None);
    // Another line end or indentation makes no other certificate.
    assert_eq!(
        added(&strings(&[&format!("  {ONE_LINE} ")]), &certificate),
        None
    );
    // AWS does not find one that is broken over lines.
    let broken: Vec<String> = golden!("certificate.pem")
        .lines()
        .map(str::to_owned)
        .collect();
    assert!(added(&broken, &certificate).is_some());
}

#[test]
fn exactly_it_is_removed() {
    let (certificate, _) = only(ONE_LINE).unwrap();
    let pem: Vec<&str> = golden!("certificate.pem").lines().collect();
    let beside = format!("BYOIP: {ONE_LINE}");
    for (before, expected) in [
        (vec!["a", ONE_LINE, "b"], Some(vec!["a", "b"])),
        (vec![ONE_LINE, "a", ONE_LINE], Some(vec!["a"])),
        ([vec!["a"], pem, vec!["b"]].concat(), Some(vec!["a", "b"])),
        (vec![&beside], Some(vec!["BYOIP:"])),
        (
            vec![
                "a",
                "-----BEGIN CERTIFICATE-----MIIX-----END CERTIFICATE-----",
            ],
            None,
        ),
        (vec![], None),
    ] {
        let after = removed(&strings(&before), &certificate);
        assert_eq!(after, expected.map(|lines| strings(&lines)), "{before:?}");
    }
}
