//! What `byoip registry` and `byoip roa` share: whose record it is, who calls,
//! and how a change is sent or shown.

use std::path::PathBuf;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use clap::Args;
use serde_json::{Value, json};

use super::online::{SimulatorArguments, StandingClock};
use super::output;
use crate::exit::{Exit, Failure};
use crate::http::request::Request;
use crate::http::{Http, HttpError};
use crate::rdap::{self, Network};
use crate::registry::apnic::task;
use crate::registry::key::{KeyError, KeySource};
use crate::registry::{Desk, DeskError, Submitted};

/// Whose record it is, and where.
#[derive(Args, Clone, Debug)]
pub(super) struct PlaceArguments {
    /// The range; the smallest record around it counts
    #[arg(long)]
    pub(super) cidr: Prefix,

    /// The registry [default: the one that RDAP leads to]
    #[arg(long)]
    registry: Option<Registry>,

    /// The registry's name for the account that the key is of: ARIN's and
    /// LACNIC's organisation, APNIC's account [default: the record's registrant]
    #[arg(long, value_name = "NAME")]
    account: Option<String>,

    #[command(flatten)]
    pub(super) simulator: SimulatorArguments,
}

/// Where the key is; never on the command line, which others can read.
#[derive(Args, Clone, Debug)]
#[group(multiple = false)]
pub(super) struct KeyArguments {
    /// Take the key from the first line of this file: ARIN's API key; RIPE NCC's
    /// key id and secret with a colon between for the database, its RPKI key for
    /// ROAs; APNIC's or LACNIC's token
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,

    /// Take the key from this environment variable [default: BYOIP_REGISTRY_KEY,
    /// or BYOIP_RPKI_KEY for ROAs where that is set]
    #[arg(long, value_name = "VAR")]
    key_env: Option<String>,
}

impl KeyArguments {
    /// The key's place, where a command has names of its own for it.
    pub(super) fn source(&self, variables: &[&str]) -> KeySource {
        if let Some(path) = &self.key_file {
            return KeySource::File(path.clone());
        }
        if let Some(name) = &self.key_env {
            return KeySource::Environment(name.clone());
        }
        let set = |name: &&&str| std::env::var_os(name).is_some();
        let name = variables.iter().find(set).or(variables.last());
        KeySource::Environment(name.copied().unwrap_or("BYOIP_REGISTRY_KEY").to_owned())
    }
}

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

/// A record that was found, and the way to its registry.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) http: Http,
    pub(super) registry: Registry,
    pub(super) network: Network,
}

impl PlaceArguments {
    /// Looks for the record.
    pub(super) async fn find(&self) -> Result<Found, Failure> {
        let http = Http::new(self.simulator.base())?;
        let service = self
            .registry
            .map(|registry| format!("https://{}{}", registry.rdap_host(), registry.rdap_root()));
        let cidr = self.cidr;
        let lookup = rdap::find(&http, service.as_deref(), cidr).await?;
        let network = lookup.network.ok_or_else(|| {
            let way = lookup.way.join(", ");
            let text = format_args!("no record of {cidr} at {way}; check the range");
            Failure::new(Exit::Assertion, text)
        })?;
        if let Some(region) = network.transferred_to() {
            let text = format_args!(
                "{} is a stub: the block was transferred to the {region} region; \
                 name the registry that has it with --registry",
                network.handle
            );
            return Err(Failure::new(Exit::Assertion, text));
        }
        // A key goes to the registry it is of, and to no other.
        if let (Some(named), Some(other)) = (self.registry, network.registry)
            && named != other
        {
            let handle = &network.handle;
            let text = format_args!(
                "{handle} is at {other}, not at {named}; leave --registry out, or name that one"
            );
            return Err(Failure::new(Exit::Assertion, text));
        }
        let registry = network.registry.or(self.registry).ok_or_else(|| {
            let handle = &network.handle;
            let text = format_args!("{handle} names no registry; name it with --registry");
            Failure::new(Exit::Usage, text)
        })?;
        Ok(Found {
            http,
            registry,
            network,
        })
    }

    /// The desk of whoever has a key.
    pub(super) fn desk<'a>(
        &self,
        found: &'a Found,
        source: &KeySource,
    ) -> Result<Desk<'a>, Failure> {
        if found.registry == Registry::Afrinic {
            return Err(DeskError::NoInterface.into());
        }
        let key = source.key()?;
        let Found {
            http,
            registry,
            network,
        } = found;
        Ok(Desk::of(
            http,
            *registry,
            network,
            key,
            self.account.clone(),
        )?)
    }
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
        for (done, request) in requests.iter().enumerate() {
            let submitted = self.submit(desk, simulator, request).await;
            let outcome = submitted.map_err(|failure| behind(done, requests.len(), failure))?;
            // APNIC alone takes a change for later, and all of it at once.
            if let Outcome::Submitted { .. } = outcome {
                return Ok(outcome);
            }
        }
        Ok(Outcome::Done)
    }

    async fn submit(
        self,
        desk: &Desk<'_>,
        simulator: &SimulatorArguments,
        request: &Request,
    ) -> Result<Outcome, Failure> {
        let Submitted::Pending(task) = desk.submit(request).await? else {
            return Ok(Outcome::Done);
        };
        if self.no_wait {
            let late = None;
            return Ok(Outcome::Submitted { task, late });
        }
        let clock = simulator.standing_clock().await;
        let looks = if clock.is_some() { 1 } else { task::LOOKS };
        match task::finish(desk, &task, looks).await? {
            Submitted::Done => Ok(Outcome::Done),
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
    /// The registry has done them.
    Done,
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
    const fn state(&self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Shown(_) => "dry-run",
            Self::Done => "done",
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
                members.insert("changed".to_owned(), json!(matches!(self, Self::Done)));
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
                Self::Unchanged | Self::Done => output::line(said)?,
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

impl From<HttpError> for Failure {
    fn from(error: HttpError) -> Self {
        let refused = error
            .status()
            .is_some_and(|status| status.is_client_error());
        let exit = if refused {
            Exit::Assertion
        } else {
            Exit::Runtime
        };
        Self::new(exit, error)
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        let exit = match error {
            DeskError::Http(error) => return error.into(),
            DeskError::NoAccount(_) => Exit::Usage,
            DeskError::NoInterface
            | DeskError::NoPlace(_)
            | DeskError::Shared { .. }
            | DeskError::Open { .. }
            | DeskError::Failed { .. } => Exit::Assertion,
        };
        Self::new(exit, error)
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::File(error) => error.into(),
            KeyError::Absent(_) => Self::new(Exit::Usage, error),
            KeyError::NoKey(_) => Self::new(Exit::Parse, error),
        }
    }
}
