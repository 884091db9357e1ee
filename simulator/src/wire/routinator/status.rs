//! How the last run went: `/status` in text, `/api/v1/status` in JSON, `/log`.
//!
//! A run takes no time in this world. What a process counts of its connections
//! is zero, as nothing here remembers an answer.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::figures::{Count, Figures, Origins, Tal};
use super::{TEXT, VERSION, json as layout};
use crate::wire::dates;
use crate::wire::http::Answer;
use crate::wire::relying_party::RelyingParty;

/// `/log`.
pub(super) fn log(party: &RelyingParty<'_>) -> Answer {
    let moment = dates::utc(party.generated());
    let text = format!("Log from validation run started at {moment}\n\n");
    Answer::new(200, TEXT, text)
}

/// `/status`.
pub(super) fn text(party: &RelyingParty<'_>) -> Answer {
    let figures = Figures::of(party);
    let run = party.generated();
    let at = run.strftime("%Y-%m-%d %H:%M:%S%.f UTC");
    let ago = period(party.world.now().duration_since(run));
    let per_tal = |figure: fn(&Tal) -> usize| {
        let tals = figures.tals.iter();
        let named = tals.map(|tal| format!("{}={} ", tal.registry.as_str(), figure(tal)));
        named.collect::<String>()
    };
    let valid = figures.fetched().all().valid;
    let valid_per_tal = per_tal(|tal| tal.origins.all().valid);
    let local = figures.local.all().contributed();
    let contributed: usize = figures.contributed().iter().sum();
    let lines = [
        format!("version: routinator/{VERSION}"),
        format!("serial: {}", party.serial()),
        format!("last-update-start-at:  {at}"),
        format!("last-update-start-ago: {ago}"),
        format!("last-update-done-at:   {at}"),
        format!("last-update-done-ago:  {ago}"),
        format!("last-update-duration:  {}", period(SignedDuration::ZERO)),
        format!("valid-roas: {valid}"),
        format!("valid-roas-per-tal: {valid_per_tal}"),
        format!("vrps: {valid}"),
        format!("vrps-per-tal: {valid_per_tal}"),
        "locally-filtered-vrps: 0".to_owned(),
        format!("locally-filtered-vrps-per-tal: {}", per_tal(|_| 0)),
        format!(
            "duplicate-vrps-per-tal: {}",
            per_tal(|tal| tal.origins.all().duplicate)
        ),
        format!("locally-added-vrps: {local}"),
        format!("final-vrps: {contributed}"),
        format!(
            "final-vrps-per-tal: {}",
            per_tal(|tal| tal.origins.all().contributed())
        ),
        "stale-count: 0".to_owned(),
        "rsync-durations:".to_owned(),
        "rrdp-durations:".to_owned(),
        "rtr-connections: 0 current".to_owned(),
        "rtr-data: 0 bytes sent, 0 bytes received".to_owned(),
        "http-connections: 0 current, 0 total".to_owned(),
        "http-data: 0 bytes sent, 0 bytes received".to_owned(),
        "http-requests: 0 ".to_owned(),
    ];
    Answer::new(200, TEXT, lines.join("\n") + "\n")
}

/// A duration as Routinator prints it: in seconds, and none as `P0D`.
fn period(duration: SignedDuration) -> String {
    if duration.is_zero() {
        return "P0D".to_owned();
    }
    let fraction = duration.subsec_nanos().unsigned_abs();
    let fraction = format!("{fraction:09}");
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    format!("PT{}{point}{fraction}S", duration.as_secs())
}

