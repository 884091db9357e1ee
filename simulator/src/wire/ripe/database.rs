//! The RIPE Database's REST service: objects looked up and replaced
//! <https://docs.db.ripe.net/Update-Methods/RESTful-API/>.
//!
//! - [`submission`]: the object that an update's body has, in JSON or XML;
//! - [`update`]: what an update may change, and what it is told;
//! - [`resources`]: answers in JSON or XML; [`message`]: what they say;
//! - [`shown`]: objects of classes that are looked up alone;
//! - [`refusals`]: what there is to refuse.
//!
//! A holder writes `descr` and `remarks`. Searches, creating and deleting objects
//! and other attributes are not here. Unlike whois, the service shows
//! the database itself: what was typed, at once.

use byoip_vocabulary::registry::Registry;

use crate::wire::http::{Answer, Unread};
use crate::wire::owner::Call;
use crate::wire::owner::refusals::Refused;
use crate::wire::owner::rpsl::{self, Attribute, Class};
use crate::world::World;
use crate::world::registry::RecordKey;
use message::Message;
use refusals::Refusal;
use resources::{Format, Name, Object, Resources};

mod message;
pub(in crate::wire) mod refusals;
mod resources;
mod shown;
mod submission;
mod update;

#[cfg(test)]
mod tests;

/// The longest body taken: an update of the database may have 500 KB.
pub(in crate::wire) const BODY_LIMIT: usize = 500 * 1024;

/// Why there is no object to show: one refusal, or several of one kind, each with
/// the attribute that it is about, if it is about one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    first: Refusal,
    messages: Vec<Message>,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::all(vec![(refusal, None)])
    }
}

impl Failure {
    fn all(refusals: Vec<(Refusal, Option<&Attribute>)>) -> Self {
        let message = |(refusal, about): &(Refusal, Option<&Attribute>)| {
            let message = Message::from(refusal);
            about.map_or(message.clone(), |attribute| message.about(attribute))
        };
        let messages = refusals.iter().map(message).collect();
        let first = refusals.into_iter().next().map(|(refusal, _)| refusal);
        Self {
            first: first.unwrap_or(Refusal::Internal),
            messages,
        }
    }

    fn answer(self, call: &Call<'_>, format: Format) -> Answer {
        let status = call.with_policy(|policy| self.first.row().status(policy));
        match &self.first {
            Refusal::UnsupportedMediaType => Answer::empty(status),
            Refusal::Unavailable => Answer::text(status, self.first.text()),
            first => {
                let answer = Resources::of_messages(call, self.messages).answer(status, format);
                match first {
                    Refusal::MethodNotAllowed { allowed, .. } => answer.with("allow", *allowed),
                    Refusal::NothingAllowed { .. } => answer.with("allow", ""),
                    Refusal::TooManyRequests { seconds } => {
                        answer.with("retry-after", seconds.to_string())
                    }
                    _ => answer,
                }
            }
        }
    }
}

/// Answers a call.
pub(in crate::wire) fn answer(call: &Call<'_>) -> Answer {
    let Some(format) = Format::asked(call) else {
        let row = Refusal::NotAcceptable.row();
        return Answer::empty(call.with_policy(|policy| row.status(policy)));
    };
    match route(call) {
        Ok(resources) => resources.answer(200, format),
        Err(failure) => failure.answer(call, format),
    }
}

/// Answers a call whose body was not read.
pub(in crate::wire) fn refuse_unread(call: &Call<'_>, unread: Unread) -> Answer {
    let format = Format::asked(call).unwrap_or(Format::Xml);
    Failure::from(Refusal::from(unread)).answer(call, format)
}

fn route(call: &Call<'_>) -> Result<Resources, Failure> {
    if call.is_down(Registry::Ripe) {
        return Err(Refusal::Unavailable.into());
    }
    call.count(Registry::Ripe)
        .map_err(|seconds| Refusal::TooManyRequests { seconds })?;
    let parts = call.parts();
    if let [service] = parts.as_slice()
        && Format::of_suffix(service).map_or(service.as_str(), |(name, _)| name) == "search"
    {
        return Err(Refusal::NoSearch.into());
    }
    let [source, class, key @ ..] = parts.as_slice() else {
        return Err(Refusal::no_entries().into());
    };
    let is_source = source.eq_ignore_ascii_case(rpsl::source(Registry::Ripe))
        || (is_test(call) && source.eq_ignore_ascii_case("test"));
    if !is_source {
        let source = source.clone();
        return Err(Refusal::InvalidSource { source }.into());
    }
    // A prefix as a key has a slash in it.
    let key = key.join("/");
    let key = Format::of_suffix(&key).map_or(key.as_str(), |(key, _)| key);
    if shown::has(class) {
        return show_alone(call, class, key);
    }
    let class = Class::named(class).ok_or_else(Refusal::no_entries)?;
    match call.method() {
        "GET" => look_up(call, class, key),
        method if key.is_empty() => {
            let method = method.to_owned();
            Err(Refusal::NothingAllowed { method }.into())
        }
        "PUT" => update::put(call, class, key),
        method => {
            let (method, allowed) = (method.to_owned(), "GET, HEAD, PUT");
            Err(Refusal::MethodNotAllowed { method, allowed }.into())
        }
    }
}

/// Whether the TEST database is called. What it has is what the other has, in the
/// other's name.
fn is_test(call: &Call<'_>) -> bool {
    call.query.base.contains("/rest-test.db.ripe.net")
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

fn find(world: &World, class: Class, key: &str) -> Result<RecordKey, Refusal> {
    let found = class.find(world.registries(), Registry::Ripe, key);
    found.ok_or_else(Refusal::no_entries)
}

fn show(
    call: &Call<'_>,
    world: &World,
    class: Class,
    record: &RecordKey,
    unfiltered: bool,
) -> Result<Object, Refusal> {
    let attributes = rpsl::describe(world, record).ok_or_else(Refusal::no_entries)?;
    let unformatted = flag(call, "unformatted");
    let name = name(class, &attributes);
    Ok(Object::new(
        call,
        name,
        &attributes,
        unfiltered,
        unformatted,
    ))
}

/// An object's name, which its first attribute is.
fn name(class: Class, attributes: &[Attribute]) -> Name {
    let key = attributes.first().map_or("", |it| it.value.as_str());
    Name::of(class.as_str(), key)
}

/// An object of a class that is only shown.
fn show_alone(call: &Call<'_>, class: &str, key: &str) -> Result<Resources, Failure> {
    if call.method() != "GET" {
        let (method, allowed) = (call.method().to_owned(), "GET, HEAD");
        return Err(Refusal::MethodNotAllowed { method, allowed }.into());
    }
    let (name, attributes) = shown::find(&call.world(), class, key)?;
    let (unfiltered, unformatted) = (flag(call, "unfiltered"), flag(call, "unformatted"));
    let object = Object::new(call, name, &attributes, unfiltered, unformatted);
    Ok(Resources {
        link: None,
        objects: vec![object],
        messages: Vec::new(),
    })
}

/// Whether a parameter is there that needs no value.
fn flag(call: &Call<'_>, name: &str) -> bool {
    let value = call.query.get(name);
    value.is_some_and(|value| !value.eq_ignore_ascii_case("false"))
}
