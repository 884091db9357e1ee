//! What `byoip registry` and `byoip roa` share: whose record it is, who calls,
//! and how a change is sent or shown.

use std::path::PathBuf;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use clap::Args;
use serde_json::{Value, json};

use super::online::SimulatorArguments;
use super::output;
use crate::exit::{Exit, Failure};
use crate::http::request::Request;
use crate::http::{Http, HttpError};
use crate::rdap::{self, Network};
use crate::registry::key::{KeyError, KeySource};
use crate::registry::{Desk, DeskError, Submitted, apnic};

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

    /// Do not wait for what the registry does later (APNIC's tasks)
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
        requests: &[Request],
    ) -> Result<Outcome, Failure> {
        if self.dry_run {
            let as_sent = |request: &Request| request.clone().at(desk.http.place(request.url()));
            return Ok(Outcome::Shown(requests.iter().map(as_sent).collect()));
        }
        let mut pending = Vec::new();
        for request in requests {
            let submitted = match desk.submit(request).await? {
                Submitted::Pending(task) if !self.no_wait => apnic::finish(desk, &task).await?,
                submitted => submitted,
            };
            if let Submitted::Pending(task) = submitted {
                pending.push(task);
            }
        }
        Ok(Outcome::Sent {
            late: !self.no_wait && !pending.is_empty(),
            pending,
        })
    }
}

/// What became of the requests.
#[derive(Debug)]
pub(super) enum Outcome {
    /// They were not sent.
    Shown(Vec<Request>),
    /// They were.
    Sent {
        /// What the registry has yet to do.
        pending: Vec<String>,
        /// Whether that was waited for in vain.
        late: bool,
    },
}

impl Outcome {
    /// Prints what was done, or what would be sent.
    pub(super) fn print(
        self,
        json: bool,
        said: &str,
        mut document: Value,
    ) -> Result<Exit, Failure> {
        let (requests, pending, late) = match self {
            Self::Shown(requests) => (Some(requests), Vec::new(), false),
            Self::Sent { pending, late } => (None, pending, late),
        };
        if json {
            if let Value::Object(members) = &mut document {
                let requests = requests.as_deref().map(shown);
                members.insert("dry_run".to_owned(), json!(requests.is_some()));
                members.insert("pending".to_owned(), json!(pending));
                members.extend(requests.map(|requests| ("requests".to_owned(), requests)));
            }
            output::json(&document)?;
        } else if let Some(requests) = requests {
            let requests: Vec<String> = requests.iter().map(Request::to_string).collect();
            output::text(&requests.join("\n"))?;
        } else if pending.is_empty() {
            output::line(said)?;
        } else {
            output::line(format_args!("handed in; see {}", pending.join(", ")))?;
        }
        Ok(if late { Exit::Timeout } else { Exit::Success })
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
