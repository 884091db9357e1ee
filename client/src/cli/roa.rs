//! `byoip roa`: route origin authorizations at the holder's registry.

use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::region::Partition;
use byoip_vocabulary::registry::Registry;
use byoip_vocabulary::roa::Roa;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::change::{ChangeArguments, Outcome};
use super::holder::{KeyArguments, PlaceArguments};
use super::online::online;
use super::output;
use super::source::NowArguments;
use crate::exit::{Exit, Failure};
use crate::registry::apnic::task::Open;
use crate::registry::roa::{self, Change, Listing};
use crate::registry::{Desk, routes};

/// Where the key is unless it is said. RIPE NCC's certification authority takes
/// another one than its database.
const KEY: [&str; 2] = ["BYOIP_RPKI_KEY", "BYOIP_REGISTRY_KEY"];

const LIST_EXAMPLES: &str = "Examples:
  byoip roa list --cidr 198.18.0.0/23 --key-file key.txt
  byoip roa list --cidr 198.18.0.0/23 --key-file key.txt --all --json";

const CREATE_EXAMPLES: &str = "Examples:
  byoip roa create --cidr 198.18.1.0/24 --key-file key.txt --dry-run
  byoip roa create --cidr 198.18.1.0/24 --key-file key.txt --origin AS64500 --aws
  byoip roa create --cidr 198.18.0.0/23 --key-file key.txt --max-length 24

Without --origin the ROAs are for Amazon's origins. Create the one for your own
AS number first: ROAs for Amazon alone make your running announcement invalid.";

const DELETE_EXAMPLES: &str = "Examples:
  byoip roa delete --cidr 198.18.1.0/24 --key-file key.txt --aws
  byoip roa delete --cidr 198.18.1.0/24 --key-file key.txt --origin AS64500 --dry-run";

/// Route origin authorizations at the registry
#[derive(Subcommand, Debug)]
pub enum RoaCommand {
    /// List the ROAs of a range, as the holder's registry has them
    #[command(after_help = LIST_EXAMPLES)]
    List(List),
    /// Create ROAs: Amazon's origins unless another is named
    #[command(after_help = CREATE_EXAMPLES)]
    Create(Create),
    /// Delete ROAs
    #[command(after_help = DELETE_EXAMPLES)]
    Delete(Delete),
}

impl RoaCommand {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        match self {
            Self::List(list) => online(list.run()),
            Self::Create(create) => online(create.run()),
            Self::Delete(delete) => online(delete.run()),
        }
    }
}

/// The holder's ROAs.
#[derive(Args, Debug)]
pub struct List {
    #[command(flatten)]
    place: PlaceArguments,

    #[command(flatten)]
    key: KeyArguments,

    /// All of the account's, not only those that overlap the range
    #[arg(long)]
    all: bool,

    /// Print them as JSON
    #[arg(long)]
    json: bool,
}

impl List {
    async fn run(self) -> Result<Exit, Failure> {
        let found = self.place.find().await?;
        let desk = self.place.desk(&found, &self.key.source(&KEY))?;
        let listing = roa::list(&desk).await?;
        let cidr = self.place.cidr;
        let chosen = listing.entries.iter().flat_map(|listed| {
            let roas = listed.roas.iter().map(move |roa| (listed, roa));
            roas.filter(|(_, roa)| self.all || roa.prefix().overlaps(cidr))
        });
        if self.json {
            let roas = chosen.map(|(listed, roa)| {
                json!({
                    "prefix": roa.prefix(),
                    "asn": roa.asn(),
                    "max_length": roa.max_length(),
                    "id": listed.id,
                    "name": listed.name,
                })
            });
            let roas: Vec<Value> = roas.collect();
            output::json(&json!({ "registry": found.registry, "roas": roas }))?;
        } else {
            let lines: String = chosen.map(|(_, roa)| format!("{roa}\n")).collect();
            match lines.is_empty() {
                true => output::line(format_args!("no ROA for {cidr} at {}", found.registry))?,
                false => output::text(&lines)?,
            }
        }
        Ok(Exit::Success)
    }
}

