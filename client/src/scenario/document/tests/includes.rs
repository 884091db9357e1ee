//! Files that include others.

use super::*;

const PART: &str = "\
version: 1
name: A part
parameters: [range]
variables: { note: 'about {{range}}' }
steps:
  - name: '{{note}}'
    advertise: '{{range}}'
    capture: { state: ByoipCidr.State }
";

#[test]
fn a_file_is_given_what_it_needs_and_gives_what_it_captures() {
    let text = "\
version: 1
name: x
variables: { half: 198.18.1.0/24 }
steps:
  - include: part.yaml
    with: { range: '{{half}}' }
  - name: after {{half}}
    shell: echo {{state}}
";
    let scenario = parse_from(text, &[("stories/part.yaml", PART)], &["half"]).unwrap();
    let place = &scenario.steps.first().unwrap().place;
    assert_eq!(place.file.as_ref().unwrap().path, "stories/part.yaml");
    assert_eq!(place.line, 6);
    let mut variables = Variables::default();
    variables.set("half", "198.18.1.0/24");
    let scope = scenario
        .steps
        .first()
        .unwrap()
        .scope
        .fill(&variables)
        .unwrap();
    let values: Vec<_> = scope
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        values,
        [("note", "about 198.18.1.0/24"), ("range", "198.18.1.0/24")]
    );
}

#[test]
fn what_is_given_wins_over_the_files_own() {
    let text = "\
version: 1
name: x
steps: [ { include: part.yaml, with: { range: a, note: mine } } ]
";
    let scenario = parse_from(text, &[("stories/part.yaml", PART)], &[]).unwrap();
    assert_eq!(names(&scenario.steps), ["mine"]);
}

#[test]
fn an_included_file_sees_nothing_else() {
    let part = "version: 1\nname: p\nsteps: [ { advertise: '{{half}}' } ]\n";
    assert_eq!(
        wrong(
            "variables: { half: a }\nsteps: [ { include: part.yaml } ]\n",
            &[("stories/part.yaml", part)]
        ),
        ["stories/part.yaml:3:23: no variable `half`"]
    );
}

#[test]
fn files_that_cannot_be_included_are_told() {
    let steps = "steps: [ { include: part.yaml } ]\n";
    let with_world = "version: 1\nname: p\nworld: { seed: 1 }\nsteps: [ { advertise: a } ]\n";
    let in_circles = "version: 1\nname: p\nsteps: [ { include: ./part.yaml } ]\n";
    for (part, told) in [
        (PART, "test:3:21: stories/part.yaml needs `range`"),
        (
            with_world,
            "stories/part.yaml:3:8: a file that is included has no `world` of its own",
        ),
        (
            in_circles,
            "stories/part.yaml:3:21: stories/part.yaml includes itself",
        ),
        ("version: [", "stories/part.yaml:"),
        (
            "version: 1\nsteps: []\n",
            "stories/part.yaml:1:1: `scenario` needs `name`",
        ),
    ] {
        let wrong = wrong(steps, &[("stories/part.yaml", part)]);
        let told = told.trim_start_matches("test");
        assert!(wrong.first().unwrap().starts_with(told), "{wrong:?}");
    }
    let missing = wrong(steps, &[]);
    assert_eq!(missing, [":3:21: cannot read stories/part.yaml: not there"]);
}

#[test]
fn files_lie_beside_the_one_that_names_them() {
    let outer = "version: 1\nname: o\nsteps: [ { include: deep/inner.yaml } ]\n";
    let inner = "version: 1\nname: i\nsteps: [ { include: ../leaf.yaml } ]\n";
    let leaf = "version: 1\nname: l\nsteps: [ { name: leaf, advertise: a } ]\n";
    let text = "version: 1\nname: x\nsteps: [ { include: parts/outer.yaml } ]\n";
    let files = [
        ("stories/parts/outer.yaml", outer),
        ("stories/parts/deep/inner.yaml", inner),
        ("stories/parts/leaf.yaml", leaf),
    ];
    assert_eq!(
        names(&parse_from(text, &files, &[]).unwrap().steps),
        ["leaf"]
    );
}
