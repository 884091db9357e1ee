//! The report as JSON.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use jiff::Timestamp;
use serde::Serialize;

use super::{headline, seconds};
use crate::world::continuity::outbound::Passage;
use crate::world::continuity::{Continuity, Met, Sample, Span};
use crate::world::internet::{Announcer, Source};
use crate::world::reach::{Place, Reach};

/// The most samples of the networks' division that are told: enough for a curve.
const SAMPLES_MAX: usize = 500;

/// The report.
#[derive(Debug, Serialize)]
pub(crate) struct Document {
    address: String,
    from: Timestamp,
    to: Timestamp,
    verdict: &'static str,
    text: String,
    /// Of the partner with the most.
    downtime_seconds: f64,
    partners: BTreeMap<String, Partner>,
    origins: Vec<Origin>,
    /// Thinned out where there are very many: each holds until the next.
    networks: Vec<Networks>,
}

#[derive(Debug, Serialize)]
struct Partner {
    asn: Asn,
    downtime_seconds: f64,
    handovers: usize,
    outages: Vec<Outage>,
    spans: Vec<Stretch>,
    /// The way out, where an instance was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    outbound: Option<Outbound>,
}

#[derive(Debug, Serialize)]
struct Outbound {
    downtime_seconds: f64,
    spans: Vec<Connection>,
}

#[derive(Debug, Serialize)]
struct Connection {
    from: Timestamp,
    to: Timestamp,
    open: bool,
    source: Option<Ipv4Addr>,
    text: String,
}

#[derive(Debug, Serialize)]
struct Outage {
    from: Timestamp,
    to: Timestamp,
    seconds: f64,
    why: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Stretch {
    from: Timestamp,
    to: Timestamp,
    at: &'static str,
    answered_by: Option<String>,
    text: String,
}

#[derive(Debug, Serialize)]
struct Origin {
    prefix: Prefix,
    asn: Asn,
    by: &'static str,
    impostor: Option<Asn>,
    from: Timestamp,
    to: Timestamp,
}

#[derive(Debug, Serialize)]
struct Networks {
    at: Timestamp,
    home: u32,
    amazon: u32,
    impostor: u32,
    nowhere: u32,
}

/// The report as a document.
pub(crate) fn document(report: &Continuity) -> Document {
    let downtime = report.worst().map(Met::down).unwrap_or_default();
    let partners = report.partners.iter();
    Document {
        address: report.question.address.to_string(),
        from: report.question.from,
        to: report.question.to,
        verdict: report.verdict().name(),
        text: headline(report),
        downtime_seconds: seconds(downtime),
        partners: partners
            .map(|met| (met.partner.clone(), partner(met)))
            .collect(),
        origins: report.origins.iter().map(origin).collect(),
        networks: thinned(&report.shares).map(networks).collect(),
    }
}

fn partner(met: &Met) -> Partner {
    let outages = met.outages();
    Partner {
        asn: met.asn,
        downtime_seconds: seconds(met.down()),
        handovers: met.handovers(),
        outages: outages.iter().map(outage).collect(),
        spans: met.spans.iter().map(stretch).collect(),
        outbound: (!met.outbound.is_empty()).then(|| Outbound {
            downtime_seconds: seconds(met.cut_off()),
            spans: met.outbound.iter().map(connection).collect(),
        }),
    }
}

fn outage(outage: &Span<Vec<&Reach>>) -> Outage {
    Outage {
        from: outage.from,
        to: outage.to,
        seconds: seconds(outage.length()),
        why: outage.what.iter().map(ToString::to_string).collect(),
    }
}

fn stretch(span: &Span<Reach>) -> Stretch {
    Stretch {
        from: span.from,
        to: span.to,
        at: span.what.place().name(),
        answered_by: span.what.answerer(),
        text: span.what.to_string(),
    }
}

fn connection(span: &Span<Passage>) -> Connection {
    Connection {
        from: span.from,
        to: span.to,
        open: span.what.is_open(),
        source: span.what.source(),
        text: span.what.to_string(),
    }
}

fn origin(span: &Span<Source>) -> Origin {
    let source = &span.what;
    Origin {
        prefix: source.route.prefix,
        asn: source.route.origin,
        by: Place::from(source.by).name(),
        impostor: match source.by {
            Announcer::Impostor(network) => Some(network),
            Announcer::Home | Announcer::Amazon => None,
        },
        from: span.from,
        to: span.to,
    }
}

/// At most so many of the samples, the first and the last among them.
pub(super) fn thinned(samples: &[Sample]) -> impl Iterator<Item = &Sample> {
    let step = samples.len().div_ceil(SAMPLES_MAX).max(1);
    let last = samples.len().saturating_sub(1);
    let kept = move |(position, _): &(usize, &Sample)| position % step == 0 || *position == last;
    samples
        .iter()
        .enumerate()
        .filter(kept)
        .map(|(_, sample)| sample)
}

fn networks(sample: &Sample) -> Networks {
    Networks {
        at: sample.at,
        home: sample.home,
        amazon: sample.amazon,
        impostor: sample.impostor,
        nowhere: sample.nowhere,
    }
}
