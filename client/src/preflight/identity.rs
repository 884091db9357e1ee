//! The account that will call, from the caller's own credentials (STS
//! GetCallerIdentity).

use aws_config::{BehaviorVersion, Region};
use aws_sdk_sts::config::Credentials;
use aws_sdk_sts::error::ProvideErrorMetadata;
use byoip_vocabulary::account::AccountId;

use super::simulator::Environment;
use crate::http::root_cause;

/// STS answers in every Region alike, so any will do where none is configured.
const ANY_REGION: &str = "us-east-1";

/// Asks STS with what the AWS CLI would take: environment, profile, instance.
pub async fn account() -> Result<AccountId, IdentityError> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let region = config.region().cloned();
    let config = config
        .into_builder()
        .region(region.unwrap_or(Region::from_static(ANY_REGION)))
        .build();
    ask(&aws_sdk_sts::Client::new(&config)).await
}

/// Asks the STS of a simulator.
pub async fn simulated_account(environment: &Environment) -> Result<AccountId, IdentityError> {
    let credentials = Credentials::new(
        &environment.access_key_id,
        &environment.secret_access_key,
        None,
        None,
        "simulator",
    );
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(&environment.endpoint_url)
        .region(Region::new(environment.region.clone()))
        .credentials_provider(credentials)
        .build();
    ask(&aws_sdk_sts::Client::from_conf(config)).await
}

async fn ask(client: &aws_sdk_sts::Client) -> Result<AccountId, IdentityError> {
    let answer = client.get_caller_identity().send().await;
    let identity = answer.map_err(|error| {
        IdentityError::Call(match (error.code(), error.message()) {
            (Some(code), Some(message)) => format!("{code}: {message}"),
            (Some(code), None) => code.to_owned(),
            (None, _) => root_cause(&error).to_string(),
        })
    })?;
    let account = identity.account().unwrap_or_default();
    account
        .parse()
        .map_err(|_| IdentityError::NotAnAccount(account.to_owned()))
}

/// Why the account is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// No credentials, or STS refused them.
    #[error("STS did not say which account this is: {0}; give it with --account")]
    Call(String),
    /// The answer has no account in it.
    #[error("STS says the account is `{0}`, which is none; give it with --account")]
    NotAnAccount(String),
}
