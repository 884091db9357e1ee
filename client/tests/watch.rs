//! `byoip run --watch`: a real process, and somebody who saves a file.

#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

#[test]
fn a_saved_file_is_run_again_a_broken_one_told_and_ctrl_c_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let story = folder.path().join("story.yaml");
    let part = folder.path().join("part.yaml");
    let save = |name: &str| {
        let text = format!("version: 1\nname: x\nsteps:\n  - {{ name: {name}, shell: exit 0 }}\n");
        std::fs::write(&part, text).unwrap();
    };
    let text = "version: 1\nname: A story\nsteps:\n  - include: part.yaml\n";
    std::fs::write(&story, text).unwrap();
    save("first");
    let mut watch = Command::new(env!("CARGO_BIN_EXE_byoip"))
        .args(["run", "--watch"])
        .arg(&story)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut transcript = BufReader::new(watch.stdout.take().unwrap()).lines();
    let mut told = BufReader::new(watch.stderr.take().unwrap()).lines();
    let mut until = |words: &str| {
        let found = transcript
            .by_ref()
            .find(|line| line.as_ref().unwrap().contains(words));
        assert!(found.is_some(), "it ended without {words}");
    };
    until("first");
    until("1 step: 1 passed");
    save("another");
    until("another");
    until("1 step: 1 passed");
    std::fs::write(&part, "version: 1\n").unwrap();
    let broken = told
        .by_ref()
        .find(|line| line.as_ref().unwrap().contains("nothing was run"));
    assert!(broken.is_some());
    save("mended");
    until("mended");
    until("1 step: 1 passed");
    kill_process(Pid::from_child(&watch), Signal::INT).unwrap();
    assert_eq!(watch.wait().unwrap().code(), Some(130));
}
