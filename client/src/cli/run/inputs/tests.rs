use super::*;

fn selection(tags: &[&str], skipped: &[&str]) -> Selection {
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    Selection {
        tags: owned(tags),
        skipped: owned(skipped),
    }
}

#[test]
fn a_tag_chooses_and_a_negated_one_leaves_out() {
    let file = ["drill".to_owned(), "rpki".to_owned()];
    for (tags, skipped, takes) in [
        (&[][..], &[][..], true),
        (&["rpki"], &[], true),
        (&["registry"], &[], false),
        (&["registry", "drill"], &[], true),
        (&["!drill"], &[], false),
        (&["!registry"], &[], true),
        (&["drill", "!rpki"], &[], false),
        (&["drill"], &["rpki"], false),
        (&["drill"], &["registry"], true),
    ] {
        assert_eq!(
            selection(tags, skipped).takes(&file),
            takes,
            "{tags:?} {skipped:?}"
        );
    }
}

#[test]
fn a_file_without_tags_is_left_out_only_where_one_is_wanted() {
    assert!(!selection(&["drill"], &[]).takes(&[]));
    assert!(selection(&["!drill"], &[]).takes(&[]));
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, format!("version: 1\nname: x\n{text}")).unwrap();
    };
    let step = "steps:\n  - describe: byoip-cidrs\n";
    write("a.yaml", &format!("tags: [onboarding]\n{step}"));
    write("b/a.yaml", step);
    write("parts/part.yaml", &format!("parameters: [range]\n{step}"));
    write(
        "c.yaml",
        "steps:\n  - include: parts/part.yaml\n    with: { range: x }\n",
    );
    folder
}

#[test]
fn a_folder_is_all_that_can_be_run_below_it() {
    let folder = folder();
    let read = |selection: &Selection| {
        read(
            &[folder.path().to_owned()],
            &Reading::SCENARIO,
            selection,
            &Gathered::default(),
        )
    };
    let loaded = read(&Selection::default()).unwrap().scenarios.unwrap();
    let names: Vec<_> = loaded
        .iter()
        .map(|it| it.scenario.source.path.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(names, ["a.yaml", "a.yaml", "c.yaml"]);
    let folders: Vec<_> = folder_names(&loaded);
    assert_eq!(folders, [Path::new("a"), Path::new("a-2"), Path::new("c")]);
    let including = loaded.last().unwrap();
    assert_eq!(including.files.len(), 2, "{:?}", including.files);

    let nothing = read(&selection(&["onbording"], &[])).unwrap_err();
    assert_eq!(nothing.exit(), Exit::Usage);
    assert_eq!(
        nothing.to_string(),
        "no file has the tags that were asked for; did you mean `onboarding`?"
    );
}

#[test]
fn what_was_read_or_should_have_been_is_known_of_a_broken_file_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let text = "version: 1\nname: x\nsteps:\n  - include: nowhere.yaml\n";
    std::fs::write(&path, text).unwrap();
    let inputs = read(
        std::slice::from_ref(&path),
        &Reading::SCENARIO,
        &Selection::default(),
        &Gathered::default(),
    );
    let inputs = inputs.unwrap();
    assert!(inputs.scenarios.is_none());
    let paths: Vec<_> = inputs.paths.into_iter().collect();
    assert_eq!(paths, [path, folder.path().join("nowhere.yaml")]);
}
