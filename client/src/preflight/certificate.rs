//! Whether the record has a certificate that AWS will find, read and check the
//! signature with.

use byoip_vocabulary::certificate::search::{self, Found, Shape};
use byoip_vocabulary::certificate::{Certificate, Dated};
use byoip_vocabulary::signature::{Signature, SignatureCheck};

use super::registry::{Network, Place, Registry};
use super::{Finding, Question, Severity, ends_during_review};
use crate::authorization::key::DOCUMENTED_BITS;

#[cfg(test)]
mod tests;

const WHAT: &str = "certificate";

/// Judges every certificate of the record. AWS needs one that is right, so a
/// wrong one beside it is no more than a warning.
pub fn findings(network: &Network, question: &Question) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut right = 0;
    let mut certificates = Vec::new();
    for text in &network.texts {
        let lines: Vec<&str> = text.lines.iter().map(String::as_str).collect();
        for found in search::find(&lines) {
            let judged = judge(&found, &text.place, network.registry, question);
            let wrong = judged.iter().any(|one| one.severity == Severity::Error);
            if !wrong {
                right += 1;
                certificates.extend(found.outcome.ok());
            }
            findings.extend(judged);
        }
    }
    if findings.is_empty() {
        findings.push(none(network));
    }
    if right > 0 {
        for finding in &mut findings {
            finding.severity = finding.severity.min(Severity::Warning);
        }
    }
    if network.registry == Registry::Ripe && right > 0 {
        findings.push(Finding::warning(
            WHAT,
            "it stands in descr: or remarks:; RDAP cannot tell which",
            format!(
                "AWS reads descr: alone; look with whois -r -h whois.ripe.net {} | grep descr",
                question.prefix
            ),
        ));
    }
    findings.extend(signature(&certificates, question));
    findings
}

fn none(network: &Network) -> Finding {
    Finding::error(
        WHAT,
        format!("none in the text of {}", network.handle),
        format!(
            "put the line that byoip cert new writes into {}",
            network.registry.field()
        ),
    )
}

fn judge(found: &Found, place: &Place, registry: Registry, question: &Question) -> Vec<Finding> {
    let field = registry.field();
    let stands = match place {
        Place::Right if registry == Registry::Ripe => "in descr: or remarks:".to_owned(),
        Place::Right => format!("in {field}"),
        Place::OtherField(title) => format!("in the field `{title}`"),
        Place::Entity(handle) => format!("on {handle}, not on the network"),
    };
    let mut findings = Vec::new();
    if *place != Place::Right {
        findings.push(Finding::error(
            WHAT,
            stands.clone(),
            format!("move it into {field}"),
        ));
    }
    if let Shape::BrokenOverLines { .. } = found.shape {
        findings.push(Finding::error(
            WHAT,
            format!("{}, {stands}", found.shape),
            "write it as one line, markers included: tr -d \"\\n\" < certificate.pem",
        ));
    }
    match &found.outcome {
        Err(reason) => findings.push(Finding::error(
            WHAT,
            format!("unreadable, {stands}: {reason}"),
            "replace it by the line that byoip cert new writes",
        )),
        Ok(certificate) => {
            findings.extend(judge_dates(certificate, question));
            if certificate.key_bits() != DOCUMENTED_BITS {
                findings.push(Finding::warning(
                    WHAT,
                    format!("its key has {} bits", certificate.key_bits()),
                    format!("AWS documents {DOCUMENTED_BITS} alone; make a new key"),
                ));
            }
        }
    }
    if findings.is_empty() {
        let subject = found.outcome.as_ref().map(Certificate::subject);
        findings.push(Finding::ok(
            WHAT,
            format!("{}, on one line, {stands}", subject.unwrap_or_default()),
        ));
    }
    findings
}

fn judge_dates(certificate: &Certificate, question: &Question) -> Option<Finding> {
    let seen = |dated: &str| format!("{}: {dated}", certificate.subject());
    let mend = "make a new certificate of the same key with byoip cert new and put it there";
    match certificate.valid_at(question.now) {
        Dated::Valid if ends_during_review(question.now, certificate.not_after()) => {
            let until = format!("valid until {}", certificate.not_after());
            Some(Finding::warning(
                WHAT,
                seen(&until),
                "a review takes up to a week and needs it; make a new one",
            ))
        }
        Dated::Valid => None,
        dated @ (Dated::NotYet(_) | Dated::Expired(_)) => {
            Some(Finding::error(WHAT, seen(&dated.to_string()), mend))
        }
    }
}

/// Whether one of the right certificates checks the signature.
fn signature(certificates: &[Certificate], question: &Question) -> Option<Finding> {
    const WHAT: &str = "signature";
    let authorization = question.authorization.as_ref()?;
    let signature = match authorization.signature.as_ref()?.parse::<Signature>() {
        Ok(signature) => signature,
        Err(error) => {
            return Some(Finding::error(
                WHAT,
                error.to_string(),
                "sign again with byoip sign",
            ));
        }
    };
    let mut best = SignatureCheck::NoMatch;
    for certificate in certificates {
        let check = signature.check(certificate.public_key(), &authorization.message);
        match check {
            SignatureCheck::Verified => {
                let seen = format!("verifies with {}", certificate.subject());
                return Some(Finding::ok(WHAT, seen));
            }
            SignatureCheck::NoMatch | SignatureCheck::WrongLength { .. } => {}
            telling => best = telling,
        }
    }
    Some(if certificates.is_empty() {
        Finding::error(
            WHAT,
            "not checked, for want of a right certificate in the record",
            "mend the certificate first",
        )
    } else {
        Finding::error(
            WHAT,
            format!("verifies with no certificate of the record: {best}"),
            "sign this very message with byoip sign and the key of the certificate",
        )
    })
}
