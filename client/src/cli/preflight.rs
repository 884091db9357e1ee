//! `byoip preflight`: whether a range is ready to be brought.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Partition;
use byoip_vocabulary::registry::Registry;
use clap::Args;

use super::online::{SimulatorArguments, online};
use super::output;
use super::source::{NowArguments, OptionalMessageArguments};
use crate::exit::{Exit, Failure};
use crate::preflight::simulator::{self, Environment};
use crate::preflight::{self, Authorization, Question, Severity, Sources, identity, report};

/// What stands below the options.
const EXAMPLES: &str = "Examples:
  byoip preflight --cidr 198.18.1.0/24 --origin AS64500
  byoip preflight --cidr 198.18.1.0/24 --message-file message.txt --signature-file signature.txt
  byoip preflight --cidr 192.0.2.0/24 --simulator http://127.0.0.1:4566 --json";

/// Check what AWS will check: record, certificate, ROAs, message
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Preflight {
    /// The range to be brought
    #[arg(long)]
    cidr: Prefix,

    /// The partition it is brought to
    #[arg(long, default_value_t = Partition::Aws)]
    partition: Partition,

    /// The AS that announces the range today
    #[arg(long, value_name = "AS")]
    origin: Option<Asn>,

    #[command(flatten)]
    message: OptionalMessageArguments,

    /// The account that will call [default: the caller's, from STS]
    #[arg(long)]
    account: Option<AccountId>,

    /// An RDAP service [default: the one that IANA's bootstrap files name]
    #[arg(long, value_name = "URL", env = "BYOIP_RDAP_URL")]
    rdap: Option<String>,

    /// A validator with Routinator's API [default: RIPE NCC's]
    #[arg(long, value_name = "URL", env = "BYOIP_VALIDATOR_URL")]
    validator: Option<String>,

    /// A whois server, which tells descr: from remarks: at RIPE NCC
    /// [default: whois.ripe.net:43]
    #[arg(long, value_name = "HOST:PORT", env = "BYOIP_WHOIS")]
    whois: Option<String>,

    #[command(flatten)]
    simulator: SimulatorArguments,

    #[command(flatten)]
    now: NowArguments,

    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

impl Preflight {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        online(self.check())
    }

    async fn check(self) -> Result<Exit, Failure> {
        let question = Question {
            prefix: self.cidr,
            partition: self.partition,
            present_origin: self.origin,
            authorization: self.authorization().await?,
            now: self.simulator.now(&self.now).await?,
        };
        let report = preflight::check(&question, &self.sources().await?)
            .await
            .map_err(|error| Failure::new(Exit::Runtime, error))?;
        if self.json {
            output::json(&report::document(&question, &report))?;
        } else {
            output::text(&report::text(&report.findings))?;
        }
        if !report.unanswered.is_empty() {
            for error in &report.unanswered {
                output::error(&Failure::new(Exit::Runtime, error));
            }
            return Ok(Exit::Runtime);
        }
        Ok(match report.worst() {
            Severity::Ok | Severity::Warning => Exit::Success,
            Severity::Error => Exit::Assertion,
        })
    }

    async fn sources(&self) -> Result<Sources, Failure> {
        let whois = match (&self.whois, self.simulator.base()) {
            (Some(server), _) => Some(server.clone()),
            (None, None) => Some(format!("{}:43", Registry::Ripe.whois_host())),
            (None, Some(base)) => self.environment(base).await?.whois(),
        };
        Ok(Sources {
            simulator: self.simulator.base().map(str::to_owned),
            rdap: self.rdap.clone(),
            validator: self.validator.clone(),
            whois,
        })
    }

    async fn environment(&self, base: &str) -> Result<Environment, Failure> {
        let environment = simulator::environment(base).await;
        environment.map_err(|error| Failure::new(Exit::Runtime, error))
    }

    async fn authorization(&self) -> Result<Option<Authorization>, Failure> {
        let Some(message) = self.message.message()? else {
            return Ok(None);
        };
        Ok(Some(Authorization {
            account: self.account().await?,
            message,
            signature: self.message.signature()?,
        }))
    }

    async fn account(&self) -> Result<AccountId, Failure> {
        let account = match (self.account, self.simulator.base()) {
            (Some(account), _) => return Ok(account),
            (None, None) => identity::account().await,
            (None, Some(base)) => identity::simulated_account(&self.environment(base).await?).await,
        };
        account.map_err(|error| Failure::new(Exit::Runtime, error))
    }
}
