//! An update: the whole object again, with the free text that the holder wants.
//!
//! The checks are in the database's own order as far as it is known: what the
//! body is, whose object it is, what it says, what has changed.

use byoip_vocabulary::registry::Registry;
use unicode_normalization::UnicodeNormalization;

use super::message::Message;
use super::refusals::Refusal;
use super::resources::Resources;
use super::submission::Submission;
use super::{Failure, find, flag, show};
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
) -> Result<(), Refusal> {
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
            return Err(Refusal::Filtered);
        }
        if !value.eq_ignore_ascii_case(source) {
            let source = value.to_owned();
            return Err(Refusal::OtherSource { source });
        }
    }
    if let Some(other) = &submission.source
        && !other.eq_ignore_ascii_case(source)
    {
        let source = other.clone();
        return Err(Refusal::OtherSource { source });
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
        let (class, key) = (class.as_str(), key.to_owned());
        return Err(Refusal::OtherKey { class, key });
    }
    Ok(())
}

fn authorise(
    world: &World,
    class: Class,
    record: &RecordKey,
    member: Option<&Member>,
) -> Result<(), Refusal> {
    let owner = world.registries().organization_of(record);
    if member.is_some_and(|member| owner == Some(member.organization.as_str())) {
        return Ok(());
    }
    let maintainer = rpsl::maintainer(world, record).unwrap_or("RIPE-NCC-HM-MNT");
    Err(not_authenticated(class, record, maintainer))
}

fn not_authenticated(class: Class, record: &RecordKey, maintainer: &str) -> Refusal {
    Refusal::NotAuthenticated {
        class: class.as_str(),
        key: record.handle.clone(),
        attribute: "mnt-by",
        maintainer: maintainer.to_owned(),
    }
}

/// The database keeps UTF-8 in free text since release 1.122, in its normal form
/// C since 1.123, and Latin-1 in everything else: what is not kept becomes a
/// question mark.
fn convert(attribute: &mut Attribute) -> Option<Message> {
    let is_free_text = matches!(attribute.name.as_str(), "descr" | "remarks");
    let keeps = |character: char| match character {
        '\t' | '\n' | ' '..='~' | '\u{A0}'..='\u{FF}' => true,
        other => is_free_text && !other.is_control(),
    };
    let replace = |character| if keeps(character) { character } else { '?' };
    // A line's end is one character, whatever it came as.
    let sent = attribute.value.replace("\r\n", "\n");
    attribute.value = match is_free_text {
        true => sent.nfc().map(replace).collect(),
        false => sent.chars().map(replace).collect(),
    };
    (attribute.value != sent).then(|| Message::converted(attribute))
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
        let name = it.name.clone();
        let refusal = if is_anywhere(&name) {
            Refusal::MisplacedAttribute { name }
        } else {
            Refusal::UnknownAttribute { name }
        };
        (refusal, Some(it))
    });
    let missing = attributes(class)
        .filter(|(name, mandatory)| *mandatory && !sent.iter().any(|it| it.name == *name))
        .map(|(name, _)| (Refusal::MissingAttribute { name }, None));
    let refusals: Vec<_> = strange.chain(missing).collect();
    if refusals.is_empty() {
        Ok(())
    } else {
        Err(Failure::all(refusals))
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
    let record = world
        .registries()
        .record(key)
        .ok_or_else(Refusal::no_entries)?;
    let current = rpsl::describe(&world, key).ok_or_else(Refusal::no_entries)?;
    let changed = rpsl::changed(&current, sent, record);
    if !changed.is_empty() {
        let refusals = changed.into_iter();
        let refusals = refusals.map(|name| (Refusal::unchangeable(name), None));
        return Err(Failure::all(refusals.collect()));
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
) -> Result<super::Object, Refusal> {
    let current = rpsl::describe(world, key).ok_or_else(Refusal::no_entries)?;
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
        super::name(class, &object),
        &object,
        true,
        flag(call, "unformatted"),
    ))
}

/// What the world alone can refuse, since everything was looked at before: the
/// world has changed in between.
fn refused(refusal: &HolderRefusal, class: Class) -> Refusal {
    match refusal {
        HolderRefusal::Record(registry::Refusal::NotYours { record, member }) => {
            not_authenticated(class, record, &member.organization)
        }
        HolderRefusal::Record(registry::Refusal::NoSuchRecord { .. }) => Refusal::no_entries(),
        HolderRefusal::Record(registry::Refusal::NoSuchField { field, .. }) => {
            Refusal::unchangeable(field.as_str())
        }
        HolderRefusal::Down(_) => Refusal::Unavailable,
        // No ROA is asked for here.
        HolderRefusal::Roa(_) => Refusal::Internal,
    }
}
