use super::*;

/// The two changes of 2026: 8 March and 1 November, at two in the morning.
#[test]
fn virginia_changes_its_clock_twice_a_year() {
    for (moment, written) in [
        ("2026-01-05T09:00:00Z", "2026-01-05T04:00:00-05:00"),
        ("2026-03-08T06:59:59Z", "2026-03-08T01:59:59-05:00"),
        ("2026-03-08T07:00:00Z", "2026-03-08T03:00:00-04:00"),
        ("2026-11-01T05:59:59Z", "2026-11-01T01:59:59-04:00"),
        ("2026-11-01T06:00:00Z", "2026-11-01T01:00:00-05:00"),
    ] {
        assert_eq!(eastern(moment.parse().unwrap()), written);
    }
}

#[test]
fn a_night_in_utc_is_the_evening_before_in_virginia() {
    let moment = "2026-01-01T03:00:00Z".parse().unwrap();
    assert_eq!(eastern_date(moment), "2025-12-31");
    assert_eq!(eastern_year(moment), 2025);
}

#[test]
fn writes_no_fraction() {
    let moment = "2026-01-05T09:00:00.75Z".parse().unwrap();
    assert_eq!(utc(moment), "2026-01-05T09:00:00Z");
    assert_eq!(eastern(moment), "2026-01-05T04:00:00-05:00");
}
