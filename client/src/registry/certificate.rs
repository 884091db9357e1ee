//! Which lines of a record a certificate is: adding it once, and taking exactly
//! it away; and whether AWS can use it.

use byoip_vocabulary::certificate::search::{self, Shape, Unreadable};
use byoip_vocabulary::certificate::{Certificate, Dated};
use jiff::Timestamp;

use crate::authorization::key::DOCUMENTED_BITS;
use crate::preflight::ends_during_review;

#[cfg(test)]
mod tests;

/// Why a text has not the one certificate that is to be published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOne {
    /// There is none in it.
    #[error("there is no certificate in it; byoip cert new writes one")]
    Absent,
    /// It is cut, or has lost its markers.
    #[error(
        "{0}; the certificate begins with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----"
    )]
    Unreadable(#[from] Unreadable),
    /// There are more than one.
    #[error("there are {0} certificates in it; publish one after the other")]
    Several(usize),
}

/// The only certificate of a text, and how it lies there.
pub fn only(text: &str) -> Result<(Certificate, Shape), NotOne> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = search::find(&lines);
    let count = found.len();
    let Some(only) = found.pop() else {
        return Err(NotOne::Absent);
    };
    if count > 1 {
        return Err(NotOne::Several(count));
    }
    Ok((only.outcome?, only.shape))
}

/// What keeps AWS from using a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Concern {
    /// Its time is over.
    #[error(
        "the certificate expired at {0}, AWS does not take it; make a new one of the same key \
         with byoip cert new"
    )]
    Expired(Timestamp),
    /// Its time is to come.
    #[error("the certificate is not valid before {0}; provision no range with it earlier")]
    NotYet(Timestamp),
    /// Its time is over before a review needs to be.
    #[error(
        "the certificate is valid until {0} alone, and a review takes up to a week and needs it; \
         make a new one with byoip cert new"
    )]
    EndsSoon(Timestamp),
    /// Its key is of a length that AWS does not document.
    #[error(
        "the certificate's key has {0} bits, AWS documents {DOCUMENTED_BITS} alone; make a new \
         key with byoip key new"
    )]
    Bits(u32),
}

impl Concern {
    /// Whether the certificate can never be used again.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Expired(_))
    }
}

/// What keeps AWS from using a certificate at a moment and in the week after.
pub fn concerns(certificate: &Certificate, now: Timestamp) -> Vec<Concern> {
    let end = certificate.not_after();
    let dates = match certificate.valid_at(now) {
        Dated::Expired(since) => Some(Concern::Expired(since)),
        Dated::NotYet(from) => Some(Concern::NotYet(from)),
        Dated::Valid => ends_during_review(now, end).then_some(Concern::EndsSoon(end)),
    };
    let bits = certificate.key_bits();
    let length = (bits != DOCUMENTED_BITS).then_some(Concern::Bits(bits));
    dates.into_iter().chain(length).collect()
}

/// The lines with the certificate behind them; none where it is on one of them
/// already. A copy that is broken over lines does not count: AWS does not find it.
pub fn added(lines: &[String], certificate: &Certificate) -> Option<Vec<String>> {
    let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
    let there = search::find(&texts)
        .into_iter()
        .any(|found| found.shape == Shape::OneLine && found.outcome.as_ref() == Ok(certificate));
    (!there).then(|| [lines, &[certificate.one_line()]].concat())
}

/// The lines without the certificate, whichever way it lies on them; none where
/// it is not there. What else stands on such a line stays.
pub fn removed(lines: &[String], certificate: &Certificate) -> Option<Vec<String>> {
    let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
    let found: Vec<_> = search::find(&texts)
        .into_iter()
        .filter(|found| found.outcome.as_ref() == Ok(certificate))
        .collect();
    if found.is_empty() {
        return None;
    }
    let one_line = certificate.one_line();
    let rest = lines.iter().enumerate().filter_map(|(number, line)| {
        if !found.iter().any(|found| found.lines.contains(&number)) {
            return Some(line.clone());
        }
        // Of a line that has it whole, what stands beside it is left.
        let left = line.replace(&one_line, "");
        (left != *line && !left.trim().is_empty()).then(|| left.trim().to_owned())
    });
    Some(rest.collect())
}
