//! What steps talk through: EC2 and STS, plain HTTP, a simulator's control API,
//! and the environment that a shell command needs to reach the same world.

use std::collections::BTreeMap;
use std::time::Duration;

use aws_sdk_ec2::config::retry::RetryConfig;
use aws_sdk_ec2::config::timeout::TimeoutConfig;
use aws_sdk_ec2::config::{Credentials, Region};

use serde_json::json;

use super::control::{Chain, Clock, ClockMode, Control, ControlError, Event};
use super::elsewhere::Elsewhere;
use super::{Target, amazon};
use crate::aws::manners::Manners;
use crate::aws::passing::Passing;
use crate::aws::service::{Careful, Clients, Service};
use crate::clock;
#[cfg(feature = "embedded")]
use crate::embedded::{self, Embedded};
use crate::notice::Notice;
use crate::recording::Recorder;
use crate::recording::sdk::Overhearing;
use crate::scenario::Source;
use crate::scenario::document::Only;
use crate::scenario::outcome::FailureKind;
use crate::scenario::secrets::Secrets;

/// How long an answer may take, in real time. Moving a world by years takes
/// seconds; a server that says nothing at all must not hold the run.
pub(super) const PATIENCE: Duration = Duration::from_secs(120);

/// An open way to a target.
pub(crate) struct Connection {
    pub(crate) aws: Service,
    pub(crate) http: reqwest::Client,
    pub(crate) environment: BTreeMap<String, String>,
    /// In what time a wait passes.
    pub(crate) passing: Passing,
    region: String,
    /// What stands for `https://` in the URLs of the internet's services.
    services: Option<String>,
    simulator: Option<Simulator>,
    /// Who writes down what is exchanged here.
    pub(crate) recorder: Option<Recorder>,
}

/// What only a simulator has.
struct Simulator {
    control: Control,
    /// Held for its end: when it is dropped the simulator stops.
    #[cfg(feature = "embedded")]
    _embedded: Option<Embedded>,
}

/// How the world at the other end is to begin, and how it is to be treated.
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
    /// How to behave towards EC2; none takes every answer as it comes.
    pub(crate) manners: Option<Manners>,
    /// Told of what a call waits for.
    pub(crate) notice: Notice,
    /// Where real AWS is.
    pub(crate) elsewhere: Elsewhere,
    /// Who writes down what is exchanged.
    pub(crate) recorder: Option<Recorder>,
    /// What the run does not show; its credentials come to be among it.
    pub(crate) secrets: Secrets,
}

/// Why a target cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConnectError {
    /// Nothing says which Region is meant.
    #[error("no Region is configured; set AWS_REGION, or `region` in the profile")]
    NoRegion,
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
    /// The world there may be somebody's work.
    #[error(
        "this scenario begins in a world of its own, and the simulator has one already; add --seed 1 to begin it anew there"
    )]
    NotAnew,
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
            #[cfg(feature = "embedded")]
            Self::Embedded(error) => error.kind(),
            #[cfg(not(feature = "embedded"))]
            Self::NotEmbedded => FailureKind::Runtime,
            Self::NotAnew => FailureKind::TargetRefused,
            Self::NoRegion | Self::Control(_) | Self::Environment(_) => FailureKind::Runtime,
        }
    }
}

impl From<ControlError> for ConnectError {
    fn from(error: ControlError) -> Self {
        Self::Control(error.to_string())
    }
}

/// Something was asked of real AWS that only a simulator can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("only a simulator can do this")]
pub(crate) struct NotSimulated;

