//! The RIPE Database's REST service: objects looked up and replaced
//! <https://docs.db.ripe.net/Update-Methods/RESTful-API/>.
//!
//! - [`submission`]: the object that an update's body has, in JSON or XML;
//! - [`update`]: what an update may change, and what it is told;
//! - [`resources`]: answers in JSON or XML; [`message`]: what they say.
//!
//! A holder writes `descr` and `remarks`. Creating and deleting objects, other
//! classes and other attributes are not here. Unlike whois, the service shows
//! the database itself: what was typed, at once.

use byoip_vocabulary::registry::Registry;

use crate::wire::http::Answer;
use crate::wire::owner::rpsl::{self, Class};
use crate::wire::owner::{self, Call};
use crate::wire::query::BODY_LIMIT;
use crate::world::World;
use crate::world::registry::RecordKey;
use message::Message;
use resources::{Format, Object, Resources};

mod message;
mod resources;
mod submission;
mod update;

#[cfg(test)]
mod tests;

/// What an answer without an object says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    status: u16,
    messages: Vec<Message>,
}

impl Failure {
    fn new(status: u16, message: Message) -> Self {
        let messages = vec![message];
        Self { status, messages }
    }
}

/// Answers a call.
pub(in crate::wire) fn answer(call: &Call<'_>) -> Answer {
    if call.is_down(Registry::Ripe) {
        return owner::unavailable();
    }
    let Some(format) = Format::asked(call) else {
        return Answer::empty(406);
    };
    let (status, resources) = match route(call) {
        Ok(resources) => (200, resources),
        Err(Failure { status: 415, .. }) => return Answer::empty(415),
        Err(Failure { status: 503, .. }) => return owner::unavailable(),
        Err(Failure { status, messages }) => (status, Resources::of_messages(call, messages)),
    };
    resources.answer(status, format)
}

/// Answers a call whose body is longer than any room reads.
pub(in crate::wire) fn refuse_long() -> Answer {
    Answer::text(413, format!("The body is longer than {BODY_LIMIT} bytes."))
}

fn route(call: &Call<'_>) -> Result<Resources, Failure> {
    let parts = call.parts();
    let [source, class, key @ ..] = parts.as_slice() else {
        return Err(not_found());
    };
    if !source.eq_ignore_ascii_case(rpsl::source(Registry::Ripe)) {
        return Err(Failure::new(400, Message::invalid_source(source)));
    }
    // A prefix as a key has a slash in it.
    let key = key.join("/");
    let key = Format::of_suffix(&key).map_or(key.as_str(), |(key, _)| key);
    let class = Class::named(class).ok_or_else(not_found)?;
    match call.method() {
        "GET" => look_up(call, class, key),
        "PUT" => update::put(call, class, key),
        method => Err(Failure::new(405, Message::method(method))),
    }
}

fn look_up(call: &Call<'_>, class: Class, key: &str) -> Result<Resources, Failure> {
    let world = call.world();
    let record = find(&world, class, key)?;
    let unfiltered = flag(call, "unfiltered");
    let object = show(call, &world, class, &record, unfiltered)?;
    Ok(Resources {
        link: None,
        objects: vec![object],
        messages: Vec::new(),
    })
}

fn find(world: &World, class: Class, key: &str) -> Result<RecordKey, Failure> {
    let found = class.find(world.registries(), Registry::Ripe, key);
    found.ok_or_else(not_found)
}

fn not_found() -> Failure {
    Failure::new(404, Message::no_entries())
}

fn show(
    call: &Call<'_>,
    world: &World,
    class: Class,
    record: &RecordKey,
    unfiltered: bool,
) -> Result<Object, Failure> {
    let attributes = rpsl::describe(world, record).ok_or_else(not_found)?;
    let unformatted = flag(call, "unformatted");
    Ok(Object::new(
        call,
        class,
        &attributes,
        unfiltered,
        unformatted,
    ))
}

/// Whether a parameter is there that needs no value.
fn flag(call: &Call<'_>, name: &str) -> bool {
    let value = call.query.get(name);
    value.is_some_and(|value| !value.eq_ignore_ascii_case("false"))
}
