use super::super::template::Variables;
use super::*;

mod includes;
mod loops;
mod parts;

/// Files by their names.
struct Shelf<'t>(&'t [(&'t str, &'t str)]);

impl Files for Shelf<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        let found = self.0.iter().find(|(name, _)| *name == path);
        found
            .map(|(_, text)| (*text).to_owned())
            .ok_or_else(|| "not there".to_owned())
    }
}

fn parse_from(
    text: &str,
    files: &[(&str, &str)],
    given: &[&str],
) -> Result<Scenario, Vec<Problem>> {
    let source = Source {
        path: "stories/test.yaml".to_owned(),
        text: text.to_owned(),
    };
    let given: Vec<String> = given.iter().map(|&name| name.to_owned()).collect();
    Scenario::parse_from(source, &Shelf(files), &given).map_err(|unreadable| unreadable.problems)
}

fn parse(text: &str, given: &[&str]) -> Result<Scenario, Vec<String>> {
    parse_from(text, &[("stories/other.yaml", "a world")], given)
        .map_err(|problems| problems.into_iter().map(|p| p.what).collect())
}

/// What is wrong with a scenario of these steps and files, each with its place.
fn wrong(rest: &str, files: &[(&str, &str)]) -> Vec<String> {
    let text = format!("version: 1\nname: x\n{rest}");
    let problems = parse_from(&text, files, &[]).unwrap_err();
    let tell = |problem: Problem| {
        let file = problem.place.file.as_ref().map_or("", |file| &file.path);
        format!("{file}:{}: {}", problem.place, problem.what)
    };
    problems.into_iter().map(tell).collect()
}

/// The names of a scenario's steps, filled with what their scopes set.
fn names(steps: &[Step]) -> Vec<String> {
    let fill = |step: &Step| {
        let variables = Variables::default();
        let scope = step.scope.fill(&variables).unwrap();
        let name = step.name.as_ref().unwrap();
        name.fill(&variables.within(scope)).unwrap()
    };
    steps.iter().map(fill).collect()
}

#[test]
fn every_part_is_read() {
    let scenario = parse(
        "\
version: 1
name: A story
description: Why it is told
world: { file: other.yaml, seed: 7, policy: { review_duration: 2h, range_quota: 1 } }
requires: [openssl, aws]
variables: { half: 198.18.1.0/24 }
steps:
  - name: Ask for {{half}}
    describe: { byoip-cidrs: { cidr: \"{{half}}\" } }
    capture: { state: \"ByoipCidrs[0].State\" }
    expect: { \"ByoipCidrs[0].State\": provisioned }
  - advertise: \"{{half}}\"
    refused: IncorrectState
",
        &[],
    )
    .unwrap();
    assert_eq!(scenario.name, "A story");
    assert_eq!(scenario.description.as_deref(), Some("Why it is told"));
    assert_eq!(scenario.world.file.unwrap().text, "a world");
    assert_eq!(scenario.world.seed, Some(7));
    assert_eq!(scenario.world.policy.get("range_quota").unwrap(), "1");
    assert_eq!(scenario.requires, ["openssl", "aws"]);
    let names: Vec<_> = scenario.steps.iter().map(|step| step.action_name).collect();
    assert_eq!(names, ["describe", "advertise"]);
    let first = scenario.steps.first().unwrap();
    assert_eq!((first.place.line, first.place.column), (8, 5));
    assert_eq!(first.capture.len(), 1);
    assert!(scenario.steps.last().unwrap().refused.is_some());
}

#[test]
fn variables_may_come_from_the_command_line() {
    let text = "version: 1\nname: x\nsteps: [ { advertise: '{{range}}' } ]\n";
    assert_eq!(parse(text, &[]).unwrap_err(), ["no variable `range`"]);
    assert!(parse(text, &["range"]).is_ok());
}

#[test]
fn a_capture_is_known_to_later_steps_and_its_own_expectations_only() {
    let steps = |first: &str, second: &str| {
        parse(
            &format!(
                "version: 1\nname: x\nsteps:\n  - shell: {first}\n    capture: {{ v: stdout }}\n    \
                 expect: {{ stdout: '{{{{v}}}}' }}\n  - shell: {second}\n"
            ),
            &[],
        )
    };
    assert!(steps("echo", "echo {{v}}").is_ok());
    assert!(steps("echo {{v}}", "echo").is_err());
}
