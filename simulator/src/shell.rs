//! Sockets, the wall clock, files: the only place with any of them.
//!
//! [`start`] begins a world and answers for it on loopback until it is stopped;
//! the `byoip-sim` program is a thin skin over it, and a client may run it in
//! its own process.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use byoip_vocabulary::region::Region;
use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::clock::Mode;
use crate::repository::Places;
use crate::simulation::Simulation;
use crate::wire::Endpoints;
use crate::world::Genesis;
use crate::world::log::Entry;
use crate::world::rpki::validator::ValidatorName;

mod bgp;
mod http;
mod line;
mod publisher;
mod ris_live;
mod rtr;
#[cfg(test)]
mod tests;
mod ticker;
mod tls;
mod wall;
mod whois;
pub mod world_file;

use publisher::Publisher;
use tls::TlsListener;

/// How to begin.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where HTTP answers; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where the same answers over TLS; port 0 takes a free one.
    pub tls: SocketAddr,
    /// Where validators are to find the RPKI repositories: the base of their
    /// addresses, such as `https://simulator.example:4443`; without it the TLS
    /// listener's own.
    pub repository: Option<String>,
    /// Where whois answers; port 0 takes a free one.
    pub whois: SocketAddr,
    /// Where RTR answers; port 0 takes a free one.
    pub rtr: SocketAddr,
    /// The validator whose payloads routers get there.
    pub rtr_validator: ValidatorName,
    /// Where a route collector's BGP speaker answers; port 0 takes a free one.
    pub bgp: SocketAddr,
    /// The collector whose table routers get there, such as `RRC00`.
    pub bgp_collector: String,
    /// How virtual time follows the wall.
    pub clock: Mode,
    /// What the world begins with.
    pub genesis: Genesis,
    /// The Region that the environment names, and whose hosts the certificate is
    /// for.
    pub region: Region,
}

/// The collector whose table routers get unless they want another's.
pub const FIRST_COLLECTOR: &str = "RRC00";

impl Options {
    /// The default world on free loopback ports and a manual clock.
    pub fn embedded() -> Self {
        let world = world_file::WorldFile::default_world();
        let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            listen: loopback,
            tls: loopback,
            repository: None,
            whois: loopback,
            rtr: loopback,
            rtr_validator: ValidatorName::new(ValidatorName::RIPE),
            bgp: loopback,
            bgp_collector: FIRST_COLLECTOR.to_owned(),
            clock: Mode::Manual,
            genesis: world.genesis,
            region: world.region,
        }
    }
}

/// What wall time it is, for those who begin a world now.
pub fn wall_now() -> Timestamp {
    wall::now()
}

/// What every listener shares.
#[derive(Debug)]
struct Shared {
    simulation: Simulation,
    endpoints: Endpoints,
    publisher: Publisher,
    /// Told whenever something has happened or the clock was moved.
    changed: watch::Sender<()>,
    /// Places for those who listen to RIS Live.
    listeners: Arc<Semaphore>,
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

    /// The base URL over TLS.
    pub fn tls_url(&self) -> &str {
        &self.shared.endpoints.tls_url
    }

    /// Where whois answers.
    pub fn whois(&self) -> SocketAddr {
        self.shared.endpoints.whois
    }

    /// Where RTR answers.
    pub fn rtr(&self) -> SocketAddr {
        self.shared.endpoints.rtr
    }

    /// Where BGP answers.
    pub fn bgp(&self) -> SocketAddr {
        self.shared.endpoints.bgp
    }

