//! What `byoip registry` and `byoip roa` share: whose record it is, and who
//! calls.

use std::path::PathBuf;

use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::registry::Registry;
use clap::Args;

use super::online::SimulatorArguments;
use crate::exit::{Exit, Failure};
use crate::http::{Http, HttpError};
use crate::rdap::{self, Network};
use crate::registry::key::{KeyError, KeySource};
use crate::registry::{Desk, DeskError};

/// Whose record it is, and where.
#[derive(Args, Clone, Debug)]
pub(super) struct PlaceArguments {
    /// The range; the smallest record around it counts
    #[arg(long)]
    pub(super) cidr: Prefix,

    /// The registry [default: the one that RDAP leads to]
    #[arg(long, value_parser = |name: &str| name.to_lowercase().parse::<Registry>())]
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
            | DeskError::Lost { .. }
            | DeskError::Gone { .. }
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
