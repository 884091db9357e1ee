//! Loops over data.

use super::*;

fn rounds(each: &str, files: &[(&str, &str)]) -> Vec<String> {
    let text = format!(
        "version: 1\nname: x\nsteps:\n  - each: {each}\n    steps:\n      - name: '{{{{range}}}} for {{{{days}}}}'\n        advertise: '{{{{range}}}}'\n"
    );
    names(
        &parse_from(&text, files, &["days"])
            .unwrap_or_else(|problems| panic!("{problems:?}"))
            .steps,
    )
}

#[test]
fn data_comes_from_the_file_itself_or_from_another() {
    let rows = ["a for 1", "b for 2"];
    assert_eq!(
        rounds("[ { range: a, days: 1 }, { range: b, days: 2 } ]", &[]),
        rows
    );
    for (name, text) in [
        ("stories/rows.csv", "range, days\na, 1\n\"b\",2\n"),
        (
            "stories/rows.yaml",
            "- { range: a, days: 1 }\n- range: b\n  days: 2\n",
        ),
        (
            "stories/rows.json",
            r#"[{"range":"a","days":1},{"range":"b","days":2}]"#,
        ),
    ] {
        let file = name.trim_start_matches("stories/");
        assert_eq!(
            rounds(&format!("{{ file: {file} }}"), &[(name, text)]),
            rows
        );
    }
}

#[test]
fn loops_lie_in_each_other() {
    let text = "\
version: 1
name: x
steps:
  - each: { a: [1, 2] }
    steps:
      - each: { b: ['{{a}}x', '{{a}}y'] }
        steps:
          - { name: '{{a}}{{b}}', shell: 'true' }
";
    let scenario = parse_from(text, &[], &[]).unwrap();
    assert_eq!(names(&scenario.steps), ["11x", "11y", "22x", "22y"]);
}

#[test]
fn a_loops_variables_end_with_it() {
    let wrong = wrong(
        "steps:\n  - each: { a: [1] }\n    steps: [ { shell: '{{a}}' } ]\n  - shell: '{{a}}'\n",
        &[],
    );
    assert_eq!(wrong, [":6:12: no variable `a`"]);
}

#[test]
fn mistakes_are_told_once_and_not_in_every_round() {
    let inside = "steps:\n  - each: { a: [1, 2, 3] }\n    steps: [ { shel: '{{a}}' } ]\n";
    assert_eq!(wrong(inside, &[]).len(), 1);
    let with = |each: &str| format!("steps:\n  - each: {each}\n    steps: [ {{ shell: x }} ]\n");
    for (each, told) in [
        (
            "7",
            ":4:11: `each` must be a list or a mapping, not a number",
        ),
        ("{ a: [1], b: [2] }", ":4:11: `each` goes over one list"),
        ("[]", ":4:11: nothing to go over"),
        (
            "{ today: [1] }",
            ":4:11: `today` is built in and cannot be set",
        ),
        (
            "{ file: a.csv }",
            ":4:19: cannot read stories/a.csv: not there",
        ),
        ("{ file: b.txt }", ":4:19: `b.txt` has no known ending"),
        (
            "{ file: b.yaml }",
            "stories/b.yaml:1:1: stories/b.yaml must be a list, not a mapping",
        ),
        (
            "{ file: b.csv }",
            "stories/b.csv:2:1: not a table: CSV error: record 1 (line: 2, byte: 4): found record with 1 fields, but the previous record has 2 fields",
        ),
    ] {
        let files = [
            ("stories/b.txt", ""),
            ("stories/b.yaml", "{ a: 1 }"),
            ("stories/b.csv", "a,b\n1\n"),
        ];
        assert_eq!(wrong(&with(each), &files).first().unwrap(), told, "{each}");
    }
}

#[test]
fn a_loop_that_would_never_end_is_refused() {
    let inner = "{ each: { b: [1,2,3,4,5,6,7,8,9,0] }, steps: [ { shell: x } ] }";
    let mut text = inner.to_owned();
    for _ in 0..5 {
        text = format!("{{ each: {{ b: [1,2,3,4,5,6,7,8,9,0] }}, steps: [ {text} ] }}");
    }
    let wrong = wrong(&format!("steps: [ {text} ]\n"), &[]);
    assert!(
        wrong.first().unwrap().contains("beyond 10000 steps"),
        "{wrong:?}"
    );
}
