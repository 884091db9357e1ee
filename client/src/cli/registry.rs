//! `byoip registry`: a range's record at its registry, and the certificate in it.

use std::path::PathBuf;

use byoip_vocabulary::registry::{Field, Registry};
use clap::{Args, Subcommand};
use serde_json::json;

use super::change::{ChangeArguments, Outcome};
use super::holder::{Found, KeyArguments, PlaceArguments};
use super::online::online;
use super::output;
use crate::authorization::{certificate as file_certificate, file};
use crate::exit::{Exit, Failure};
use crate::registry::compare::{self, Line, Seen};
use crate::registry::{Desk, DeskError, certificate, record};

/// Where the key is unless it is said.
const KEY: [&str; 1] = ["BYOIP_REGISTRY_KEY"];

const SHOW_EXAMPLES: &str = "Examples:
  byoip registry show --cidr 198.18.1.0/24
  BYOIP_REGISTRY_KEY=$(pass arin) byoip registry show --cidr 198.18.1.0/24";

const PUBLISH_EXAMPLES: &str = "Examples:
  byoip registry publish-cert --cidr 198.18.1.0/24 --cert certificate.pem --key-file key.txt --dry-run
  byoip registry publish-cert --cidr 198.18.1.0/24 --cert certificate.pem --key-file key.txt
  byoip registry publish-cert --cidr 198.18.1.0/24 --cert certificate.pem --simulator http://127.0.0.1:4566

At LACNIC and AFRINIC AWS reads no certificate; their holders prove control by a
DNS token through an IPAM.";

const REMOVE_EXAMPLES: &str = "Examples:
  byoip registry remove-cert --cidr 198.18.1.0/24 --cert certificate.pem --key-file key.txt

AWS needs the certificate only while a range is provisioned.";

/// A range's record at its registry
#[derive(Subcommand, Debug)]
pub enum RegistryCommand {
    /// Show the text of the record, and with a key what is not public yet
    #[command(after_help = SHOW_EXAMPLES)]
    Show(Show),
    /// Put a certificate into the record, where AWS looks for it
    #[command(after_help = PUBLISH_EXAMPLES)]
    PublishCert(Edit),
    /// Take a certificate out of the record, and nothing else
    #[command(after_help = REMOVE_EXAMPLES)]
    RemoveCert(Edit),
}

impl RegistryCommand {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        match self {
            Self::Show(show) => online(show.run()),
            Self::PublishCert(edit) => online(edit.publish()),
            Self::RemoveCert(edit) => online(edit.remove()),
        }
    }
}

/// The public view, and the owner's.
#[derive(Args, Debug)]
pub struct Show {
    #[command(flatten)]
    place: PlaceArguments,

    #[command(flatten)]
    key: KeyArguments,

    /// Print the record as JSON
    #[arg(long)]
    json: bool,
}

impl Show {
    async fn run(self) -> Result<Exit, Failure> {
        let found = self.place.find().await?;
        let source = self.key.source(&KEY);
        let owned = match source.optional()? {
            Some(_) if found.registry.certificate_field().is_some() => {
                let desk = self.place.desk(&found, &source)?;
                Some(record::read(&desk, &found.network).await?)
            }
            Some(_) | None => None,
        };
        let lines = match &owned {
            Some(record) => compare::both(&found.network, record),
            None => compare::public(&found.network),
        };
        let Found {
            registry, network, ..
        } = &found;
        if self.json {
            output::json(&json!({
                "registry": registry,
                "handle": network.handle,
                "first": network.first,
                "last": network.last,
                "allocation": network.allocation,
                "registrant": network.registrant,
                "owners_view": owned.is_some(),
                "lines": lines,
            }))?;
            return Ok(Exit::Success);
        }
        let holder = network.registrant.as_deref().unwrap_or("nobody named");
        output::line(format_args!(
            "{} at {registry}, {} to {}, {}, of {holder}",
            network.handle, network.first, network.last, network.allocation
        ))?;
        if lines.is_empty() {
            output::line("  (no text of its holder's)")?;
        }
        output::text(&lines.iter().map(text).collect::<String>())?;
        Ok(Exit::Success)
    }
}

