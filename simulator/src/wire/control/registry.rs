//! `/_simulator/registry/…`: what a holder types at a registry's portal.

use byoip_vocabulary::registry::{Field, Registry};
use serde_json::{Value, json};

use super::{Call, error};
use crate::wire::http::Answer;
use crate::world::registry::{
    Autnum, Command, Network, Organization, Record, RecordKey, RecordKind, Texts,
};
use crate::world::{Command as WorldCommand, World};

/// The longest text a field takes, in lines.
const LINES_MAX: usize = 1_000;

/// Routes what stands behind `/_simulator/registry/`.
pub(super) fn route(call: &Call<'_>, method: &str, parts: &[&str]) -> Result<Answer, Answer> {
    let [registry, kind, rest @ ..] = parts else {
        return Err(error(
            404,
            "say which record: registry/{registry}/networks/{handle or prefix}",
        ));
    };
    let registry: Registry = registry
        .parse()
        .map_err(|unknown| error(404, &format!("no such registry: {unknown}")))?;
    let kind = match *kind {
        "networks" => RecordKind::Network,
        "organizations" => RecordKind::Organization,
        "autnums" => RecordKind::Autnum,
        other => {
            return Err(error(
                404,
                &format!("no records {other}; there are networks, organizations and autnums"),
            ));
        }
    };
    let decoded: Vec<String> = rest.iter().map(|part| decode(part)).collect();
    let (record, field) = record_and_field(&decoded)?;
    let record = {
        let world = call.simulation.read(call.wall);
        RecordKey {
            registry,
            record: kind,
            handle: find(&world, registry, kind, &record)?,
        }
    };
    match (method, field) {
        ("GET", None) => read_record(call, &record),
        (_, None) => Err(error(405, "a record is only read; edit one of its fields")),
        ("GET", Some(field)) => read(call, &record, field),
        ("POST", Some(field)) => add(call, record, field),
        ("PUT", Some(field)) => replace(call, record, field),
        ("DELETE", Some(field)) => empty(call, record, field),
        (_, Some(_)) => Err(error(405, "a field takes GET, POST, PUT and DELETE")),
    }
}

/// The record's name, which as a prefix has a slash in it, and the field.
fn record_and_field(parts: &[String]) -> Result<(String, Option<Field>), Answer> {
    let (record, field) = match parts {
        [record] => (record.clone(), None),
        [record, field] if field.parse::<Field>().is_ok() || field.parse::<u8>().is_err() => {
            (record.clone(), Some(field))
        }
        [address, length] => (format!("{address}/{length}"), None),
        [address, length, field] => (format!("{address}/{length}"), Some(field)),
        _ => {
            return Err(error(
                404,
                "say which record: its handle or its prefix, then the field",
            ));
        }
    };
    let field = field.map(|name| {
        name.parse()
            .map_err(|unknown| error(404, &format!("no such field: {unknown}")))
    });
    Ok((record, field.transpose()?))
}

fn find(world: &World, registry: Registry, kind: RecordKind, name: &str) -> Result<String, Answer> {
    let found = match kind {
        RecordKind::Network => {
            let network = world.registries().network_named(registry, name);
            network.map(|network| network.handle.clone())
        }
        RecordKind::Organization => world
            .registries()
            .organization(registry, name)
            .map(|organization| organization.handle.clone()),
        RecordKind::Autnum => name.parse().ok().and_then(|number| {
            let autnum = world.registries().autnum(number)?;
            (autnum.registry == registry).then(|| autnum.handle())
        }),
    };
    found.ok_or_else(|| {
        let covering = name
            .parse()
            .ok()
            .and_then(|prefix| world.registries().smallest_covering(prefix));
        let hint = covering.map_or_else(String::new, |network| {
            format!(
                "; {} is in {} at {}",
                name, network.handle, network.registry
            )
        });
        error(404, &format!("{registry} has no record {name}{hint}"))
    })
}

