use proptest::prelude::*;

use super::*;

/// Made by the openssl command line; tests/golden/SOURCES.md has the commands.
macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/golden/openssl/", $name))
    };
}

const ONE_LINE: &str = golden!("certificate-one-line.pem");

fn golden() -> Certificate {
    let base64 = ONE_LINE.strip_prefix(BEGIN).unwrap();
    let base64 = base64.strip_suffix(END).unwrap();
    Certificate::from_der(&base64::decode(base64).unwrap()).unwrap()
}

fn pem_lines() -> Vec<&'static str> {
    golden!("certificate.pem").lines().collect()
}

/// What was found, with `Ok(())` for the golden certificate.
type Summary = Vec<(RangeInclusive<usize>, Shape, Result<(), Unreadable>)>;

fn summary(lines: &[&str]) -> Summary {
    find(lines)
        .into_iter()
        .map(|found| {
            let outcome = found.outcome.map(|certificate| {
                assert_eq!(certificate, golden());
            });
            (found.lines, found.shape, outcome)
        })
        .collect()
}

fn broken(count: usize) -> Shape {
    Shape::BrokenOverLines { count }
}

#[test]
fn finds_the_documented_shape() {
    let lines = ["Example Corp", "", ONE_LINE, "https://example.com/noc"];
    assert_eq!(summary(&lines), [(2..=2, Shape::OneLine, Ok(()))]);
    let inside = format!("AWS: {ONE_LINE} (until 2027)");
    assert_eq!(summary(&[&inside]), [(0..=0, Shape::OneLine, Ok(()))]);
}

#[test]
fn finds_a_certificate_broken_over_lines() {
    let pem = pem_lines();
    let count = pem.len();
    assert_eq!(summary(&pem), [(0..=count - 1, broken(count), Ok(()))]);

    let indented: Vec<String> = pem.iter().map(|line| format!("  {line}\t\r")).collect();
    let indented: Vec<&str> = indented.iter().map(String::as_str).collect();
    assert_eq!(summary(&indented), [(0..=count - 1, broken(count), Ok(()))]);

    // RIPE's database joins continuation lines with single blanks.
    let joined = pem.join(" ");
    assert_eq!(summary(&[&joined]), [(0..=0, Shape::OneLine, Ok(()))]);
}

#[test]
fn finds_several() {
    let pem = pem_lines();
    let last = pem.len();
    let lines = [&[ONE_LINE], pem.as_slice()].concat();
    assert_eq!(
        summary(&lines),
        [
            (0..=0, Shape::OneLine, Ok(())),
            (1..=last, broken(last), Ok(()))
        ]
    );
    // The hyphens of END and BEGIN run into each other.
    let twice = format!("{ONE_LINE}{ONE_LINE}");
    assert_eq!(
        summary(&[&twice]),
        [
            (0..=0, Shape::OneLine, Ok(())),
            (0..=0, Shape::OneLine, Ok(()))
        ]
    );
}

#[test]
fn says_which_marker_is_missing() {
    let pem = pem_lines();
    let count = pem.len();
    let base64 = &pem[1..count - 1];
    let no_begin = || Err(Unreadable::NoBegin);
    let no_end = || Err(Unreadable::NoEnd);

    assert_eq!(
        summary(&pem[1..]),
        [(0..=count - 2, broken(count - 1), no_begin())]
    );
    assert_eq!(
        summary(&[&pem[..count - 1], &["Example Corp, Springfield"]].concat()),
        [(0..=count - 2, broken(count - 1), no_end())]
    );
    assert_eq!(
        summary(&[base64, &["Example Corp, Springfield"]].concat()),
        [(0..=count - 3, broken(count - 2), no_begin())]
    );
    assert_eq!(
        summary(&[&base64.concat()]),
        [(0..=0, Shape::OneLine, no_begin())]
    );
    assert_eq!(summary(&[END]), [(0..=0, Shape::OneLine, no_begin())]);
    assert_eq!(
        summary(&[BEGIN, ONE_LINE]),
        [
            (0..=0, Shape::OneLine, no_end()),
            (1..=1, Shape::OneLine, Ok(()))
        ]
    );
}

