//! A simulator inside this process: the one place where the client knows it as
//! a library and not over the wire.

use byoip_simulator::shell::world_file::WorldFile;
use byoip_simulator::shell::{self, Options, Running};

use crate::scenario::outcome::FailureKind;
use crate::target::connection::WorldWanted;

/// A running simulator; dropping it stops it.
#[derive(Debug)]
pub(crate) struct Embedded(Running);

/// Why no simulator runs in here.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EmbeddedError {
    /// The world file describes no world.
    #[error("{0}")]
    World(String),
    /// A setting of `world.policy` is not one.
    #[error("{0}; `byoip-sim fidelity` lists them all")]
    Policy(String),
    /// No port, or no threads.
    #[error("the embedded simulator did not start: {0}")]
    Start(#[from] std::io::Error),
}

impl EmbeddedError {
    /// Whose mistake it is.
    pub(crate) fn kind(&self) -> FailureKind {
        match self {
            Self::World(_) | Self::Policy(_) => FailureKind::Scenario,
            Self::Start(_) => FailureKind::Runtime,
        }
    }
}

impl Embedded {
    /// Where it answers.
    pub(crate) fn base_url(&self) -> String {
        self.0.url().to_owned()
    }
}

/// Starts a simulator on free loopback ports, its clock in the scenario's hand.
pub(crate) async fn start(world: &WorldWanted) -> Result<Embedded, EmbeddedError> {
    let mut options = Options::embedded();
    if let Some(file) = &world.file {
        let read = WorldFile::parse(&file.text, &file.path)
            .map_err(|error| EmbeddedError::World(error.to_string()))?;
        options.genesis = read.genesis;
        options.region = read.region;
    }
    options.genesis.seed = world.seed;
    for (key, value) in &world.policy {
        let set = options.genesis.policy.set(key, value);
        set.map_err(|error| EmbeddedError::Policy(error.to_string()))?;
    }
    Ok(Embedded(shell::start(options).await?))
}
