//! The report as a picture: how the networks were divided, who announced what,
//! and for each partner who answered when. SVG 1.1, without scripts; what a part
//! means is its title, which browsers show under the pointer.
//!
//! The colours are of Okabe and Ito's palette, which people who do not see red
//! or green tell apart.

use std::borrow::Cow;
use std::fmt::Write;

use jiff::{SignedDuration, Timestamp};
use quick_xml::escape::escape;

use super::axis::{Axis, Piece};
use super::document::thinned;
use super::{headline, length, time_of_day};
use crate::world::continuity::outbound::Caller;
use crate::world::continuity::{Continuity, Met, Sample, Span};
use crate::world::internet::{Announcer, Source};
use crate::world::reach::{Place, Reach};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 150.0;
const RIGHT: f64 = 800.0;
const TOP: f64 = 64.0;
const AREA: f64 = 110.0;
const LANE: f64 = 26.0;
const BAR: f64 = 16.0;
const GAP: f64 = 30.0;
/// How much room a time takes on the axis.
const TICK: f64 = 60.0;
/// How many characters of a name there is room for.
const NAME: usize = 24;
/// How far a time may reach into a break, whose length stands in its middle.
const BREAK_MARGIN: f64 = 4.0;

/// It came to where nobody answers, or no connection stands.
const DOWN: &str = "#000";
/// It came nowhere.
const LOST: &str = "#d55e00";
const NOWHERE: &str = "#c9c9c9";

const fn colour(place: Place) -> &'static str {
    match place {
        Place::Home => "#0072b2",
        Place::Amazon => "#009e73",
        Place::Impostor => "#cc79a7",
        Place::Nowhere => NOWHERE,
    }
}

/// The report as a picture.
pub(crate) fn plot(report: &Continuity) -> String {
    let question = &report.question;
    let axis = Axis::new(question.from, question.to, happenings(report), LEFT, RIGHT);
    let mut picture = Picture {
        axis,
        body: String::new(),
        front: String::new(),
        y: TOP,
    };
    picture.networks(&report.shares, question.to);
    picture.label("announced");
    let mut announcers: Vec<&Source> = report.origins.iter().map(|it| &it.what).collect();
    announcers.sort();
    announcers.dedup();
    for source in announcers {
        let spans = report.origins.iter().filter(|it| it.what == *source);
        picture.announcer(source, spans);
    }
    picture.y += GAP - LANE / 2.0;
    picture.label("answered");
    for met in &report.partners {
        picture.partner(met);
    }
    if let Some(caller) = &question.caller {
        picture.y += GAP - LANE / 2.0;
        let Caller { instance, port } = caller;
        picture.label(&format!("{instance} connects to port {port} of"));
        for met in &report.partners {
            picture.connections(met);
        }
    }
    picture.time();
    picture.legend();
    let height = picture.y + 12.0;
    let title = escape(format!("{}: {}", question.address, report.verdict().name()));
    let line = escape(headline(report));
    let interval = format!("{:.0} to {:.0}", question.from, question.to);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {WIDTH:.0} {height:.0}\" font-family=\"sans-serif\" font-size=\"12\" \
         fill=\"#222\">\n\
         <title>{title}</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"16\" y=\"24\" font-size=\"16\" font-weight=\"bold\">{title}</text>\n\
         <text x=\"16\" y=\"44\">{line}</text>\n\
         <text x=\"944\" y=\"24\" text-anchor=\"end\" font-size=\"11\">{interval}</text>\n\
         {}{}</svg>\n",
        picture.body, picture.front
    )
}

/// Every moment at which the picture changes.
fn happenings(report: &Continuity) -> Vec<Timestamp> {
    let spans = report.partners.iter().flat_map(|met| &met.spans);
    let spans = spans.flat_map(|span| [span.from, span.to]);
    let origins = report.origins.iter().flat_map(|it| [it.from, it.to]);
    let shares = report.shares.iter().map(|sample| sample.at);
    spans.chain(origins).chain(shares).collect()
}

/// What is drawn so far, from the top down to `y`.
struct Picture {
    axis: Axis,
    body: String,
    /// What lies above everything else.
    front: String,
    y: f64,
}

