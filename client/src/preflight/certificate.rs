//! Whether the record has a certificate that AWS will find, read and check the
//! signature with.

use byoip_vocabulary::certificate::search::{self, Found, Shape};
use byoip_vocabulary::certificate::{Certificate, Dated};
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::signature::{Signature, SignatureCheck};

use super::registry::field;
use super::{Finding, Question, Severity, ends_during_review};
use crate::authorization::key::DOCUMENTED_BITS;
use crate::rdap::{Network, Place};

#[cfg(test)]
mod tests;

const WHAT: &str = "certificate";

/// Judges every certificate of the record. AWS needs one that is right, so a
/// wrong one beside it is no more than a warning. `above` are the records around
/// this one, which AWS does not read.
pub fn findings(network: &Network, above: &[Network], question: &Question) -> Vec<Finding> {
    let Some((registry, field)) = network.registry.and_then(|it| Some((it, field(it)?))) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut certificates = Vec::new();
    for (place, found) in certificates_of(network) {
        let judged = judge(&found, place, field, question);
        let wrong = judged.iter().any(|one| one.severity == Severity::Error);
        if !wrong {
            certificates.extend(found.outcome.ok().map(|it| (place, it)));
        }
        findings.extend(judged);
    }
    if findings.is_empty() {
        findings.push(none(network, field));
        findings.extend(above.iter().filter_map(|parent| hidden(network, parent)));
    }
    if !certificates.is_empty() {
        for finding in &mut findings {
            finding.severity = finding.severity.min(Severity::Warning);
        }
    }
    let merged = certificates
        .iter()
        .any(|(place, _)| **place == Place::Merged);
    if registry == Registry::Ripe && merged {
        findings.push(Finding::warning(
            WHAT,
            "it stands in descr: or remarks:; RDAP cannot tell which",
            format!(
                "AWS reads descr: alone; look with whois -r -h whois.ripe.net {} | grep descr",
                question.prefix
            ),
        ));
    }
    let certificates: Vec<Certificate> = certificates.into_iter().map(|(_, it)| it).collect();
    findings.extend(signature(&certificates, question));
    findings
}

/// Whether anything in the text of the record itself was meant as a certificate.
pub fn is_in(network: &Network) -> bool {
    certificates_of(network).next().is_some()
}

fn certificates_of(network: &Network) -> impl Iterator<Item = (&Place, Found)> {
    network.texts.iter().flat_map(|text| {
        let lines: Vec<&str> = text.lines.iter().map(String::as_str).collect();
        let found = search::find(&lines).into_iter();
        found.map(|found| (&text.place, found))
    })
}

fn none(network: &Network, field: &str) -> Finding {
    Finding::error(
        WHAT,
        format!("none in the text of {}", network.handle),
        format!(
            "put the line that byoip cert new writes into {field}: byoip registry publish-cert"
        ),
    )
}

/// A certificate that a smaller record hides: who asks for the range gets that
/// one and not the record around it.
fn hidden(network: &Network, parent: &Network) -> Option<Finding> {
    let on_network = |place: &Place| !matches!(place, Place::Entity(_));
    certificates_of(parent).find(|(place, _)| on_network(place))?;
    Some(Finding::error(
        WHAT,
        format!(
            "one stands on {}, {} to {}, where {} hides it",
            parent.handle, parent.first, parent.last, network.handle
        ),
        format!(
            "put it into {} too, or have that record removed",
            network.handle
        ),
    ))
}

fn judge(found: &Found, place: &Place, field: &str, question: &Question) -> Vec<Finding> {
    let stands = match place {
        Place::Merged => "in descr: or remarks:".to_owned(),
        Place::Right => format!("in {field}"),
        Place::OtherField(title) => format!("in the field `{title}`"),
        Place::Entity(handle) => format!("on {handle}, not on the network"),
    };
    let mut findings = Vec::new();
    if matches!(place, Place::OtherField(_) | Place::Entity(_)) {
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
