//! DescribeCases
//! <https://docs.aws.amazon.com/awssupport/latest/APIReference/API_DescribeCases.html>

use std::cmp::Reverse;

use serde::Deserialize;
use serde_json::{Value, json};

use super::write;
use crate::wire::query::error::{ServiceError, unmet};
use crate::wire::query::pages::{Page, sizes};
use crate::wire::support::action::{Action, Call, invalid};
use crate::world::aws::support_case::{CaseId, Lifecycle, Refusal};

pub(super) const ACTION: Action = Action {
    name: "DescribeCases",
    parameters: &[
        "caseIdList.N",
        "displayId",
        "dryRun",
        "includeCommunications",
        "includeResolvedCases",
        "language",
        "maxResults",
        "nextToken",
    ],
    required: &[],
    unsupported: &["afterTime", "beforeTime"],
    answer,
};

/// The order of cases: the newest first.
type Newest = Reverse<Option<usize>>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Members {
    case_id_list: Option<Vec<String>>,
    display_id: Option<String>,
    include_communications: Option<bool>,
    include_resolved_cases: Option<bool>,
    language: Option<String>,
    max_results: Option<u32>,
    next_token: Option<String>,
    dry_run: Option<bool>,
}

fn answer(call: &Call<'_>) -> Result<Value, ServiceError> {
    let members: Members = call.members()?;
    let page = page(call, &members)?;
    call.end_if_dry(members.dry_run)?;
    let (world, account) = (call.observe(), call.caller.account());
    let wanted: Vec<CaseId> = members
        .case_id_list
        .iter()
        .flatten()
        .map(|id| CaseId::new(id))
        .collect();
    for case in &wanted {
        if world.cases().at(account, case).is_none() {
            let case = case.clone();
            return Err(call.refused(Refusal::UnknownCase { case }));
        }
    }
    let resolved_too = members.include_resolved_cases == Some(true);
    let chosen = world.cases().of(account).filter(|(id, case)| {
        let is = |wanted: &Option<String>, value: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == value)
        };
        (wanted.is_empty() || wanted.contains(id))
            && (resolved_too || case.lifecycle == Lifecycle::Opened)
            && is(&members.display_id, &case.display_id)
            && is(&members.language, &case.letter.language)
    });
    let (cases, next) = page.cut(chosen.collect(), |(id, _)| {
        Reverse(world.cases().number(id))
    });
    let with_communications = members.include_communications != Some(false);
    let cases: Vec<Value> = cases
        .into_iter()
        .map(|(id, case)| write(id, case, with_communications))
        .collect();
    Ok(match next {
        Some(next) => json!({ "cases": cases, "nextToken": next }),
        None => json!({ "cases": cases }),
    })
}

/// The page asked for; without `maxResults` the largest.
fn page(call: &Call<'_>, members: &Members) -> Result<Page<Newest>, ServiceError> {
    let sizes = sizes::DESCRIBE_CASES;
    let size = members.max_results.unwrap_or(*sizes.end());
    if !sizes.contains(&size) {
        let (least, most) = sizes.into_inner();
        let constraint = format!("have value between {least} and {most}");
        let size = size.to_string();
        return Err(invalid(unmet(Some(&size), "maxResults", &constraint)));
    }
    let list = call.list(ACTION.name, &["dryRun", "maxResults", "nextToken"]);
    Page::at(list, members.next_token.as_deref(), size as usize)
        .ok_or_else(|| invalid("The nextToken is not one that was given out"))
}
