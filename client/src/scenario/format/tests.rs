use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

fn yaml_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            yaml_files(&path, files);
        } else if path.extension().is_some_and(|it| it == "yaml") {
            files.push(path);
        }
    }
}

/// Every YAML file beside the repository's scenarios, with its text.
fn scenarios() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    yaml_files(&root, &mut files);
    files.sort();
    assert!(files.len() > 30, "{files:?}");
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        (path, text)
    };
    files.into_iter().map(read).collect()
}

#[test]
fn every_file_of_the_repository_is_as_it_should_be_written() {
    for (path, text) in scenarios() {
        let formatted = format(&text).unwrap();
        assert_eq!(
            formatted,
            text,
            "run `byoip fmt` on {}",
            path.canonicalize().unwrap().display()
        );
    }
}

fn check(text: &str, wanted: &str) {
    assert_eq!(format(text).unwrap(), wanted);
}

#[test]
fn indentation_blanks_and_empty_lines() {
    check(
        "version:   1
name: x


steps:
-   name:  First   # why
    advertise:   198.18.1.0/24\t

# of the second


-   withdraw: {cidr:   198.18.1.0/24,
       x: [a,b ]}
-   withdraw:
     {  cidr:   198.18.1.0/24}
-   withdraw: {
      cidr: 198.18.1.0/24}


",
        "version: 1
name: x

steps:
  - name: First # why
    advertise: 198.18.1.0/24

  # of the second

  - withdraw: { cidr: 198.18.1.0/24, x: [a, b] }
  - withdraw:
      { cidr: 198.18.1.0/24 }
  - withdraw: {
      cidr: 198.18.1.0/24
    }
",
    );
}

#[test]
fn a_steps_keys_come_in_one_order_with_their_comments() {
    check(
        "steps:
  - capture: { pool: a }
    # Looked at last.
    expect:
      a: 1 # one
      # two
      b: 2
    each: 3
    advertise: 198.18.1.0/24
    name: N

  - name: Already
    advertise: 198.18.1.0/24
",
        "steps:
  - name: N
    each: 3
    advertise: 198.18.1.0/24
    # Looked at last.
    expect:
      a: 1 # one
      # two
      b: 2
    capture: { pool: a }

  - name: Already
    advertise: 198.18.1.0/24
",
    );
}

#[test]
fn steps_within_steps_have_their_order_too() {
    check(
        "steps:
  - steps:
      - expect: { a: 1 }
        describe: addresses
    each: [a]
    shell: x
    name: N
",
        "steps:
  - name: N
    steps:
      - describe: addresses
        expect: { a: 1 }
    each: [a]
    shell: x
",
    );
}

#[test]
fn a_text_over_lines_moves_as_a_whole() {
    check(
        "steps:
  - expect: { status: 0 }
    shell: |
      # no comment
      echo a

      echo b
    name: >-
      A long
      name
",
        "steps:
  - name: >-
      A long
      name
    shell: |
      # no comment
      echo a

      echo b
    expect: { status: 0 }
",
    );
}

#[test]
fn what_is_no_step_and_what_a_comment_keeps_in_place_stay() {
    for text in [
        "variables:\n  expect: 1\n  name: 2\n",
        "steps:\n  - { expect: { a: 1 }, describe: addresses }\n",
        "steps:\n  - expect: { a: 1 }\n    # of the describe\n    describe: addresses\n",
        "list:\n  - expect: 1\n    name: 2\n",
    ] {
        check(text, text);
    }
}

#[test]
fn line_ends_and_quotes() {
    check(
        "\u{feff}a: 'b'\r\nc: \"d\"\r\ne: 'say \"f\"'\r\n",
        "a: \"b\"\nc: \"d\"\ne: 'say \"f\"'\n",
    );
    check("a: 0123 # b", "a: 0123 # b\n");
    check(
        "  # above\n\n\t\n    # all\na: 1\n",
        "# above\n\n# all\na: 1\n",
    );
    check("# only a comment", "# only a comment\n");
}

#[test]
fn what_is_no_yaml_is_told_with_its_place() {
    let Err(FormatError::NotYaml(problem)) = format("a: [1\nb: 2\n") else {
        panic!("it is no YAML");
    };
    assert_eq!(problem.place.line, 2);
}

