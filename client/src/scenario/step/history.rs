//! `history`: how a range, a route and its announcements stood at every moment of
//! an interval, for rules about what must never be or what must come first.
//!
//! ```yaml
//! history:
//!   range: 198.18.1.0/24
//!   route: { prefix: 198.18.1.0/24, asn: AS16509 }
//!   announced: 198.18.1.0/24
//!   from: "{{began}}"
//!   never: { state: advertised, validity: { not: valid } }
//!   always: { origins: { count: 1 } }
//!   once: [{ state: advertised }]
//!   order: [pending-provision, provisioned, advertised]
//! ```
//!
//! A rule is a mapping of the members `state`, `validity` and `origins` to what
//! they must be like, all at the same moment; several stand in a list. `order` is
//! every state the range had, in order. The answer has the stretches in which
//! nothing changed under `spans`.

use serde_json::Value;

use super::nature::Nature;
use super::{Action, Answer, Report, Running, Trouble};
use crate::scenario::expectation::Expectations;
use crate::scenario::fields::{self, Fields};
use crate::scenario::place::Place;
use crate::scenario::predicate::show;
use crate::scenario::problem::{Problem, Problems};
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::{Node, Yaml};

#[cfg(test)]
mod tests;

#[derive(Debug)]
struct HistoryStep {
    range: Option<Template>,
    route: Option<(Template, Template, Option<Template>)>,
    announced: Option<Template>,
    from: Option<Template>,
    to: Option<Template>,
    rules: Vec<Rule>,
    order: Option<(Vec<Template>, Place)>,
}

/// A demand on the whole interval.
#[derive(Debug)]
struct Rule {
    kind: Kind,
    demand: Expectations,
    place: Place,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Never,
    Always,
    Once,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("history", node, problems)?;
    let range = fields.text("range");
    let announced = fields.text("announced");
    let route_node = fields.take("route");
    let route = route_node.and_then(|node| route(node, fields.problems));
    let (from, to) = (fields.text("from"), fields.text("to"));
    let mut rules = Vec::new();
    for (key, kind) in [
        ("never", Kind::Never),
        ("always", Kind::Always),
        ("once", Kind::Once),
    ] {
        if let Some(node) = fields.take(key) {
            if matches!(&node.value, Yaml::Sequence(items) if items.is_empty()) {
                let what = format!("`{key}` without a rule");
                fields.problems.add(Problem::new(&node.place, what));
            }
            rules.extend(read_rules(key, kind, node, fields.problems));
        }
    }
    let order = fields.take("order").and_then(|node| {
        let states = fields::lines("order", node, fields.problems)?;
        Some((states, node.place.clone()))
    });
    fields.close();
    if range.is_none() && announced.is_none() && route_node.is_none() {
        let what = "`history` of nothing";
        let mend = "name a `range`, a `route` or what is `announced`".to_owned();
        problems.add(Problem::new(&node.place, what).note(mend));
    }
    let asked = [
        ("state", range.is_some(), "range"),
        ("validity", route_node.is_some(), "route"),
        ("origins", announced.is_some(), "announced"),
    ];
    for rule in &rules {
        rule.check_members(&asked, problems);
    }
    if order.is_some() && range.is_none() {
        problems.add(Problem::new(&node.place, "`order` is about a `range`"));
    }
    Some(Box::new(HistoryStep {
        range,
        route,
        announced,
        from,
        to,
        rules,
        order,
    }))
}

fn route(node: &Node, problems: &mut Problems) -> Option<(Template, Template, Option<Template>)> {
    let mut fields = Fields::open("route", node, problems)?;
    let (prefix, asn) = (fields.need_text("prefix"), fields.need_text("asn"));
    let validator = fields.text("validator");
    fields.close();
    Some((prefix?, asn?, validator))
}

fn read_rules(key: &'static str, kind: Kind, node: &Node, problems: &mut Problems) -> Vec<Rule> {
    let items = match &node.value {
        Yaml::Sequence(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    for item in items {
        if matches!(&item.value, Yaml::Mapping(entries) if entries.is_empty()) {
            problems.add(Problem::new(&item.place, "a rule that demands nothing"));
        }
    }
    items
        .iter()
        .map(|item| Rule {
            kind,
            demand: Expectations::read(key, item, problems),
            place: item.place.clone(),
        })
        .collect()
}

impl Action for HistoryStep {
    fn nature(&self) -> Nature {
        Nature::Simulated
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let path = self.path(stage)?;
            let value: Value = stage.connection.control()?.read(&path).await?;
            let spans = value.get("spans").and_then(Value::as_array);
            let spans = spans.cloned().unwrap_or_default();
            for rule in &self.rules {
                rule.check(&spans, stage)?;
            }
            let states = states(&spans);
            if let Some((wanted, place)) = &self.order {
                let wanted = wanted.iter().map(|state| stage.fill(state));
                let wanted: Vec<String> = wanted.collect::<Result<_, _>>()?;
                if wanted != states {
                    return Err(Trouble::Unmet(Box::new(Report {
                        place: Some(place.clone()),
                        what: "the states did not come in this order".to_owned(),
                        wanted: wanted.join(", "),
                        seen: states.join(", "),
                        notes: Vec::new(),
                    })));
                }
            }
            let said = match states.is_empty() {
                true => format!("{} stretches", spans.len()),
                false => states.join(", then "),
            };
            Ok(Answer::new(value, said))
        })
    }
}

