use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().expect(text)
}

const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[test]
fn modes() {
    let (start, wall) = (at("2026-01-05T09:00:00Z"), at("2026-11-01T00:00:00Z"));
    let second = SignedDuration::from_secs(1);
    #[track_caller]
    fn shows(
        mode: Mode,
        start: Timestamp,
        wall: Timestamp,
        passed: SignedDuration,
        expected: &str,
    ) {
        let clock = Clock::new(mode, start, wall);
        assert_eq!(clock.at(wall + passed), at(expected));
    }
    shows(Mode::Manual, start, wall, HOUR, "2026-01-05T09:00:00Z");
    shows(Mode::Real, start, wall, HOUR, "2026-01-05T10:00:00Z");
    shows(
        Mode::Scaled(3_600),
        start,
        wall,
        second,
        "2026-01-05T10:00:00Z",
    );
    shows(
        Mode::Scaled(3_600),
        start,
        wall,
        -HOUR,
        "2026-01-05T09:00:00Z",
    );
}

#[test]
fn changing_keeps_the_moment() {
    let (start, wall) = (at("2026-01-05T09:00:00Z"), at("2026-11-01T00:00:00Z"));
    let mut clock = Clock::new(Mode::Real, start, wall);
    clock.set_paused(true, wall + HOUR);
    assert_eq!(clock.at(wall + HOUR * 5), start + HOUR);
    clock.set_paused(false, wall + HOUR * 5);
    clock.set_mode(Mode::Manual, wall + HOUR * 6);
    assert_eq!(clock.at(wall + HOUR * 9), start + HOUR * 2);
    clock.advance_to(start, wall + HOUR * 9);
    assert_eq!(clock.at(wall + HOUR * 9), start + HOUR * 2);
    clock.advance_to(start + HOUR * 3, wall + HOUR * 9);
    assert_eq!(clock.at(wall + HOUR * 10), start + HOUR * 3);
}

#[test]
fn knows_how_long_to_wait() {
    let (start, wall) = (at("2026-01-05T09:00:00Z"), at("2026-11-01T00:00:00Z"));
    let wait = |mode| Clock::new(mode, start, wall).wait_for(start + HOUR, wall);
    assert_eq!(wait(Mode::Manual), None);
    assert_eq!(wait(Mode::Real), Some(HOUR));
    assert_eq!(
        wait(Mode::Scaled(3_600)),
        Some(SignedDuration::from_secs(1))
    );
}

#[test]
fn the_end_of_time_is_no_panic() {
    let clock = Clock::new(Mode::Scaled(u32::MAX), Timestamp::MAX, Timestamp::MIN);
    assert_eq!(clock.at(Timestamp::MAX), Timestamp::MAX);
}

#[test]
fn names() {
    assert_eq!("manual".parse(), Ok(Mode::Manual));
    assert_eq!("real".parse(), Ok(Mode::Real));
    assert_eq!("scaled".parse(), Ok(Mode::Scaled(3_600)));
    assert_eq!("scaled=60".parse(), Ok(Mode::Scaled(60)));
    for text in ["", "scaled=0", "scaled=-1", "scaled=x", "fast", "manual=1"] {
        assert_eq!(text.parse::<Mode>(), Err(ParseModeError), "{text}");
    }
}
