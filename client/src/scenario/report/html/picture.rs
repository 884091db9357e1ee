//! The timeline as SVG, with the page's own style sheet: colours follow its
//! scheme, and every bar has its words as a tooltip. What it shows stands beside
//! it as a table, so nothing is in the picture alone.

use byoip_vocabulary::duration;
use jiff::{SignedDuration, Timestamp};

use super::markup::{escaped, moment, shortened};
use super::scale::{Moment, Scale};
use super::timeline::{Kind, Lane, Span, Timeline, Tone};
use crate::scenario::outcome::{RunResult, StepOutcome, StepResult};

#[cfg(test)]
mod tests;

/// Where the lanes begin: right of their names.
const GUTTER: f64 = 240.0;

/// The axis: with names and margin it fills the page.
const WIDTH: f64 = 920.0;

/// Room right of the axis for the last time, which is centred on its tick.
const MARGIN: f64 = 60.0;

const ROW: f64 = 24.0;
const BAR: f64 = 18.0;
const HEADING: f64 = 26.0;
const AXIS: f64 = 44.0;

/// About as wide as a character of the picture's letters.
const LETTER: f64 = 6.9;

/// What a length on the axis keeps from its neighbours.
const AIR: f64 = 10.0;

/// What two times on the axis keep from each other.
const BETWEEN_TIMES: f64 = 70.0;

/// The picture of a run; none if no step ran.
pub(super) fn svg(run: &RunResult, timeline: &Timeline, id: &str) -> Option<String> {
    let scale = Scale::new(run, WIDTH)?;
    let (begin, end) = scale.ends()?;
    let mut picture = Picture {
        scale,
        begin,
        end,
        body: String::new(),
        y: AXIS,
    };
    picture.heading("Steps");
    picture.steps(run);
    for kind in [Kind::Range, Kind::Route, Kind::Fault] {
        let lanes = timeline.lanes.iter().filter(|lane| lane.kind == kind);
        let lanes: Vec<&Lane> = lanes.collect();
        if lanes.is_empty() {
            continue;
        }
        picture.heading(heading(kind));
        for lane in lanes {
            picture.lane(lane);
        }
    }
    Some(picture.finish(run, id))
}

/// What lanes of a kind have in common.
pub(super) const fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Range => "Ranges at AWS",
        Kind::Route => "Routes",
        Kind::Fault => "What went wrong in the world",
    }
}

struct Picture {
    scale: Scale,
    begin: Moment,
    end: Moment,
    body: String,
    /// Where the next row begins.
    y: f64,
}

impl Picture {
    fn heading(&mut self, text: &str) {
        let y = self.y + HEADING - 8.0;
        self.body.push_str(&format!(
            "<text class=\"heading\" x=\"0\" y=\"{y:.1}\">{}</text>\n",
            escaped(text)
        ));
        self.y += HEADING;
    }

    fn name(&mut self, name: &str) {
        let y = self.y + BAR / 2.0 + 4.0;
        self.body.push_str(&format!(
            "<text x=\"0\" y=\"{y:.1}\">{}<title>{}</title></text>\n",
            escaped(&shortened(name, 37)),
            escaped(name)
        ));
    }

    fn steps(&mut self, run: &RunResult) {
        self.name(&format!("1 to {}", run.steps.len()));
        for (index, step) in run.steps.iter().enumerate() {
            let Some((left, right)) = self.scale.step(index) else {
                continue;
            };
            let number = index + 1;
            // The stroke between two steps is the page showing through.
            let width = (right - left - 1.0).max(1.0);
            let title = format!("{number}. {}{}", step.name, ended(step));
            let class = match step.outcome {
                StepOutcome::Passed => "passed",
                StepOutcome::Failed(_) => "bad",
                StepOutcome::Skipped => "gone",
            };
            self.bar(GUTTER + left, width, class, &number.to_string(), &title);
        }
        self.y += ROW;
    }

    fn lane(&mut self, lane: &Lane) {
        self.name(&lane.name);
        for span in &lane.spans {
            self.span(&lane.name, span);
        }
        self.y += ROW;
    }

    fn span(&mut self, name: &str, span: &Span) {
        let from = GUTTER + self.scale.x(&span.from.unwrap_or(self.begin));
        let to = GUTTER + self.scale.x(&span.to.unwrap_or(self.end));
        let from = if span.from.is_none() { GUTTER } else { from };
        let to = if span.to.is_none() {
            GUTTER + self.scale.width()
        } else {
            to
        };
        let title = format!("{name}: {}, {}", span.label, interval(span));
        let class = class(span.tone);
        if to - from < 1.0 {
            self.mark(from, class, &title);
        } else {
            self.bar(from, to - from, class, &span.label, &title);
        }
    }

