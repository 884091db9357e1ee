use super::*;

fn parse(text: &str, given: &[&str]) -> Result<Scenario, Vec<String>> {
    let source = Source {
        path: "test.yaml".to_owned(),
        text: text.to_owned(),
    };
    let given: Vec<String> = given.iter().map(|&name| name.to_owned()).collect();
    Scenario::parse(source, &given)
        .map_err(|unreadable| unreadable.problems.into_iter().map(|p| p.what).collect())
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
