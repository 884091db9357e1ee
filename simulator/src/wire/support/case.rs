//! `CaseDetails`, the structure that describing answers with.

use serde_json::{Value, json};

use super::action::Action;
use crate::wire::query::timestamp;
use crate::world::aws::support_case::{Ask, Case, CaseId, Lifecycle, Reply};

mod create;
mod describe;
mod resolve;

pub(super) const ACTIONS: &[&Action] = &[&create::ACTION, &describe::ACTION, &resolve::ACTION];

/// Who support is, in its communications.
const SUPPORT: &str = "Amazon Web Services";

/// The languages that support answers in.
const LANGUAGES: [&str; 8] = ["en", "es", "fr", "ja", "ko", "pt", "tr", "zh"];

/// The members.
fn write(id: &CaseId, case: &Case, with_communications: bool) -> Value {
    let letter = &case.letter;
    let mut members = json!({
        "caseId": id.as_str(),
        "displayId": case.display_id,
        "subject": letter.subject,
        "status": case.lifecycle.as_str(),
        "submittedBy": case.submitted_by,
        "timeCreated": timestamp(case.created),
        "ccEmailAddresses": letter.cc,
        "language": letter.language,
    });
    if let Value::Object(members) = &mut members {
        let codes = [
            ("serviceCode", &letter.service_code),
            ("categoryCode", &letter.category_code),
            ("severityCode", &letter.severity_code),
        ];
        for (name, code) in codes {
            if let Some(code) = code {
                members.insert(name.to_owned(), json!(code));
            }
        }
        if with_communications {
            let communications = json!({ "communications": communications(id, case) });
            members.insert("recentCommunications".to_owned(), communications);
        }
    }
    members
}

/// What was said, the newest first.
fn communications(id: &CaseId, case: &Case) -> Vec<Value> {
    let letter = json!({
        "caseId": id.as_str(),
        "body": case.letter.body,
        "submittedBy": case.submitted_by,
        "timeCreated": timestamp(case.created),
    });
    match &case.lifecycle {
        Lifecycle::Opened | Lifecycle::Withdrawn => vec![letter],
        Lifecycle::Answered { reply, at } => {
            let answer = json!({
                "caseId": id.as_str(),
                "body": words(reply),
                "submittedBy": SUPPORT,
                "timeCreated": timestamp(*at),
            });
            vec![answer, letter]
        }
    }
}

/// Support's answer; nobody has published its wording.
fn words(reply: &Reply) -> String {
    match reply {
        Reply::Granted(ask) => format!("We have approved your request: {}.", thing(ask)),
        Reply::Declined(ask) => {
            format!("We are unable to approve your request: {}.", thing(ask))
        }
        Reply::Present(ask) => format!("No change is needed: {}.", thing(ask)),
        Reply::Thanks => "Thank you for contacting us. There is nothing in this case that can be granted; the subject says what is asked for.".to_owned(),
    }
}

fn thing(ask: &Ask) -> String {
    match ask {
        Ask::Port25 { region } => format!("outgoing traffic on port 25 is unblocked in {region}"),
        Ask::RangeQuota { region, quota } => {
            format!("the quota of BYOIP address ranges in {region} is {quota}")
        }
        Ask::Else => "nothing to grant".to_owned(),
    }
}
