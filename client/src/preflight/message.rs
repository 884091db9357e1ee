//! Whether the authorization message fits the call that will carry it.

use byoip_vocabulary::authorization::AuthorizationMessage;

use super::{Authorization, Finding, Question, ends_during_review};

#[cfg(test)]
mod tests;

const WHAT: &str = "message";

/// Judges the message, each wrong part on its own.
pub fn findings(authorization: &Authorization, question: &Question) -> Vec<Finding> {
    let again = "write it anew with byoip message, and sign it anew";
    let text = &authorization.message;
    let message = match AuthorizationMessage::parse(text) {
        Ok(message) => message,
        Err(malformed) => {
            let parts = malformed.wrong_parts().iter();
            return parts
                .map(|wrong| Finding::error(WHAT, wrong.to_string(), again))
                .collect();
        }
    };
    let Question {
        prefix,
        partition,
        now,
        ..
    } = *question;
    let mut findings: Vec<Finding> = message
        .mismatches(authorization.account, prefix, partition, now)
        .into_iter()
        .map(|mismatch| Finding::error(WHAT, mismatch.to_string(), again))
        .collect();
    if !message.expired_at(now) && ends_during_review(now, message.expires_at()) {
        findings.push(Finding::warning(
            WHAT,
            format!("it expires at {}", message.expires_at()),
            "a review takes up to a week; give it a month",
        ));
    }
    if message.to_string() != *text {
        findings.push(Finding::warning(
            WHAT,
            format!("{text}, where the usual spelling is {message}"),
            "whether AWS compares ranges or texts is not documented; sign the usual spelling",
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::ok(WHAT, text.clone()));
    }
    findings
}
