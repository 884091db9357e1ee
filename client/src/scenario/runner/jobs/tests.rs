use super::super::tests::scenario;
use super::*;
use crate::scenario::report::text;

fn jobs(scenarios: &[Scenario]) -> Vec<Job<'_>> {
    let jobs = scenarios.iter().map(|scenario| Job {
        scenario,
        options: RunOptions::default(),
    });
    jobs.collect()
}

fn threads(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).unwrap()
}

/// Whoever makes the folder first goes on only when the other has come, so that
/// two of them end only side by side.
fn rendezvous(folder: &std::path::Path, own: &str, other: &str) -> Scenario {
    let folder = folder.display();
    scenario(&format!(
        "  - name: {own}\n    shell: touch {folder}/{own}; until [ -e {folder}/{other} ]; do :; done\n"
    ))
}

#[test]
fn runs_go_on_side_by_side_and_are_told_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let scenarios = [
        rendezvous(folder.path(), "a", "b"),
        rendezvous(folder.path(), "b", "a"),
        scenario("  - shell: exit 1\n"),
    ];
    let (mut ended, mut told) = (0, Vec::new());
    let results = run_all(
        &jobs(&scenarios),
        threads(2),
        Manner::default(),
        |news| match news {
            News::Ended { failed } => ended += usize::from(failed),
            News::Next { result } => told.push(result.steps.first().unwrap().name.clone()),
        },
    );
    assert_eq!(told, ["a", "b", "shell"]);
    assert_eq!(ended, 1);
    let succeeded: Vec<bool> = results.iter().map(RunResult::succeeded).collect();
    assert_eq!(succeeded, [true, true, false]);
}

#[test]
fn equal_jobs_have_equal_transcripts_in_turn_and_side_by_side() {
    let steps = "  - roa: { create: { prefix: 198.18.0.0/23, asn: AS64500 } }\n  - clock: { advance: 1d }\n";
    let scenarios = [scenario(steps), scenario(steps)];
    let transcripts =
        |results: Vec<RunResult>| -> Vec<String> { results.iter().map(text::transcript).collect() };
    let work = jobs(&scenarios);
    let in_turn = transcripts(run_in_turn(&work, Manner::default(), &mut ()));
    let beside = transcripts(run_all(&work, threads(2), Manner::default(), |_| ()));
    assert_eq!(in_turn, beside);
}

#[test]
fn the_first_failure_can_be_the_end() {
    let scenarios = [
        scenario("  - shell: exit 0\n"),
        scenario("  - shell: exit 1\n"),
        scenario("  - shell: exit 0\n"),
    ];
    let manner = Manner { fail_fast: true };
    let work = jobs(&scenarios);
    for results in [
        run_in_turn(&work, manner, &mut ()),
        run_all(&work, threads(1), manner, |_| ()),
    ] {
        let skipped: Vec<bool> = results.iter().map(|it| it.skipped.is_some()).collect();
        assert_eq!(skipped, [false, false, true]);
    }
    let all = run_in_turn(&work, Manner::default(), &mut ());
    assert!(all.iter().all(|run| run.skipped.is_none()));
}
