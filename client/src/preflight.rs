//! Whether a range is ready to be brought: what AWS will look at, looked at
//! first, with what was seen and how to mend it.
//!
//! Looking and judging are apart: [`rdap`], `whois` and [`roa`] fetch evidence,
//! and the findings are made of it without I/O. The rules are those of the EC2 User
//! Guide, "Prepare for BYOIP"; where AWS does not say how strict it is, the
//! finding is a warning.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Partition;
use jiff::Timestamp;
use serde::Serialize;

use crate::http::{Http, HttpError};
use crate::rdap;

pub mod certificate;
pub mod identity;
pub mod message;
pub mod range;
pub mod registry;
pub mod report;
pub mod roa;
pub mod simulator;
#[cfg(test)]
pub(crate) mod tests;
mod whois;

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
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The simulator that stands for the real services.
    pub simulator: Option<String>,
    /// An RDAP service; the one that IANA's bootstrap files name, if none.
    pub rdap: Option<String>,
    /// A validator with Routinator's API; RIPE NCC's, if none.
    pub validator: Option<String>,
    /// A whois server as `host:port`, where RDAP does not tell enough.
    pub whois: Option<String>,
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

/// What was found, and which sources gave no answer. A source that is down says
/// nothing about the range, so it makes no finding; what the others say stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was found, in the order of AWS's guide.
    pub findings: Vec<Finding>,
    /// What could not be looked at.
    pub unanswered: Vec<HttpError>,
}

impl Report {
    /// The worst of the findings; all is well where there is none.
    pub fn worst(&self) -> Severity {
        let severities = self.findings.iter().map(|finding| finding.severity);
        severities.max().unwrap_or(Severity::Ok)
    }
}

/// Looks at everything there is to look at for the question.
pub async fn check(question: &Question, sources: &Sources) -> Result<Report, HttpError> {
    let http = Http::new(sources.simulator.as_deref())?;
    let mut findings = range::findings(question.prefix);
    let mut unanswered = Vec::new();
    match look_at_registry(&http, question, sources).await {
        Ok(found) => findings.extend(found),
        Err(error) => unanswered.push(error),
    }
    // A ROA for what nobody announces would be advice in vain.
    if range::is_announceable(question.prefix) {
        match look_at_routes(&http, question, sources).await {
            Ok(found) => findings.extend(found),
            Err(error) => unanswered.push(error),
        }
    }
    if let Some(authorization) = &question.authorization {
        findings.extend(message::findings(authorization, question));
    }
    Ok(Report {
        findings,
        unanswered,
    })
}

async fn look_at_registry(
    http: &Http,
    question: &Question,
    sources: &Sources,
) -> Result<Vec<Finding>, HttpError> {
    let prefix = question.prefix;
    let lookup = rdap::find(http, sources.rdap.as_deref(), prefix).await?;
    let Some(mut network) = lookup.network.clone() else {
        return Ok(vec![registry::unknown(&lookup.way, prefix)]);
    };
    let mut findings: Vec<Finding> = registry::way(http, &lookup).into_iter().collect();
    findings.extend(registry::findings(&network, prefix));
    let above = if certificate::is_in(&network) {
        Vec::new()
    } else {
        rdap::above(http, &lookup, &network).await?
    };
    if let Some(server) = &sources.whois {
        whois::tell_apart(&mut network, server, prefix).await;
    }
    findings.extend(certificate::findings(&network, &above, question));
    Ok(findings)
}

async fn look_at_routes(
    http: &Http,
    question: &Question,
    sources: &Sources,
) -> Result<Vec<Finding>, HttpError> {
    let validator = sources.validator.as_deref().unwrap_or(roa::VALIDATOR);
    let validity = |origin| roa::fetch(http, validator, origin, question.prefix);
    let mut findings = Vec::new();
    let origins = question.partition.amazon_origins();
    if origins.is_empty() {
        findings.push(roa::no_amazon_origin(question.partition));
    }
    for origin in origins {
        findings.push(roa::amazon_finding(&validity(*origin).await?));
    }
    findings.push(match question.present_origin {
        Some(origin) => roa::present_finding(&validity(origin).await?),
        None => roa::no_present_origin(),
    });
    Ok(findings)
}

/// Whether less time is left than a review may take.
pub(crate) fn ends_during_review(now: Timestamp, end: Timestamp) -> bool {
    let left = end.duration_since(now);
    left < jiff::SignedDuration::from_hours(LONGEST_REVIEW_DAYS * 24)
}
