//! Broken scenario files and what is said of them, each pair golden: `x.yaml`
//! and `x.err`. To take in new texts, run with `BYOIP_BLESS=1` and read the
//! difference.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::document::Scenario;
use super::files::Files;
use super::problem::Source;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scenario/tests")
}

fn files(extension: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|it| it == extension) {
            stems.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    stems
}

/// What the files include lies beside them, wherever the test runs.
struct Beside;

impl Files for Beside {
    fn read(&self, path: &str) -> Result<String, String> {
        // The system's own words differ from system to system.
        std::fs::read_to_string(folder().join(path)).map_err(|_| "there is no such file".to_owned())
    }
}

fn check(stem: &str) {
    let path = format!("{stem}.yaml");
    let text = std::fs::read_to_string(folder().join(&path)).unwrap();
    let unreadable = Scenario::parse_from(Source { path, text }, &Beside, &[]).unwrap_err();
    let said: String = unreadable
        .problems
        .iter()
        .map(|problem| format!("{}\n\n", problem.render(&unreadable.source)))
        .collect();
    let golden = folder().join(format!("{stem}.err"));
    if std::env::var_os("BYOIP_BLESS").is_some() {
        std::fs::write(&golden, &said).unwrap();
    }
    let wanted = std::fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(
        said, wanted,
        "{stem}.yaml is not said what {stem}.err holds"
    );
}

#[test]
fn every_broken_file_is_told_its_mistakes() {
    for stem in files("yaml") {
        check(&stem);
    }
}

#[test]
fn no_golden_text_is_an_orphan() {
    assert_eq!(files("err"), files("yaml"));
}

/// Reads a text and shows whatever is wrong with it: neither may panic.
fn read_any(text: &str) {
    let source = Source {
        path: "any.yaml".to_owned(),
        text: text.to_owned(),
    };
    if let Err(unreadable) = Scenario::parse(source, &[]) {
        assert!(!unreadable.problems.is_empty(), "{text:?}");
        for problem in &unreadable.problems {
            problem.render(&unreadable.source);
        }
    }
}

#[test]
fn every_beginning_of_a_file_is_read_or_told_its_mistakes() {
    for stem in files("yaml") {
        let text = std::fs::read_to_string(folder().join(format!("{stem}.yaml"))).unwrap();
        for (end, _) in text.char_indices() {
            read_any(&text[..end]);
        }
    }
}

#[test]
fn every_line_may_be_lost_or_turned_around() {
    for stem in files("yaml") {
        let text = std::fs::read_to_string(folder().join(format!("{stem}.yaml"))).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for index in 0..lines.len() {
            let mut lost = lines.clone();
            let line = lost.remove(index);
            read_any(&lost.join("\r\n"));
            let turned: String = line.chars().rev().collect();
            lost.insert(index, &turned);
            read_any(&lost.join("\n"));
        }
    }
}

#[test]
fn odd_texts_are_told_their_mistakes() {
    for text in [
        "\u{feff}version: 1\nname: ä\nsteps: 1\n",
        "größe: &a [*a]\n",
        "version: 1\nname: x\nsteps:\n  - advertise: |\n      {{\n      ä\n",
        "? [a, b]\n: c\n",
        "{a: 1}: 2\n",
        "version: !!binary aGk=\nname: .nan\nsteps: 0x10\n",
        "--- 1\n--- 2\n",
        "\0",
        "a: \u{85}b\u{2028}c\n",
        "<<: {version: 1}\nname: x\n",
    ] {
        read_any(text);
    }
    read_any(&"[".repeat(20_000));
    read_any(&format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000)));
    read_any(&format!("steps: {}", "{a: ".repeat(5_000)));
}