impl Connection {
    /// Opens a target with a fresh world.
    pub(crate) async fn open(target: &Target, world: &WorldWanted) -> Result<Self, ConnectError> {
        match target {
            Target::Aws => Self::to_amazon(world).await,
            #[cfg(feature = "embedded")]
            Target::Embedded => {
                let embedded = embedded::start(world).await?;
                let mut connection = Self::to(embedded.base_url(), world).await?;
                if let Some(simulator) = &mut connection.simulator {
                    simulator._embedded = Some(embedded);
                }
                Ok(connection)
            }
            #[cfg(not(feature = "embedded"))]
            Target::Embedded => Err(ConnectError::NotEmbedded),
            Target::Url(_) if !world.anew && world.is_special() => Err(ConnectError::NotAnew),
            Target::Url(url) => {
                if world.anew {
                    let control = Control::new(loopback()?, url.clone());
                    control.reset(&world.reset()).await?;
                }
                Self::to(url.clone(), world).await
            }
        }
    }

    async fn to_amazon(world: &WorldWanted) -> Result<Self, ConnectError> {
        let amazon::Way {
            clients,
            region,
            endpoint,
        } = amazon::way(world).await?;
        let careful = Careful {
            manners: world.elsewhere.manners(),
            passing: Passing::new(None),
            renew: Some(amazon::renew(world)),
            notice: world.notice.clone(),
        };
        let agent = concat!("byoip/", env!("CARGO_PKG_VERSION"));
        let http = reqwest::Client::builder()
            .user_agent(agent)
            .timeout(PATIENCE)
            .build()
            .map_err(|error| ConnectError::Control(Chain(&error).to_string()))?;
        Ok(Self {
            aws: Service::careful(clients, careful),
            http,
            passing: Passing::new(stand_in(endpoint, &world.elsewhere)?),
            environment: [("AWS_REGION".to_owned(), region.clone())].into(),
            region,
            services: world.elsewhere.services.clone(),
            simulator: None,
            recorder: world.recorder.clone(),
        })
    }

    /// Connects to a simulator as it stands.
    async fn to(base: String, world: &WorldWanted) -> Result<Self, ConnectError> {
        let http = loopback()?;
        let control = Control::new(http.clone(), base.clone()).recorded(world.recorder.clone());
        let environment: BTreeMap<_, _> = control.environment().await?.into_iter().collect();
        let clients = clients_of(&base, &environment, world.recorder.as_ref())?;
        let aws = match world.manners {
            None => Service::plain(clients),
            Some(manners) => Service::careful(
                clients,
                Careful {
                    manners,
                    passing: Passing::new(Some(control.clone())),
                    renew: None,
                    notice: world.notice.clone(),
                },
            ),
        };
        let region = environment
            .get("AWS_REGION")
            .ok_or(ConnectError::Environment("AWS_REGION"))?;
        Ok(Self {
            aws,
            http,
            passing: Passing::new(Some(control.clone())),
            region: region.clone(),
            services: Some(base.clone()),
            environment,
            recorder: world.recorder.clone(),
            simulator: Some(Simulator {
                control,
                #[cfg(feature = "embedded")]
                _embedded: None,
            }),
        })
    }

    /// The way to the world itself, which real AWS has not.
    pub(crate) fn control(&self) -> Result<&Control, NotSimulated> {
        let simulator = self.simulator.as_ref().ok_or(NotSimulated)?;
        Ok(&simulator.control)
    }

    /// Whether there is a world behind it that can be asked and moved.
    pub(crate) fn is_simulator(&self) -> bool {
        self.simulator.is_some()
    }

    /// The time there.
    pub(crate) async fn clock(&self) -> Result<Clock, ControlError> {
        match &self.simulator {
            Some(simulator) => simulator.control.clock().await,
            None => Ok(Clock {
                now: clock::now(),
                mode: ClockMode::Real,
                scale: 1,
                paused: false,
                next_event: None,
            }),
        }
    }

    /// What happened in the world after an event; of the real one nobody keeps a
    /// log.
    pub(crate) async fn events(&self, after: u64) -> Result<Vec<Event>, ControlError> {
        match &self.simulator {
            Some(simulator) => simulator.control.events(after).await,
            None => Ok(Vec::new()),
        }
    }

