use super::*;

const SCENARIO: &str = "version: 1\nname: x\nsteps: []\n";

#[test]
fn a_folder_means_every_scenario_below_it() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("b/c");
    std::fs::create_dir_all(&deep).unwrap();
    for (path, text) in [
        ("z.yaml", SCENARIO),
        ("b/c/broken.yaml", "steps: [\n"),
        ("b/world.yaml", "version: 1\nseed: 3\n"),
        ("b/notes.md", "steps:\n"),
    ] {
        std::fs::write(folder.path().join(path), text).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), deep.join("round")).unwrap();
    let read = read(&[folder.path().to_owned()]).unwrap();
    let found: Vec<_> = read
        .iter()
        .map(|input| {
            let path = input.path.as_ref().unwrap();
            path.strip_prefix(folder.path()).unwrap().to_owned()
        })
        .collect();
    assert_eq!(found, [Path::new("b/c/broken.yaml"), Path::new("z.yaml")]);
}

#[test]
fn a_file_that_is_named_is_read_whatever_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("world.yml");
    std::fs::write(&path, "seed: 3\n").unwrap();
    let inputs = read(std::slice::from_ref(&path)).unwrap();
    assert_eq!(inputs.len(), 1);
    let empty = read(&[folder.path().to_owned()]).unwrap_err();
    assert!(empty.to_string().starts_with("no scenario below "));
    let missing = read(&[folder.path().join("nowhere.yaml")]).unwrap_err();
    assert_eq!((empty.exit(), missing.exit()), (Exit::Parse, Exit::Parse));
}