/// `/api/v1/status`.
pub(super) fn api(party: &RelyingParty<'_>) -> Answer {
    let figures = Figures::of(party);
    let run = party.generated();
    let mut all = Origins::default();
    let [v4, v6] = figures.contributed();
    (all.v4, all.v6) = (figures.fetched().v4, figures.fetched().v6);
    let aspas = figures.tals.iter().map(|tal| tal.aspas).sum();
    let tals = figures
        .tals
        .iter()
        .map(|tal| (tal.registry.as_str().to_owned(), Value::from(of_tal(tal))));
    let none = Map::new;
    let members = [
        ("version", json!(format!("routinator/{VERSION}"))),
        ("serial", json!(party.serial())),
        ("now", json!(moment(party.world.now()))),
        ("lastUpdateStart", json!(moment(run))),
        ("lastUpdateDone", json!(moment(run))),
        ("lastUpdateDuration", json!(0.0)),
        ("payload", payload(all, v4, v6, aspas)),
        ("aspasLargeProviderSet", json!(0)),
        ("tals", Value::Object(tals.collect())),
        ("repositories", Value::Object(none())),
        ("vrpsAddedLocally", json!(figures.local.all().contributed())),
        ("rsync", Value::Object(none())),
        ("rrdp", Value::Object(none())),
        ("pubPointIssues", Value::Object(none())),
        (
            "rtr",
            json!({ "currentConnections": 0, "bytesRead": 0, "bytesWritten": 0 }),
        ),
        (
            "http",
            json!({
                "totalConnections": 0,
                "currentConnections": 0,
                "requests": 0,
                "bytesRead": 0,
                "bytesWritten": 0,
            }),
        ),
    ];
    layout::answer(200, &object(members))
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    let members = members.into_iter();
    members
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// With as many digits behind the point as there are, and the zone in figures.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.f+00:00").to_string()
}

/// The payloads of a place, of which routers get so many.
fn payload(origins: Origins, v4: usize, v6: usize, aspas: usize) -> Value {
    let of_routes = |count: Count, contributed: usize| {
        json!({
            "total": count.valid,
            "unsafe": 0,
            "locallyFiltered": 0,
            "duplicate": count.duplicate,
            "final": contributed,
        })
    };
    let each_once = |count: usize| json!({ "total": count, "locallyFiltered": 0, "duplicate": 0, "final": count });
    json!({
        "routeOriginsIPv4": of_routes(origins.v4, v4),
        "routeOriginsIPv6": of_routes(origins.v6, v6),
        "routerKeys": each_once(0),
        "aspas": each_once(aspas),
    })
}

fn of_tal(tal: &Tal) -> Map<String, Value> {
    let all = tal.origins.all();
    let (v4, v6) = (tal.origins.v4.contributed(), tal.origins.v6.contributed());
    let mut members = object([
        ("vrpsTotal", json!(all.valid)),
        ("vrpsUnsafe", json!(0)),
        ("vrpsLocallyFiltered", json!(0)),
        ("vrpsDuplicate", json!(all.duplicate)),
        ("vrpsFinal", json!(all.contributed())),
        ("payload", payload(tal.origins, v4, v6, tal.aspas)),
    ]);
    for (name, figure) in publication(tal) {
        members.insert(name.to_owned(), json!(figure));
    }
    members
}

/// What was found at a trust anchor's publication points, in Routinator's order.
fn publication(tal: &Tal) -> [(&'static str, usize); 22] {
    let (points, roas) = (tal.points(), tal.origins.all().valid);
    [
        ("validPublicationPoints", points),
        ("rejectedPublicationPoints", tal.rejected),
        ("validManifests", points),
        ("invalidManifests", 0),
        ("prematureManifests", 0),
        ("staleManifests", 0),
        ("missingManifests", 0),
        ("validCRLs", points),
        ("invalidCRLs", 0),
        ("staleCRLs", 0),
        ("strayCRLs", 0),
        ("validCACerts", tal.authorities),
        ("validEECerts", 0),
        ("validRouterCerts", 0),
        ("invalidCerts", 0),
        ("validROAs", roas),
        ("invalidROAs", tal.invalid_roas),
        ("validGBRs", 0),
        ("invalidASPAs", 0),
        ("validASPAs", tal.aspas),
        ("invalidGBRs", 0),
        ("otherObjects", 0),
    ]
}
