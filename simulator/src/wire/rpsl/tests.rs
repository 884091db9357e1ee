use super::*;

#[test]
fn cleans_values() {
    for (typed, cleaned) in [
        ("Example  BV ", "Example BV"),
        ("\tExample BV # since 2012", "Example BV"),
        ("# nothing else", ""),
        (
            "-----BEGIN CERTIFICATE-----MII=",
            "-----BEGIN CERTIFICATE-----MII=",
        ),
    ] {
        assert_eq!(clean(typed), cleaned);
    }
    assert_eq!(collapse(" a  # b "), "a # b");
}
