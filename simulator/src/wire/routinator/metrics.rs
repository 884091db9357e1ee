//! `/metrics`, as Prometheus collects it
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>.
//!
//! Absent: the rows of each repository and of each transfer, whose names are
//! there with nothing under them.

use std::fmt::{Display, Write};

use super::figures::{Count, Figures, Tal};
use crate::wire::http::Answer;
use crate::wire::relying_party::RelyingParty;

const PROMETHEUS: &str = "text/plain; version=0.0.4";

/// The answer.
pub(super) fn all(party: &RelyingParty<'_>) -> Answer {
    let figures = Figures::of(party);
    let ago = party.world.now().duration_since(party.generated());
    let mut page = Page::default();
    for (name, help, value) in [
        (
            "last_update_start",
            "seconds since the start of the last update",
            ago.as_secs(),
        ),
        (
            "last_update_duration",
            "duration of the last update in seconds",
            0,
        ),
        (
            "last_update_done",
            "seconds since the end of the last update",
            ago.as_secs(),
        ),
    ] {
        page.single(name, help, "gauge", value);
    }
    page.single(
        "serial",
        "current RTR serial number",
        "gauge",
        party.serial(),
    );
    group(&mut page, "ta", "trust anchor", &figures.tals);
    group(&mut page, "repository", "repository", &[]);
    let local = figures.local.all().contributed();
    let help = "VRPs added from local exceptions";
    page.single("vrps_added_locally", help, "gauge", local);
    let help = "ASPAs customer ASNs rejected due to large provider set";
    page.single("aspa_large_provider_set", help, "gauge", 0);
    for (name, help, kind, has_value) in PROCESS {
        page.header(name, help, kind);
        if *has_value {
            page.row(name, &[], 0);
        }
    }
    deprecated(&mut page, &figures);
    Answer::new(200, PROMETHEUS, page.text)
}

/// What a process counts of its transfers and connections: name, help, type, and
/// whether there is a value without any transfer.
const PROCESS: &[(&str, &str, &str, bool)] = &[
    (
        "rrdp_status",
        "combined status code for RRDP update requests",
        "gauge",
        false,
    ),
    (
        "rrdp_notification_status",
        "status code for getting the RRDP notification file",
        "gauge",
        false,
    ),
    (
        "rrdp_payload_status",
        "status code for getting RRDP payload files",
        "gauge",
        false,
    ),
    (
        "rrdp_duration",
        "duration of RRDP update in seconds",
        "gauge",
        false,
    ),
    (
        "rrdp_serial_info",
        "serial number of the last RRDP update",
        "gauge",
        false,
    ),
    (
        "rsync_status",
        "exit status of the rsync command",
        "gauge",
        false,
    ),
    (
        "rsync_duration",
        "duration of the rsync command in seconds",
        "gauge",
        false,
    ),
    (
        "rtr_current_connections",
        "number of currently open RTR connections",
        "gauge",
        true,
    ),
    (
        "rtr_bytes_read",
        "total number of bytes read from RTR connections",
        "counter",
        true,
    ),
    (
        "rtr_bytes_written",
        "total number of bytes written to RTR connections",
        "counter",
        true,
    ),
    (
        "http_connections",
        "total number of HTTP connections opened",
        "counter",
        true,
    ),
    (
        "http_current_connections",
        "number of currently open HTTP connections",
        "gauge",
        true,
    ),
    (
        "http_bytes_read",
        "number of bytes read from HTTP connections",
        "counter",
        true,
    ),
    (
        "http_bytes_written",
        "number of bytes written to HTTP connections",
        "counter",
        true,
    ),
    (
        "http_requests",
        "number of HTTP requests received",
        "counter",
        true,
    ),
];

/// The figures of each trust anchor, or of each repository.
fn group(page: &mut Page, prefix: &str, what: &str, tals: &[Tal]) {
    let points = format!("{prefix}_publication_points_total");
    page.header(&points, &format!("publication points per {what}"), "gauge");
    for tal in tals {
        let name = ("name", tal.registry.as_str());
        page.row(&points, &[name, ("state", "valid")], tal.points());
        page.row(&points, &[name, ("state", "rejected")], tal.rejected);
    }
    let objects = format!("{prefix}_objects_total");
    page.header(&objects, &format!("VRPs per {what}"), "gauge");
    for tal in tals {
        let name = ("name", tal.registry.as_str());
        for (kind, state) in OBJECTS {
            let value = match (*kind, *state) {
                ("manifest" | "crl", "valid") => tal.points(),
                ("ca_cert", "valid") => tal.authorities,
                ("roa", "valid") => tal.origins.all().valid,
                ("roa", "invalid") => tal.invalid_roas,
                ("aspa", "valid") => tal.aspas,
                _ => 0,
            };
            page.row(&objects, &[name, ("type", kind), ("state", state)], value);
        }
    }
    counted(page, prefix, "vrps", what, VRPS, tals, |tal| {
        vec![("", tal.origins.all())]
    });
    counted(page, prefix, "payload", what, PAYLOAD, tals, |tal| {
        let aspas = Count {
            valid: tal.aspas,
            duplicate: 0,
        };
        vec![
            ("route_origins_ipv4", tal.origins.v4),
            ("route_origins_ipv6", tal.origins.v6),
            ("router_keys", Count::default()),
            ("aspas", aspas),
        ]
    });
}

