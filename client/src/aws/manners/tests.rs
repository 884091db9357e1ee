use super::*;

fn refused(code: &str) -> CallError {
    CallError::Refused {
        code: code.to_owned(),
        message: String::new(),
        request_id: None,
    }
}

#[test]
fn what_is_done_about_a_failure() {
    use Kind::{Changing, Reading};
    use Reaction::{Accept, Again, LookFirst, Renew};
    let silence = CallError::Transport("closed".to_owned());
    for (error, reading, changing) in [
        (refused("RequestLimitExceeded"), Again, Again),
        (refused("ThrottlingException"), Again, Again),
        (refused("ExpiredToken"), Renew, Renew),
        (refused("RequestExpired"), Renew, Renew),
        (refused("InternalError"), Again, LookFirst),
        (refused("Unavailable"), Again, LookFirst),
        (refused("IncorrectState"), Accept, Accept),
        (refused("UnauthorizedOperation"), Accept, Accept),
        (refused("AuthFailure"), Accept, Accept),
        (silence, Again, LookFirst),
        (CallError::Credentials(String::new()), Renew, Renew),
    ] {
        assert_eq!(reaction(&error, Reading), reading, "{error:?}");
        assert_eq!(reaction(&error, Changing), changing, "{error:?}");
    }
}

#[test]
fn pauses_grow_to_a_limit() {
    let pauses: Vec<i64> = (0..7)
        .map(|failures| Manners::AWS.pause_after(failures).as_secs())
        .collect();
    assert_eq!(pauses, [2, 4, 8, 16, 32, 60, 60]);
    assert_eq!(Manners::AWS.pause_after(u32::MAX).as_secs(), 60);
}

#[test]
fn the_documented_rates_are_kept() {
    assert!(Manners::AWS.between(Kind::Reading) >= SignedDuration::from_secs(2));
    assert!(Manners::AWS.between(Kind::Changing) >= SignedDuration::from_secs(10));
}
