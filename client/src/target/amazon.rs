//! Real AWS: the user's own credentials, Region and endpoints, as the AWS CLI
//! finds them.

use std::sync::Arc;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use aws_sdk_sts::config::Credentials;

use super::connection::{ConnectError, PATIENCE, WorldWanted, overheard};
use crate::aws::service::{Clients, Renew};
use crate::scenario::secrets::Secrets;

/// The way to AWS, as it is configured.
pub(super) struct Way {
    pub(super) clients: Clients,
    /// The Region they speak to.
    pub(super) region: String,
    /// What stands in the place of AWS's own endpoints.
    pub(super) endpoint: Option<String>,
}

/// The way to AWS, or to what stands in its place.
pub(super) async fn way(world: &WorldWanted) -> Result<Way, ConnectError> {
    let timeout = TimeoutConfig::builder().operation_timeout(PATIENCE).build();
    let loader = aws_config::defaults(BehaviorVersion::latest())
        // Repeating is the business of whoever knows what a call changes.
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeout);
    let loader = match &world.elsewhere.endpoint {
        None => loader,
        Some(endpoint) => loader
            .endpoint_url(endpoint)
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::new("test", "test", None, None, "elsewhere")),
    };
    let config = hiding(loader.load().await, &world.secrets);
    let region = config.region().ok_or(ConnectError::NoRegion)?.to_string();
    Ok(Way {
        clients: overheard((&config).into(), (&config).into(), world.recorder.as_ref()),
        region,
        endpoint: config.endpoint_url().map(str::to_owned),
    })
}

/// Reads the credentials anew, which somebody may have renewed meanwhile.
pub(super) fn renew(world: &WorldWanted) -> Renew {
    let world = world.clone();
    Arc::new(move || {
        let world = world.clone();
        Box::pin(async move {
            let way = way(&world).await;
            way.map(|way| way.clients)
                .map_err(|error| error.to_string())
        })
    })
}

/// The same, with what signs hidden from every text of the run: a command of the
/// caller's may print it.
fn hiding(config: SdkConfig, secrets: &Secrets) -> SdkConfig {
    let Some(provider) = config.credentials_provider() else {
        return config;
    };
    let secrets = secrets.clone();
    let hidden = SharedCredentialsProvider::new(Hidden { provider, secrets });
    config.into_builder().credentials_provider(hidden).build()
}

/// Credentials from wherever they come, hidden before they are used.
#[derive(Debug)]
struct Hidden {
    provider: SharedCredentialsProvider,
    secrets: Secrets,
}

impl ProvideCredentials for Hidden {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let credentials = self.provider.provide_credentials().await?;
            self.secrets
                .hide_credential(credentials.secret_access_key());
            if let Some(token) = credentials.session_token() {
                self.secrets.hide_credential(token);
            }
            Ok(credentials)
        })
    }
}