/// Which ROAs.
#[derive(Args, Debug)]
struct RoaArguments {
    /// An AS that may originate the range; may be said more than once
    #[arg(long, value_name = "AS")]
    origin: Vec<Asn>,

    /// Amazon's origins
    #[arg(long)]
    aws: bool,

    /// The partition whose origins are Amazon's
    #[arg(long, default_value_t = Partition::Aws)]
    partition: Partition,

    /// The longest prefix that may be announced [default: the range's own length]
    #[arg(long, value_name = "LENGTH")]
    max_length: Option<u8>,
}

impl RoaArguments {
    fn roas(&self, place: &PlaceArguments, aws: bool) -> Result<Vec<Roa>, Failure> {
        let amazons: &[Asn] = if aws {
            self.partition.amazon_origins()
        } else {
            &[]
        };
        if aws && amazons.is_empty() {
            let text = format_args!("partition {} has no BYOIP; choose another", self.partition);
            return Err(Failure::new(Exit::Usage, text));
        }
        let origins = self.origin.iter().chain(amazons);
        let roas = origins.map(|origin| Roa::new(place.cidr, self.max_length, *origin));
        let roas: Result<Vec<Roa>, _> = roas.collect();
        roas.map_err(|error| Failure::new(Exit::Usage, format_args!("--max-length: {error}")))
    }
}

/// New ROAs.
#[derive(Args, Debug)]
pub struct Create {
    #[command(flatten)]
    place: PlaceArguments,

    #[command(flatten)]
    roas: RoaArguments,

    #[command(flatten)]
    key: KeyArguments,

    #[command(flatten)]
    change: ChangeArguments,

    #[command(flatten)]
    now: NowArguments,

    /// Print what was done as JSON; its state is done, submitted (a task is open,
    /// and what is asked for stands in handed_in), unchanged or dry-run (in planned)
    #[arg(long)]
    json: bool,
}

impl Create {
    async fn run(self) -> Result<Exit, Failure> {
        let aws = self.roas.aws || self.roas.origin.is_empty();
        let wanted = self.roas.roas(&self.place, aws)?;
        let found = self.place.find().await?;
        let desk = self.place.desk(&found, &self.key.source(&KEY))?;
        let open = desk.open().await?;
        let listing = roa::list(&desk).await?;
        let call = Call {
            place: &self.place,
            desk: &desk,
            open,
            listing: &listing,
            wanted: &wanted,
            change: self.change,
            now: &self.now,
            json: self.json,
        };
        let none = format!("{} has it so already", found.registry);
        call.make(&listing.creation(&wanted), &none, Vec::new())
            .await
    }
}

/// ROAs that are to go.
#[derive(Args, Debug)]
pub struct Delete {
    #[command(flatten)]
    place: PlaceArguments,

    #[command(flatten)]
    roas: RoaArguments,

    #[command(flatten)]
    key: KeyArguments,

    #[command(flatten)]
    change: ChangeArguments,

    #[command(flatten)]
    now: NowArguments,

    /// Print what was done as JSON; its state is done, submitted (a task is open,
    /// and what is asked for stands in handed_in), unchanged or dry-run (in planned)
    #[arg(long)]
    json: bool,
}

impl Delete {
    async fn run(self) -> Result<Exit, Failure> {
        if !self.roas.aws && self.roas.origin.is_empty() {
            let text = "no ROA is named; give --origin or --aws";
            return Err(Failure::new(Exit::Usage, text));
        }
        let wanted = self.roas.roas(&self.place, self.roas.aws)?;
        let found = self.place.find().await?;
        let desk = self.place.desk(&found, &self.key.source(&KEY))?;
        let open = desk.open().await?;
        let listing = roa::list(&desk).await?;
        let change = listing.deletion(found.registry, &wanted)?;
        let call = Call {
            place: &self.place,
            desk: &desk,
            open,
            listing: &listing,
            wanted: &wanted,
            change: self.change,
            now: &self.now,
            json: self.json,
        };
        let none = format!("there is no such ROA at {}", found.registry);
        let left = left(found.registry, &listing, &wanted);
        call.make(&change, &none, left).await
    }
}

