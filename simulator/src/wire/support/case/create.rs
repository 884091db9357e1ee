//! CreateCase
//! <https://docs.aws.amazon.com/awssupport/latest/APIReference/API_CreateCase.html>

use serde::Deserialize;
use serde_json::{Value, json};

use super::LANGUAGES;
use crate::wire::query::error::{ServiceError, unmet};
use crate::wire::support::action::{Action, Call, invalid, not_one_of};
use crate::world::Fact;
use crate::world::aws::support_case::{Command, Letter};

pub(super) const ACTION: Action = Action {
    name: "CreateCase",
    parameters: &[
        "categoryCode",
        "ccEmailAddresses.N",
        "communicationBody",
        "dryRun",
        "issueType",
        "language",
        "serviceCode",
        "severityCode",
        "subject",
    ],
    required: &["subject", "communicationBody"],
    unsupported: &["attachmentSetId", "uploadIds.N"],
    answer,
};

/// The longest body and the most further readers (API model).
const BODY_LONGEST: usize = 8_000;
const READERS_MOST: usize = 10;

const ISSUE_TYPES: [&str; 2] = ["customer-service", "technical"];
const SEVERITIES: [&str; 5] = ["low", "normal", "high", "urgent", "critical"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Members {
    subject: String,
    communication_body: String,
    service_code: Option<String>,
    category_code: Option<String>,
    severity_code: Option<String>,
    issue_type: Option<String>,
    language: Option<String>,
    cc_email_addresses: Option<Vec<String>>,
    dry_run: Option<bool>,
}

fn answer(call: &Call<'_>) -> Result<Value, ServiceError> {
    let members: Members = call.members()?;
    check(&members)?;
    call.end_if_dry(members.dry_run)?;
    let created = call.perform(Command::Create(Letter {
        subject: members.subject,
        body: members.communication_body,
        service_code: members.service_code,
        category_code: members.category_code,
        severity_code: members.severity_code,
        language: members.language.unwrap_or_else(|| "en".to_owned()),
        cc: members.cc_email_addresses.unwrap_or_default(),
    }))?;
    let opened = created.iter().find_map(|fact| match fact {
        Fact::SupportCase(fact) => Some(fact.case().as_str()),
        _ => None,
    });
    Ok(json!({ "caseId": opened }))
}

fn check(members: &Members) -> Result<(), ServiceError> {
    let text = |member: &str, value: &str, longest: usize| {
        let length = value.chars().count();
        if length == 0 {
            let constraint = "have length greater than or equal to 1";
            return Err(invalid(unmet(Some(value), member, constraint)));
        }
        if length > longest {
            let constraint = format!("have length less than or equal to {longest}");
            return Err(invalid(unmet(Some("…"), member, &constraint)));
        }
        Ok(())
    };
    text("subject", &members.subject, usize::MAX)?;
    text(
        "communicationBody",
        &members.communication_body,
        BODY_LONGEST,
    )?;
    one_of("issueType", members.issue_type.as_deref(), &ISSUE_TYPES)?;
    one_of(
        "severityCode",
        members.severity_code.as_deref(),
        &SEVERITIES,
    )?;
    one_of("language", members.language.as_deref(), &LANGUAGES)?;
    let readers = members.cc_email_addresses.as_ref().map_or(0, Vec::len);
    if readers > READERS_MOST {
        let constraint = format!("have length less than or equal to {READERS_MOST}");
        return Err(invalid(unmet(Some("…"), "ccEmailAddresses", &constraint)));
    }
    Ok(())
}

fn one_of(member: &str, value: Option<&str>, those: &[&str]) -> Result<(), ServiceError> {
    match value {
        Some(value) if !those.contains(&value) => Err(not_one_of(member, value, those)),
        Some(_) | None => Ok(()),
    }
}