impl Picture {
    // Writing to a text does not fail.
    fn draw(&mut self, element: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.body, "{element}");
    }

    fn label(&mut self, text: &str) {
        let (y, text) = (self.y, escape(text));
        let _ = writeln!(
            self.front,
            "<text x=\"16\" y=\"{y:.1}\" font-weight=\"bold\">{text}</text>"
        );
        self.y += 8.0;
    }

    fn name(&mut self, text: &str) {
        let (x, y) = (LEFT - 8.0, self.y + BAR - 4.0);
        let (whole, text) = (escape(text), shortened(text));
        let text = escape(text.as_ref());
        self.draw(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"end\" font-size=\"11\">\
             <title>{whole}</title>{text}</text>"
        ));
    }

    fn bar<T>(&mut self, span: &Span<T>, fill: &str, title: &str) {
        let (left, right) = (self.axis.place(span.from), self.axis.place(span.to));
        // A second must be seen, however long the rest is.
        let width = (right - left).max(1.0);
        let title = format!(
            "{title}: {} to {}, {}",
            time_of_day(span.from),
            time_of_day(span.to),
            length(span.length())
        );
        let (y, title) = (self.y, escape(title));
        self.draw(format_args!(
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{BAR:.1}\" \
             fill=\"{fill}\"><title>{title}</title></rect>"
        ));
    }

    /// What one announcer announced, when.
    fn announcer<'a>(&mut self, source: &Source, spans: impl Iterator<Item = &'a Span<Source>>) {
        let network = match source.by {
            Announcer::Home | Announcer::Amazon => source.route.origin,
            Announcer::Impostor(network) => network,
        };
        self.name(&format!("{}, {network}", source.route.prefix));
        let title = format!("{} by {source}", source.route.prefix);
        for span in spans {
            self.bar(span, colour(source.by.into()), &title);
        }
        self.y += LANE;
    }

    fn partner(&mut self, met: &Met) {
        self.name(&met.partner);
        // Those that nobody answered come last, so that none is covered.
        let (answered, not): (Vec<_>, Vec<_>) =
            met.spans.iter().partition(|span| span.what.is_answered());
        for span in answered.into_iter().chain(not) {
            let fill = shade(&span.what);
            self.bar(span, fill, &span.what.to_string());
        }
        self.sum(met.down());
    }

    /// Whether an instance could connect to a partner.
    fn connections(&mut self, met: &Met) {
        self.name(&met.partner);
        let (open, not): (Vec<_>, Vec<_>) =
            met.outbound.iter().partition(|span| span.what.is_open());
        for span in open.into_iter().chain(not) {
            let fill = match span.what.is_open() {
                true => colour(Place::Amazon),
                false => DOWN,
            };
            self.bar(span, fill, &span.what.to_string());
        }
        self.sum(met.cut_off());
    }

    /// How long it was not so, at the lane's end.
    fn sum(&mut self, down: SignedDuration) {
        let (x, y) = (RIGHT + 10.0, self.y + BAR - 4.0);
        let (text, fill) = if down.is_zero() {
            ("never down".to_owned(), "#222")
        } else {
            (format!("down {}", length(down)), LOST)
        };
        self.draw(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"11\" fill=\"{fill}\">{text}</text>"
        ));
        self.y += LANE;
    }

    /// The division of the networks, one layer above the other.
    fn networks(&mut self, samples: &[Sample], to: Timestamp) {
        self.label("networks");
        let whole = samples.first().map_or(1, |it| {
            (it.home + it.amazon + it.impostor + it.nowhere).max(1)
        });
        let samples: Vec<&Sample> = thinned(samples).collect();
        let base = self.y + AREA;
        // From the top down, so that each covers the lower part of the one before.
        for place in [Place::Nowhere, Place::Impostor, Place::Amazon, Place::Home] {
            let mut path = format!("M{LEFT:.1},{base:.1}");
            let height =
                |sample: &Sample| base - AREA * f64::from(upto(sample, place)) / f64::from(whole);
            for sample in &samples {
                let _ = write!(
                    path,
                    "H{:.1}V{:.1}",
                    self.axis.place(sample.at),
                    height(sample)
                );
            }
            let right = self.axis.place(to);
            let _ = write!(path, "H{right:.1}V{base:.1}Z");
            let fill = colour(place);
            self.draw(format_args!(
                "<path d=\"{path}\" fill=\"{fill}\"><title>{}</title></path>",
                place.name()
            ));
        }
        let (x, y) = (LEFT - 8.0, base - AREA + 10.0);
        self.draw(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"end\" font-size=\"11\">{whole}</text>"
        ));
        self.draw(format_args!(
            "<text x=\"{x:.1}\" y=\"{base:.1}\" text-anchor=\"end\" font-size=\"11\">0</text>"
        ));
        self.y = base + GAP;
    }

    /// The times, and how long is left out where. The first time of a day bears
    /// the date.
    fn time(&mut self) {
        let (top, y) = (TOP + 8.0, self.y + 14.0);
        let bottom = self.y;
        let (mut free_from, mut day) = (0.0, String::new());
        for piece in self.axis.pieces().to_vec() {
            if piece.quiet {
                self.time_break(&piece, top, bottom);
                free_from = f64::midpoint(piece.left, piece.right) + TICK / 2.0;
                continue;
            }
            let room = (piece.right - piece.left) / TICK;
            for moment in ticks(piece.from, piece.to, room) {
                let x = self.axis.place(moment);
                self.draw(format_args!(
                    "<path d=\"M{x:.1},{top:.1}V{bottom:.1}\" stroke=\"#000\" \
                     stroke-opacity=\"0.12\"/>"
                ));
                // One that would cover another, or a break's length, is left out.
                let free_to = piece.right + BREAK_MARGIN;
                if x - TICK / 2.0 < free_from || x + TICK / 2.0 > free_to {
                    continue;
                }
                let time = time_of_day(moment);
                self.draw(format_args!(
                    "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" \
                     font-size=\"10\">{time}</text>"
                ));
                let date = moment.strftime("%-d %b %Y").to_string();
                if date != day {
                    let y = y + 12.0;
                    self.draw(format_args!(
                        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" \
                         font-size=\"10\" fill=\"#777\">{date}</text>"
                    ));
                    day = date;
                }
                free_from = x + TICK / 2.0;
            }
        }
        self.y += 54.0;
    }

    fn time_break(&mut self, piece: &Piece, top: f64, bottom: f64) {
        let (left, width) = (piece.left, piece.right - piece.left);
        let (height, y) = (bottom - top, bottom + 14.0);
        let middle = f64::midpoint(piece.left, piece.right);
        let out = length(piece.to.duration_since(piece.from));
        self.draw(format_args!(
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" \
             height=\"{height:.1}\" fill=\"#fff\" fill-opacity=\"0.7\"/>\
             <text x=\"{middle:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" \
             font-size=\"10\" fill=\"#777\">+{out}</text>"
        ));
    }

    fn legend(&mut self) {
        let entries = [
            (colour(Place::Home), "home"),
            (colour(Place::Amazon), "Amazon"),
            (colour(Place::Impostor), "an impostor"),
            (NOWHERE, "no route"),
            (LOST, "lost on the way"),
            (DOWN, "nobody answers"),
        ];
        let mut x = LEFT;
        for (fill, text) in entries {
            let (y, baseline) = (self.y - 10.0, self.y);
            let beside = x + 16.0;
            self.draw(format_args!(
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"11\" height=\"11\" fill=\"{fill}\"/>\
                 <text x=\"{beside:.1}\" y=\"{baseline:.1}\">{text}</text>"
            ));
            x += 118.0;
        }
        self.y += 4.0;
    }
}

