//! `continuity`: what partners met with in an interval, from the simulator's
//! report: for how long nobody answered them at an address, and why.
//!
//! ```yaml
//! continuity:
//!   address: 198.18.1.10
//!   from: "{{begin}}"                       # else the world's first moment
//!   to: "{{end}}"                           # else now
//!   instance: i-0123456789abcde02           # its connections to partners too
//!   port: 25                                # else 443
//!   downtime: { at_most: 30s, for: partner-a }   # or a list; without `for` each
//!   outbound: { at_least: 5m }              # the same of the connections
//!   plot: continuity.svg                    # the picture, in the working folder
//! ```
//!
//! The answer is the report.

use byoip_vocabulary::duration;
use jiff::SignedDuration;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::nature::Nature;
use super::{Action, Answer, Report, Running, Trouble};
use crate::scenario::fields::Fields;
use crate::scenario::place::Place;
use crate::scenario::predicate::show;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::{Node, Yaml};

#[cfg(test)]
mod tests;

/// What can be said of the interval and the caller, as the API calls it.
const PARAMETERS: [&str; 5] = ["address", "from", "to", "instance", "port"];

#[derive(Debug)]
struct ContinuityStep {
    parameters: Vec<(&'static str, Template)>,
    demands: Vec<Demand>,
    plot: Option<Template>,
}

/// How long somebody may, or has to, be without.
#[derive(Debug)]
struct Demand {
    what: What,
    place: Place,
    partner: Option<Template>,
    at_least: Option<Template>,
    at_most: Option<Template>,
}

/// Without what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// An answer at the address.
    Answer,
    /// A connection from the instance.
    Connection,
}

impl What {
    const fn pointer(self) -> &'static str {
        match self {
            Self::Answer => "/downtime_seconds",
            Self::Connection => "/outbound/downtime_seconds",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Answer => "was not answered",
            Self::Connection => "could not be connected to",
        }
    }
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("continuity", node, problems)?;
    let address = fields.need("address").is_some();
    let mut parameters = Vec::new();
    for name in PARAMETERS {
        parameters.extend(fields.text(name).map(|value| (name, value)));
    }
    let mut demands = Vec::new();
    for (key, what) in [("downtime", What::Answer), ("outbound", What::Connection)] {
        if let Some(node) = fields.take(key) {
            demands.extend(read_demands(key, what, node, fields.problems)?);
        }
    }
    let instance = parameters.iter().any(|(name, _)| *name == "instance");
    let outbound = demands
        .iter()
        .find(|demand| demand.what == What::Connection);
    if let Some(demand) = outbound.filter(|_| !instance) {
        let problem = Problem::new(&demand.place, "`outbound` is about an `instance`");
        fields.problems.add(problem);
        return None;
    }
    let plot = fields.text("plot");
    fields.close();
    address.then(|| -> Box<dyn Action> {
        Box::new(ContinuityStep {
            parameters,
            demands,
            plot,
        })
    })
}

fn read_demands(
    key: &'static str,
    what: What,
    node: &Node,
    problems: &mut Problems,
) -> Option<Vec<Demand>> {
    let nodes = match &node.value {
        Yaml::Sequence(nodes) => nodes.iter().collect(),
        Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::Text(_) | Yaml::Mapping(_) => {
            vec![node]
        }
    };
    if nodes.is_empty() {
        problems.add(Problem::new(
            &node.place,
            format!("`{key}` demands nothing"),
        ));
    }
    let mut demands = Vec::new();
    for node in nodes {
        let mut fields = Fields::open(key, node, problems)?;
        let (at_least, at_most) = (fields.duration("at_least"), fields.duration("at_most"));
        let partner = fields.text("for");
        fields.close();
        if at_least.is_none() && at_most.is_none() {
            let what = format!("`{key}` needs `at_most` or `at_least`");
            problems.add(Problem::new(&node.place, what));
        }
        demands.push(Demand {
            what,
            place: node.place.clone(),
            partner,
            at_least,
            at_most,
        });
    }
    Some(demands)
}

