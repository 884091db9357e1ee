//! The report as text.

use std::fmt::Write;

use byoip_vocabulary::asn::Asn;

use super::{headline, length, moment};
use crate::world::continuity::outbound::Caller;
use crate::world::continuity::{Continuity, Met};

/// How many outages of a partner are told one by one.
const OUTAGES_MAX: usize = 8;

/// The report as text.
pub(crate) fn text(report: &Continuity) -> String {
    // Writing to a text does not fail.
    let mut text = String::new();
    let question = &report.question;
    let whole = question.to.duration_since(question.from);
    let _ = writeln!(
        text,
        "{} from {} for {}: {}",
        question.address,
        moment(question.from),
        length(whole),
        report.verdict().name()
    );
    let _ = writeln!(text, "{}\n", headline(report));
    let name = |met: &Met| met.partner.chars().count();
    let names = report.partners.iter().map(name).max().unwrap_or_default();
    let number = |asn: Asn| asn.to_string().len();
    let numbers = report.partners.iter().map(|met| number(met.asn)).max();
    let numbers = numbers.unwrap_or_default();
    for met in &report.partners {
        let last = met.last().map(ToString::to_string).unwrap_or_default();
        let down = match met.outages().len() {
            0 => "never down".to_owned(),
            1 => format!("down {} at one stretch", length(met.down())),
            count => format!("down {} in {count} stretches", length(met.down())),
        };
        let handed = match met.handovers() {
            0 => String::new(),
            1 => ", handed over once".to_owned(),
            count => format!(", handed over {count} times"),
        };
        let asn = met.asn.to_string();
        let name = &met.partner;
        let _ = writeln!(
            text,
            "{name:names$}  {asn:numbers$}  {down}{handed}; now {last}"
        );
        tell_outages(&mut text, met);
    }
    if let Some(caller) = &question.caller {
        tell_caller(&mut text, caller, &report.partners);
    }
    let _ = writeln!(text, "\nannounced");
    for origin in &report.origins {
        let source = &origin.what;
        let until = if origin.to == question.to {
            "and still".to_owned()
        } else {
            format!("for {}", length(origin.length()))
        };
        let since = if origin.from == question.from {
            "from before".to_owned()
        } else {
            moment(origin.from)
        };
        let _ = writeln!(
            text,
            "  {since:<20}  {} by {source}, {until}",
            source.route.prefix
        );
    }
    text
}

/// The way out: what partners made of an instance's connections.
fn tell_caller(text: &mut String, caller: &Caller, partners: &[Met]) {
    let Caller { instance, port } = caller;
    let _ = writeln!(text, "\nconnections of {instance} to port {port}");
    for met in partners {
        let _ = writeln!(text, "  {}", met.partner);
        for span in &met.outbound {
            let long = length(span.length());
            let _ = writeln!(text, "    {:.3}  {long}: {}", span.from, span.what);
        }
    }
}

fn tell_outages(text: &mut String, met: &Met) {
    let outages = met.outages();
    for outage in outages.iter().take(OUTAGES_MAX) {
        let why: Vec<String> = outage.what.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            text,
            "  {:.3}  {}: {}",
            outage.from,
            length(outage.length()),
            why.join(", then ")
        );
    }
    if let Some(more) = outages
        .len()
        .checked_sub(OUTAGES_MAX)
        .filter(|more| *more > 0)
    {
        let _ = writeln!(text, "  and {more} more");
    }
}