/// What a deletion leaves as it was: ROAs that are not there, and those that
/// differ in their maximum length alone.
fn left(registry: Registry, listing: &Listing, wanted: &[Roa]) -> Vec<String> {
    let absent = listing.absent(wanted).into_iter();
    let absent = absent.map(|roa| format!("there is no {roa} at {registry} to delete"));
    let siblings = listing.siblings(wanted).into_iter().map(|roa| {
        let longest = roa.max_length();
        format!("{roa} stays at {registry}; --max-length {longest} deletes it")
    });
    absent.chain(siblings).collect()
}

/// A change under way.
struct Call<'a> {
    place: &'a PlaceArguments,
    desk: &'a Desk<'a>,
    /// What was open before the list was read.
    open: Vec<Open>,
    listing: &'a Listing,
    wanted: &'a [Roa],
    change: ChangeArguments,
    now: &'a NowArguments,
    json: bool,
}

impl Call<'_> {
    async fn make(
        self,
        change: &Change<'_>,
        none: &str,
        mut warnings: Vec<String>,
    ) -> Result<Exit, Failure> {
        let (registry, wanted) = (self.desk.registry, self.wanted);
        if change.is_empty() {
            self.listing.check_open(&self.open, wanted, &[])?;
            warnings.iter().for_each(output::warn);
            let wanted: Vec<String> = wanted.iter().map(Roa::to_string).collect();
            let said = format!("{none}, nothing was changed: {}", wanted.join(", "));
            let outcome = Outcome::Unchanged;
            let document = document(registry, change, &warnings, &outcome);
            return outcome.print(self.json, &said, document);
        }
        let simulator = &self.place.simulator;
        let now = simulator.now(self.now).await?;
        let requests = roa::requests(self.desk, change, now)?;
        self.listing.check_open(&self.open, wanted, &requests)?;
        warnings.extend(self.victims(change).await);
        warnings.iter().for_each(output::warn);
        let sent = self.change.carry_out(self.desk, simulator, &requests);
        let outcome = sent.await?;
        let lines = change
            .create
            .iter()
            .map(|roa| format!("created {roa} at {registry}"));
        let deleted = change
            .deleted()
            .map(|roa| format!("deleted {roa} at {registry}"));
        let later = "it takes a while until validators see that".to_owned();
        let said: Vec<String> = lines.chain(deleted).chain([later]).collect();
        let document = document(registry, change, &warnings, &outcome);
        outcome.print(self.json, &said.join("\n"), document)
    }

    /// The announcements that the change makes invalid. That nobody can say is
    /// told too, and keeps no one from changing.
    async fn victims(&self, change: &Change<'_>) -> Vec<String> {
        let kept: Vec<Roa> = self.listing.roas().copied().collect();
        match routes::victims(self.desk.http, change, &kept).await {
            Ok(victims) => victims.iter().map(ToString::to_string).collect(),
            Err(error) => vec![format!(
                "whether an announcement becomes invalid is not known: {error}"
            )],
        }
    }
}

/// What a program is told. Only what is done stands as created or deleted; what
/// is handed in, or would be, has a member of its own.
fn document(
    registry: Registry,
    change: &Change<'_>,
    warnings: &[String],
    outcome: &Outcome,
) -> Value {
    let created: Vec<Value> = change.create.iter().map(roa_document).collect();
    let deleted: Vec<Value> = change.deleted().map(roa_document).collect();
    let apart = match outcome {
        Outcome::Unchanged | Outcome::Done(_) => {
            return json!({
                "registry": registry,
                "created": created,
                "deleted": deleted,
                "warnings": warnings,
            });
        }
        Outcome::Submitted { .. } => "handed_in",
        Outcome::Shown(_) => "planned",
    };
    json!({
        "registry": registry,
        "created": [],
        "deleted": [],
        apart: { "create": created, "delete": deleted },
        "warnings": warnings,
    })
}

fn roa_document(roa: &Roa) -> Value {
    json!({
        "prefix": roa.prefix(),
        "asn": roa.asn(),
        "max_length": roa.max_length(),
    })
}
