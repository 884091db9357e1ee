use super::*;
use crate::preflight::tests::{lines, question};

#[track_caller]
fn check(message: &str, now: &str, expected: &[&str]) {
    let mut question = question();
    question.now = now.parse().unwrap();
    let mut authorization = question.authorization.clone().unwrap();
    authorization.message = message.to_owned();
    assert_eq!(lines(&findings(&authorization, &question)), expected);
}

const NOW: &str = "2026-12-01T00:00:00Z";

const AGAIN: &str = "                  -> write it anew with byoip message, and sign it anew";

#[test]
fn right() {
    let message = "1|aws|123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS";
    check(message, NOW, &[&format!("ok       message  {message}")]);
}

#[test]
fn each_wrong_part_is_told() {
    check(
        "1|aws|123456789012|198.18.1.0/24|20270131|SHA512|RSA",
        NOW,
        &[
            "error    message  part 6, digest, is `SHA512` where `SHA256` is wanted",
            AGAIN,
            "error    message  part 7, padding, is `RSA` where `RSAPSS` is wanted",
            AGAIN,
        ],
    );
}

#[test]
fn another_account_and_range() {
    check(
        "1|aws|210987654321|198.18.0.0/23|20270131|SHA256|RSAPSS",
        NOW,
        &[
            "error    message  part 3, account, is `210987654321` \
             where the caller is `123456789012`",
            AGAIN,
            "error    message  part 4, range, is `198.18.0.0/23` \
             where the call brings `198.18.1.0/24`",
            AGAIN,
        ],
    );
}

#[test]
fn expired_or_nearly() {
    let message = "1|aws|123456789012|198.18.1.0/24|20270131|SHA256|RSAPSS";
    check(
        message,
        "2027-01-31T00:00:00Z",
        &[
            "error    message  part 5, expiry date, ended the message at 2027-01-31T00:00:00Z \
             where a later day than 2027-01-31T00:00:00Z is wanted",
            AGAIN,
        ],
    );
    check(
        message,
        "2027-01-24T00:00:01Z",
        &[
            "warning  message  it expires at 2027-01-31T00:00:00Z",
            "                  -> a review takes up to a week; give it a month",
        ],
    );
    check(
        message,
        "2027-01-24T00:00:00Z",
        &[&format!("ok       message  {message}")],
    );
}

#[test]
fn an_unusual_spelling_is_a_warning() {
    let mut question = question();
    question.prefix = "2001:db8:7269::/48".parse().unwrap();
    let mut authorization = question.authorization.clone().unwrap();
    let text = "1|aws|123456789012|2001:0DB8:7269::/48|20270131|SHA256|RSAPSS";
    authorization.message = text.to_owned();
    assert_eq!(
        lines(&findings(&authorization, &question)),
        [
            "warning  message  1|aws|123456789012|2001:0DB8:7269::/48|20270131|SHA256|RSAPSS, \
             where the usual spelling is \
             1|aws|123456789012|2001:db8:7269::/48|20270131|SHA256|RSAPSS",
            "                  -> whether AWS compares ranges or texts is not documented; \
             sign the usual spelling",
        ]
    );
}
