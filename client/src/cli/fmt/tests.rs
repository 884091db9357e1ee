use std::path::Path;

use super::*;

const MANGLED: &str = "version:   1\nname: x\nsteps:\n- advertise: a\n  name: N\n";
const LAID_OUT: &str = "version: 1\nname: x\nsteps:\n  - name: N\n    advertise: a\n";

fn execute(paths: &[&Path], check: bool) -> Exit {
    let files = paths.iter().map(|&path| path.to_owned()).collect();
    Fmt { files, check }.execute().unwrap()
}

#[test]
fn a_file_is_changed_in_place_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.yaml");
    std::fs::write(&path, MANGLED).unwrap();
    assert_eq!(execute(&[&path], true), Exit::Assertion);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), MANGLED);
    assert_eq!(execute(&[&path], false), Exit::Success);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), LAID_OUT);
    assert_eq!(execute(&[folder.path()], true), Exit::Success);
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 1, "something was left behind");
}

#[test]
fn a_mistake_in_one_file_leaves_all_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = (folder.path().join("a.yaml"), folder.path().join("b.yaml"));
    std::fs::write(&good, MANGLED).unwrap();
    std::fs::write(&bad, "steps: [\n").unwrap();
    assert_eq!(execute(&[&good, &bad], false), Exit::Parse);
    assert_eq!(std::fs::read_to_string(&good).unwrap(), MANGLED);
}

#[cfg(unix)]
#[test]
fn who_may_run_or_read_a_file_stays() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("story.yaml");
    std::fs::write(&path, MANGLED).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    execute(&[&path], false);
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}