fn text(line: &Line) -> String {
    let field = line.field.as_deref().unwrap_or("text");
    let (mark, note) = match line.seen {
        Seen::Public => (' ', ""),
        Seen::Typed => ('+', "  (typed, not yet public)"),
        Seen::Removed => ('-', "  (still public, taken away)"),
    };
    let shown = line.text.chars().filter(|found| !found.is_control());
    let shown: String = shown.collect();
    format!("{mark} {field:<9} {shown}{note}\n")
}

/// Which certificate, and where.
#[derive(Args, Debug)]
pub struct Edit {
    #[command(flatten)]
    place: PlaceArguments,

    /// The certificate
    #[arg(long, value_name = "FILE")]
    cert: PathBuf,

    #[command(flatten)]
    key: KeyArguments,

    #[command(flatten)]
    change: ChangeArguments,

    /// Print what was done as JSON; its state is done, submitted (a task is open),
    /// unchanged or dry-run
    #[arg(long)]
    json: bool,
}

impl Edit {
    async fn publish(self) -> Result<Exit, Failure> {
        let text = file::read_text(&self.cert)?;
        let certificate = certificate::one_line(&text).map_err(|reason| {
            let path = self.cert.display();
            Failure::new(Exit::Parse, format_args!("{path}: {reason}"))
        })?;
        self.edit("is in", "already ", |lines| {
            certificate::added(lines, &certificate)
        })
        .await
    }

    async fn remove(self) -> Result<Exit, Failure> {
        let certificate = file_certificate::read(&self.cert)?;
        self.edit("is not in", "", |lines| {
            certificate::removed(lines, &certificate)
        })
        .await
    }

    async fn edit(
        &self,
        state: &str,
        already: &str,
        edit: impl Fn(&[String]) -> Option<Vec<String>>,
    ) -> Result<Exit, Failure> {
        let found = self.place.find().await?;
        let field = field(&found)?;
        let desk: Desk<'_> = self.place.desk(&found, &self.key.source(&KEY))?;
        let record = record::read(&desk, &found.network).await?;
        let where_it_is = format!("{field} of {} at {}", record.handle, found.registry);
        let before = record.lines(field);
        let document = |lines: &[String]| {
            json!({
                "registry": found.registry,
                "handle": record.handle,
                "field": field,
                "lines": lines,
            })
        };
        let Some(after) = edit(before) else {
            let said =
                format!("the certificate {already}{state} {where_it_is}; nothing was changed");
            return Outcome::Unchanged.print(self.json, &said, document(before));
        };
        let request = record::update(&desk, &record, &after)?;
        let simulator = &self.place.simulator;
        let outcome = self.change.carry_out(&desk, simulator, &[request]).await?;
        if let (Outcome::Done, Registry::Apnic) = (&outcome, found.registry) {
            self.check_kept(&desk, &found, |lines| edit(lines).is_none())
                .await?;
        }
        let said = format!(
            "the certificate {state} {where_it_is} now; it takes a while until others see that"
        );
        outcome.print(self.json, &said, document(&after))
    }

    /// Looks whether the record is as it was made. Of two changes that are open at
    /// once at APNIC the later one is made of the record without the other, which
    /// is lost.
    async fn check_kept(
        &self,
        desk: &Desk<'_>,
        found: &Found,
        is_so: impl Fn(&[String]) -> bool,
    ) -> Result<(), Failure> {
        let record = record::read(desk, &found.network).await?;
        if is_so(record.lines(field(found)?)) {
            return Ok(());
        }
        let text = format_args!(
            "{} is not so any more, somebody else has changed it meanwhile; repeat the command",
            record.handle
        );
        Err(Failure::new(Exit::Assertion, text))
    }
}

/// The field for certificates, or why there is none.
fn field(found: &Found) -> Result<Field, Failure> {
    let field = found.registry.certificate_field();
    Ok(field.ok_or(DeskError::NoPlace(found.registry))?)
}
