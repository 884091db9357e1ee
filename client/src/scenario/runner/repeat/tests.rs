use super::*;
use crate::scenario::Source;
use crate::target::Target;

#[test]
fn the_repeating_command_can_be_pasted() {
    assert_eq!(quoted("scenarios/a-b.yaml"), "scenarios/a-b.yaml");
    assert_eq!(quoted("name=it's here"), r"'name=it'\''s here'");
    assert_eq!(quoted(""), "''");
}

#[test]
fn no_seed_resets_a_world_that_had_its_own_and_no_value_is_told() {
    let scenario = |target: Target, seed| {
        let text = "version: 1\nname: x\nsteps: [{ describe: byoip-cidrs }]\n".to_owned();
        let path = "a.yaml".to_owned();
        let scenario = Scenario::parse(Source { path, text }, &[]).unwrap();
        let secret = ("token".to_owned(), "hunter2".to_owned());
        let options = RunOptions {
            target,
            variables: [secret].into(),
            ..RunOptions::default()
        };
        repeat(&scenario, &options, seed)
    };
    assert_eq!(
        scenario(Target::Url("http://127.0.0.1:4566".to_owned()), None),
        "byoip run a.yaml --target url=http://127.0.0.1:4566 --var token=…"
    );
    assert_eq!(
        scenario(Target::Embedded, Some(1)),
        "byoip run a.yaml --target embedded --seed 1 --var token=…"
    );
}
