use jiff::civil::date;

use super::*;

#[test]
fn reads_days_and_counts_of_days() {
    let now: Timestamp = "2026-12-31T23:59:59Z".parse().unwrap();
    for (text, expected) in [
        ("2027-01-31", date(2027, 1, 31)),
        ("20270131", date(2027, 1, 31)),
        ("0d", date(2026, 12, 31)),
        ("1d", date(2027, 1, 1)),
        ("30d", date(2027, 1, 30)),
    ] {
        let expiry: Expiry = text.parse().unwrap();
        assert_eq!(expiry.date(now), Ok(expected), "{text}");
    }
}

#[test]
fn refuses() {
    #[track_caller]
    fn check(text: &str, expected: ParseExpiryError) {
        assert_eq!(text.parse::<Expiry>(), Err(expected), "{text}");
    }
    for text in [
        "",
        "d",
        "-1d",
        "30",
        "1w",
        "2027-1-31",
        "20270230",
        "2027/01/31",
        "tomorrow",
        "20270131T",
    ] {
        check(text, ParseExpiryError::Shape);
    }
    check("9999999d", ParseExpiryError::TooFar);
    let last_day: Timestamp = "9999-12-30T00:00:00Z".parse().unwrap();
    assert_eq!(
        Expiry::InDays(9).date(last_day),
        Err(ParseExpiryError::TooFar)
    );
}
