//! How `byoip registry` and `byoip roa` send a change, or show it, and tell what
//! became of it.

use clap::Args;
use serde_json::{Value, json};

use super::online::{SimulatorArguments, StandingClock};
use super::output;
use crate::exit::{Exit, Failure};
use crate::http::request::Request;
use crate::registry::apnic::task;
use crate::registry::{Desk, Submitted};

#[cfg(test)]
mod tests;

/// Whether a change is made.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct ChangeArguments {
    /// Print the request, the key masked, and change nothing
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Do not wait for what the registry does later (APNIC's tasks); the command
    /// repeated waits for what is open and hands in nothing twice
    #[arg(long)]
    no_wait: bool,
}

impl ChangeArguments {
    /// Sends the requests one after the other, or shows them.
    pub(super) async fn carry_out(
        self,
        desk: &Desk<'_>,
        simulator: &SimulatorArguments,
        requests: &[Request],
    ) -> Result<Outcome, Failure> {
        if self.dry_run {
            let as_sent = |request: &Request| request.clone().at(desk.http.place(request.url()));
            return Ok(Outcome::Shown(requests.iter().map(as_sent).collect()));
        }
        let mut last = Outcome::Done(String::new());
        for (done, request) in requests.iter().enumerate() {
            let submitted = self.submit(desk, simulator, request).await;
            last = submitted.map_err(|failure| behind(done, requests.len(), failure))?;
            // APNIC alone takes a change for later, and all of it at once.
            if let Outcome::Submitted { .. } = last {
                break;
            }
        }
        Ok(last)
    }

    async fn submit(
        self,
        desk: &Desk<'_>,
        simulator: &SimulatorArguments,
        request: &Request,
    ) -> Result<Outcome, Failure> {
        let task = match desk.submit(request).await? {
            Submitted::Done(answer) => return Ok(Outcome::Done(answer)),
            Submitted::Pending(task) => task,
        };
        if self.no_wait {
            let late = None;
            return Ok(Outcome::Submitted { task, late });
        }
        let clock = simulator.standing_clock().await;
        let looks = if clock.is_some() { 1 } else { task::LOOKS };
        match task::finish(desk, &task, looks).await? {
            Submitted::Done(answer) => Ok(Outcome::Done(answer)),
            Submitted::Pending(task) => Ok(Outcome::Submitted {
                late: Some(late(desk, &task, clock.as_ref())),
                task,
            }),
        }
    }
}

/// A failure of a request, after others that were done.
fn behind(done: usize, all: usize, failure: Failure) -> Failure {
    if done == 0 {
        return failure;
    }
    let text = format_args!(
        "{failure}; {done} of {all} requests were done before: repeat the command for the rest"
    );
    Failure::new(failure.exit(), text)
}

/// Why a task that was waited for has not ended, and what to type next.
fn late(desk: &Desk<'_>, task: &str, clock: Option<&StandingClock>) -> String {
    let registry = desk.registry;
    let next = match clock {
        Some(clock) => format!("{clock}, then repeat the command, or hand in with --no-wait"),
        None => "repeat the command to go on waiting, nothing is handed in twice".to_owned(),
    };
    format!("the change is handed in at {registry} and its task is still open: {task}; {next}")
}

/// What became of the requests.
#[derive(Debug)]
pub(super) enum Outcome {
    /// There was nothing to change.
    Unchanged,
    /// They were not sent.
    Shown(Vec<Request>),
    /// The registry has done them, and answered this to the last.
    Done(String),
    /// The registry will do it.
    Submitted {
        /// Where to look.
        task: String,
        /// Why it has not been done while it was waited for, if it was.
        late: Option<String>,
    },
}

impl Outcome {
    /// What a program is told.
    pub(super) const fn state(&self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Shown(_) => "dry-run",
            Self::Done(_) => "done",
            Self::Submitted { .. } => "submitted",
        }
    }

    /// Prints what was done, or what would be sent. `said` is for a person where
    /// nothing is open any more.
    pub(super) fn print(
        self,
        json: bool,
        said: &str,
        mut document: Value,
    ) -> Result<Exit, Failure> {
        if json {
            if let Value::Object(members) = &mut document {
                members.insert("state".to_owned(), json!(self.state()));
                members.insert("changed".to_owned(), json!(matches!(self, Self::Done(_))));
                if let Self::Submitted { task, .. } = &self {
                    members.insert("task".to_owned(), json!(task));
                }
                if let Self::Shown(requests) = &self {
                    members.insert("requests".to_owned(), shown(requests));
                }
            }
            output::json(&document)?;
        } else {
            match &self {
                Self::Unchanged | Self::Done(_) => output::line(said)?,
                Self::Shown(requests) => {
                    let requests: Vec<String> = requests.iter().map(Request::to_string).collect();
                    output::text(&requests.join("\n"))?;
                }
                Self::Submitted { task, late: None } => output::line(format_args!(
                    "handed in and not done yet: {task}; repeat the command to wait for it"
                ))?,
                Self::Submitted { late: Some(_), .. } => {}
            }
        }
        match self {
            Self::Submitted {
                late: Some(late), ..
            } => Err(Failure::new(Exit::Timeout, late)),
            _ => Ok(Exit::Success),
        }
    }
}

fn shown(requests: &[Request]) -> Value {
    let show = |request: &Request| {
        let headers = request.headers();
        let headers = headers.map(|(name, value)| (name.to_owned(), json!(value.to_string())));
        json!({
            "method": request.method().as_str(),
            "url": request.url(),
            "headers": headers.collect::<serde_json::Map<_, _>>(),
            "body": request.body(),
        })
    };
    requests.iter().map(show).collect()
}
