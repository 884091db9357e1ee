use super::*;
use crate::scenario::Source;

const MOVE: &str = "
version: 1
name: A move
variables: { range: 198.18.1.0/24 }
steps:
  - name: Write the message
    message: { cidr: '{{range}}', expires: '{{today+30d}}' }
    capture: { message: Message }
  - name: Sign
    sign: { key: key.pem, message: '{{message}}' }
    capture: { signature: Signature }
  - include: part.yaml
    with: { message: '{{message}}' }
  - name: Look
    describe: byoip-cidrs
    expect: { 'ByoipCidrs[0].Description': '{{signature}}' }
  - name: Look
    describe: addresses
    capture: { address: 'Addresses[0].PublicIp' }
    expect: { 'Addresses[0].PublicIp': '{{address}}' }
teardown:
  - release: '{{message}}'
";

struct Part;

impl crate::scenario::files::Files for Part {
    fn read(&self, _path: &str) -> Result<String, String> {
        let text = "{ version: 1, name: x, parameters: [message], \
                    steps: [ { name: Provision, provision: { cidr: 198.18.1.0/24, message: '{{message}}' } } ] }";
        Ok(text.to_owned())
    }
}

fn scenario() -> Scenario {
    let path = "move.yaml".to_owned();
    let text = MOVE.to_owned();
    Scenario::parse_from(Source { path, text }, &Part, &[]).unwrap()
}

fn course(from: Option<&str>, to: Option<&str>) -> Result<Course, String> {
    let scenario = scenario();
    let plan = Plan::of(&scenario, []);
    Course::between(&scenario, &plan, from, to).map_err(|error| error.to_string())
}

fn left_out(course: &Course) -> Vec<usize> {
    (1..=6)
        .filter(|&number| course.leaves_out(number))
        .collect()
}

#[test]
fn steps_are_named_by_number_or_name_and_both_ends_are_played() {
    for (from, to, left) in [
        (None, None, &[][..]),
        (Some("1"), Some("6"), &[]),
        (Some("Provision"), None, &[1, 2]),
        (None, Some("Sign"), &[3, 4, 5, 6]),
        (Some("3"), Some("3"), &[1, 2, 4, 5, 6]),
    ] {
        let course = course(from, to).unwrap();
        assert_eq!(left_out(&course), left, "{from:?} {to:?}");
    }
}

#[test]
fn what_names_no_step_says_what_would() {
    for (from, to, told) in [
        (
            Some("0"),
            None,
            "there is no step 0; move.yaml has the steps 1 to 6",
        ),
        (
            Some("7"),
            None,
            "there is no step 7; move.yaml has the steps 1 to 6",
        ),
        (
            Some("Provison"),
            None,
            "move.yaml has no step `Provison`; did you mean `Provision`?",
        ),
        (
            None,
            Some("Have lunch"),
            "move.yaml has no step `Have lunch`; --dry-run lists them",
        ),
        (
            Some("Look"),
            None,
            "2 steps are called `Look`: 4, 5; give a number",
        ),
        (
            Some("4"),
            Some("Sign"),
            "--from-step is step 4, which comes after step 2 of --to-step",
        ),
    ] {
        assert_eq!(course(from, to).unwrap_err(), told);
    }
}

#[test]
fn a_capture_that_is_left_out_is_told_with_the_step_that_makes_it() {
    let scenario = scenario();
    let missing = |from: &str, given: &[&str]| -> Vec<String> {
        let given = given.iter().copied().collect();
        let missing = course(Some(from), None).unwrap().missing(&scenario, &given);
        missing
            .iter()
            .map(|it| format!("{}: {}, {}", it.name, it.wanted_by, it.captured_by))
            .collect()
    };
    // By what the included file is given, and by an expectation alone.
    assert_eq!(
        missing("3", &[]),
        [
            "message: step 3 (Provision), step 1 (Write the message)",
            "signature: step 4 (Look), step 2 (Sign)",
        ]
    );
    assert_eq!(missing("3", &["message"]).len(), 1);
    assert!(missing("3", &["message", "signature"]).is_empty());
    // A step's own capture serves its expectations; the teardown clears away only
    // what there is.
    assert!(missing("5", &[]).is_empty());
    assert!(missing("6", &[]).is_empty());
}
