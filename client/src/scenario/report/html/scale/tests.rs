use super::*;
use crate::scenario::outcome::StepResult;
use crate::scenario::outcome::tests::sample;

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A run of passed steps that end at these times.
fn run(ends: &[&str]) -> RunResult {
    let mut run = sample();
    let step = run.steps.remove(0);
    run.steps = ends
        .iter()
        .map(|end| StepResult {
            at: Some(time(end)),
            events: Vec::new(),
            ..step.clone()
        })
        .collect();
    run
}

fn moment(step: usize, at: &str) -> Moment {
    let at = time(at);
    Moment { step, at }
}

const NINE: &str = "2026-01-05T09:00:00Z";
const TEN: &str = "2026-01-05T10:00:00Z";
const WEEK_LATER: &str = "2026-01-12T10:00:00Z";

#[test]
fn what_is_later_stands_further_right_and_a_week_does_not_bury_an_hour() {
    let scale = Scale::new(&run(&[NINE, TEN, WEEK_LATER, WEEK_LATER]), 900.0).unwrap();
    let moments = [
        moment(0, NINE),
        moment(1, TEN),
        moment(2, WEEK_LATER),
        moment(3, WEEK_LATER),
    ];
    let offsets = moments.map(|moment| scale.x(&moment));
    assert!(offsets.is_sorted_by(|a, b| a < b), "{offsets:?}");
    let [first, hour, week, _] = offsets;
    assert!((week - hour) / (hour - first) < 3.0, "{offsets:?}");
    let ends = scale.ends().unwrap();
    assert_eq!(ends, (moment(0, NINE), moment(3, WEEK_LATER)));
    assert!((scale.width() - 900.0).abs() < 0.01);
}

#[test]
fn steps_stand_side_by_side() {
    let scale = Scale::new(&run(&[NINE, NINE, TEN]), 900.0).unwrap();
    let steps: Vec<_> = (0..3).map(|index| scale.step(index).unwrap()).collect();
    for pair in steps.windows(2) {
        assert!((pair[0].1 - pair[1].0).abs() < 1e-9, "{steps:?}");
        assert!(pair[0].0 < pair[0].1, "{steps:?}");
    }
    assert_eq!(scale.step(3), None);
}

#[test]
fn a_long_run_is_squeezed_but_not_to_nothing() {
    let scale = Scale::new(&run(&[NINE; 500]), 900.0).unwrap();
    let (left, right) = scale.step(0).unwrap();
    assert!((right - left - STEP * SQUEEZED).abs() < 1e-9);
    assert!(scale.width() > 900.0);
}

#[test]
fn a_clock_that_was_set_back_does_not_turn_the_axis_round() {
    let scale = Scale::new(&run(&[TEN, NINE, TEN]), 900.0).unwrap();
    let offsets = [moment(0, TEN), moment(1, NINE), moment(2, TEN)].map(|it| scale.x(&it));
    assert!(offsets.is_sorted_by(|a, b| a < b), "{offsets:?}");
}

#[test]
fn what_did_not_run_has_no_place_and_what_comes_behind_it_has() {
    let mut run = run(&[NINE, TEN, WEEK_LATER]);
    run.steps[1].outcome = StepOutcome::Skipped;
    let scale = Scale::new(&run, 900.0).unwrap();
    let (_, first) = scale.step(0).unwrap();
    assert_eq!(scale.step(1), None);
    assert_eq!(scale.step(2), Some((first, scale.width())));
    assert_eq!(scale.ends().unwrap().1, moment(2, WEEK_LATER));
    for step in &mut run.steps {
        step.outcome = StepOutcome::Skipped;
    }
    assert!(Scale::new(&run, 900.0).is_none());
}
