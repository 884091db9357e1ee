//! The house's rules that a compiler does not check: a file is one noun, and the
//! arrows between the rooms go one way.

use std::fs;
use std::path::{Path, PathBuf};

/// Where a file stops.
const LINES_MAX: usize = 500;

fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the workspace's folder").to_owned()
}

/// The Rust files below a folder, with their text.
fn files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)
            .expect("a folder can be listed")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file is text");
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no Rust files");
    found
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| {
        let part = part.as_os_str();
        part == "tests" || part == "tests.rs" || part == "sample.rs"
    })
}

#[test]
fn files_stop_at_five_hundred_lines() {
    for folder in ["vocabulary/src", "simulator/src", "client/src", "tests"] {
        for (path, text) in files(folder) {
            let lines = text.lines().count();
            assert!(lines <= LINES_MAX, "{} has {lines} lines", path.display());
        }
    }
}

/// No file of a room names what belongs to another.
#[track_caller]
fn none_names(room: &str, foreign: &[&str], but: &[&str]) {
    for (path, text) in files(room) {
        let allowed = but.iter().any(|file| path.ends_with(file));
        if allowed || is_test(&path) {
            continue;
        }
        for name in foreign {
            let line = text
                .lines()
                .position(|line| line.contains(name) && !line.trim_start().starts_with("//"));
            if let Some(line) = line {
                panic!(
                    "{}:{}: {name} does not belong here",
                    path.display(),
                    line + 1
                );
            }
        }
    }
}

#[test]
fn the_world_has_never_seen_a_byte() {
    let outside = [
        "serde_json",
        "quick_xml",
        "http::",
        "tokio",
        "std::fs",
        "std::net::Tcp",
    ];
    none_names("simulator/src/world", &outside, &[]);
    none_names(
        "simulator/src/world",
        &["crate::wire", "crate::shell", "crate::simulation"],
        &[],
    );
}

#[test]
fn the_wire_has_no_socket_and_no_file() {
    none_names(
        "simulator/src/wire",
        &["tokio", "std::fs", "TcpStream", "crate::shell"],
        &[],
    );
}

#[test]
fn the_vocabulary_has_no_outside() {
    none_names(
        "vocabulary/src",
        &["std::fs", "std::net::Tcp", "tokio", "rand::"],
        &[],
    );
}

#[test]
fn the_client_knows_the_simulator_in_one_file() {
    none_names(
        "client/src",
        &["byoip_simulator"],
        &["client/src/embedded.rs"],
    );
}