#[utoipa::path(get, operation_id = "getRecord", path = "/_simulator/registry/{registry}/{records}/{handle}",
    params(("registry" = String, Path, description = "`arin`, `ripe`, `apnic`, `lacnic` or `afrinic`"),
        ("records" = String, Path, description = "`networks`, `organizations` or `autnums`"),
        ("handle" = String, Path, description = "The record's handle, a network's prefix or an AS number")),
    responses((status = 200, description = "The record, with its texts as typed and as public"),
        (status = 404, description = "No such record")))]
fn read_record(call: &Call<'_>, key: &RecordKey) -> Result<Answer, Answer> {
    let world = call.simulation.read(call.wall);
    let registries = world.registries();
    let RecordKey {
        registry, handle, ..
    } = key;
    let value = match key.record {
        RecordKind::Network => registries.network(*registry, handle).map(network_view),
        RecordKind::Organization => registries
            .organization(*registry, handle)
            .map(organization_view),
        RecordKind::Autnum => registries
            .autnums()
            .find(|autnum| autnum.handle() == *handle)
            .map(autnum_view),
    };
    Ok(Answer::json(200, &value))
}

/// Every record, with its texts as typed and as public.
pub(super) fn views(world: &World) -> impl Iterator<Item = Value> {
    let registries = world.registries();
    let networks = registries.networks().map(network_view);
    let organizations = registries.organizations().map(organization_view);
    let autnums = registries.autnums().map(autnum_view);
    networks.chain(organizations).chain(autnums)
}

fn organization_view(organization: &Organization) -> Value {
    json!({
        "registry": organization.registry.as_str(),
        "handle": organization.handle,
        "name": organization.name,
        "changed": organization.record.changed(),
        "fields": fields(&organization.record),
    })
}

fn autnum_view(autnum: &Autnum) -> Value {
    json!({
        "registry": autnum.registry.as_str(),
        "handle": autnum.handle(),
        "name": autnum.name,
        "organization": autnum.organization,
        "changed": autnum.record.changed(),
        "fields": fields(&autnum.record),
    })
}

fn network_view(network: &Network) -> Value {
    json!({
        "registry": network.registry.as_str(),
        "handle": network.handle,
        "name": network.name,
        "prefix": network.prefix,
        "status": network.status,
        "organization": network.organization,
        "changed": network.record.changed(),
        "fields": fields(&network.record),
    })
}

fn fields(record: &Record) -> Value {
    let own = Field::ALL.into_iter().filter(|field| record.has(*field));
    let members = own.map(|field| {
        let view = json!({ "typed": record.typed(field), "public": record.public(field) });
        (field.as_str().to_owned(), view)
    });
    Value::Object(members.collect())
}

#[utoipa::path(get, operation_id = "getField", path = "/_simulator/registry/{registry}/{records}/{handle}/{field}",
    params(("registry" = String, Path, description = "`arin`, `ripe`, `apnic`, `lacnic` or `afrinic`"),
        ("records" = String, Path, description = "`networks`, `organizations` or `autnums`"),
        ("handle" = String, Path, description = "The record's handle, a network's prefix or an AS number"),
        ("field" = String, Path, description = "`comments`, `descr` or `remarks`")),
    responses((status = 200, description = "The field's text as typed"),
        (status = 404, description = "No such field")))]
fn read(call: &Call<'_>, key: &RecordKey, field: Field) -> Result<Answer, Answer> {
    let typed = typed(call, key, field)?;
    let lines: String = typed.iter().map(|line| format!("{line}\n")).collect();
    Ok(Answer::text(200, lines))
}

fn typed(call: &Call<'_>, key: &RecordKey, field: Field) -> Result<Vec<String>, Answer> {
    let world = call.simulation.read(call.wall);
    match world.registries().record(key) {
        Some(record) if record.has(field) => Ok(record.typed(field).to_vec()),
        Some(_) | None => Err(error(404, &format!("{key} has no {field}"))),
    }
}

