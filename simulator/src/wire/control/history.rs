//! `/_simulator/history`: how a range, a route and its announcements stood.

use std::fmt::Display;
use std::str::FromStr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::validity::RouteState;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::continuity::Span;
use crate::world::history::{Question, Standing, history};
use crate::world::rpki::validator::ValidatorName;

#[cfg(test)]
mod tests;

/// Whose view of a route is taken where nobody says otherwise: AWS's own.
const VALIDATOR: &str = "amazon";

#[utoipa::path(get, operation_id = "readHistory", path = "/_simulator/history",
    params(("range" = Option<String>, Query, description = "The range whose `state` is told"),
        ("prefix" = Option<String>, Query, description = "With `asn`, the route whose `validity` is told"),
        ("asn" = Option<String>, Query, description = "Its origin"),
        ("validator" = Option<String>, Query, description = "By whose view; else `amazon`"),
        ("announced" = Option<String>, Query, description = "The prefix whose `origins` are told: who announces exactly it"),
        ("from" = Option<String>, Query, description = "The first moment, in RFC 3339; else the world's first"),
        ("to" = Option<String>, Query, description = "The last, in RFC 3339; else now")),
    responses((status = 200, description = "The interval as stretches in which nothing of that changed, without a gap"),
        (status = 400, description = "Nothing is asked for, or no interval"),
        (status = 404, description = "No such validator")))]
pub(super) fn read(call: &Call<'_>) -> Result<Answer, Answer> {
    let world = call.simulation.read(call.wall);
    let beginning = world.beginning().start;
    let from = member::<Timestamp>(call, "from")?.map_or(beginning, |from| from.max(beginning));
    let to = member::<Timestamp>(call, "to")?.map_or(world.now(), |to| to.min(world.now()));
    if from > to {
        return Err(error(400, &format!("nothing lies between {from} and {to}")));
    }
    let range = member(call, "range")?;
    let announced = member(call, "announced")?;
    let route = match (
        member::<Prefix>(call, "prefix")?,
        member::<Asn>(call, "asn")?,
    ) {
        (None, None) => None,
        (Some(prefix), Some(asn)) => {
            let name = call.query.get("validator").unwrap_or(VALIDATOR);
            if world
                .rpki()
                .validators()
                .get(&ValidatorName::new(name))
                .is_none()
            {
                let what = format!("no validator is called {name}; see /_simulator/validators");
                return Err(error(404, &what));
            }
            Some((prefix, asn, name.to_owned()))
        }
        (_, _) => return Err(error(400, "a route is a prefix and an asn")),
    };
    if range.is_none() && announced.is_none() && route.is_none() {
        return Err(error(
            400,
            "ask for something: ?range=198.18.1.0/24, ?prefix=198.18.1.0/24&asn=AS16509, or \
             ?announced=198.18.1.0/24",
        ));
    }
    let question = Question {
        from,
        to,
        range,
        route,
        announced,
    };
    let spans = history(&world, world.genesis(), &question);
    drop(world);
    let spans: Vec<Value> = spans.iter().map(view).collect();
    Ok(Answer::json(200, &json!({ "spans": spans })))
}

fn view(span: &Span<Standing>) -> Value {
    json!({
        "from": span.from,
        "to": span.to,
        "state": span.what.state.map(|state| state.as_str()),
        "validity": span.what.validity.map(word),
        "origins": span.what.origins,
    })
}

/// As Routinator writes it.
const fn word(state: RouteState) -> &'static str {
    match state {
        RouteState::Valid => "valid",
        RouteState::Invalid => "invalid",
        RouteState::NotFound => "not-found",
    }
}

fn member<T: FromStr>(call: &Call<'_>, name: &str) -> Result<Option<T>, Answer>
where
    T::Err: Display,
{
    let Some(text) = call.query.get(name) else {
        return Ok(None);
    };
    let parsed = text.parse();
    parsed
        .map(Some)
        .map_err(|wrong| error(400, &format!("{name}: {text}: {wrong}")))
}
