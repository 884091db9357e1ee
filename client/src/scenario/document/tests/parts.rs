//! What a scenario has beside its steps: parameters, secrets, a teardown, a drill.

use super::*;

const DRILL: &str = "\
version: 1
name: x
tags: [drill, registry]
parameters: [range]
secrets: [password]
steps:
  - advertise: '{{range}}'
    capture: { state: ByoipCidr.State }
drill:
  number: 4
  group: registry
  title: The review finds no certificate
  cause: wrong-network
  level: 2
  briefing: Find out.
  hints: [Look at the record, Look at the network above it]
  diagnosis: It is elsewhere.
  symptom:
    - shell: echo {{state}}
  check:
    - shell: echo {{state}}
  mend:
    - shell: echo {{state}}
      capture: { mended: stdout }
    - shell: echo {{mended}}
teardown:
  - only: simulator
    withdraw: '{{range}}'
";

#[test]
fn every_part_of_a_drill_is_read() {
    let scenario = parse(DRILL, &["range"]).unwrap();
    assert_eq!(scenario.tags, ["drill", "registry"]);
    assert_eq!(scenario.parameters.len(), 1);
    assert!(scenario.secrets.contains("password"));
    let drill = scenario.drill.as_ref().unwrap();
    assert_eq!((drill.number, drill.level), (4, 2));
    assert_eq!(drill.hints.len(), 2);
    assert_eq!(drill.mend.len(), 2);
    // One step, the symptom, the check as one and once more, the mend, the end.
    assert_eq!(scenario.len(), 1 + 1 + 2 + 2 + 1);
    let teardown = scenario.teardown.first().unwrap();
    assert_eq!(teardown.only, Some(Only::Simulator));
    assert!(teardown.needs.contains("range"));
}

#[test]
fn what_the_mend_captures_is_unknown_to_the_check() {
    let text = DRILL.replace(
        "  check:\n    - shell: echo {{state}}",
        "  check:\n    - shell: echo {{mended}}",
    );
    assert_eq!(
        parse(&text, &["range"]).unwrap_err(),
        ["no variable `mended`"]
    );
}

#[test]
fn odd_parts_are_told() {
    for (from, to, told) in [
        ("level: 2", "level: 4", "`level` is 1, 2 or 3"),
        (
            "only: simulator",
            "only: simulators",
            "no kind of target is called `simulators`",
        ),
        (
            "number: 4",
            "number: four",
            "`number` must be a whole number, not a text",
        ),
        (
            "  check:\n    - shell: echo {{state}}\n",
            "  check: []\n",
            "`check` without a step",
        ),
        (
            "[range]",
            "[range, today]",
            "`today` is built in and cannot be set",
        ),
        (
            "capture: { mended: stdout }",
            "capture: { mended: { path: stdout, secret: 1 } }",
            "`secret` must be true or false, not a number",
        ),
    ] {
        let text = DRILL.replace(from, to);
        assert_eq!(parse(&text, &["range"]).unwrap_err().first().unwrap(), told);
    }
}
