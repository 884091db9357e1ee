//! What steps talk through: the SDK's clients, plain HTTP, the control API, and
//! the environment that a shell command needs to reach the same world.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::config::timeout::TimeoutConfig;
use aws_sdk_ec2::config::{Credentials, Region};

use super::Target;
use super::control::{Chain, Control, ControlError};
#[cfg(feature = "embedded")]
use crate::embedded::{self, Embedded};
use crate::scenario::Source;
use crate::scenario::document::Only;
use crate::scenario::outcome::FailureKind;

/// How long an answer may take, in real time. Moving a world by years takes
/// seconds; a server that says nothing at all must not hold the run.
const PATIENCE: Duration = Duration::from_secs(120);

/// An open way to a target.
pub(crate) struct Connection {
    pub(crate) ec2: aws_sdk_ec2::Client,
    pub(crate) sts: aws_sdk_sts::Client,
    pub(crate) http: reqwest::Client,
    pub(crate) control: Control,
    pub(crate) environment: BTreeMap<String, String>,
    base: String,
    /// Held for its end: when it is dropped the simulator stops.
    #[cfg(feature = "embedded")]
    _embedded: Option<Embedded>,
}

/// How the world at the other end is to begin.
#[derive(Clone, Debug, Default)]
pub(crate) struct WorldWanted {
    pub(crate) seed: u64,
    /// Whether a running simulator is to begin anew with that seed. Without it
    /// the world there goes on as it stands, for it may be somebody's work.
    pub(crate) anew: bool,
    /// A world file.
    pub(crate) file: Option<Source>,
    /// Settings of the policy table, by name.
    pub(crate) policy: BTreeMap<String, String>,
}

/// Why a target cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConnectError {
    /// The real thing is not driven by this version.
    #[error(
        "scenarios are not run against real AWS in this version; take --target embedded, or --target url=http://… for a running simulator"
    )]
    Aws,
    /// The client was built without a simulator inside.
    #[cfg(not(feature = "embedded"))]
    #[error(
        "this build has no simulator inside; start `byoip-sim serve` and take --target url=http://127.0.0.1:4566"
    )]
    NotEmbedded,
    /// The simulator inside did not start.
    #[cfg(feature = "embedded")]
    #[error(transparent)]
    Embedded(#[from] embedded::EmbeddedError),
    /// A running simulator keeps the world it was started with.
    #[error(
        "`world` works with --target embedded only; start `byoip-sim serve` with that world instead"
    )]
    WorldElsewhere,
    /// It does not answer, or not as a simulator does.
    #[error("{0}")]
    Control(String),
    /// The answer lacks a name that the SDK needs.
    #[error("the simulator's environment lacks {0}")]
    Environment(&'static str),
}

impl ConnectError {
    /// Whose mistake it is.
    pub(crate) fn kind(&self) -> FailureKind {
        match self {
            Self::Aws => FailureKind::TargetRefused,
            #[cfg(feature = "embedded")]
            Self::Embedded(error) => error.kind(),
            #[cfg(not(feature = "embedded"))]
            Self::NotEmbedded => FailureKind::Runtime,
            Self::WorldElsewhere => FailureKind::Scenario,
            Self::Control(_) | Self::Environment(_) => FailureKind::Runtime,
        }
    }
}

impl From<ControlError> for ConnectError {
    fn from(error: ControlError) -> Self {
        Self::Control(error.to_string())
    }
}

impl Connection {
    /// Opens a target with a fresh world.
    pub(crate) async fn open(target: &Target, world: &WorldWanted) -> Result<Self, ConnectError> {
        match target {
            Target::Aws => Err(ConnectError::Aws),
            #[cfg(feature = "embedded")]
            Target::Embedded => {
                let embedded = embedded::start(world).await?;
                let mut connection = Self::to(embedded.base_url()).await?;
                connection._embedded = Some(embedded);
                Ok(connection)
            }
            #[cfg(not(feature = "embedded"))]
            Target::Embedded => Err(ConnectError::NotEmbedded),
            Target::Url(_) if world.file.is_some() || !world.policy.is_empty() => {
                Err(ConnectError::WorldElsewhere)
            }
            Target::Url(url) => {
                let connection = Self::to(url.clone()).await?;
                if world.anew {
                    connection.control.reset(world.seed).await?;
                }
                Ok(connection)
            }
        }
    }

    /// Connects to a simulator as it stands.
    pub(crate) async fn to(base: String) -> Result<Self, ConnectError> {
        let http = reqwest::Client::builder()
            // A proxy of the environment has no way to a loopback port.
            .no_proxy()
            .timeout(PATIENCE)
            .build()
            .map_err(|error| ConnectError::Control(Chain(&error).to_string()))?;
        let control = Control::new(http.clone(), base.clone());
        let environment: BTreeMap<_, _> = control.environment().await?.into_iter().collect();
        let named = |name: &'static str| {
            environment
                .get(name)
                .cloned()
                .ok_or(ConnectError::Environment(name))
        };
        let credentials = Credentials::new(
            named("AWS_ACCESS_KEY_ID")?,
            named("AWS_SECRET_ACCESS_KEY")?,
            None,
            None,
            "simulator",
        );
        let timeout = TimeoutConfig::builder().operation_timeout(PATIENCE).build();
        let region = Region::new(named("AWS_REGION")?);
        // A refusal is a result here. The SDK's own repetition would hide a
        // throttled call, and it waits in real time on a clock that stands.
        let ec2 = aws_sdk_ec2::Config::builder()
            .endpoint_url(&base)
            .region(region.clone())
            .credentials_provider(credentials.clone())
            .retry_config(RetryConfig::disabled())
            .timeout_config(timeout.clone())
            .build();
        let sts = aws_sdk_sts::Config::builder()
            .endpoint_url(&base)
            .region(region)
            .credentials_provider(credentials)
            .retry_config(RetryConfig::disabled())
            .timeout_config(timeout.clone())
            .build();
        Ok(Self {
            ec2: aws_sdk_ec2::Client::from_conf(ec2),
            sts: aws_sdk_sts::Client::from_conf(sts),
            http,
            control,
            environment,
            base,
            #[cfg(feature = "embedded")]
            _embedded: None,
        })
    }

    /// A real URL as it is reached here: on a simulator `https://` gives way to
    /// the base URL, and a bare path is the simulator's own.
    pub(crate) fn url(&self, url: &str) -> String {
        match url.strip_prefix("https://") {
            Some(rest) => format!("{}/{rest}", self.base),
            None if url.starts_with('/') => format!("{}{url}", self.base),
            None => url.to_owned(),
        }
    }

    /// Why a step is not for this target, if it is not.
    pub(crate) fn excludes(&self, only: Option<Only>) -> Option<&'static str> {
        match only {
            Some(Only::Aws) => Some("for real AWS only"),
            Some(Only::Simulator) | None => None,
        }
    }

    /// The Region the SDK's clients speak to.
    pub(crate) fn region(&self) -> &str {
        self.environment
            .get("AWS_REGION")
            .map_or("us-east-1", String::as_str)
    }
}