/// RIPE's database drops repeated lines, so that the second of two broken
/// certificates loses its markers.
#[test]
fn says_what_a_registry_dropped() {
    let pem = pem_lines();
    let count = pem.len();
    let lines = [pem.as_slice(), &pem[1..count - 1]].concat();
    assert_eq!(
        summary(&lines),
        [
            (0..=count - 1, broken(count), Ok(())),
            (
                count..=2 * count - 3,
                broken(count - 2),
                Err(Unreadable::NoBegin)
            ),
        ]
    );
}

#[test]
fn says_what_is_wrong_with_the_markers() {
    for (plain, other) in [
        ("-----BEGIN", "—–BEGIN"),
        ("-----BEGIN", "----BEGIN"),
        ("-----BEGIN", "BEGIN"),
        ("CERTIFICATE-----M", "CERTIFICATE\u{2212}---M"),
        ("-----END", "\u{2014}\u{2014}END"),
    ] {
        assert_eq!(
            summary(&[&ONE_LINE.replace(plain, other)]),
            [(0..=0, Shape::OneLine, Err(Unreadable::Dashes))],
            "{other}"
        );
    }
}

#[test]
fn says_what_is_wrong_between_the_markers() {
    #[track_caller]
    fn check(line: &str, expected: Unreadable) {
        assert_eq!(summary(&[line]), [(0..=0, Shape::OneLine, Err(expected))]);
    }
    check(&ONE_LINE.replacen("MII", "M*I", 1), Unreadable::Base64);
    check(&ONE_LINE.replacen("MII", "MI", 1), Unreadable::Base64);
    check(&format!("-{BEGIN}-{END}"), Unreadable::Base64);
    check(
        &format!("{BEGIN}AAAA{END}"),
        Unreadable::NotX509("wrong tag".to_owned()),
    );
    check(
        &golden!("certificate-ec.pem").replace('\n', ""),
        Unreadable::NotRsa,
    );
}

#[test]
fn prose_is_no_certificate() {
    let lines = [
        "paste the text from BEGIN CERTIFICATE to END CERTIFICATE here",
        "MII",
        "MIIsomething",
        "-----BEGIN PGP SIGNATURE-----",
        "",
    ];
    assert_eq!(summary(&lines), []);
}

proptest! {
    #[test]
    fn any_text_is_searched(lines in proptest::collection::vec("[-—A-Z ]*|\\PC*", 0..8)) {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        find(&lines);
    }

    /// Laws: what is found lies inside the text, in its order, and its shape
    /// follows from its lines.
    #[test]
    fn what_is_found_lies_in_order(
        parts in proptest::collection::vec(
            prop_oneof![
                Just(BEGIN),
                Just(END),
                Just(ONE_LINE),
                Just("—BEGIN CERTIFICATE—"),
                Just("MIIDdzCCAl+gAwIBAgIUT4va7Hun46qo1wURkiBSOHsQY5QwDQYJKoZIhvcNAQEL"),
                Just("Example Corp, Springfield"),
            ],
            0..12,
        ),
        breaks in proptest::collection::vec(any::<bool>(), 12),
    ) {
        let mut text = String::new();
        for (part, line_end) in parts.iter().zip(breaks) {
            text.push_str(part);
            text.push_str(if line_end { "\n" } else { "" });
        }
        let lines: Vec<&str> = text.lines().collect();
        let mut behind = 0;
        for found in find(&lines) {
            let (first, last) = found.lines.into_inner();
            prop_assert!(behind <= first && first <= last && last < lines.len());
            match found.shape {
                Shape::OneLine => prop_assert_eq!(first, last),
                Shape::BrokenOverLines { count } => prop_assert_eq!(count, last - first + 1),
            }
            behind = last;
        }
    }

    #[test]
    fn line_breaks_anywhere_do_no_harm(cuts in proptest::collection::vec(0_usize..1200, 0..6)) {
        let start = BEGIN.len();
        let stop = ONE_LINE.len() - END.len();
        let mut text = ONE_LINE.to_owned();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| start + cut % (stop - start)).collect();
        cuts.sort_unstable();
        for cut in cuts.into_iter().rev() {
            text.insert(cut, '\n');
        }
        let lines: Vec<&str> = text.lines().collect();
        let found = find(&lines);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].outcome, &Ok(golden()));
    }
}