    fn bar(&mut self, x: f64, width: f64, class: &str, label: &str, title: &str) {
        let y = self.y;
        self.body.push_str(&format!(
            "<g><title>{}</title><rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" \
             width=\"{width:.1}\" height=\"{BAR}\" rx=\"2\"/>",
            escaped(title)
        ));
        // Every label is ASCII but for names of somebody else's, whose letters
        // are hardly wider.
        let needs = f64::from(u32::try_from(label.chars().count()).unwrap_or(u32::MAX)) * LETTER;
        if needs < width {
            self.body.push_str(&format!(
                "<text class=\"label\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                x + width / 2.0,
                y + BAR / 2.0 + 4.0,
                escaped(label)
            ));
        }
        self.body.push_str("</g>\n");
    }

    /// A diamond, for what took no time.
    fn mark(&mut self, x: f64, class: &str, title: &str) {
        let (y, half) = (self.y + BAR / 2.0, BAR / 2.0 - 1.0);
        self.body.push_str(&format!(
            "<g><title>{}</title><path class=\"{class}\" d=\"M{x:.1} {:.1}l{half} {half}\
             -{half} {half}-{half}-{half}z\"/></g>\n",
            escaped(title),
            y - half
        ));
    }

    /// Times below their ticks, as many as there is room for, and between two
    /// stops that lie far apart how long that was.
    fn axis(&self) -> String {
        let mut axis = String::new();
        let mut free = f64::MIN;
        let mut before: Option<(Timestamp, f64)> = None;
        let mut date = String::new();
        for (at, offset) in self.scale.stops() {
            let x = GUTTER + offset;
            let moved = before.is_none_or(|(earlier, _)| at > earlier);
            if let Some((earlier, left)) = before.filter(|_| moved) {
                axis.push_str(&gap(earlier, at, left, x));
            }
            before = Some((at, x));
            if x < free || !moved {
                continue;
            }
            free = x + BETWEEN_TIMES;
            let today = at.strftime("%Y-%m-%d").to_string();
            let shown = if today == date { "" } else { today.as_str() };
            axis.push_str(&format!(
                "<path class=\"tick\" d=\"M{x:.1} {:.1}V{:.1}\"/>\
                 <text class=\"time\" x=\"{x:.1}\" y=\"11\">{}</text>\
                 <text class=\"time\" x=\"{x:.1}\" y=\"24\">{}</text>\n",
                AXIS - 15.0,
                self.y,
                shown,
                at.strftime("%H:%M:%S")
            ));
            date = today;
        }
        axis
    }

    fn finish(self, run: &RunResult, id: &str) -> String {
        let width = GUTTER + self.scale.width() + MARGIN;
        let (axis, height) = (self.axis(), self.y + 4.0);
        format!(
            "<svg class=\"timeline\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" \
             xmlns=\"http://www.w3.org/2000/svg\">\n\
             <title id=\"{id}-title\">{}: what happened when</title>\n\
             <desc id=\"{id}-desc\">{} steps from {} to {} UTC. The table below says the same.\
             </desc>\n{axis}{}</svg>\n",
            escaped(&run.scenario),
            run.steps.len(),
            moment(self.begin.at),
            moment(self.end.at),
            self.body
        )
    }
}

/// From when to when, in words.
pub(super) fn interval(span: &Span) -> String {
    let time = |moment_: &Moment| moment(moment_.at);
    match (&span.from, &span.to) {
        (Some(from), Some(to)) if from == to => format!("at {}", time(from)),
        (Some(from), Some(to)) => format!("{} to {}", time(from), time(to)),
        (Some(from), None) => format!("from {} on", time(from)),
        (None, Some(to)) => format!("until {}", time(to)),
        (None, None) => "all the time".to_owned(),
    }
}

/// What the colours of bars mean.
pub(super) fn legend() -> String {
    let keys = [
        (Tone::Pending, "on its way"),
        (Tone::Steady, "provisioned"),
        (Tone::Live, "on the air from Amazon"),
        (Tone::Home, "the holder's own"),
        (Tone::Bad, "failed, or nobody wants it"),
        (Tone::Gone, "over"),
    ];
    let keys = keys.map(|(tone, words)| {
        let class = class(tone);
        format!("<li><span class=\"key {class}\"></span>{words}</li>\n")
    });
    format!("<ul class=\"legend\">\n{}</ul>\n", keys.concat())
}

const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Pending => "pending",
        Tone::Steady => "steady",
        Tone::Live => "live",
        Tone::Home => "home",
        Tone::Bad => "bad",
        Tone::Gone => "gone",
    }
}

fn ended(step: &StepResult) -> String {
    step.at
        .map_or_else(String::new, |at| format!(", until {}", moment(at)))
}

/// How long it was between two stops, where there is room to say it.
fn gap(earlier: Timestamp, later: Timestamp, left: f64, right: f64) -> String {
    let seconds = later.duration_since(earlier).as_secs();
    let length = duration::display(SignedDuration::from_secs(seconds));
    let room = f64::from(u32::try_from(length.len()).unwrap_or(u32::MAX)) * LETTER;
    if right - left < room + AIR {
        return String::new();
    }
    let x = (left + right) / 2.0;
    format!(
        "<text class=\"gap\" x=\"{x:.1}\" y=\"{:.1}\">{length}</text>\n",
        AXIS - 4.0
    )
}
