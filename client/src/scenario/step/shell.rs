//! `shell`: any command, such as those of the AWS guide, unchanged but for the
//! endpoint, which comes from the environment.
//!
//! ```yaml
//! shell: aws ec2 describe-byoip-cidrs --max-results 5
//! shell: { command: openssl rsa -in private-key.pem -check -noout, stdin: "" }
//! ```
//!
//! It runs as `sh -euc` in the run's working folder, with the world's
//! environment, and the scenario's variables by their names (`-` becomes `_`).
//! The answer holds `status`, `stdout`, `stderr` and, where the output is JSON,
//! `json`. A status other than 0 fails the step unless it expects `status`.

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::Trouble;
use super::{Action, Answer, Running};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

/// A command that asks for something it is not given would wait for ever.
const PATIENCE: Duration = Duration::from_secs(300);

#[derive(Debug)]
struct ShellStep {
    command: Template,
    stdin: Option<Template>,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    if node.scalar().is_some() {
        let command = fields::text("shell", node, problems)?;
        return Some(Box::new(ShellStep {
            command,
            stdin: None,
        }));
    }
    let mut fields = Fields::open("shell", node, problems)?;
    let (command, stdin) = (fields.need_text("command"), fields.text("stdin"));
    fields.close();
    Some(Box::new(ShellStep {
        command: command?,
        stdin,
    }))
}

impl Action for ShellStep {
    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let script = stage.fill(&self.command)?;
            let stdin = stage.fill_option(self.stdin.as_ref())?;
            let mut command = Command::new("sh");
            command.arg("-euc").arg(&script).current_dir(&stage.folder);
            dress(&mut command, stage);
            let run = run(command, stdin.unwrap_or_default());
            let output = tokio::time::timeout(PATIENCE, run)
                .await
                .map_err(|_| Trouble::Failed("the command does not end".to_owned()))?
                .map_err(|error| Trouble::Failed(format!("cannot run sh: {error}")))?;
            let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
            let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
            // A command ended by a signal has no status; shells call it 128.
            let status = output.status.code().unwrap_or(128);
            let said = match stdout.lines().count() {
                0 => format!("status {status}"),
                1 => format!("status {status}, 1 line"),
                count => format!("status {status}, {count} lines"),
            };
            let mut value = json!({ "status": status, "stdout": stdout, "stderr": stderr });
            if let (Ok(parsed), Value::Object(members)) =
                (serde_json::from_str::<Value>(&stdout), &mut value)
            {
                members.insert("json".to_owned(), parsed);
            }
            Ok(Answer::new(value, said))
        })
    }

    fn implied(&self) -> Option<(&'static str, i64)> {
        Some(("status", 0))
    }
}

/// The world's environment and nothing of the caller's own AWS set-up, which
/// would send the command elsewhere.
fn dress(command: &mut Command, stage: &Stage) {
    for name in [
        "AWS_PROFILE",
        "AWS_DEFAULT_PROFILE",
        "AWS_SESSION_TOKEN",
        "AWS_ENDPOINT_URL_EC2",
        "AWS_ENDPOINT_URL_STS",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "HTTP_PROXY",
        "http_proxy",
    ] {
        command.env_remove(name);
    }
    command
        .env("AWS_CONFIG_FILE", "/dev/null")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
        .env("AWS_PAGER", "")
        .env("AWS_MAX_ATTEMPTS", "1");
    for (name, value) in stage.variables.iter() {
        command.env(name.replace('-', "_"), value);
    }
    command.envs(&stage.connection.environment);
}

async fn run(mut command: Command, stdin: String) -> std::io::Result<std::process::Output> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut pipe) = child.stdin.take() {
        // A command that reads nothing may close its end first; its status says
        // what came of it.
        let _ = pipe.write_all(stdin.as_bytes()).await;
    }
    child.wait_with_output().await
}
