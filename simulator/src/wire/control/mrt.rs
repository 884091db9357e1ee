//! `/_simulator/mrt`: a collector's table at any moment, and what it heard in any
//! interval, in the files that `bgpdump` reads.

use jiff::Timestamp;

use super::{Call, error};
use crate::simulation::Reading;
use crate::wire::http::Answer;
use crate::wire::mrt::archive::File;
use crate::wire::ris::collector::Collector;

#[cfg(test)]
mod tests;

#[utoipa::path(get, operation_id = "dumpTable", path = "/_simulator/mrt/{collector}/bview",
    params(("collector" = String, Path, description = "`rrc00`"),
        ("at" = Option<String>, Query, description = "A moment in RFC 3339 since the world began; now, unless it is given")),
    responses((status = 200, description = "The table as of then: MRT's TABLE_DUMP_V2", content_type = "application/octet-stream"),
        (status = 400, description = "No moment, or one that is yet to come or was before the world"),
        (status = 404, description = "No such collector")))]
pub(super) fn table(call: &Call<'_>, collector: &str) -> Result<Answer, Answer> {
    let world = call.simulation.read(call.wall);
    let collector = named(&world, collector)?;
    let at = moment(call, &world, "at")?.unwrap_or(world.now());
    Ok(send(&world, &collector, File::Table(at)))
}

#[utoipa::path(get, operation_id = "dumpUpdates", path = "/_simulator/mrt/{collector}/updates",
    params(("collector" = String, Path, description = "`rrc00`"),
        ("from" = Option<String>, Query, description = "A moment in RFC 3339 since the world began; its first, unless it is given"),
        ("to" = Option<String>, Query, description = "A moment that is no longer in it; now, unless it is given")),
    responses((status = 200, description = "What the collector heard: MRT's BGP4MP_ET", content_type = "application/octet-stream"),
        (status = 400, description = "No moment, one that is yet to come or was before the world, or an end before the beginning"),
        (status = 404, description = "No such collector")))]
pub(super) fn updates(call: &Call<'_>, collector: &str) -> Result<Answer, Answer> {
    let world = call.simulation.read(call.wall);
    let collector = named(&world, collector)?;
    let from = moment(call, &world, "from")?.unwrap_or(world.beginning().start);
    let to = moment(call, &world, "to")?.unwrap_or(world.now());
    if to < from {
        return Err(error(400, &format!("to: {to} is before {from}")));
    }
    Ok(send(&world, &collector, File::Updates(from, to)))
}

fn named(world: &Reading<'_>, name: &str) -> Result<Collector, Answer> {
    let graph = world.internet().graph();
    Collector::find(graph, name).ok_or_else(|| {
        let all = Collector::all(graph);
        let all: Vec<&str> = all.iter().map(|it| it.name).collect();
        let known = all.join(", ");
        error(
            404,
            &format!("there is no collector {name}; there are {known}"),
        )
    })
}

/// A moment of the world's that a call names.
fn moment(call: &Call<'_>, world: &Reading<'_>, name: &str) -> Result<Option<Timestamp>, Answer> {
    let Some(text) = call.query.get(name) else {
        return Ok(None);
    };
    let moment: Timestamp = text
        .parse()
        .map_err(|wrong| error(400, &format!("{name}: {wrong}; write 2026-01-06T09:00:00Z")))?;
    let (start, now) = (world.beginning().start, world.now());
    if moment < start {
        return Err(error(400, &format!("{name}: the world began at {start}")));
    }
    if moment > now {
        return Err(error(400, &format!("{name}: it is only {now}")));
    }
    Ok(Some(moment))
}

fn send(world: &Reading<'_>, collector: &Collector, file: File) -> Answer {
    let bytes = file.bytes(world, collector);
    let disposition = format!("attachment; filename=\"{}\"", file.name());
    Answer::new(200, "application/octet-stream", bytes).with("content-disposition", disposition)
}
