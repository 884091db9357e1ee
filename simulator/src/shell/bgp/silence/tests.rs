use super::*;

/// The fourth third in silence is past the hold time, whenever the router was
/// last heard within the first.
#[test]
fn three_keepalives_pass_in_silence() {
    let mut silence = Silence::new(None);
    for _ in 0..2 {
        silence.heard();
        assert_eq!([(); 3].map(|()| silence.count()), [Ok(()); 3]);
    }
    assert_eq!(silence.count(), Err(Reason::HoldTimerExpired));
}
