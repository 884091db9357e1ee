//! Whether a range is ready to be brought: what AWS will look at, looked at
//! first, with what was seen and how to mend it.
//!
//! Looking and judging are apart: [`registry`] and [`roa`] fetch evidence, and
//! the findings are made of it without I/O. The rules are those of the EC2 User
//! Guide, "Prepare for BYOIP"; where AWS does not say how strict it is, the
//! finding is a warning.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Partition;
use jiff::Timestamp;
use serde::Serialize;

use self::http::{Http, HttpError};
use self::registry::Registry;

pub mod certificate;
pub mod http;
pub mod identity;
pub mod message;
pub mod range;
pub mod registry;
pub mod report;
pub mod roa;
pub mod simulator;
#[cfg(test)]
mod tests;

/// How long AWS's review takes at most. What expires sooner may expire during it.
const LONGEST_REVIEW_DAYS: i64 = 7;

/// What is to be brought, by whom, and what was prepared for it.
#[derive(Clone, Debug)]
pub struct Question {
    /// The range.
    pub prefix: Prefix,
    /// The partition it is brought to.
    pub partition: Partition,
    /// The AS that announces it today.
    pub present_origin: Option<Asn>,
    /// What will be sent with the call.
    pub authorization: Option<Authorization>,
    /// The present.
    pub now: Timestamp,
}

/// The authorization message as it will be sent.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// The account that will call.
    pub account: AccountId,
    /// The message.
    pub message: String,
    /// The signature, where there is one already.
    pub signature: Option<String>,
}

/// Where to look.
#[derive(Clone, Debug)]
pub struct Sources {
    /// RDAP services, asked in this order until one knows the range.
    pub rdap: Vec<String>,
    /// A validator with Routinator's API.
    pub validator: String,
}

impl Sources {
    /// The real ones. ARIN's RDAP service redirects to the registry in charge.
    pub fn real() -> Self {
        Self {
            rdap: vec!["https://rdap.arin.net/registry".to_owned()],
            validator: "https://rpki-validator.ripe.net".to_owned(),
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What was looked at, in a word or two.
    pub what: &'static str,
    /// What was seen.
    pub seen: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// As it should be.
    Ok,
    /// AWS may mind, or it will matter later.
    Warning,
    /// AWS will refuse, or traffic will be lost.
    Error,
}

impl Finding {
    fn ok(what: &'static str, seen: impl Into<String>) -> Self {
        Self {
            severity: Severity::Ok,
            what,
            seen: seen.into(),
            mend: None,
        }
    }

    fn warning(what: &'static str, seen: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            what,
            seen: seen.into(),
            mend: Some(mend.into()),
        }
    }

    fn error(what: &'static str, seen: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            ..Self::warning(what, seen, mend)
        }
    }
}

/// Looks at everything there is to look at for the question.
pub async fn check(question: &Question, sources: &Sources) -> Result<Vec<Finding>, HttpError> {
    let mut findings = range::findings(question.prefix);
    let http = Http::new()?;
    let network = registry::fetch(&http, &sources.rdap, question.prefix).await?;
    match &network {
        Some(network) => {
            findings.extend(registry::findings(network, question.prefix));
            if network.registry != Registry::Other {
                findings.extend(certificate::findings(network, question));
            }
        }
        None => findings.push(registry::unknown(&sources.rdap, question.prefix)),
    }
    for origin in question.partition.amazon_origins() {
        let validity = roa::fetch(&http, &sources.validator, *origin, question.prefix).await?;
        findings.push(roa::amazon_finding(&validity));
    }
    if question.partition.amazon_origins().is_empty() {
        findings.push(roa::no_amazon_origin(question.partition));
    }
    findings.push(match question.present_origin {
        Some(origin) => {
            let validity = roa::fetch(&http, &sources.validator, origin, question.prefix).await?;
            roa::present_finding(&validity)
        }
        None => roa::no_present_origin(),
    });
    if let Some(authorization) = &question.authorization {
        findings.extend(message::findings(authorization, question));
    }
    Ok(findings)
}

/// The worst of them; all is well where there is none.
pub fn worst(findings: &[Finding]) -> Severity {
    let severities = findings.iter().map(|finding| finding.severity);
    severities.max().unwrap_or(Severity::Ok)
}

/// Whether less time is left than a review may take.
fn ends_during_review(now: Timestamp, end: Timestamp) -> bool {
    let left = end.duration_since(now);
    left < jiff::SignedDuration::from_hours(LONGEST_REVIEW_DAYS * 24)
}
