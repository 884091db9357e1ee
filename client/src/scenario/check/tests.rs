use super::*;

const BEGINNING: &str = "version: 1\nname: x\n";
const END: &str = "steps: [ { describe: byoip-cidrs } ]\n";

/// The mistakes and the warnings of a file in this folder, each with its line.
fn findings(folder: &Path, middle: &str) -> (Vec<String>, Vec<String>) {
    let source = Source {
        path: folder.join("story.yaml").display().to_string(),
        text: format!("{BEGINNING}{middle}{END}"),
    };
    let shown = |problems: Vec<Problem>| {
        let lines = problems
            .iter()
            .map(|it| format!("{} {}", it.place, it.what));
        lines.collect()
    };
    let found = check(&source, &[], None);
    (shown(found.mistakes), shown(found.warnings))
}

#[test]
fn nothing_is_found_in_a_good_file() {
    let folder = tempfile::tempdir().unwrap();
    let found = findings(folder.path(), "requires: sh\n");
    assert_eq!(found, (Vec::new(), Vec::new()));
}

#[test]
fn a_world_that_is_not_there_or_is_none_is_a_mistake_of_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let world = "world: { file: other.yaml, policy: { review_duraton: 2h } }\n";
    let (missing, _) = findings(folder.path(), world);
    let [file, setting] = missing.as_slice() else {
        panic!("{missing:?}");
    };
    assert!(file.starts_with("3:16 cannot read "), "{file}");
    assert!(setting.starts_with("3:38 "), "{setting}");
    assert!(setting.contains("review_duraton"), "{setting}");

    std::fs::write(folder.path().join("other.yaml"), "version: 1\nsead: 3\n").unwrap();
    let (wrong, _) = findings(folder.path(), "world: { file: other.yaml }\n");
    assert!(
        matches!(wrong.as_slice(), [one] if one.starts_with("3:16 ") && one.contains("sead")),
        "{wrong:?}"
    );
}

#[test]
fn a_tool_that_is_missing_is_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let (mistakes, warnings) = findings(folder.path(), "requires: [sh, opensssl]\n");
    assert_eq!(mistakes, Vec::<String>::new());
    assert_eq!(
        warnings,
        ["3:16 `opensssl` is not installed here; a run would skip the scenario"]
    );
}

#[test]
fn mistakes_of_the_reader_are_among_the_others_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let (mistakes, _) = findings(folder.path(), "wold: 1\nworld: { file: other.yaml }\n");
    let lines: Vec<_> = mistakes.iter().filter_map(|it| it.get(..2)).collect();
    assert_eq!(lines, ["3:", "4:"], "{mistakes:?}");
}
