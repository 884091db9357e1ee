//! `byoip-sim serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use jiff::Timestamp;

use super::output::print;
use super::{Failure, read};
use crate::clock::Mode;
use crate::shell::world_file::{WorldFile, parse_policy};
use crate::shell::{self, Options, Running};
use crate::world::internet::collector::Collector;
use crate::world::rpki::validator::ValidatorName;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Where HTTP answers; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4566")]
    listen: SocketAddr,
    /// Where the same answers over TLS; port 0, which is the default, takes a
    /// free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    tls: SocketAddr,
    /// The base of the addresses of the RPKI repositories, where validators do
    /// not reach the TLS listener by its own
    #[arg(long, value_name = "URL")]
    repository: Option<String>,
    /// Where whois answers; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:4343")]
    whois: SocketAddr,
    /// Where routers get payloads by RTR; port 0, which is the default, takes a
    /// free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    rtr: SocketAddr,
    /// Whose payloads routers get
    #[arg(long, value_name = "VALIDATOR", default_value = ValidatorName::RIPE,
        value_parser = ValidatorName::ALL)]
    rtr_validator: String,
    /// Where routers get a route collector's table by BGP; port 0, which is the
    /// default, takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    bgp: SocketAddr,
    /// Whose table routers get
    #[arg(long, value_name = "COLLECTOR", default_value = shell::FIRST_COLLECTOR,
        value_parser = PossibleValuesParser::new(Collector::NAMES), ignore_case = true)]
    bgp_collector: String,
    /// How virtual time passes: manual, real, or scaled=SECONDS a second
    #[arg(long, value_name = "CLOCK", default_value = "scaled=3600")]
    clock: Mode,
    /// The seed of ids and delays; without it the world file's
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// When virtual time begins: now, or a moment such as 2026-01-05T09:00:00Z
    #[arg(long, value_name = "MOMENT", default_value = "now")]
    start: Start,
    /// A world file in YAML, in place of the default world
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
    /// A policy file in YAML that overrides rows of the policy table
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug)]
enum Start {
    Now,
    At(Timestamp),
}

impl std::str::FromStr for Start {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "now" => Ok(Self::Now),
            text => text
                .parse()
                .map(Self::At)
                .map_err(|_| "neither now nor a moment such as 2026-01-05T09:00:00Z"),
        }
    }
}

pub(super) fn run(arguments: Arguments) -> Result<(), Failure> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("BYOIP_SIM_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let options = options(arguments)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::runtime(format!("cannot start: {error}")))?;
    runtime.block_on(async {
        let running = shell::start(options)
            .await
            .map_err(|error| Failure::runtime(error.to_string()))?;
        // Untold where it answers, nobody could use it.
        let told = print_welcome(&running);
        if told.is_ok() {
            interrupted().await;
        }
        running.stop().await;
        told
    })
}

fn options(arguments: Arguments) -> Result<Options, Failure> {
    let world = match &arguments.world {
        None => WorldFile::default_world(),
        Some(path) => WorldFile::parse(&read(path)?, &path.display().to_string())
            .map_err(|error| Failure::parse(error.to_string()))?,
    };
    let mut genesis = world.genesis;
    if let Some(seed) = arguments.seed {
        genesis.seed = seed;
    }
    genesis.start = match arguments.start {
        // Certificates that tools make begin at the wall's time, so a world
        // that is to accept them cannot lie in the past. Whole seconds, as
        // certificates have them.
        Start::Now => {
            let now = shell::wall_now();
            Timestamp::new(now.as_second(), 0).unwrap_or(now)
        }
        Start::At(moment) => moment,
    };
    if let Some(path) = &arguments.policy {
        let text = read(path)?;
        parse_policy(&text, &path.display().to_string(), &mut genesis.policy)
            .map_err(|error| Failure::parse(error.to_string()))?;
    }
    Ok(Options {
        listen: arguments.listen,
        tls: arguments.tls,
        repository: arguments.repository,
        whois: arguments.whois,
        rtr: arguments.rtr,
        rtr_validator: ValidatorName::new(&arguments.rtr_validator),
        bgp: arguments.bgp,
        bgp_collector: arguments.bgp_collector,
        clock: arguments.clock,
        genesis,
        region: world.region,
    })
}

fn print_welcome(running: &Running) -> Result<(), Failure> {
    let url = running.url();
    let tls = running.tls_url();
    let whois = running.whois();
    let rtr = running.rtr();
    let bgp = running.bgp();
    let (host, port) = (whois.ip(), whois.port());
    print(|out| {
        writeln!(
            out,
            "byoip-sim answers on {url} and {tls}, whois on {whois}, RTR on {rtr}, BGP on {bgp}

Point AWS tools at it:
  eval \"$(byoip-sim env --url {url})\"

Look around:
  aws ec2 describe-byoip-cidrs --max-results 5
  aws ec2 describe-instances
  whois -h {host} -p {port} 198.18.0.0
  curl {url}/rdap.arin.net/registry/ip/198.18.0.0
  curl {url}/rpki-validator.ripe.net/api/v1/validity/AS16509/198.18.1.0/24
  curl {url}/_simulator/tals/arin.tal
  curl '{url}/stat.ripe.net/data/looking-glass/data.json?resource=198.18.0.0/23'

Move time and watch what happens:
  curl -X POST {url}/_simulator/clock/advance -d '{{\"by\": \"2h\"}}'
  curl -H 'Accept: text/event-stream' {url}/_simulator/events

Ctrl-C stops it.",
        )
    })
}

/// Ends at Ctrl-C or a polite request to terminate.
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