#[utoipa::path(post, operation_id = "addToField", path = "/_simulator/registry/{registry}/{records}/{handle}/{field}",
    params(("registry" = String, Path, description = "`arin`, `ripe`, `apnic`, `lacnic` or `afrinic`"),
        ("records" = String, Path, description = "`networks`, `organizations` or `autnums`"),
        ("handle" = String, Path, description = "The record's handle, a network's prefix or an AS number"),
        ("field" = String, Path, description = "`comments`, `descr` or `remarks`")),
    request_body(content = String, content_type = "text/plain"),
    responses((status = 200, description = "The body's lines stand behind the field's own; public after a delay"),
        (status = 400, description = "Not UTF-8, or too many lines"),
        (status = 404, description = "No such field")))]
fn add(call: &Call<'_>, key: RecordKey, field: Field) -> Result<Answer, Answer> {
    let mut lines = typed(call, &key, field)?;
    lines.extend(body_lines(call)?);
    write(call, key, field, lines)
}

#[utoipa::path(put, operation_id = "replaceField", path = "/_simulator/registry/{registry}/{records}/{handle}/{field}",
    params(("registry" = String, Path, description = "`arin`, `ripe`, `apnic`, `lacnic` or `afrinic`"),
        ("records" = String, Path, description = "`networks`, `organizations` or `autnums`"),
        ("handle" = String, Path, description = "The record's handle, a network's prefix or an AS number"),
        ("field" = String, Path, description = "`comments`, `descr` or `remarks`")),
    request_body(content = String, content_type = "text/plain"),
    responses((status = 200, description = "The field has the body's lines; public after a delay"),
        (status = 400, description = "Not UTF-8, or too many lines"),
        (status = 404, description = "No such field")))]
fn replace(call: &Call<'_>, key: RecordKey, field: Field) -> Result<Answer, Answer> {
    let lines = body_lines(call)?;
    write(call, key, field, lines)
}

#[utoipa::path(delete, operation_id = "emptyField", path = "/_simulator/registry/{registry}/{records}/{handle}/{field}",
    params(("registry" = String, Path, description = "`arin`, `ripe`, `apnic`, `lacnic` or `afrinic`"),
        ("records" = String, Path, description = "`networks`, `organizations` or `autnums`"),
        ("handle" = String, Path, description = "The record's handle, a network's prefix or an AS number"),
        ("field" = String, Path, description = "`comments`, `descr` or `remarks`")),
    responses((status = 200, description = "The field is empty; public after a delay"),
        (status = 404, description = "No such field")))]
fn empty(call: &Call<'_>, key: RecordKey, field: Field) -> Result<Answer, Answer> {
    write(call, key, field, Vec::new())
}

/// The body as the lines of a free-text field.
fn body_lines(call: &Call<'_>) -> Result<Vec<String>, Answer> {
    let text = str::from_utf8(call.body)
        .map_err(|_| error(400, "the text is not UTF-8; registries take text"))?;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_control = |character: char| character.is_control() && character != '\t';
    if lines.iter().any(|line| line.contains(is_control)) {
        return Err(error(
            400,
            "the text has control characters; registries take printable text",
        ));
    }
    Ok(lines)
}

fn write(
    call: &Call<'_>,
    record: RecordKey,
    field: Field,
    lines: Vec<String>,
) -> Result<Answer, Answer> {
    if lines.len() > LINES_MAX {
        return Err(error(
            400,
            &format!("the field would have more than {LINES_MAX} lines"),
        ));
    }
    let edit = Command::Edit {
        by: None,
        record: record.clone(),
        texts: Texts::from([(field, lines)]),
    };
    call.perform(&WorldCommand::Registry(edit))?;
    read_record(call, &record)
}

fn decode(part: &str) -> String {
    percent_encoding::percent_decode_str(part)
        .decode_utf8_lossy()
        .into_owned()
}