/// Every kind of object with every state that is counted of it.
const OBJECTS: &[(&str, &str)] = &[
    ("manifest", "valid"),
    ("manifest", "invalid"),
    ("manifest", "premature"),
    ("manifest", "stale"),
    ("manifest", "missing"),
    ("crl", "valid"),
    ("crl", "invalid"),
    ("crl", "stale"),
    ("crl", "stray"),
    ("ca_cert", "valid"),
    ("router_cert", "valid"),
    ("cert", "invalid"),
    ("roa", "valid"),
    ("roa", "invalid"),
    ("aspa", "valid"),
    ("aspa", "invalid"),
    ("gbr", "valid"),
    ("gbr", "invalid"),
    ("other", "invalid"),
];

/// What is counted of payloads, and the words for it.
type Counted = [(&'static str, &'static str); 4];

const VRPS: Counted = [
    ("valid", "overall number of VRPs per"),
    (
        "locally_filtered",
        "number of VRPs filtered out by local exceptions per",
    ),
    ("duplicate", "number of duplicate VRPs per"),
    (
        "contributed",
        "number of VRPs contributed to the final set per",
    ),
];

const PAYLOAD: Counted = [
    ("valid", "overall number of payload elements per"),
    (
        "locally_filtered",
        "number of payload items filtered out by local exceptions per",
    ),
    ("duplicate", "number of duplicate payload items per"),
    (
        "contributed",
        "number of payload items contributed to the final set per",
    ),
];

/// The headers stand together, and then the rows of each place and kind.
fn counted(
    page: &mut Page,
    prefix: &str,
    noun: &str,
    what: &str,
    figures: Counted,
    tals: &[Tal],
    kinds: impl Fn(&Tal) -> Vec<(&'static str, Count)>,
) {
    let metric = |figure: &str| format!("{prefix}_{figure}_{noun}_total");
    for (figure, help) in figures {
        page.header(&metric(figure), &format!("{help} {what}"), "gauge");
    }
    for tal in tals {
        for (kind, count) in kinds(tal) {
            for (figure, _) in figures {
                let value = match figure {
                    "valid" => count.valid,
                    "duplicate" => count.duplicate,
                    "contributed" => count.contributed(),
                    // Nothing is filtered; of ASPAs it is not even said.
                    _ if kind == "aspas" => continue,
                    _ => 0,
                };
                let name = ("name", tal.registry.as_str());
                let labels = [name, ("type", kind)];
                let labels = if kind.is_empty() {
                    labels.get(..1)
                } else {
                    Some(&labels[..])
                };
                page.row(&metric(figure), labels.unwrap_or_default(), value);
            }
        }
    }
}

/// Names of older versions.
fn deprecated(page: &mut Page, figures: &Figures) {
    for (name, help) in [
        ("valid_roas", "number of valid ROAs seen"),
        ("total_vrps", "number of valid VRPs per TAL"),
        (
            "vrps_unsafe",
            "VRPs overlapping with rejected publication points",
        ),
        (
            "vrps_filtered_locally",
            "VRPs filtered based on local exceptions",
        ),
        ("vrps_duplicate", "number of duplicate VRPs per TAL"),
    ] {
        page.header(name, help, "gauge");
    }
    for tal in &figures.tals {
        let label = [("tal", tal.registry.as_str())];
        let all = tal.origins.all();
        page.row("valid_roas", &label, all.valid);
        page.row("total_vrps", &label, all.valid);
        page.row("vrps_filtered_locally", &label, 0);
        page.row("vrps_duplicate", &label, all.duplicate);
    }
    let contributed: usize = figures.contributed().iter().sum();
    page.single("vrps_final", "final number of VRPs", "gauge", contributed);
    let help = "total number of stale manifests and CRLs";
    page.single("stale_objects", help, "gauge", 0);
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn header(&mut self, name: &str, help: &str, kind: &str) {
        let metric = format!("routinator_{name}");
        self.line(format_args!("# HELP {metric} {help}"));
        self.line(format_args!("# TYPE {metric} {kind}"));
    }

    fn row(&mut self, name: &str, labels: &[(&str, &str)], value: usize) {
        if labels.is_empty() {
            return self.line(format_args!("routinator_{name} {value}"));
        }
        let labels = labels.iter();
        let labels: Vec<String> = labels
            .map(|(key, value)| format!("{key}=\"{value}\""))
            .collect();
        let labels = labels.join(", ");
        self.line(format_args!("routinator_{name}{{{labels}}} {value}"));
    }

    fn single(&mut self, name: &str, help: &str, kind: &str, value: impl Display) {
        self.header(name, help, kind);
        self.line(format_args!("routinator_{name} {value}"));
    }

    fn line(&mut self, line: impl Display) {
        // Writing to memory does not fail.
        let _ = writeln!(self.text, "{line}");
    }
}
