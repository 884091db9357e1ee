//! Broken scenario files and what is said of them, each pair golden: `x.yaml`
//! and `x.err`. To take in new texts, run with `BYOIP_BLESS=1` and read the
//! difference.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::document::Scenario;
use super::problem::Source;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scenario/tests")
}

fn files(extension: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().unwrap() == extension {
            stems.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    stems
}

fn check(stem: &str) {
    let path = format!("{stem}.yaml");
    let text = std::fs::read_to_string(folder().join(&path)).unwrap();
    let unreadable = Scenario::parse(Source { path, text }, &[]).unwrap_err();
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
