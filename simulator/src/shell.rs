//! Sockets, the wall clock, files: the only place with any of them.
//!
//! [`start`] begins a world and answers for it on loopback until it is stopped;
//! the `byoip-sim` program is a thin skin over it, and a client may run it in
//! its own process.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use byoip_vocabulary::region::Region;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::clock::Mode;
use crate::simulation::Simulation;
use crate::wire::Endpoints;
use crate::world::Genesis;

mod http;
mod ticker;
mod wall;
mod whois;
pub mod world_file;

/// How to begin.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where HTTP answers; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where whois answers; port 0 takes a free one.
    pub whois: SocketAddr,
    /// How virtual time follows the wall.
    pub clock: Mode,
    /// What the world begins with.
    pub genesis: Genesis,
    /// The Region that the environment names.
    pub region: Region,
}

impl Options {
    /// The default world on free loopback ports and a manual clock.
    pub fn embedded() -> Self {
        let world = world_file::WorldFile::default_world();
        let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            listen: loopback,
            whois: loopback,
            clock: Mode::Manual,
            genesis: world.genesis,
            region: world.region,
        }
    }
}

/// What wall time it is, for those who begin a world now.
pub fn wall_now() -> jiff::Timestamp {
    wall::now()
}

/// What every listener shares.
#[derive(Debug)]
struct Shared {
    simulation: Simulation,
    endpoints: Endpoints,
    /// Told whenever something has happened or the clock was moved.
    changed: watch::Sender<()>,
}

/// A simulator that answers.
#[derive(Debug)]
pub struct Running {
    shared: Arc<Shared>,
    tasks: JoinSet<()>,
}

impl Running {
    /// The base URL.
    pub fn url(&self) -> &str {
        &self.shared.endpoints.url
    }

    /// Where whois answers.
    pub fn whois(&self) -> SocketAddr {
        self.shared.endpoints.whois
    }

    /// The variables that make tools talk to this world.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let world = self.shared.simulation.read(wall::now());
        crate::wire::control::environment(&world, &self.shared.endpoints)
    }

    /// Stops answering.
    pub async fn stop(mut self) {
        self.tasks.shutdown().await;
    }
}

/// Begins a world and answers for it.
///
/// # Errors
///
/// An address that cannot be listened on.
pub async fn start(options: Options) -> io::Result<Running> {
    let listener = bind(options.listen).await?;
    let whois = bind(options.whois).await?;
    let endpoints = Endpoints {
        url: format!("http://{}", listener.local_addr()?),
        whois: whois.local_addr()?,
        region: options.region,
    };
    let simulation = Simulation::new(options.genesis, options.clock, wall::now());
    let (changed, _) = watch::channel(());
    let shared = Arc::new(Shared {
        simulation,
        endpoints,
        changed,
    });
    let mut tasks = JoinSet::new();
    tasks.spawn(http::serve(listener, Arc::clone(&shared)));
    tasks.spawn(whois::serve(whois, Arc::clone(&shared)));
    tasks.spawn(ticker::run(Arc::clone(&shared)));
    Ok(Running { shared, tasks })
}

async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
    })
}
