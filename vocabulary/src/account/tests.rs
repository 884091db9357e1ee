use super::*;

#[test]
fn keeps_leading_zeros() {
    let account: AccountId = "000000000042".parse().unwrap();
    assert_eq!(account.to_string(), "000000000042");
}

#[test]
fn refuses() {
    assert_eq!(
        "0123456789AB".parse::<AccountId>(),
        Err(ParseAccountError::NotDigits)
    );
    assert_eq!(
        "12345678901".parse::<AccountId>(),
        Err(ParseAccountError::Length(11))
    );
    assert_eq!("".parse::<AccountId>(), Err(ParseAccountError::Length(0)));
    assert_eq!(
        "1234567890123".parse::<AccountId>(),
        Err(ParseAccountError::Length(13))
    );
}