impl Action for ContinuityStep {
    fn nature(&self) -> Nature {
        Nature::Simulated
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let mut query = Vec::new();
            for (name, value) in &self.parameters {
                let value = stage.fill(value)?;
                let value = utf8_percent_encode(&value, NON_ALPHANUMERIC);
                query.push(format!("{name}={value}"));
            }
            let path = format!("continuity?{}", query.join("&"));
            let control = stage.connection.control()?;
            let report: Value = control.read(&path).await?;
            if let Some(name) = &self.plot {
                let plot = control.read_text(&format!("{path}&format=svg")).await?;
                let name = stage.fill(name)?;
                stage.write_file(&name, plot.as_bytes())?;
            }
            for demand in &self.demands {
                demand.check(&report, stage)?;
            }
            let said = report.get("text").map(show).unwrap_or_default();
            Ok(Answer::new(report, said))
        })
    }
}

impl Demand {
    /// Whether the report is as demanded.
    fn check(&self, report: &Value, stage: &Stage) -> Result<(), Trouble> {
        let length = |template: Option<&Template>| match stage.fill_option(template)? {
            None => Ok(None),
            Some(text) => duration::parse(&text)
                .map(Some)
                .map_err(|error| Trouble::Invalid(format!("`{text}`: {error}"))),
        };
        let bounds = Bounds {
            at_least: length(self.at_least.as_ref())?,
            at_most: length(self.at_most.as_ref())?,
        };
        let partner = stage.fill_option(self.partner.as_ref())?;
        self.judge(report, partner.as_deref(), bounds)
    }

    fn judge(&self, report: &Value, partner: Option<&str>, bounds: Bounds) -> Result<(), Trouble> {
        let partners = report.get("partners").and_then(Value::as_object);
        let partners: Vec<(&String, &Value)> = partners.into_iter().flatten().collect();
        let is_wanted = |name: &str| partner.is_none_or(|wanted| wanted == name);
        let mut wanted = partners
            .iter()
            .filter(|(name, _)| is_wanted(name))
            .peekable();
        if let (None, Some(partner)) = (wanted.peek(), partner) {
            let known: Vec<&str> = partners.iter().map(|(name, _)| name.as_str()).collect();
            let problem = Problem::new(&self.place, format!("there is no partner `{partner}`"))
                .note(Some(format!("there are `{}`", known.join("`, `"))));
            return Err(problem.into());
        }
        for (name, met) in wanted {
            let seconds = met.pointer(self.what.pointer()).and_then(Value::as_f64);
            let down = SignedDuration::from_millis(milliseconds(seconds.unwrap_or_default()));
            if !bounds.hold(down) {
                return Err(Trouble::Unmet(Box::new(Report {
                    place: Some(self.place.clone()),
                    what: format!("how long {name} {}", self.what.words()),
                    wanted: bounds.words(),
                    seen: duration::display(down),
                    notes: reasons(met, self.what),
                })));
            }
        }
        Ok(())
    }
}

/// How long it may be, or has to be.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    at_least: Option<SignedDuration>,
    at_most: Option<SignedDuration>,
}

impl Bounds {
    fn hold(self, length: SignedDuration) -> bool {
        self.at_least.is_none_or(|least| length >= least)
            && self.at_most.is_none_or(|most| length <= most)
    }

    fn words(self) -> String {
        let bounds = [("at least", self.at_least), ("at most", self.at_most)];
        let told = bounds.into_iter().filter_map(|(words, length)| {
            let length = duration::display(length?);
            Some(format!("{words} {length}"))
        });
        told.collect::<Vec<_>>().join(" and ")
    }
}

/// Seconds of the report in milliseconds, its own precision.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and no interval is that long"
)]
fn milliseconds(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

/// When a partner was without, and why.
fn reasons(met: &Value, what: What) -> Vec<String> {
    let list = |pointer: &str| met.pointer(pointer).and_then(Value::as_array).cloned();
    let when = |span: &Value| {
        let moment = |key: &str| span.get(key).map(show).unwrap_or_default();
        format!("{} to {}", moment("from"), moment("to"))
    };
    match what {
        What::Answer => {
            let why = |outage: &Value| {
                let why = outage.get("why").and_then(Value::as_array);
                let why: Vec<String> = why.into_iter().flatten().map(show).collect();
                why.join(", then ")
            };
            let outages = list("/outages").unwrap_or_default();
            let told = outages.iter().take(5);
            told.map(|it| format!("{}: {}", when(it), why(it)))
                .collect()
        }
        What::Connection => {
            let spans = list("/outbound/spans").unwrap_or_default();
            let told = spans.iter().take(5);
            told.map(|it| {
                let text = it.get("text").map(show).unwrap_or_default();
                format!("{}: {text}", when(it))
            })
            .collect()
        }
    }
}
