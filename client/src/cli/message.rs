//! `byoip message`: the text to sign.

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::authorization::AuthorizationMessage;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Partition;
use clap::Args;
use serde_json::json;

use super::online::{SimulatorArguments, online};
use super::output;
use super::source::NowArguments;
use crate::authorization::message::Expiry;
use crate::exit::{Exit, Failure};

/// Print the authorization message for an account and a range
#[derive(Args, Debug)]
pub struct Message {
    /// The account that may bring the range
    #[arg(long)]
    account: AccountId,

    /// The range, as ProvisionByoipCidr will get it
    #[arg(long)]
    cidr: Prefix,

    /// The day on which it has expired: 2027-01-31, 20270131, or 30d from today
    #[arg(long, value_name = "DAY")]
    expires: Expiry,

    /// The partition of the account
    #[arg(long, default_value_t = Partition::Aws)]
    partition: Partition,

    #[command(flatten)]
    simulator: SimulatorArguments,

    #[command(flatten)]
    now: NowArguments,

    /// Print it with its parts as JSON
    #[arg(long)]
    json: bool,
}

impl Message {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        let now = online(self.simulator.now(&self.now))?;
        let expires = self
            .expires
            .date(now)
            .map_err(|error| Failure::new(Exit::Usage, error))?;
        let message = AuthorizationMessage {
            partition: self.partition,
            account: self.account,
            prefix: self.cidr,
            expires,
        };
        if message.expired_at(now) {
            output::warn(format_args!(
                "the message expires at {}, which is past; give a later day",
                message.expires_at()
            ));
        }
        if self.json {
            output::json(&json!({
                "message": message.to_string(),
                "partition": self.partition.as_str(),
                "account": self.account,
                "cidr": self.cidr,
                "expires_at": message.expires_at(),
            }))?;
        } else {
            output::data(&message.to_string())?;
        }
        Ok(Exit::Success)
    }
}
