use std::os::unix::fs::PermissionsExt;

use super::*;

#[test]
fn a_secret_is_readable_by_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("private-key.pem");
    for replace in [false, true] {
        create(&path, b"secret", Readers::Owner, replace).unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "replace: {replace}");
    }
}

#[test]
fn nothing_is_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.pem");
    create(&path, b"old", Readers::Owner, false).unwrap();
    let error = create(&path, b"new", Readers::Owner, false).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "{} is there already; choose another name, or replace it with --force",
            path.display()
        )
    );
    assert_eq!(read(&path).unwrap(), b"old");

    create(&path, b"new", Readers::Owner, true).unwrap();
    assert_eq!(read(&path).unwrap(), b"new");
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1, "nothing is left beside it");
}

#[test]
fn refuses_what_is_no_text_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    assert!(matches!(read(&path), Err(FileError::Read { .. })));
    fs::write(&path, vec![b'x'; 1 << 20]).unwrap();
    assert!(read(&path).is_ok());
    fs::write(&path, vec![b'x'; (1 << 20) + 1]).unwrap();
    assert!(matches!(read(&path), Err(FileError::TooLarge(_))));
    fs::write(&path, b"\xff").unwrap();
    assert!(matches!(read_text(&path), Err(FileError::NotText(_))));
}

#[test]
fn what_is_no_regular_file_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (file, link) = (folder.path().join("file"), folder.path().join("link"));
    create(&file, b"old", Readers::Owner, false).unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    for (path, kind) in [
        (link.as_path(), "a symbolic link"),
        (folder.path(), "a folder"),
        (Path::new("/dev/null"), "a device, a pipe or a socket"),
    ] {
        let error = create(path, b"new", Readers::Owner, true).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "{} is {kind}, and only a file is replaced; name the file itself",
                path.display()
            )
        );
    }
    assert_eq!(read(&link).unwrap(), b"old");
}

#[test]
fn one_file_is_known_by_all_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("key"), "one").unwrap();
    fs::write(path("copy"), "one").unwrap();
    fs::hard_link(path("key"), path("hard")).unwrap();
    std::os::unix::fs::symlink("key", path("soft")).unwrap();
    for (name, same) in [
        ("key", true),
        ("./key", true),
        ("hard", true),
        ("soft", true),
        ("copy", false),
        ("missing", false),
    ] {
        assert_eq!(is_same(&path("key"), &path(name)), same, "{name}");
    }
}
