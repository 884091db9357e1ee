//! An update: the whole object again, with the free text that the holder wants.
//!
//! The checks are in the database's own order as far as it is known: what the
//! body is, whose object it is, what it says, what has changed.

use byoip_vocabulary::registry::Registry;

use super::message::Message;
use super::resources::Resources;
use super::submission::Submission;
use super::{Failure, find, flag, not_found, show};
use crate::wire::owner::Call;
use crate::wire::owner::rpsl::{self, Attribute, Class};
use crate::world::refusal::HolderRefusal;
use crate::world::registry::{self, Command, Member, RecordKey};
use crate::world::{Command as WorldCommand, World};

/// The attributes of each class, the mandatory ones marked by `!` (RIPE Database
/// documentation, "RPSL Object Types").
const INETNUM: &str = "inetnum! netname! descr country! geofeed geoloc language org sponsoring-org \
    admin-c! tech-c! abuse-c status! assignment-size remarks notify mnt-by! mnt-lower mnt-domains \
    mnt-routes mnt-irt prefixlen created last-modified source!";
const AUT_NUM: &str = "aut-num! as-name! descr member-of import-via import mp-import export-via \
    export mp-export default mp-default remarks org sponsoring-org admin-c! tech-c! abuse-c status \
    notify mnt-by! created last-modified source!";
const ORGANISATION: &str = "organisation! org-name! org-type! descr remarks address! country phone \
    fax-no e-mail! geoloc language org admin-c tech-c abuse-c ref-nfy mnt-ref! notify mnt-by! \
    created last-modified source!";

/// The attributes of a class and whether each is mandatory.
fn attributes(class: Class) -> impl Iterator<Item = (&'static str, bool)> {
    let list = match class {
        Class::Inetnum | Class::Inet6num => INETNUM,
        Class::AutNum => AUT_NUM,
        Class::Organisation => ORGANISATION,
    };
    list.split_whitespace()
        .map(move |name| match name.strip_suffix('!') {
            // The two kinds of networks differ in their key alone.
            Some("inetnum") => (class.as_str(), true),
            Some(name) => (name, true),
            None => (name, false),
        })
}

/// `PUT /ripe/{class}/{key}`.
pub(super) fn put(call: &Call<'_>, class: Class, key: &str) -> Result<Resources, Failure> {
    let mut submission = Submission::read(call)?;
    let member = authenticate(call);
    let mut messages = Vec::new();
    let record = {
        let world = call.world();
        check_identity(&world, &submission, class, key)?;
        let record = find(&world, class, key)?;
        authorise(&world, class, &record, member.as_ref())?;
        messages.extend(submission.attributes.iter_mut().filter_map(convert));
        check_attributes(&submission.attributes, class)?;
        record
    };
    let edit = edit(call, &record, &submission.attributes, member)?;
    let dry_run = flag(call, "dry-run");
    match edit {
        None => messages.push(Message::identical()),
        Some(_) if dry_run => {}
        Some(edit) => {
            let done = call.perform(&WorldCommand::Registry(edit));
            done.map_err(|refusal| refused(&refusal, class))?;
        }
    }
    let world = call.world();
    let object = if dry_run {
        messages.push(Message::dry_run());
        preview(call, &world, class, &record, &submission.attributes)?
    } else {
        show(call, &world, class, &record, true)?
    };
    Ok(Resources {
        objects: vec![object],
        ..Resources::of_messages(call, messages)
    })
}

/// Whose key it is: its id and its secret are name and password of HTTP's Basic
/// authentication. Maintainers' passwords were taken away in March 2026.
fn authenticate(call: &Call<'_>) -> Option<Member> {
    let encoded = call.credential("Basic")?;
    let bytes = openssl::base64::decode_block(encoded).ok()?;
    let key = String::from_utf8(bytes).ok()?;
    call.member(Registry::Ripe, &key)
        .filter(|_| key.contains(':'))
}

/// Checks that the body has the object that the URL names.
fn check_identity(
    world: &World,
    submission: &Submission,
    class: Class,
    key: &str,
) -> Result<(), Failure> {
    let refuse = |message| Err(Failure::new(400, message));
    let source = rpsl::source(Registry::Ripe);
    for attribute in submission
        .attributes
        .iter()
        .filter(|it| it.name == "source")
    {
        let (value, comment) = match attribute.value.split_once('#') {
            Some((value, comment)) => (value.trim(), comment.trim()),
            None => (attribute.value.as_str(), ""),
        };
        if comment.eq_ignore_ascii_case("filtered") {
            return refuse(Message::filtered());
        }
        if !value.eq_ignore_ascii_case(source) {
            return refuse(Message::other_source(value));
        }
    }
    if let Some(other) = &submission.source
        && !other.eq_ignore_ascii_case(source)
    {
        return refuse(Message::other_source(other));
    }
    let said = submission.class.as_deref();
    let first = submission.attributes.first();
    let same = first.is_some_and(|first| {
        let registries = world.registries();
        first.name == class.as_str()
            && class.find(registries, Registry::Ripe, &first.value)
                == class.find(registries, Registry::Ripe, key)
    });
    if !same || said.is_some_and(|said| !said.eq_ignore_ascii_case(class.as_str())) {
        return refuse(Message::other_key(class.as_str(), key));
    }
    Ok(())
}

