use proptest::prelude::*;

use super::*;

const GOOD: &str = "1|aws|123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS";

fn message() -> AuthorizationMessage {
    AuthorizationMessage::parse(GOOD).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn reads_and_writes() {
    let message = message();
    assert_eq!(message.partition, Partition::Aws);
    assert_eq!(message.account.as_str(), "123456789012");
    assert_eq!(message.expires, jiff::civil::date(2027, 1, 31));
    assert_eq!(message.to_string(), GOOD);
}

#[test]
fn an_ipv6_range_reads_as_equal_however_it_is_spelled() {
    // The guide's own samples spell IPv6 ranges like this.
    let text = "1|aws|123456789012|2001:0DB8:7269::/48|20270131|SHA256|RSAPSS";
    let message = AuthorizationMessage::parse(text).unwrap();
    assert_eq!(message.prefix, "2001:db8:7269::/48".parse().unwrap());
}

/// What a text that is no message has wrong, a line a part.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let error = AuthorizationMessage::parse(text).expect_err(text);
    let lines: Vec<String> = error
        .wrong_parts()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(lines, expected, "{text}");
}

#[test]
fn names_what_is_no_message_at_all() {
    check(
        "",
        &["the message is `` where \
           1|aws|<account>|<cidr>|<YYYYMMDD>|SHA256|RSAPSS (7 parts, not 1) is wanted"],
    );
    check(
        "123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS",
        &[
            "the message is `123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS` where \
             1|aws|<account>|<cidr>|<YYYYMMDD>|SHA256|RSAPSS (7 parts, not 5) is wanted",
        ],
    );
    check(
        &format!("{GOOD}\n"),
        &[
            "the message is `1|aws|123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS\\n` \
             where a text without a line end (printf %s, or echo -n) is wanted",
        ],
    );
}

#[test]
fn names_each_wrong_part() {
    check(
        "2|aws|123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS",
        &["part 1, version, is `2` where `1` is wanted"],
    );
    check(
        "1|aws-gov|123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS",
        &["part 2, partition, is `aws-gov` where \
           one of aws, aws-cn, aws-eusc, aws-iso, aws-iso-b, aws-us-gov is wanted"],
    );
    check(
        "1|aws|0123456789AB|198.18.1.0/24|20270131|SHA256|RSAPSS",
        &["part 3, account, is `0123456789AB` where \
           a twelve-digit account (an account id has digits only) is wanted"],
    );
    check(
        "1|aws|12345678901|198.18.1.0/24|20270131|SHA256|RSAPSS",
        &["part 3, account, is `12345678901` where \
           a twelve-digit account (an account id has 12 digits, not 11) is wanted"],
    );
    check(
        "1|aws|123456789012|198.18.1.5/24|20270131|SHA256|RSAPSS",
        &["part 4, range, is `198.18.1.5/24` where \
           `198.18.1.0/24`, without host bits, is wanted"],
    );
    check(
        "1|aws|123456789012|198.18.1.0|20270131|SHA256|RSAPSS",
        &[
            "part 4, range, is `198.18.1.0` where a range such as 198.18.1.0/24 \
           (no prefix length; write address/length, such as 198.18.1.0/24) is wanted",
        ],
    );
    check(
        "1|aws|123456789012|198.18.1.0/24|2027-01-31|SHA256|RSAPSS",
        &["part 5, expiry date, is `2027-01-31` where \
           a date of eight digits, YYYYMMDD, is wanted"],
    );
    check(
        "1|aws|123456789012|198.18.1.0/24|20270230|SHA256|RSAPSS",
        &["part 5, expiry date, is `20270230` where \
           a day of the calendar, YYYYMMDD, is wanted"],
    );
    check(
        "1|aws|123456789012|198.18.1.0/24|20270131|SHA512|RSAPSS",
        &["part 6, digest, is `SHA512` where `SHA256` is wanted"],
    );
    check(
        "1|aws|123456789012|198.18.1.0/24|20270131|SHA256|RSA",
        &["part 7, padding, is `RSA` where `RSAPSS` is wanted"],
    );
}

#[test]
fn joins_what_is_wrong_and_clips_what_is_long() {
    let error = AuthorizationMessage::parse("2|aws|123456789012|198.18.1.0/24|20270131|SHA256|RSA")
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "part 1, version, is `2` where `1` is wanted; \
         part 7, padding, is `RSA` where `RSAPSS` is wanted"
    );
    let error = AuthorizationMessage::parse(&"x".repeat(4096)).unwrap_err();
    assert!(error.to_string().len() < 200, "{error}");
}

#[test]
fn names_all_wrong_parts_in_their_order() {
    let error = AuthorizationMessage::parse("x|x|x|x|x|x|x\n").unwrap_err();
    let parts: Vec<Part> = error.wrong_parts().iter().map(|wrong| wrong.part).collect();
    assert_eq!(
        parts,
        [
            Part::Whole,
            Part::Version,
            Part::Partition,
            Part::Account,
            Part::Prefix,
            Part::Expiry,
            Part::Digest,
            Part::Padding
        ]
    );
}

#[test]
fn expires_as_its_day_begins_in_utc() {
    let message = message();
    assert_eq!(message.expires_at(), at("2027-01-31T00:00:00Z"));
    assert!(!message.expired_at(at("2027-01-30T23:59:59Z")));
    assert!(message.expired_at(at("2027-01-31T00:00:00Z")));
}

#[test]
fn the_last_day_there_is_never_comes() {
    let text = "1|aws|123456789012|198.18.1.0/24|99991231|SHA256|RSAPSS";
    let message = AuthorizationMessage::parse(text).unwrap();
    assert!(!message.expired_at(at("9999-12-30T00:00:00Z")));
}

#[test]
fn tells_what_does_not_fit_the_call() {
    let message = message();
    let before = at("2027-01-30T23:59:59Z");
    assert_eq!(
        message.mismatches(message.account, message.prefix, Partition::Aws, before),
        []
    );
    let wrong = message.mismatches(
        "210987654321".parse().unwrap(),
        "198.18.0.0/24".parse().unwrap(),
        Partition::AwsUsGov,
        at("2027-01-31T00:00:00Z"),
    );
    let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "part 2, partition, is `aws` where the call wants `aws-us-gov`",
            "part 3, account, is `123456789012` where the caller is `210987654321`",
            "part 4, range, is `198.18.1.0/24` where the call brings `198.18.0.0/24`",
            "part 5, expiry date, ended the message at 2027-01-31T00:00:00Z \
             where a later day than 2027-01-31T00:00:00Z is wanted",
        ]
    );
}

proptest! {
    #[test]
    fn any_text_is_a_message_or_names_what_is_wrong(text in "[0-9a-z|/.:\n]*") {
        if let Err(error) = AuthorizationMessage::parse(&text) {
            prop_assert!(!error.wrong_parts().is_empty());
        }
    }

    #[test]
    fn what_is_written_reads_back(
        account in "[0-9]{12}",
        network: u32,
        length in 0_u8..=32,
        year in 0_i16..=9999,
        month in 1_i8..=12,
        day in 1_i8..=28,
    ) {
        let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
        let message = AuthorizationMessage {
            partition: Partition::AwsUsGov,
            account: account.parse().unwrap(),
            prefix: Prefix::new((network & mask).to_be_bytes().into(), length).unwrap(),
            expires: jiff::civil::date(year, month, day),
        };
        prop_assert_eq!(AuthorizationMessage::parse(&message.to_string()), Ok(message));
    }
}