/// How many networks are at a place or at one drawn below it.
const fn upto(sample: &Sample, place: Place) -> u32 {
    let mut count = sample.home;
    if matches!(place, Place::Home) {
        return count;
    }
    count += sample.amazon;
    if matches!(place, Place::Amazon) {
        return count;
    }
    count += sample.impostor;
    if matches!(place, Place::Impostor) {
        return count;
    }
    count + sample.nowhere
}

/// A name as far as there is room for it.
fn shortened(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(NAME) {
        None => name.into(),
        Some(_) => {
            let kept: String = name.chars().take(NAME - 1).collect();
            format!("{kept}…").into()
        }
    }
}

/// A partner's colour: by who has its packets, if those are answered.
const fn shade(reach: &Reach) -> &'static str {
    match (reach.is_answered(), reach.place()) {
        (true, place) | (false, place @ Place::Impostor) => colour(place),
        (false, Place::Nowhere) => LOST,
        (false, Place::Home | Place::Amazon) => DOWN,
    }
}

/// Round times in an interval: no more than there is room for, but one.
fn ticks(from: Timestamp, to: Timestamp, room: f64) -> Vec<Timestamp> {
    const STEPS: [i64; 12] = [
        1, 5, 15, 30, 60, 300, 900, 1_800, 3_600, 10_800, 43_200, 86_400,
    ];
    const DAY: i64 = 86_400;
    let length = to.duration_since(from).as_secs();
    // In a drawing there is room for a dozen at most.
    let most = (1..12).take_while(|count| f64::from(*count) <= room).last();
    let most = i64::from(most.unwrap_or(1));
    let wide = STEPS.into_iter().find(|step| length / step <= most);
    let step = wide.unwrap_or(DAY * (length / DAY / most + 1));
    let first = from.as_second().div_euclid(step) * step + step;
    let last = to.as_second();
    let mut ticks = Vec::new();
    let mut at = first;
    while at <= last {
        ticks.extend(Timestamp::from_second(at));
        at += step;
    }
    ticks
}