impl HistoryStep {
    fn path(&self, stage: &Stage) -> Result<String, Trouble> {
        let mut query = Vec::new();
        let mut put = |name: &str, template: Option<&Template>| {
            if let Some(text) = stage.fill_option(template)? {
                let text = percent_encoding::utf8_percent_encode(
                    &text,
                    percent_encoding::NON_ALPHANUMERIC,
                );
                query.push(format!("{name}={text}"));
            }
            Ok::<(), Trouble>(())
        };
        put("range", self.range.as_ref())?;
        put("announced", self.announced.as_ref())?;
        put("from", self.from.as_ref())?;
        put("to", self.to.as_ref())?;
        if let Some((prefix, asn, validator)) = &self.route {
            put("prefix", Some(prefix))?;
            put("asn", Some(asn))?;
            put("validator", validator.as_ref())?;
        }
        Ok(format!("history?{}", query.join("&")))
    }
}

impl Rule {
    /// Reports a rule that nothing could break: about what is not asked for.
    fn check_members(&self, asked: &[(&str, bool, &str)], problems: &mut Problems) {
        for path in self.demand.paths() {
            let first = path.split(['.', '[']).next().unwrap_or_default();
            match asked.iter().find(|(name, ..)| *name == first) {
                Some((_, true, _)) => {}
                Some((name, false, key)) => {
                    let what = format!("`{name}` is not asked for");
                    let mend = format!("name the `{key}` whose {name} is meant");
                    problems.add(Problem::new(&self.place, what).note(mend));
                }
                None => {
                    let what = format!("a moment has no `{first}`");
                    let mend = "there are `state`, `validity` and `origins`".to_owned();
                    problems.add(Problem::new(&self.place, what).note(mend));
                }
            }
        }
    }

    /// Whether the interval is as demanded; told with the stretch that is not.
    fn check(&self, spans: &[Value], stage: &Stage) -> Result<(), Trouble> {
        let mut culprit = None;
        let mut is_met = false;
        for span in spans {
            let holds = self.demand.unmet(span, &stage.variables)?.is_empty();
            is_met |= holds;
            let is_wrong = match self.kind {
                Kind::Never => holds,
                Kind::Always => !holds,
                Kind::Once => false,
            };
            if is_wrong {
                culprit = Some(span);
                break;
            }
        }
        let (what, seen) = match (self.kind, culprit) {
            (Kind::Never, Some(span)) => ("it was so", tell(span)),
            (Kind::Always, Some(span)) => ("it was not always so", tell(span)),
            (Kind::Once, _) if !is_met => {
                let all: Vec<String> = spans.iter().map(tell).collect();
                ("it never was so", all.join("; "))
            }
            (Kind::Never | Kind::Always, None) | (Kind::Once, _) => return Ok(()),
        };
        let wanted = match self.kind {
            Kind::Never => "never",
            Kind::Always => "always",
            Kind::Once => "once",
        };
        Err(Trouble::Unmet(Box::new(Report {
            place: Some(self.place.clone()),
            what: what.to_owned(),
            wanted: format!("this {wanted}"),
            seen,
            notes: Vec::new(),
        })))
    }
}

/// A stretch in words.
fn tell(span: &Value) -> String {
    let member = |name: &str| span.get(name).map(show).unwrap_or_default();
    let mut told = format!("from {} to {}:", member("from"), member("to"));
    for name in ["state", "validity", "origins"] {
        if span.get(name).is_some_and(|value| !value.is_null()) {
            told.push_str(&format!(" {name} {}", member(name)));
        }
    }
    told
}

/// Every state, each once where it follows itself.
fn states(spans: &[Value]) -> Vec<String> {
    let states = spans.iter().filter_map(|span| span.get("state")?.as_str());
    let mut states: Vec<String> = states.map(str::to_owned).collect();
    states.dedup();
    states
}
