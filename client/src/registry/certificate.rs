//! Which lines of a record a certificate is: adding it once, and taking exactly
//! it away.

use byoip_vocabulary::certificate::Certificate;
use byoip_vocabulary::certificate::search::{self, Shape, Unreadable};

#[cfg(test)]
mod tests;

/// Why a text is not the one line that belongs into a registry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOneLine {
    /// There is none in it.
    #[error("there is no certificate in it; byoip cert new writes one")]
    Absent,
    /// As openssl writes it.
    #[error(
        "the certificate is {0}, and AWS does not put it together again; \
         join it with tr -d \"\\n\", or take what byoip cert new writes"
    )]
    Broken(Shape),
    /// It is cut, or has lost its markers.
    #[error(
        "{0}; the line begins with -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----"
    )]
    Unreadable(#[from] Unreadable),
    /// There are more than one.
    #[error("there are {0} certificates in it; publish one after the other")]
    Several(usize),
}

/// The certificate of a text that has it on one line, markers included.
pub fn one_line(text: &str) -> Result<Certificate, NotOneLine> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = search::find(&lines);
    let count = found.len();
    let Some(only) = found.pop() else {
        return Err(NotOneLine::Absent);
    };
    if count > 1 {
        return Err(NotOneLine::Several(count));
    }
    match (only.outcome, only.shape) {
        (Ok(certificate), Shape::OneLine) => Ok(certificate),
        (Ok(_), shape @ Shape::BrokenOverLines { .. }) => Err(NotOneLine::Broken(shape)),
        (Err(reason), _) => Err(reason.into()),
    }
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