fn authorise(
    world: &World,
    class: Class,
    record: &RecordKey,
    member: Option<&Member>,
) -> Result<(), Failure> {
    let owner = world.registries().organization_of(record);
    if member.is_some_and(|member| owner == Some(member.organization.as_str())) {
        return Ok(());
    }
    let maintainer = rpsl::maintainer(world, record).unwrap_or("RIPE-NCC-HM-MNT");
    let message = Message::not_authenticated(class.as_str(), &record.handle, maintainer);
    Err(Failure::new(401, message))
}

/// The database keeps UTF-8 in free text since release 1.122, and Latin-1 in
/// everything else: what is not kept becomes a question mark. (Not here: the
/// normal form that it brings UTF-8 into since 1.123.)
fn convert(attribute: &mut Attribute) -> Option<Message> {
    let is_free_text = matches!(attribute.name.as_str(), "descr" | "remarks");
    let keeps = |character: char| match character {
        '\t' | '\n' | ' '..='~' | '\u{A0}'..='\u{FF}' => true,
        other => is_free_text && !other.is_control(),
    };
    // A line's end is one character, whatever it came as.
    attribute.value = attribute.value.replace("\r\n", "\n");
    if attribute.value.chars().all(keeps) {
        return None;
    }
    let replace = |character| if keeps(character) { character } else { '?' };
    attribute.value = attribute.value.chars().map(replace).collect();
    Some(Message::converted(attribute))
}

/// Checks that the object has the attributes of its class, and none else.
fn check_attributes(sent: &[Attribute], class: Class) -> Result<(), Failure> {
    let is_known = |name: &str| attributes(class).any(|(known, _)| known == name);
    let is_anywhere = |name: &str| {
        [
            Class::Inetnum,
            Class::Inet6num,
            Class::AutNum,
            Class::Organisation,
        ]
        .into_iter()
        .any(|class| attributes(class).any(|(known, _)| known == name))
    };
    let strange = sent.iter().filter(|it| !is_known(&it.name)).map(|it| {
        if is_anywhere(&it.name) {
            Message::misplaced_attribute(it)
        } else {
            Message::unknown_attribute(it)
        }
    });
    let missing = attributes(class)
        .filter(|(name, mandatory)| *mandatory && !sent.iter().any(|it| it.name == *name))
        .map(|(name, _)| Message::missing_attribute(name));
    let messages: Vec<Message> = strange.chain(missing).collect();
    if messages.is_empty() {
        Ok(())
    } else {
        let status = 400;
        Err(Failure { status, messages })
    }
}

/// The edit that an object comes to; none, if it says what is on record.
fn edit(
    call: &Call<'_>,
    key: &RecordKey,
    sent: &[Attribute],
    by: Option<Member>,
) -> Result<Option<Command>, Failure> {
    let world = call.world();
    let record = world.registries().record(key).ok_or_else(not_found)?;
    let current = rpsl::describe(&world, key).ok_or_else(not_found)?;
    let changed = rpsl::changed(&current, sent, record);
    if !changed.is_empty() {
        let messages = changed.into_iter().map(Message::unchangeable).collect();
        return Err(Failure {
            status: 400,
            messages,
        });
    }
    let texts = rpsl::texts(sent, record);
    let is_same = |(field, lines): (&_, &Vec<String>)| record.typed(*field) == *lines;
    Ok((!texts.iter().all(is_same)).then(|| Command::Edit {
        by,
        record: key.clone(),
        texts,
    }))
}

/// The object as an update would leave it.
fn preview(
    call: &Call<'_>,
    world: &World,
    class: Class,
    key: &RecordKey,
    sent: &[Attribute],
) -> Result<super::Object, Failure> {
    let current = rpsl::describe(world, key).ok_or_else(not_found)?;
    let is_generated = |name: &str| matches!(name, "created" | "last-modified");
    let mut object: Vec<Attribute> = sent
        .iter()
        .filter(|it| !is_generated(&it.name) && it.name != "source")
        .cloned()
        .collect();
    let end = current.into_iter();
    object.extend(end.filter(|it| is_generated(&it.name) || it.name == "source"));
    Ok(super::Object::new(
        call,
        class,
        &object,
        true,
        flag(call, "unformatted"),
    ))
}

/// What the world alone can refuse, since everything was looked at before: the
/// world has changed in between.
fn refused(refusal: &HolderRefusal, class: Class) -> Failure {
    match refusal {
        HolderRefusal::Record(registry::Refusal::NotYours { record, member }) => {
            let organization = &member.organization;
            let message = Message::not_authenticated(class.as_str(), &record.handle, organization);
            Failure::new(401, message)
        }
        HolderRefusal::Record(registry::Refusal::NoSuchRecord { .. }) => not_found(),
        HolderRefusal::Record(registry::Refusal::NoSuchField { field, .. }) => {
            Failure::new(400, Message::unchangeable(field.as_str()))
        }
        HolderRefusal::Down(_) => Failure {
            status: 503,
            messages: Vec::new(),
        },
        // No ROA is asked for here.
        HolderRefusal::Roa(_) => Failure::new(500, Message::internal()),
    }
}
