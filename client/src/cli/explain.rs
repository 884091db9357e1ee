//! `byoip explain`: why a range stands where it stands.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::prefix::Prefix;
use byoip_vocabulary::region::Region;
use clap::Args;
use jiff::Timestamp;
use serde_json::Value;

use super::online::{SimulatorArguments, online};
use super::output;
use crate::aws::range;
use crate::exit::{Exit, Failure};
use crate::explain::{Range, Standing, reason};
use crate::http::Http;
use crate::preflight::roa::{self, VALIDATOR, Validity};
use crate::target::Target;
use crate::target::connection::{Connection, WorldWanted};

/// What stands below the options.
const EXAMPLES: &str = "Examples:
  byoip explain --cidr 198.18.1.0/24 --simulator http://127.0.0.1:4566
  byoip explain --cidr 198.18.1.0/24            with the AWS CLI's credentials and Region
  byoip explain --cidr 198.18.1.0/24 --origin AS64500    why that route is valid or not";

/// Say why a range is stuck or a route invalid, and what to do about it
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct Explain {
    /// The range
    #[arg(long)]
    cidr: Prefix,

    /// Explain the route from this AS alone; AWS is not asked
    #[arg(long, value_name = "AS")]
    origin: Option<Asn>,

    /// Print JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    simulator: SimulatorArguments,
}

/// The facts about a range that say how its review went.
const EXPLAINING: [&str; 4] = [
    "reviewed",
    "review-put-off",
    "review-held-up",
    "deprovision-failed",
];

impl Explain {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        online(self.tell())
    }

    async fn tell(self) -> Result<Exit, Failure> {
        let runtime = |error: &dyn std::fmt::Display| Failure::new(Exit::Runtime, error);
        let http = Http::new(self.simulator.base()).map_err(|error| runtime(&error))?;
        if let Some(origin) = self.origin {
            let route = roa::fetch(&http, VALIDATOR, origin, self.cidr).await;
            output::line(reason(&route.map_err(|error| runtime(&error))?))?;
            return Ok(Exit::Success);
        }
        let target = match self.simulator.base() {
            Some(base) => Target::Url(base.trim_end_matches('/').to_owned()),
            None => Target::Aws,
        };
        let connection = Connection::open(&target, &WorldWanted::default()).await;
        let connection = connection.map_err(|error| runtime(&error))?;
        let found = range::describe(&connection.aws, Some(&self.cidr.to_string())).await;
        let found = found.map_err(|error| runtime(&error))?;
        let standing = Standing {
            cidr: self.cidr,
            region: connection.region().to_owned(),
            range: found.pointer("/ByoipCidrs/0").map(range_of),
            evidence: self.evidence(&connection).await?,
            routes: self.routes(&http, connection.region()).await?,
            origins: self.origins(&http).await?,
        };
        if self.json {
            output::json(&standing.json())?;
        } else {
            output::text(&standing.text())?;
        }
        Ok(Exit::Success)
    }

    /// What a simulator's review saw the last time; real AWS tells nobody.
    async fn evidence(&self, connection: &Connection) -> Result<Vec<(Timestamp, String)>, Failure> {
        let events = connection.events(0).await;
        let events = events.map_err(|error| Failure::new(Exit::Runtime, error))?;
        let cidr = self.cidr.to_string();
        let about = events.into_iter().filter(|event| {
            event.noun == "range"
                && EXPLAINING.contains(&event.fact.as_str())
                && event.members.get("cidr").and_then(Value::as_str) == Some(&cidr)
        });
        Ok(about
            .max_by_key(|event| event.sequence)
            .map(|event| (event.at, event.text))
            .into_iter()
            .collect())
    }

    async fn routes(&self, http: &Http, region: &str) -> Result<Vec<Validity>, Failure> {
        let region: Result<Region, _> = region.parse();
        let partition = region.map(|region| region.partition());
        let origins = partition.map(|it| it.amazon_origins()).unwrap_or_default();
        let mut routes = Vec::new();
        for origin in origins {
            let route = roa::fetch(http, VALIDATOR, *origin, self.cidr).await;
            routes.push(route.map_err(|error| Failure::new(Exit::Runtime, error))?);
        }
        Ok(routes)
    }

    async fn origins(&self, http: &Http) -> Result<Vec<Asn>, Failure> {
        // By an address: the range may be a part of what is announced.
        let address = self.cidr.first();
        let url = format!("https://stat.ripe.net/data/looking-glass/data.json?resource={address}");
        let document: Option<Value> = http
            .get(&url, "application/json")
            .await
            .map_err(|error| Failure::new(Exit::Runtime, error))?;
        let collectors = document
            .as_ref()
            .and_then(|it| it.pointer("/data/rrcs")?.as_array());
        let peers = collectors
            .into_iter()
            .flatten()
            .filter_map(|it| it.get("peers")?.as_array());
        let origins = peers
            .flatten()
            .filter_map(|peer| match peer.get("asn_origin")? {
                Value::String(text) => text.parse().ok(),
                other => other.to_string().parse().ok(),
            });
        let mut origins: Vec<Asn> = origins.collect();
        origins.sort();
        origins.dedup();
        Ok(origins)
    }
}

fn range_of(found: &Value) -> Range {
    let member = |name: &str| found.get(name).and_then(Value::as_str).map(str::to_owned);
    Range {
        state: member("State").unwrap_or_default(),
        message: member("StatusMessage"),
    }
}
