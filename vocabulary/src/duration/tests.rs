use super::*;

#[test]
fn reads_and_writes() {
    #[track_caller]
    fn check(text: &str, seconds: i64, written: &str) {
        let duration = parse(text).expect(text);
        assert_eq!(duration.as_secs(), seconds, "{text}");
        assert_eq!(display(duration), written, "{text}");
        assert_eq!(parse(&display(duration)), Ok(duration));
    }
    check("90s", 90, "1m30s");
    check("15m", 900, "15m");
    check("2h", 7_200, "2h");
    check("7d", 604_800, "1w");
    check("8d", 691_200, "8d");
    check("1w", 604_800, "1w");
    check("1d12h", 129_600, "1d12h");
    check("1d 12h", 129_600, "1d12h");
    check("0s", 0, "0s");
    check("24 hours", 86_400, "1d");
}

#[test]
fn refuses() {
    for text in ["", "7", "-1h", "soon", "1y", "2mo", "h"] {
        assert_eq!(parse(text), Err(ParseDurationError::Text), "{text}");
    }
}

/// A duration that is only too long is not called something else.
#[test]
fn what_is_too_long_says_so() {
    for text in ["99999999d", "1d99999999999999999999h", "99999999w"] {
        assert_eq!(parse(text), Err(ParseDurationError::TooLong), "{text}");
    }
}

#[test]
fn keeps_milliseconds() {
    assert_eq!(display(SignedDuration::from_millis(1_500)), "1s500ms");
}
