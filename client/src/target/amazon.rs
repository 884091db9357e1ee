//! Real AWS: the user's own credentials, Region and endpoints, as the AWS CLI
//! finds them.

use std::sync::Arc;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region};
use aws_sdk_sts::config::Credentials;

use super::connection::{ConnectError, PATIENCE, overheard};
use super::elsewhere::Elsewhere;
use crate::aws::service::{Clients, Renew};
use crate::recording::Recorder;

/// The way to AWS, as it is configured.
pub(super) struct Way {
    pub(super) clients: Clients,
    /// The Region they speak to.
    pub(super) region: String,
    /// What stands in the place of AWS's own endpoints.
    pub(super) endpoint: Option<String>,
}

/// The way to AWS, or to what stands in its place.
pub(super) async fn way(
    elsewhere: &Elsewhere,
    recorder: Option<&Recorder>,
) -> Result<Way, ConnectError> {
    let timeout = TimeoutConfig::builder().operation_timeout(PATIENCE).build();
    let loader = aws_config::defaults(BehaviorVersion::latest())
        // Repeating is the business of whoever knows what a call changes.
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeout);
    let loader = match &elsewhere.endpoint {
        None => loader,
        Some(endpoint) => loader
            .endpoint_url(endpoint)
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::new("test", "test", None, None, "elsewhere")),
    };
    let config = loader.load().await;
    let region = config.region().ok_or(ConnectError::NoRegion)?.to_string();
    Ok(Way {
        clients: overheard((&config).into(), (&config).into(), recorder),
        region,
        endpoint: config.endpoint_url().map(str::to_owned),
    })
}

/// Reads the credentials anew, which somebody may have renewed meanwhile.
pub(super) fn renew(elsewhere: &Elsewhere, recorder: Option<&Recorder>) -> Renew {
    let (elsewhere, recorder) = (elsewhere.clone(), recorder.cloned());
    Arc::new(move || {
        let (elsewhere, recorder) = (elsewhere.clone(), recorder.clone());
        Box::pin(async move {
            let way = way(&elsewhere, recorder.as_ref()).await;
            way.map(|way| way.clients)
                .map_err(|error| error.to_string())
        })
    })
}
