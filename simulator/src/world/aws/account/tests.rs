use super::*;

fn account() -> AccountId {
    "123456789012".parse().unwrap()
}

/// A user's id is the user's, whichever of its keys it uses; a role's id is the
/// role's, whoever assumes it.
#[test]
fn ids_are_the_principals_own() {
    let user = Principal::user(Partition::Aws, account(), "network-engineer");
    assert_eq!(
        user,
        Principal::user(Partition::Aws, account(), "network-engineer")
    );
    assert_eq!(user.arn, "arn:aws:iam::123456789012:user/network-engineer");
    assert!(user.user_id.starts_with("AIDA"), "{}", user.user_id);
    assert_eq!(user.user_id.len(), 21);
    let other = Principal::user(Partition::Aws, account(), "intern");
    assert_ne!(user.user_id, other.user_id);

    let role = |session| Principal::assumed_role(Partition::AwsUsGov, account(), "ci", session);
    let (night, day) = (role("nightly"), role("daily"));
    assert_eq!(
        night.arn,
        "arn:aws-us-gov:sts::123456789012:assumed-role/ci/nightly"
    );
    let (night, day) = (night.user_id.split_once(':'), day.user_id.split_once(':'));
    let (night, day) = (night.unwrap(), day.unwrap());
    assert_eq!(night.0, day.0);
    assert!(night.0.starts_with("AROA"), "{}", night.0);
    assert_eq!((night.1, day.1), ("nightly", "daily"));
}

/// A session ends with the second it names.
#[test]
fn a_session_ends() {
    let end: Timestamp = "2026-02-01T00:00:00Z".parse().unwrap();
    let session = |expires| Session {
        token: "t".to_owned(),
        expires,
    };
    let before = end - jiff::SignedDuration::from_secs(1);
    assert!(!session(Some(end)).is_over(before));
    assert!(session(Some(end)).is_over(end));
    assert!(!session(None).is_over(Timestamp::MAX));
}

/// A name goes into ARNs and from there into XML.
#[test]
fn a_name_is_one_that_iam_takes() {
    let longest = "x".repeat(64);
    for (user, expected) in [
        ("network-engineer", Ok(())),
        ("a.b_c+d=e,f@g", Ok(())),
        (longest.as_str(), Ok(())),
        ("", Err(DescriptionError::Name)),
        ("<x>/\0", Err(DescriptionError::Name)),
        (&format!("{longest}x"), Err(DescriptionError::Name)),
    ] {
        let description = Description {
            partition: Partition::Aws,
            account: account(),
            secret: "s".to_owned(),
            user: Some(user.to_owned()),
            role: None,
            session: None,
            session_token: None,
            expires: None,
            allow: None,
            deny: Vec::new(),
        };
        assert_eq!(description.credential().map(|_| ()), expected, "{user:?}");
    }
}

/// What the environment hands out is the world's own first key, whatever key
/// comes to stand before it.
#[test]
fn the_first_key_stays_the_first() {
    let credential = |name: &str| Credential {
        secret: name.to_owned(),
        principal: Principal::user(Partition::Aws, account(), name),
        session: None,
        permissions: Permissions::default(),
    };
    let mut accounts = Accounts::default();
    assert_eq!(accounts.first(), None);
    accounts.begin_with("AKIAM".to_owned(), credential("m"));
    accounts.begin_with("AKIAB".to_owned(), credential("b"));
    let put = |access_key: &str| Fact::Put {
        access_key: access_key.to_owned(),
        credential: credential("weak"),
    };
    accounts.apply(&put("AKIAA"));
    assert_eq!(accounts.first().map(|(id, _)| id), Some("AKIAM"));
    let access_key = "AKIAM".to_owned();
    accounts.apply(&Fact::Deleted { access_key });
    assert_eq!(accounts.first(), None);
}
