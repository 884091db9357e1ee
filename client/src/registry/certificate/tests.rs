use super::*;
use crate::preflight::tests::{ONE_LINE, golden};

fn strings(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

#[test]
fn only_one_whole_line_is_taken() {
    let without_end = ONE_LINE.replace("-----END CERTIFICATE-----", "");
    let bare = without_end.replace("-----BEGIN CERTIFICATE-----", "");
    for (text, expected) in [
        (ONE_LINE.to_owned(), ""),
        (format!("{ONE_LINE}\n"), ""),
        (golden!("certificate.pem").to_owned(), "broken over"),
        (without_end, "no -----END CERTIFICATE-----"),
        (bare, "no -----BEGIN CERTIFICATE-----"),
        ("Example Corp".to_owned(), "no certificate in it"),
        (format!("{ONE_LINE}\n{ONE_LINE}"), "2 certificates"),
    ] {
        let error = one_line(&text).err().map(|error| error.to_string());
        let error = error.unwrap_or_default();
        assert!(
            error.contains(expected) && error.is_empty() == expected.is_empty(),
            "{error}"
        );
    }
}

#[test]
fn it_is_added_once_and_all_else_stays() {
    let certificate = one_line(ONE_LINE).unwrap();
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
    let certificate = one_line(ONE_LINE).unwrap();
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
