//! What changed since a serial: `/json-delta`, and `/json-delta/notify`, which
//! answers as soon as there is another serial than the client's.
//!
//! The wait is the shell's. It has an end, so that a clock that nobody moves
//! keeps nobody waiting for ever; the answer is then the serial that the client
//! has, which a client that asks in turn takes for no news.

use std::fmt::Write;

use super::{JSON, Refusal, json};
use crate::wire::dates;
use crate::wire::http::{Answer, Query};
use crate::wire::relying_party::{RelyingParty, arrange};
use crate::world::rpki::aspa::Aspa;
use crate::world::rpki::payloads::Payload;

/// The path of the call that waits.
pub(in crate::wire) const NOTIFY: &str = "/json-delta/notify";

/// How many changes are kept: Routinator's `history-size` where none is set.
const HISTORY: usize = 10;

/// What a client has: a session, and a serial of it.
type Version = (u64, u32);

/// What a client has, if it has anything.
fn version(query: &Query<'_>) -> Result<Option<Version>, Refusal> {
    fn once<T: std::str::FromStr>(
        slot: &mut Option<T>,
        name: &'static str,
        value: &str,
    ) -> Result<(), Refusal> {
        if slot.is_some() {
            return Err(Refusal::Duplicate(name));
        }
        *slot = Some(value.parse().map_err(|_| Refusal::Invalid(name))?);
        Ok(())
    }
    let (mut session, mut serial) = (None, None);
    for (key, value) in query.pairs {
        match key.as_str() {
            "session" => once(&mut session, "session", value)?,
            "serial" => once(&mut serial, "serial", value)?,
            other => return Err(Refusal::Unexpected(other.to_owned())),
        }
    }
    match (session, serial) {
        (Some(session), Some(serial)) => Ok(Some((session, serial))),
        (None, None) => Ok(None),
        (Some(_), None) => Err(Refusal::Missing("serial")),
        (None, Some(_)) => Err(Refusal::Missing("session")),
    }
}

fn is_current((session, serial): Version, party: &RelyingParty<'_>) -> bool {
    i64::try_from(session) == Ok(party.session()) && usize::try_from(serial) == Ok(party.serial())
}

/// Whether the client has all there is.
pub(in crate::wire) fn has_all(query: &Query<'_>, party: &RelyingParty<'_>) -> bool {
    let version = version(query).ok().flatten();
    version.is_some_and(|version| is_current(version, party))
}

/// Answers which serial there is.
pub(super) fn news(query: &Query<'_>, party: &RelyingParty<'_>) -> Result<Answer, Refusal> {
    version(query)?;
    #[derive(serde::Serialize)]
    struct News {
        session: i64,
        serial: usize,
    }
    let news = News {
        session: party.session(),
        serial: party.serial(),
    };
    Ok(json::answer(200, &news))
}

/// Answers what changed since the client's serial, or with everything.
pub(super) fn changes(query: &Query<'_>, party: &RelyingParty<'_>) -> Result<Answer, Refusal> {
    let version = version(query)?;
    let since = version.and_then(|(session, serial)| {
        let same = i64::try_from(session) == Ok(party.session());
        let serial = usize::try_from(serial).ok()?;
        let kept = serial.saturating_add(HISTORY) >= party.serial();
        let rpki = party.world.rpki();
        let changes = rpki.changes_since(party.validator, serial)?;
        let aspas = rpki.aspas_since(party.validator, serial)?;
        (same && kept).then_some((serial, changes, aspas))
    });
    let mut text = String::new();
    match since {
        Some((from, (announced, withdrawn), (attested, retracted))) => {
            let (announced, withdrawn) = settled(announced, withdrawn);
            head(&mut text, party, Some(from));
            items(&mut text, &announced, &attested);
            text.push_str("\n  ],\n  \"withdrawn\": [");
            items(&mut text, &withdrawn, &retracted);
        }
        None => {
            head(&mut text, party, None);
            let aspas = party.aspas().into_iter();
            let aspas: Vec<Aspa> = aspas.map(|(aspa, _)| aspa.clone()).collect();
            items(&mut text, &party.payloads(), &aspas);
        }
    }
    text.push_str("\n  ]\n}\n");
    Ok(Answer::new(200, JSON, text))
}

/// A payload that went with one trust anchor and came with another is no change
/// to a router.
fn settled(
    mut announced: Vec<Payload>,
    mut withdrawn: Vec<Payload>,
) -> (Vec<Payload>, Vec<Payload>) {
    arrange(&mut announced);
    arrange(&mut withdrawn);
    let before = withdrawn.clone();
    let is_in = |list: &[Payload], (vrp, _): &Payload| list.iter().any(|(other, _)| other == vrp);
    withdrawn.retain(|payload| !is_in(&announced, payload));
    announced.retain(|payload| !is_in(&before, payload));
    (announced, withdrawn)
}

/// The session is a text here, and a number in the notification.
fn head(text: &mut String, party: &RelyingParty<'_>, from: Option<usize>) {
    let generated = party.generated();
    let from = from.map_or_else(String::new, |from| format!("\n  \"fromSerial\": {from},"));
    let reset = from.is_empty();
    let (session, serial) = (party.session(), party.serial());
    let (seconds, moment) = (generated.as_second(), dates::utc(generated));
    text.push_str(&format!(
        "{{\n  \"reset\": {reset},\n  \"session\": \"{session}\",\n  \"serial\": {serial},{from}\
         \n  \"generated\": {seconds},\n  \"generatedTime\": \"{moment}\",\n  \"announced\": ["
    ));
}

fn items(text: &mut String, payloads: &[Payload], aspas: &[Aspa]) {
    let mut comma = "";
    for (vrp, _) in payloads {
        let (asn, prefix, length) = (vrp.asn(), vrp.prefix(), vrp.max_length());
        // Writing to memory does not fail.
        let _ = write!(
            text,
            "{comma}\n    {{\n        \"type\": \"routeOrigin\",\n        \"asn\": \"{asn}\",\
             \n        \"prefix\": \"{prefix}\",\n        \"maxLength\": {length}\n    }}"
        );
        comma = ",";
    }
    for Aspa {
        customer,
        providers,
    } in aspas
    {
        let providers: Vec<String> = providers.iter().map(|asn| format!("\"{asn}\"")).collect();
        let providers = providers.join(", ");
        // An empty line of blanks is in Routinator's answer too.
        let blanks = " ".repeat(20);
        let _ = write!(
            text,
            "{comma}\n  {{\n      \"type\": \"aspa\",\n{blanks}\
             \n      \"customerAsn\": \"{customer}\",\
             \n      \"providerAsns\": [{providers}]\n\n    }}"
        );
        comma = ",";
    }
}
