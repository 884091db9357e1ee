use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::scenario::outcome::tests::sample;

/// The picture's elements, if it is XML at all.
fn elements(svg: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    let mut seen = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return seen,
            Event::Start(tag) | Event::Empty(tag) => seen.push(tag.name().as_ref().to_owned()),
            _ => {}
        }
    }
}

fn draw(run: &RunResult) -> Option<String> {
    svg(run, &Timeline::of(run), "one")
}

#[test]
fn bars_have_their_words_and_the_picture_a_name() {
    let svg = draw(&sample()).unwrap();
    for part in [
        "role=\"img\" aria-labelledby=\"one-title one-desc\"",
        "<title id=\"one-title\">A sample: what happened when</title>",
        "<title>1. Advertise it, until 2026-01-05 09:00:00</title><rect class=\"passed\"",
        "<title>2. Look, until 2026-01-06 10:30:00</title><rect class=\"bad\"",
        "<title>198.18.1.0/24: advertised, from 2026-01-05 09:00:00 on</title><rect class=\"live\"",
        ">1d1h30m</text>",
    ] {
        assert!(svg.contains(part), "{part} is not in\n{svg}");
    }
    assert!(!svg.contains("3. withdraw"), "it was not run:\n{svg}");
}

#[test]
fn odd_names_are_text_and_nothing_else() {
    let mut run = sample();
    run.scenario = "</title><script>alert(1)</script>\u{1b}[31m\0".to_owned();
    for step in &mut run.steps {
        step.name = "\"><image href=\"x\"/>".to_owned();
    }
    let known = ["svg", "title", "desc", "path", "text", "g", "rect"];
    for element in elements(&draw(&run).unwrap()) {
        assert!(known.contains(&element.as_str()), "{element}");
    }
}

#[test]
fn a_run_in_which_nothing_ran_has_no_picture() {
    let mut run = sample();
    run.steps.clear();
    assert_eq!(draw(&run), None);
}

#[test]
fn what_took_no_time_is_a_diamond() {
    let at = Moment {
        step: 0,
        at: "2026-01-05T09:00:00Z".parse().unwrap(),
    };
    let mut timeline = Timeline::of(&sample());
    timeline.lanes[0].spans = vec![Span {
        from: Some(at),
        to: Some(at),
        label: "gone".to_owned(),
        tone: Tone::Bad,
    }];
    let svg = svg(&sample(), &timeline, "one").unwrap();
    assert!(
        svg.contains("gone, at 2026-01-05 09:00:00</title><path class=\"bad\""),
        "{svg}"
    );
}
