//! What ends `byoip run` in the middle: real signals to a real process.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot read its own files must fail"
)]

use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

/// Its step and its teardown last for ever, each with a file that says it is
/// under way.
const STORY: &str = "
version: 1
name: It does not end by itself
parameters: [place]
steps:
  - shell: touch {{place}}/working; until [ -e {{place}}/go ]; do :; done
teardown:
  - shell: touch {{place}}/clearing; until [ -e {{place}}/go ]; do :; done
  - shell: touch {{place}}/cleared
";

fn wait_for(path: &Path, run: &mut Child) {
    while !path.exists() {
        assert_eq!(run.try_wait().unwrap(), None, "it ended too early");
        std::thread::yield_now();
    }
}

#[test]
fn whoever_asks_again_ends_the_clearing() {
    for (first, second) in [
        (Signal::TERM, Signal::TERM),
        (Signal::TERM, Signal::INT),
        (Signal::HUP, Signal::TERM),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("story.yaml"), STORY).unwrap();
        let mut run = Command::new(env!("CARGO_BIN_EXE_byoip"))
            .current_dir(folder.path())
            .args(["run", "story.yaml", "--var"])
            .arg(format!("place={}", folder.path().display()))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_for(&path("working"), &mut run);
        let process = Pid::from_child(&run);
        kill_process(process, first).unwrap();
        wait_for(&path("clearing"), &mut run);
        kill_process(process, second).unwrap();
        assert_eq!(
            run.wait().unwrap().code(),
            Some(130),
            "{first:?} {second:?}"
        );
        assert!(!path("cleared").exists());
        // A command that outlived the run ends with it.
        std::fs::write(path("go"), "").unwrap();
    }
}
