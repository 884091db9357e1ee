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

/// The clients, and the Region they speak to.
pub(super) async fn clients(
    elsewhere: &Elsewhere,
    recorder: Option<&Recorder>,
) -> Result<(Clients, String), ConnectError> {
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
    let clients = overheard((&config).into(), (&config).into(), recorder);
    Ok((clients, region))
}

/// Reads the credentials anew, which somebody may have renewed meanwhile.
pub(super) fn renew(elsewhere: &Elsewhere, recorder: Option<&Recorder>) -> Renew {
    let (elsewhere, recorder) = (elsewhere.clone(), recorder.cloned());
    Arc::new(move || {
        let (elsewhere, recorder) = (elsewhere.clone(), recorder.clone());
        Box::pin(async move {
            let clients = clients(&elsewhere, recorder.as_ref())
                .await
                .map_err(|error| error.to_string())?;
            Ok(clients.0)
        })
    })
}
