use super::*;
use crate::scenario::outcome::tests::sample;

#[test]
fn the_whole_transcript() {
    assert_eq!(
        transcript(&sample()),
        "\
A sample
sample.yaml · target embedded · seed 7

2026-01-05 09:00:00  ✓ Advertise it
                       198.18.1.0/24 is advertised
                       · 2026-01-05 09:00:00  198.18.1.0/24 is advertised from AS14618
2026-01-06 10:30:00  ✗ Look
                       no such range

error: ByoipCidrs is not as wanted
 --> sample.yaml:6:15
  |
6 |     expect: { ByoipCidrs: { count: 1 } }
  |               ^^^^^^^^^^ wanted 1 elements
  |
  = seen: []

3 steps: 1 passed, 1 failed, 1 skipped, 1d1h30m of virtual time
to repeat this run: byoip run sample.yaml --target embedded --seed 7
"
    );
}

#[test]
fn a_run_that_succeeds_ends_with_its_counts() {
    let mut run = sample();
    run.steps.truncate(1);
    assert_eq!(footer(&run), "\n1 step: 1 passed\n");
}

#[test]
fn a_skipped_scenario_says_why() {
    let mut run = sample();
    run.steps.clear();
    run.skipped = Some("`openssl` is not installed".to_owned());
    assert_eq!(
        footer(&run),
        "skipped: `openssl` is not installed\n\n0 steps: 0 passed\n"
    );
}

#[test]
fn a_world_that_goes_on_has_no_seed() {
    let mut run = sample();
    run.seed = None;
    assert_eq!(
        header(&run),
        "A sample\nsample.yaml · target embedded · the world as it stands\n\n"
    );
}

#[test]
fn several_scenarios_are_counted() {
    let failed = sample();
    let mut passed = sample();
    passed.steps.truncate(1);
    let mut skipped = passed.clone();
    skipped.skipped = Some("`openssl` is not installed".to_owned());
    assert_eq!(
        total(&[failed, passed, skipped]),
        "\n3 scenarios: 1 succeeded, 1 failed, 1 skipped\n"
    );
}
