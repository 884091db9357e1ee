//! A person's desk: a working folder, a shell with our programs on its path and
//! the environment that a simulator gives.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::binary;
use crate::simulator::Simulator;

/// A desk.
#[derive(Debug)]
pub struct Desk {
    folder: TempDir,
    variables: Vec<(String, String)>,
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}

impl Desk {
    /// A desk with nothing on it.
    ///
    /// # Panics
    ///
    /// If no temporary folder can be made.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let variables = Vec::new();
        Self { folder, variables }
    }

    /// A desk whose tools talk to a simulator.
    pub fn at(simulator: &Simulator) -> Self {
        let mut desk = Self::new();
        desk.variables = simulator.environment();
        // No configuration of whoever runs the tests gets in the way.
        desk.set("AWS_CONFIG_FILE", "/dev/null");
        desk.set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        desk.set("AWS_PAGER", "");
        desk.set("AWS_MAX_ATTEMPTS", "1");
        desk.set("AWS_EC2_METADATA_DISABLED", "true");
        desk
    }

    /// Sets a variable of the shell.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// The working folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs lines of a shell as a person at this desk would.
    ///
    /// # Panics
    ///
    /// If there is no shell.
    pub fn run(&self, lines: &str) -> Output {
        let programs = binary::path("byoip");
        let programs = programs.parent().expect("a program lies in a folder");
        let path = std::env::var("PATH").unwrap_or_default();
        Command::new("sh")
            .args(["-uc", lines])
            .current_dir(self.path())
            .env("PATH", format!("{}:{path}", programs.display()))
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .output()
            .expect("sh is there")
    }

    /// The lines' output without the last line end, where they must succeed.
    ///
    /// # Panics
    ///
    /// If they do not.
    #[track_caller]
    pub fn line(&self, lines: &str) -> String {
        self.ok(lines).trim_end().to_owned()
    }

    /// The lines' output, where they must succeed.
    ///
    /// # Panics
    ///
    /// If they do not.
    #[track_caller]
    pub fn ok(&self, lines: &str) -> String {
        let output = self.run(lines);
        assert!(
            output.status.success(),
            "{lines}\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("the output is text")
    }

    /// The lines' output and complaints, where they must end with this code.
    ///
    /// # Panics
    ///
    /// If they end with another.
    #[track_caller]
    pub fn fails(&self, lines: &str, code: i32) -> String {
        let output = self.run(lines);
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).expect("the output is text");
        assert_eq!(output.status.code(), Some(code), "{lines}\n{text}");
        text
    }
}
