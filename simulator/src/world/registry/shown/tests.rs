use jiff::Timestamp;

use super::*;

#[test]
fn cleans_values() {
    for (typed, cleaned) in [
        ("Example  BV ", "Example BV"),
        ("\tExample BV # since 2012", "Example BV"),
        ("# nothing else", ""),
        ("one # a\n two # b\n+three\n+", "one two three"),
        (
            "-----BEGIN CERTIFICATE-----MII=",
            "-----BEGIN CERTIFICATE-----MII=",
        ),
    ] {
        assert_eq!(clean(typed), cleaned);
    }
    assert_eq!(collapse(" a  # b "), "a # b");
}

/// What each registry's RDAP makes of the same typing: titles, and lines with
/// a bar between remarks.
#[test]
fn each_registry_lays_text_out_in_its_own_way() {
    #[track_caller]
    fn check(registry: Registry, field: Field, typed: &[&str], expected: &[(Option<&str>, &str)]) {
        let lines = typed.iter().map(|line| (*line).to_owned()).collect();
        let record = Record::new(
            Timestamp::UNIX_EPOCH,
            Timestamp::UNIX_EPOCH,
            registry.network_fields(),
        )
        .with_text(field, lines);
        let shown: Vec<(Option<&str>, String)> = rdap(registry, &record)
            .iter()
            .map(|remark| {
                let lines: Vec<&str> = remark.lines.iter().map(|line| line.text.as_str()).collect();
                (remark.title, lines.join("|"))
            })
            .collect();
        let expected: Vec<(Option<&str>, String)> = expected
            .iter()
            .map(|(title, lines)| (*title, (*lines).to_owned()))
            .collect();
        assert_eq!(shown, expected, "{registry} {field}");
    }
    let typed = &["a  b ", "", "A b", "c # d"];
    check(
        Registry::Arin,
        Field::Comments,
        typed,
        &[(Some("Registration Comments"), "a  b ||A b|c # d")],
    );
    check(Registry::Ripe, Field::Descr, typed, &[(None, "a b||c")]);
    check(Registry::Ripe, Field::Remarks, typed, &[(None, "a b||c")]);
    check(
        Registry::Apnic,
        Field::Descr,
        typed,
        &[(Some("description"), "a b||A b|c # d")],
    );
    check(
        Registry::Apnic,
        Field::Remarks,
        typed,
        &[(Some("remarks"), "a b||A b|c # d")],
    );
    let each = ["a b", "", "A b", "c # d"].map(|line| (Some("Remark"), line));
    check(Registry::Afrinic, Field::Remarks, typed, &each);
    check(Registry::Afrinic, Field::Descr, typed, &[]);
    check(Registry::Arin, Field::Comments, &[], &[]);
}

/// A second certificate broken over lines loses its markers at RIPE.
#[test]
fn a_second_broken_certificate_loses_its_markers_at_ripe() {
    let certificate = |body: &str| {
        let lines = [
            "-----BEGIN CERTIFICATE-----",
            body,
            "-----END CERTIFICATE-----",
        ];
        lines.map(str::to_owned).to_vec()
    };
    let mut lines = certificate("one");
    lines.extend(certificate("two"));
    let record = Record::new(Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH, &[])
        .with_text(Field::Descr, lines);
    let [remark] = &rdap(Registry::Ripe, &record)[..] else {
        panic!("one remark");
    };
    let shown: Vec<&str> = remark.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        shown,
        [
            "-----BEGIN CERTIFICATE-----",
            "one",
            "-----END CERTIFICATE-----",
            "two"
        ]
    );
}
