use super::*;

#[test]
fn every_row_reads_what_it_prints() {
    let mut policy = Policy::default();
    for row in Policy::default().rows() {
        assert_eq!(policy.set(row.key, &row.setting), Ok(()), "{}", row.key);
    }
    assert_eq!(policy, Policy::default());
}

#[test]
fn an_override_shows_beside_its_default() {
    let mut policy = Policy::default();
    policy.set("review_duration", "3h").unwrap();
    let rows = policy.rows();
    let row = rows
        .iter()
        .find(|row| row.key == "review_duration")
        .unwrap();
    assert_eq!(
        (row.default.as_str(), row.setting.as_str()),
        ("2h..1w", "3h")
    );
}

#[test]
fn refuses() {
    #[track_caller]
    fn check(key: &str, text: &str, expected: &str) {
        let error = Policy::default().set(key, text).expect_err(key);
        assert_eq!(error.to_string(), expected);
    }
    check(
        "review_durations",
        "2h",
        "no policy is called `review_durations`",
    );
    check(
        "review_duration",
        "7d..2h",
        "policy `review_duration` cannot be `7d..2h`; it takes a duration such as 2h, or usual..longest such as 2h..7d",
    );
    check(
        "range_quota",
        "-1",
        "policy `range_quota` cannot be `-1`; it takes a whole number, 4294967295 at most",
    );
    check(
        "overlap_code",
        "ByoipCidrAlreadyExists",
        "policy `overlap_code` cannot be `ByoipCidrAlreadyExists`; it takes an error code of the EC2 API, such as IncorrectState",
    );
    check(
        "overlap_code",
        "DryRunOperation",
        "policy `overlap_code` cannot be `DryRunOperation`; it takes an error code of the EC2 API, such as IncorrectState",
    );
}
