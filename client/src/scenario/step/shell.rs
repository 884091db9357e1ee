//! `shell`: any command, such as those of the AWS guide, unchanged but for the
//! endpoint, which comes from the environment.
//!
//! ```yaml
//! shell: aws ec2 describe-byoip-cidrs --max-results 5
//! shell: { command: openssl rsa -in private-key.pem -check -noout, stdin: "", limit: 30s }
//! ```
//!
//! It runs as `sh -euc` in the run's working folder, with `byoip` itself on its
//! path, the world's environment, and the scenario's variables by their names (`-` becomes `_`).
//! Variables longer than 100,000 bytes are left out: no system takes them.
//! The answer holds `status`, `stdout`, `stderr` and, where the output is JSON,
//! `json`; `signal` where one killed the command. A status other than 0 fails the step unless it expects `status`. A
//! command that runs longer than `limit` (5m, of real time), or prints more than
//! eight megabytes, is ended with all that it has started.

use std::process::Stdio;
use std::time::Duration;

use byoip_vocabulary::duration;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};

use super::Trouble;
use super::nature::Nature;
use super::{Action, Answer, Running};
use crate::scenario::fields::{self, Fields};
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

/// A command that asks for something it is not given would wait for ever.
const LIMIT: Duration = Duration::from_secs(300);

/// The most that is kept of a command's output.
const LONGEST: u64 = 8 << 20;

/// Linux takes 128 KiB for a name with its value; one that is longer would keep
/// every command from starting. It is handed over as `stdin` instead.
const LONGEST_VARIABLE: usize = 100_000;

#[derive(Debug)]
struct ShellStep {
    command: Template,
    stdin: Option<Template>,
    limit: Option<Template>,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    if node.scalar().is_some() {
        let command = fields::text("shell", node, problems)?;
        return Some(Box::new(ShellStep {
            command,
            stdin: None,
            limit: None,
        }));
    }
    let mut fields = Fields::open("shell", node, problems)?;
    let (command, stdin) = (fields.need_text("command"), fields.text("stdin"));
    let limit = fields.duration("limit");
    fields.close();
    Some(Box::new(ShellStep {
        command: command?,
        stdin,
        limit,
    }))
}

impl Action for ShellStep {
    fn nature(&self) -> Nature {
        Nature::Command
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let script = stage.fill(&self.command)?;
            let stdin = stage.fill_option(self.stdin.as_ref())?;
            let mut command = Command::new("sh");
            command
                .arg("-euc")
                .arg(&script)
                .current_dir(stage.folder.path());
            // A group of its own: Ctrl-C asks us to finish this step, and the
            // terminal would send it to the command too.
            #[cfg(unix)]
            command.process_group(0);
            dress(&mut command, stage);
            let limit = match stage.fill_option(self.limit.as_ref())? {
                None => LIMIT,
                Some(text) => duration::parse(&text)
                    .ok()
                    .and_then(|limit| Duration::try_from(limit).ok())
                    .ok_or_else(|| Trouble::Invalid(format!("`{text}` is no limit; write 30s")))?,
            };
            let output = run(command, &stdin.unwrap_or_default(), limit).await?;
            Ok(output.answer())
        })
    }

    fn implied(&self) -> Option<(&'static str, i64)> {
        Some(("status", 0))
    }
}

/// The environment of the run's target. On real AWS that is the caller's own; with
/// a simulator the caller's AWS set-up would send the command elsewhere.
fn dress(command: &mut Command, stage: &Stage) {
    if stage.connection.is_simulator() {
        undress(command);
    }
    for (name, value) in stage.variables.iter() {
        if value.len() > LONGEST_VARIABLE {
            continue;
        }
        command.env(name.replace('-', "_"), value);
    }
    command.envs(&stage.connection.environment);
    command.env("AWS_PAGER", "");
    command.env("PATH", &stage.search_path);
}

/// Takes the caller's AWS set-up away.
fn undress(command: &mut Command) {
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
        .env("AWS_MAX_ATTEMPTS", "1");
}

/// What a command left behind.
struct Output {
    status: i32,
    /// The signal that ended it before its own end.
    signal: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Output {
    fn answer(self) -> Answer {
        let Self {
            status,
            signal,
            stdout,
            stderr,
        } = self;
        let end = match signal {
            None => format!("status {status}"),
            Some(signal) => format!("killed by signal {signal}"),
        };
        let said = match stdout.lines().count() {
            0 => end,
            1 => format!("{end}, 1 line"),
            count => format!("{end}, {count} lines"),
        };
        let parsed = serde_json::from_str::<Value>(&stdout).ok();
        let mut value = json!({ "status": status, "stdout": stdout, "stderr": stderr });
        if let Value::Object(members) = &mut value {
            members.extend(signal.map(|signal| ("signal".to_owned(), json!(signal))));
            members.extend(parsed.map(|parsed| ("json".to_owned(), parsed)));
        }
        Answer::new(value, said)
    }
}

async fn run(mut command: Command, stdin: &str, limit: Duration) -> Result<Output, Trouble> {
    let failed = |error: std::io::Error| Trouble::Failed(format!("cannot run sh: {error}"));
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    // Dropped on every other way out, also when the run is stopped in the middle.
    let group = Group(child.id());
    let ended = tokio::time::timeout(limit, follow(&mut child, stdin)).await;
    let reason = match ended {
        Ok(Ok(Some(output))) => {
            group.release();
            return Ok(output);
        }
        Ok(Ok(None)) => format!("the command prints more than {LONGEST} bytes"),
        Ok(Err(error)) => return Err(failed(error)),
        Err(_) => format!("the command does not end within {} s", limit.as_secs()),
    };
    Err(Trouble::Failed(format!("{reason}; it was ended")))
}

/// Feeds a command and reads it to its end; nothing if it prints without end.
async fn follow(child: &mut Child, stdin: &str) -> std::io::Result<Option<Output>> {
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(mut input), Some(stdout), Some(stderr)) = pipes else {
        return Err(std::io::Error::other("its pipes are gone"));
    };
    let feed = async move {
        // A command that reads nothing may close its end first; its status says
        // what came of it.
        let _ = input.write_all(stdin.as_bytes()).await;
    };
    let ((), stdout, stderr) = tokio::join!(feed, drain(stdout), drain(stderr));
    let (Some(stdout), Some(stderr)) = (stdout?, stderr?) else {
        return Ok(None);
    };
    let ended = child.wait().await?;
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&ended);
    #[cfg(not(unix))]
    let signal = None;
    // A command ended by a signal has no status; shells count from 128.
    let status = ended.code().unwrap_or(128 + signal.unwrap_or_default());
    Ok(Some(Output {
        status,
        signal,
        stdout,
        stderr,
    }))
}

async fn drain(pipe: impl AsyncRead + Unpin) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    pipe.take(LONGEST + 1).read_to_end(&mut bytes).await?;
    let short = u64::try_from(bytes.len()).is_ok_and(|length| length <= LONGEST);
    Ok(short.then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

/// A command and what it has started: a process group of their own, named by the
/// command's id. Dropping it ends whatever of it still runs.
struct Group(Option<u32>);

impl Group {
    /// Lets what the command left running go on, such as a server that later
    /// steps ask.
    fn release(mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(id) = self.0
            && let Ok(id) = i32::try_from(id)
            && let Some(id) = rustix::process::Pid::from_raw(id)
        {
            // It fails where the group has ended already, which is the aim.
            let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
        }
    }
}
