//! A folder and a simulator, and `byoip` run in the one against the other.

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use byoip_simulator::testing::Simulator;

/// Where `byoip` is run.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    _runtime: tokio::runtime::Runtime,
    pub(crate) simulator: Simulator,
}

impl Place {
    pub(crate) fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let simulator = runtime.block_on(Simulator::start()).unwrap();
        Self {
            folder: tempfile::tempdir().unwrap(),
            _runtime: runtime,
            simulator,
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with a command line, not started yet.
    pub(crate) fn byoip(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_byoip"));
        command
            .current_dir(self.folder.path())
            .env("XDG_STATE_HOME", self.path("state"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// A command's exit code and what it printed.
pub(crate) fn output(command: &mut Command) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}