    /// The variables that make tools talk to this world.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let world = self.shared.simulation.read(wall::now());
        crate::wire::control::environment(&world, &self.shared.endpoints)
    }

    /// The virtual moment.
    pub fn now(&self) -> Timestamp {
        self.shared.simulation.now(wall::now())
    }

    /// Lets virtual time pass; what happened on the way. What lies behind the
    /// end of all time is that end.
    pub fn advance(&self, by: Duration) -> Vec<Entry> {
        let moment = self.now().checked_add(by).unwrap_or(Timestamp::MAX);
        let (happened, ()) = self.while_moving(|simulation, wall| {
            simulation.advance_to(moment, wall);
        });
        happened
    }

    /// Lets virtual time pass until something happens by itself; what that was,
    /// unless nothing is due.
    pub fn run_to_next_event(&self) -> Option<Vec<Entry>> {
        let (happened, was_due) = self.while_moving(Simulation::advance_to_next_event);
        was_due.then_some(happened)
    }

    /// Moves the clock and tells everybody who listens, as a call of the control
    /// API does.
    fn while_moving<R>(&self, go: impl FnOnce(&Simulation, Timestamp) -> R) -> (Vec<Entry>, R) {
        let simulation = &self.shared.simulation;
        let wall = wall::now();
        let before = simulation.read(wall).log().len();
        let gone = go(simulation, wall);
        self.shared.changed.send_replace(());
        let happened = simulation.read(wall).log().after(before).to_vec();
        (happened, gone)
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
/// An address that cannot be listened on, or a validator or a collector that is
/// not there.
pub async fn start(options: Options) -> io::Result<Running> {
    check_validator(&options.rtr_validator)?;
    let listener = bind(options.listen).await?;
    let tls = bind(options.tls).await?;
    let whois = bind(options.whois).await?;
    let rtr = bind(options.rtr).await?;
    let bgp = bind(options.bgp).await?;
    let authority = tls::Authority::new()?;
    let names = names(tls.local_addr()?, &options.region);
    let endpoints = Endpoints {
        url: format!("http://{}", reachable(listener.local_addr()?)),
        tls_url: tls_url(tls.local_addr()?),
        tls_authority: authority.pem()?,
        whois: reachable(whois.local_addr()?),
        rtr: reachable(rtr.local_addr()?),
        bgp: reachable(bgp.local_addr()?),
    };
    let mut genesis = options.genesis;
    genesis.region = options.region;
    let seed = genesis.seed;
    let simulation = Simulation::new(genesis, options.clock, wall::now());
    let base = options.repository.as_ref().unwrap_or(&endpoints.tls_url);
    let publisher = Publisher::new(Places::new(base));
    let (changed, _) = watch::channel(());
    let shared = Arc::new(Shared {
        simulation,
        endpoints,
        publisher,
        changed,
        listeners: Arc::new(Semaphore::new(ris_live::LISTENERS_MAX)),
    });
    let table = bgp::Feed::new(Arc::clone(&shared), options.bgp_collector)?;
    let mut tasks = JoinSet::new();
    tasks.spawn(http::serve(listener, Arc::clone(&shared)));
    let tls = TlsListener::new(tls, &authority, &names)?;
    tasks.spawn(http::serve_tls(tls, Arc::clone(&shared)));
    tasks.spawn(publisher::run(Arc::clone(&shared)));
    tasks.spawn(whois::serve(whois, Arc::clone(&shared)));
    let feed = rtr::Feed::new(Arc::clone(&shared), options.rtr_validator, seed);
    tasks.spawn(rtr::serve(rtr, Arc::new(feed)));
    tasks.spawn(bgp::serve(bgp, Arc::new(table)));
    tasks.spawn(ticker::run(Arc::clone(&shared)));
    Ok(Running { shared, tasks })
}

/// The address at which a tool on this machine finds a listener. One that takes
/// connections to every address has none of its own to be called by.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

/// The URL at which a validator on this machine finds a listener: by name where
/// that is the loopback's, since a locator with an address in it is odd.
fn tls_url(address: SocketAddr) -> String {
    if reachable(address).ip().is_loopback() {
        format!("https://localhost:{}", address.port())
    } else {
        format!("https://{address}")
    }
}

/// Every name and address that a client may know the server by.
fn names(address: SocketAddr, region: &Region) -> Vec<String> {
    let mut names = vec![
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
    ];
    let own = address.ip().to_string();
    if !address.ip().is_unspecified() && !names.contains(&own) {
        names.push(own);
    }
    names.extend(crate::wire::hosts(region));
    names
}

fn check_validator(name: &ValidatorName) -> io::Result<()> {
    if ValidatorName::ALL.contains(&name.as_str()) {
        return Ok(());
    }
    let known = ValidatorName::ALL.join(", ");
    let told = format!("there is no validator {name}; routers can listen to {known}");
    Err(io::Error::new(io::ErrorKind::InvalidInput, told))
}

async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        io::Error::new(error.kind(), format!("cannot listen on {address}: {error}"))
    })
}
