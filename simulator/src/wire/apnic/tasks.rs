//! `task`: what became of what was handed in, as clients have recorded it.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::refusals::Refusal;
use super::{href, pages, reason, whois};
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::world::registry::Member;
use crate::world::registry::task::{Outcome, Task, TaskId, Work};

/// `GET task`.
pub(super) fn list(call: &Call<'_>, member: &Member) -> Result<Answer, Refusal> {
    let world = call.world();
    let tasks = world.tasks().of(member);
    let items = tasks.map(|(id, task)| (id.number.to_string(), item(call, id, task)));
    Ok(pages::answer(call, member, "task", items))
}

/// `GET task/{id}`.
pub(super) fn get(call: &Call<'_>, member: &Member, id: &str) -> Result<Answer, Refusal> {
    let number = id.parse().map_err(|_| Refusal::not_found(id))?;
    let at = TaskId {
        member: member.clone(),
        number,
    };
    let world = call.world();
    let task = world
        .tasks()
        .task(&at)
        .ok_or_else(|| Refusal::not_found(id))?;
    Ok(Answer::json(200, &item(call, &at, task)))
}

fn item(call: &Call<'_>, id: &TaskId, task: &Task) -> Value {
    let own = href(call, &id.member, &format!("task/{}", id.number));
    let operation = match task.work {
        Work::Edit { .. } | Work::Nothing { .. } => "put_whois_object",
        Work::Roas { .. } => "post_route",
        Work::Rehearsal { .. } => "post_route_prevalidation",
    };
    // It was JSON when it was handed in.
    let content: Value = serde_json::from_str(&task.request).unwrap_or_default();
    let mut item = Map::new();
    item.insert("_links".into(), json!({ "self": { "href": own } }));
    item.insert("operation".into(), json!(operation));
    let request = json!({ "content": content, "created": date(task.submitted) });
    item.insert("request".into(), request);
    let status = match &task.ended {
        None => "pending",
        Some((at, outcome)) => {
            let (status_code, content) = response(call, &id.member, &task.work, outcome);
            let response = json!({
                "content": content,
                "created": date(*at),
                "status_code": status_code,
            });
            item.insert("response".into(), response);
            "completed"
        }
    };
    item.insert("status".into(), json!(status));
    Value::Object(item)
}

fn response(call: &Call<'_>, member: &Member, work: &Work, outcome: &Outcome) -> (u16, Value) {
    let failure = |errors: &[String]| {
        let (kind, title) = match work {
            Work::Edit { .. } | Work::Nothing { .. } => {
                ("failed-whois-update", "Failed Whois update")
            }
            Work::Roas { .. } | Work::Rehearsal { .. } => {
                ("failed-route-update", "Failed route update")
            }
        };
        (
            400,
            json!({ "errors": errors, "title": title, "type": kind }),
        )
    };
    match (outcome, work) {
        (Outcome::Refused { why }, _) => failure(&[reason(why)]),
        (Outcome::Faulty | Outcome::Done, Work::Nothing { faults }) => failure(faults),
        (Outcome::Faulty | Outcome::Done, Work::Edit { record, .. }) => {
            let location = whois::location(call, member, record);
            (
                201,
                json!({ "location": location, "type": "success-response" }),
            )
        }
        (Outcome::Faulty | Outcome::Done, Work::Rehearsal { .. }) => {
            (200, json!({ "type": "success-response" }))
        }
        (Outcome::Faulty | Outcome::Done, Work::Roas { .. }) => {
            let location = href(call, member, "route");
            (
                201,
                json!({ "location": location, "type": "success-response" }),
            )
        }
    }
}

fn date(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d %H:%M:%S").to_string()
}
