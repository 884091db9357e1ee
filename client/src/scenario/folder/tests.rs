use super::*;

fn said(folder: &mut Folder, name: &str) -> String {
    folder.write(name, b"new").unwrap_err().to_string()
}

#[test]
fn what_was_there_before_is_kept() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    std::fs::create_dir(path("keys")).unwrap();
    for name in ["key.pem", "keys/1.pem"] {
        std::fs::write(path(name), "old").unwrap();
    }
    let mut folder = Folder::kept(place.path()).unwrap();
    for name in ["key.pem", "./key.pem", "keys/1.pem"] {
        let said = said(&mut folder, name);
        assert!(
            said.ends_with(
                "was there before this run and is not replaced; move it away, \
                 or take another --work-dir"
            ),
            "{said}"
        );
    }
    assert_eq!(std::fs::read(path("key.pem")).unwrap(), b"old");
}

#[test]
fn what_the_run_made_itself_may_be_replaced() {
    let place = tempfile::tempdir().unwrap();
    std::fs::create_dir(place.path().join("keys")).unwrap();
    let mut folder = Folder::kept(place.path()).unwrap();
    for name in ["key.pem", "./key.pem", "keys/1.pem", "keys/1.pem"] {
        folder.write(name, b"new").unwrap();
    }
    std::fs::write(folder.path().join("by-the-shell"), "old").unwrap();
    folder.write("by-the-shell", b"new").unwrap();
    assert_eq!(
        std::fs::read(place.path().join("by-the-shell")).unwrap(),
        b"new"
    );
}

#[test]
fn nothing_is_written_outside() {
    let place = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/tmp", place.path().join("link")).unwrap();
    let mut folder = Folder::kept(place.path()).unwrap();
    for name in [
        "/tmp/key.pem",
        "../key.pem",
        "a/../../key.pem",
        "link/key.pem",
        ".",
        "",
    ] {
        assert_eq!(
            said(&mut folder, name),
            format!(
                "`{name}` leads out of the working folder; name a file inside it, such as key.pem"
            )
        );
    }
}

#[test]
fn a_temporary_folder_is_private_and_goes_with_the_run() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::temporary().unwrap();
    let path = folder.path().to_owned();
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    drop(folder);
    assert!(!path.exists());
}
