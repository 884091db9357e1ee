use std::net::Ipv4Addr;

use byoip_vocabulary::asn::Asn;

use super::axis::Axis;
use super::*;
use crate::world::continuity::{Met, Question, Sample, Span};
use crate::world::internet::{Route, Source};
use crate::world::reach::Reach;

fn at(seconds: i64) -> Timestamp {
    let start: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
    start + SignedDuration::from_secs(seconds)
}

fn span<T>(from: i64, to: i64, what: T) -> Span<T> {
    let (from, to) = (at(from), at(to));
    Span { from, to, what }
}

fn sample(second: i64, home: u32, impostor: u32, nowhere: u32) -> Sample {
    Sample {
        at: at(second),
        home,
        amazon: 0,
        impostor,
        nowhere,
    }
}

/// Two partners, one of which an impostor has for half a minute, on the second
/// day.
fn report() -> Continuity {
    let day = 86_400;
    let met = |partner: &str, spans| Met {
        partner: partner.to_owned(),
        asn: Asn::new(64496),
        spans,
        outbound: Vec::new(),
    };
    let route = |prefix: &str, asn| Route {
        prefix: prefix.parse().unwrap(),
        origin: Asn::new(asn),
    };
    let impostor = Source::impostor(route("198.18.0.0/24", 64511), Asn::new(64511));
    let home = Source::home(route("198.18.0.0/23", 64500));
    Continuity {
        question: Question {
            from: at(0),
            to: at(2 * day),
            address: Ipv4Addr::new(198, 18, 0, 10),
            caller: None,
        },
        origins: vec![span(0, 2 * day, home), span(day, day + 25, impostor)],
        shares: vec![
            sample(0, 100, 0, 0),
            sample(day, 60, 40, 0),
            sample(day + 30, 98, 0, 2),
        ],
        partners: vec![
            met("calm", vec![span(0, 2 * day, Reach::Home)]),
            met(
                "<struck>",
                vec![
                    span(0, day, Reach::Home),
                    span(day, day + 20, Reach::Impostor(Asn::new(64511))),
                    span(day + 20, day + 30, Reach::NoRoute),
                    span(day + 30, 2 * day, Reach::Home),
                ],
            ),
        ],
    }
}

#[test]
fn the_text_tells_who_lost_what() {
    let expected = "\
198.18.0.10 from 2026-01-05T09:00:00Z for 2d: interrupted
not answered: 1 of 2 partners, <struck> for 30s; packets end at home

calm      AS64496  never down; now home answers
<struck>  AS64496  down 30s at one stretch; now home answers
  2026-01-06T09:00:00.000Z  30s: AS64511 has it, an impostor, then no route

announced
  from before           198.18.0.0/23 by AS64500 at home, and still
  2026-01-06T09:00:00Z  198.18.0.0/24 by AS64511, an impostor, for 25s
";
    assert_eq!(text(&report()), expected);
}

#[test]
fn the_document_has_it_all() {
    let document = serde_json::to_value(document(&report())).unwrap();
    let struck = &document["partners"]["<struck>"];
    assert_eq!(document["verdict"], "interrupted");
    assert_eq!(document["downtime_seconds"], 30.0);
    assert_eq!(struck["downtime_seconds"], 30.0);
    assert_eq!(struck["outages"][0]["why"][1], "no route");
    assert_eq!(struck["spans"].as_array().unwrap().len(), 4);
    assert_eq!(struck["spans"][1]["at"], "impostor");
    assert_eq!(struck["spans"][1]["answered_by"], serde_json::Value::Null);
    assert_eq!(struck["spans"][3]["answered_by"], "home");
    assert_eq!(document["partners"]["calm"]["handovers"], 0);
    assert_eq!(document["origins"][1]["impostor"], "AS64511");
    assert_eq!(document["networks"][1]["impostor"], 40);
}

/// The picture is well-formed, whatever partners are called, and has everybody's
/// stretches.
#[test]
fn the_picture_is_well_formed() {
    let picture = plot(&report());
    let mut reader = quick_xml::Reader::from_str(&picture);
    let mut bars = 0;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(element) if element.name().as_ref() == "rect" => {
                bars += 1;
            }
            _ => {}
        }
    }
    // Two announcements and five stretches have titles.
    assert_eq!(bars, 7, "{picture}");
    assert!(picture.contains("&lt;struck&gt;"), "{picture}");
    assert!(picture.contains("down 30s"), "{picture}");
    assert!(picture.contains("+23h56m"), "{picture}");
}

/// What is later is further right, breaks or no breaks.
#[test]
fn an_axis_goes_on() {
    let happenings = [10, 11, 4_000, 86_400, 86_401, 700_000].map(at);
    for moments in [&happenings[..], &happenings[..2], &[]] {
        let axis = Axis::new(at(0), at(800_000), moments.iter().copied(), 100.0, 700.0);
        assert_eq!(axis.place(at(0)), 100.0);
        assert!((axis.place(at(800_000)) - 700.0).abs() < 1e-6);
        let places: Vec<f64> = (0..8_000).map(|it| axis.place(at(it * 100))).collect();
        assert!(places.is_sorted());
        for pair in axis.pieces().windows(2) {
            assert_eq!((pair[0].to, pair[0].right), (pair[1].from, pair[1].left));
            assert_ne!(pair[0].quiet, pair[1].quiet);
        }
    }
    let axis = Axis::new(at(0), at(800_000), happenings, 100.0, 700.0);
    // A second beside nine days.
    assert!(axis.place(at(11)) - axis.place(at(10)) > 0.1);
    assert_eq!(axis.pieces().iter().filter(|it| it.quiet).count(), 4);
}

#[test]
fn lengths_are_short() {
    let told = [0, 1, 59_949, 60_000, 61_700, 7_200_000]
        .map(|millis| length(SignedDuration::from_millis(millis)));
    assert_eq!(told, ["0s", "0s", "59.9s", "1m", "1m1s", "2h"]);
}
