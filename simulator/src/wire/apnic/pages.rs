//! A list in pages: HAL's `_embedded` and `_links`
//! (draft-kelly-json-hal), with the next page behind the last item's id.

use serde_json::{Map, Value, json};

use super::href;
use crate::wire::http::Answer;
use crate::wire::owner::Call;
use crate::world::registry::Member;

/// How many items a page has.
const PAGE: usize = 100;

/// The page that a call asks for, of items by their ids.
pub(super) fn answer(
    call: &Call<'_>,
    member: &Member,
    path: &str,
    items: impl Iterator<Item = (String, Value)>,
) -> Answer {
    let after = call.query.get("after");
    let mut items: Vec<(String, Value)> = items.collect();
    if let Some(after) = after
        && let Some(position) = items.iter().position(|(id, _)| id == after)
    {
        items.drain(..=position);
    }
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let own = href(call, member, path);
    let mut links = Map::new();
    links.insert("self".into(), json!({ "href": own }));
    if let Some((last, _)) = items.last().filter(|_| more) {
        let next = format!("{own}?after={last}");
        links.insert("next".into(), json!({ "href": next }));
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let items: Vec<Value> = items.into_iter().map(|(_, item)| item).collect();
    Answer::json(
        200,
        &json!({ "_embedded": { name: items }, "_links": links }),
    )
}