    /// A real URL as it is reached here: on a simulator `https://` gives way to
    /// the base URL, and a bare path is the simulator's own.
    pub(crate) fn url(&self, url: &str) -> String {
        let Some(base) = &self.services else {
            return url.to_owned();
        };
        match url.strip_prefix("https://") {
            Some(rest) => format!("{base}/{rest}"),
            None if url.starts_with('/') => format!("{base}{url}"),
            None => url.to_owned(),
        }
    }

    /// A text in which a simulator's own URLs are the real ones again.
    pub(crate) fn real(&self, text: &str) -> String {
        match &self.services {
            Some(base) => text.replace(&format!("{base}/"), "https://"),
            None => text.to_owned(),
        }
    }

    /// Why a step is not for this target, if it is not.
    pub(crate) fn excludes(&self, only: Option<Only>) -> Option<&'static str> {
        match (only, self.is_simulator()) {
            (Some(Only::Aws), true) => Some("for real AWS only"),
            (Some(Only::Simulator), false) => Some("for a simulator only"),
            (Some(_), _) | (None, _) => None,
        }
    }

    /// The Region the SDK's clients speak to.
    pub(crate) fn region(&self) -> &str {
        &self.region
    }
}

impl WorldWanted {
    /// Whether it is another world than a simulator begins with.
    fn is_special(&self) -> bool {
        self.file.is_some() || !self.policy.is_empty()
    }

    /// The body of a reset.
    fn reset(&self) -> serde_json::Value {
        let mut body = json!({ "seed": self.seed, "policy": self.policy });
        if let serde_json::Value::Object(members) = &mut body {
            match &self.file {
                Some(file) => members.insert("world".to_owned(), json!(file.text)),
                None => members.insert("default".to_owned(), json!(true)),
            };
        }
        body
    }
}

/// The simulator that stands for AWS and the internet's services, if one and the
/// same does: then there is its time and no other. Where only one of them is
/// stood in for, the other one's time is real.
fn stand_in(
    endpoint: Option<String>,
    elsewhere: &Elsewhere,
) -> Result<Option<Control>, ConnectError> {
    let base = endpoint.map(|url| url.trim_end_matches('/').to_owned());
    match base.filter(|base| elsewhere.services.as_ref() == Some(base)) {
        None => Ok(None),
        Some(base) => Ok(Some(Control::new(loopback()?, base))),
    }
}

fn loopback() -> Result<reqwest::Client, ConnectError> {
    reqwest::Client::builder()
        // A proxy of the environment has no way to a loopback port.
        .no_proxy()
        .timeout(PATIENCE)
        .build()
        .map_err(|error| ConnectError::Control(Chain(&error).to_string()))
}

/// The SDK's clients of a simulator.
fn clients_of(
    base: &str,
    environment: &BTreeMap<String, String>,
    recorder: Option<&Recorder>,
) -> Result<Clients, ConnectError> {
    let named = |name: &'static str| {
        let value = environment.get(name).cloned();
        value.ok_or(ConnectError::Environment(name))
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
        .endpoint_url(base)
        .region(region.clone())
        .credentials_provider(credentials.clone())
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeout.clone());
    let sts = aws_sdk_sts::Config::builder()
        .endpoint_url(base)
        .region(region)
        .credentials_provider(credentials)
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeout);
    Ok(overheard(ec2, sts, recorder))
}

/// The clients of these configurations, whose calls are written down.
pub(super) fn overheard(
    mut ec2: aws_sdk_ec2::config::Builder,
    mut sts: aws_sdk_sts::config::Builder,
    recorder: Option<&Recorder>,
) -> Clients {
    if let Some(recorder) = recorder {
        let of = |service| Overhearing {
            service,
            recorder: recorder.clone(),
        };
        ec2 = ec2.interceptor(of("ec2"));
        sts = sts.interceptor(of("sts"));
    }
    Clients {
        ec2: aws_sdk_ec2::Client::from_conf(ec2.build()),
        sts: aws_sdk_sts::Client::from_conf(sts.build()),
    }
}
