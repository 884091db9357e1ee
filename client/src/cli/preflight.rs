//! `byoip preflight`: whether a range is ready to be brought.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Partition;
use clap::Args;
use jiff::Timestamp;

use super::output;
use super::source::{NowArguments, OptionalMessageArguments};
use crate::exit::{Exit, Failure};
use crate::preflight::{
    self, Authorization, Question, Severity, Sources, identity, report, simulator,
};

/// Check what AWS will check: record, certificate, ROAs, message
#[derive(Args, Debug)]
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

    /// An RDAP service [default: ARIN's, which redirects to the others]
    #[arg(long, value_name = "URL", env = "BYOIP_RDAP_URL")]
    rdap: Option<String>,

    /// A validator with Routinator's API [default: RIPE NCC's]
    #[arg(long, value_name = "URL", env = "BYOIP_VALIDATOR_URL")]
    validator: Option<String>,

    /// Look at a simulator's world, in its time, instead of the real one
    #[arg(long, value_name = "URL", env = "BYOIP_SIMULATOR_URL")]
    simulator: Option<String>,

    #[command(flatten)]
    now: NowArguments,

    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

impl Preflight {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| {
                let text = format_args!("no runtime for the network: {error}");
                Failure::new(Exit::Runtime, text)
            })?;
        runtime.block_on(self.check())
    }

    async fn check(self) -> Result<Exit, Failure> {
        let question = Question {
            prefix: self.cidr,
            partition: self.partition,
            present_origin: self.origin,
            authorization: self.authorization().await?,
            now: self.now().await?,
        };
        let report = preflight::check(&question, &self.sources())
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

    fn sources(&self) -> Sources {
        let mut sources = match &self.simulator {
            Some(base) => simulator::sources(base),
            None => Sources::real(),
        };
        if let Some(rdap) = &self.rdap {
            sources.rdap = vec![rdap.clone()];
        }
        if let Some(validator) = &self.validator {
            sources.validator = validator.clone();
        }
        sources
    }

    async fn now(&self) -> Result<Timestamp, Failure> {
        match (&self.simulator, self.now.given()) {
            (_, Some(now)) => Ok(now),
            (Some(base), None) => simulator::now(base)
                .await
                .map_err(|error| Failure::new(Exit::Runtime, error)),
            (None, None) => Ok(self.now.now()),
        }
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
        let account = match (self.account, &self.simulator) {
            (Some(account), _) => return Ok(account),
            (None, None) => identity::account().await,
            (None, Some(base)) => {
                let environment = simulator::environment(base)
                    .await
                    .map_err(|error| Failure::new(Exit::Runtime, error))?;
                identity::simulated_account(&environment).await
            }
        };
        account.map_err(|error| Failure::new(Exit::Runtime, error))
    }
}