#[test]
fn what_would_come_out_otherwise_is_refused() {
    let blanks_are_text = "a: >\n  b\n     \nc: 1\n";
    assert_eq!(
        format(blanks_are_text),
        Err(FormatError::Changed("what it says"))
    );
}

#[test]
fn odd_texts_come_out_or_are_refused() {
    for text in [
        "",
        "\0",
        "größe: &a [*a]\n",
        "a: &x {b: 1}\nc: *x\n",
        "? [a, b]\n: c\n",
        "{a: 1}: 2\n",
        "version: !!binary aGk=\nname: .nan\nsteps: 0x10\n",
        "--- 1\n--- 2\n",
        "%YAML 1.2\n---\na: 1\n...\n",
        "a: \u{85}b\u{2028}c\n",
        "<<: {version: 1}\nname: x\n",
        "a: |+\n  b\n\n\n",
        "a: |2-\n    b\n",
        "a: \"b\n\n  c\"\n",
        "- - - a\n    - b\n",
        "steps:\n  - {name: x}\n  -\n    expect: {a: 1}\n    describe: addresses\n",
    ] {
        if let Ok(formatted) = format(text) {
            assert_eq!(format(&formatted), Ok(formatted.clone()), "{text:?}");
        }
    }
}

/// Something that happens to a file between two editors.
#[derive(Clone, Copy, Debug)]
enum Mishap {
    Blank,
    Trailing,
    Comment,
    Deeper,
    Wider,
    Lost,
    Swapped,
    Windows,
}

const MISHAPS: [Mishap; 8] = [
    Mishap::Blank,
    Mishap::Trailing,
    Mishap::Comment,
    Mishap::Deeper,
    Mishap::Wider,
    Mishap::Lost,
    Mishap::Swapped,
    Mishap::Windows,
];

fn befall(lines: &mut Vec<String>, mishap: Mishap, index: usize) {
    let index = index % lines.len().max(1);
    let Some(line) = lines.get_mut(index) else {
        return;
    };
    match mishap {
        Mishap::Blank => line.insert(0, '\n'),
        // A line of blanks alone may be a part of the text above it, and then is
        // refused.
        Mishap::Trailing if line.trim().is_empty() => {}
        Mishap::Trailing => line.push_str("   "),
        Mishap::Comment => line.push_str("   #mishap"),
        Mishap::Deeper => line.insert_str(0, "  "),
        Mishap::Wider => *line = line.replacen(": ", ":    ", 1).replacen("- ", "-   ", 1),
        Mishap::Lost => drop(lines.remove(index)),
        Mishap::Swapped => lines.swap(index, index / 2),
        Mishap::Windows => line.push('\r'),
    }
}

#[test]
fn nothing_that_befalls_a_line_is_a_reason_to_refuse_its_file() {
    let text = include_str!("../../../../scenarios/refusals/no-certificate.yaml");
    let count = text.lines().count();
    for mishap in MISHAPS {
        for index in 0..count {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            befall(&mut lines, mishap, index);
            let mangled = lines.join("\n");
            if yaml::parse(&mangled).is_ok()
                && let Err(error) = format(&mangled)
            {
                panic!("{mishap:?} at {}: {error}", index + 1);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever a text is, it is refused or comes out saying the same, as it
    /// would again.
    #[test]
    fn meaning_stays_and_once_is_enough(
        (_, text) in select(scenarios()),
        mishaps in prop::collection::vec((select(&MISHAPS[..]), any::<usize>()), 0..12),
    ) {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (mishap, index) in mishaps {
            befall(&mut lines, mishap, index);
        }
        let mangled = lines.join("\n");
        let Ok(before) = yaml::parse(&mangled) else {
            prop_assert!(matches!(format(&mangled), Err(FormatError::NotYaml(_))));
            return Ok(());
        };
        match format(&mangled) {
            Ok(formatted) => {
                let after = yaml::parse(&formatted).unwrap();
                // serde_json's mappings are equal in any order, unlike ours.
                prop_assert_eq!(before.to_json(), after.to_json());
                prop_assert_eq!(format(&formatted), Ok(formatted.clone()));
                prop_assert_eq!(mangled.matches("#mishap").count(), formatted.matches("#mishap").count());
            }
            // Refused, and so left as it is; which ones must not be is told above.
            Err(FormatError::Changed(_) | FormatError::Layout(_)) => {}
            Err(error) => prop_assert!(false, "{error}:\n{mangled}"),
        }
    }
}
