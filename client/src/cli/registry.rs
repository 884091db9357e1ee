//! `byoip registry`: a range's record at its registry, and the certificate in it.

use std::path::PathBuf;

use byoip_vocabulary::certificate::search::Shape;
use byoip_vocabulary::registry::Field;
use clap::{Args, Subcommand};
use serde_json::json;

use super::change::{ChangeArguments, Outcome};
use super::holder::{Found, KeyArguments, PlaceArguments};
use super::online::online;
use super::output;
use super::source::NowArguments;
use crate::authorization::{certificate as file_certificate, file};
use crate::exit::{Exit, Failure};
use crate::http::request::Request;
use crate::registry::certificate::{self, Concern};
use crate::registry::compare::{self, Line, Seen};
use crate::registry::edit::{self, Edited, End, Sent};
use crate::registry::{Desk, DeskError, record};

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
    PublishCert(Publish),
    /// Take a certificate out of the record, and nothing else
    #[command(after_help = REMOVE_EXAMPLES)]
    RemoveCert(Edit),
}

impl RegistryCommand {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        match self {
            Self::Show(show) => online(show.run()),
            Self::PublishCert(publish) => online(publish.run()),
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

/// A certificate that is to be published.
#[derive(Args, Debug)]
pub struct Publish {
    #[command(flatten)]
    edit: Edit,

    #[command(flatten)]
    now: NowArguments,

    /// Publish a certificate that has expired too
    #[arg(long)]
    force: bool,
}

impl Publish {
    async fn run(self) -> Result<Exit, Failure> {
        let Self { edit, now, force } = self;
        let path = edit.cert.display();
        let text = file::read_text(&edit.cert)?;
        let wrong = |reason| Failure::new(Exit::Parse, format_args!("{path}: {reason}"));
        let (certificate, shape) =
            certificate::only(&text).map_err(|reason| wrong(reason.to_string()))?;
        let now = edit.place.simulator.now(&now).await?;
        let concerns = certificate::concerns(&certificate, now);
        if let Some(concern) = concerns.iter().find(|it| it.is_final() && !force) {
            return Err(wrong(format!(
                "{concern}, or publish it all the same with --force"
            )));
        }
        if shape != Shape::OneLine {
            output::note(format_args!(
                "{path}: the certificate is {shape}; it is published joined into one, as AWS wants it"
            ));
        }
        let warnings: Vec<String> = concerns.iter().map(Concern::to_string).collect();
        warnings.iter().for_each(output::warn);
        let change = |lines: &[String]| certificate::added(lines, &certificate);
        edit.make("is in", "already ", &warnings, change).await
    }
}

impl Edit {
    async fn remove(self) -> Result<Exit, Failure> {
        let certificate = file_certificate::read(&self.cert)?;
        let change = |lines: &[String]| certificate::removed(lines, &certificate);
        self.make("is not in", "", &[], change).await
    }

    async fn make(
        &self,
        state: &str,
        already: &str,
        warnings: &[String],
        change: impl Fn(&[String]) -> Option<Vec<String>>,
    ) -> Result<Exit, Failure> {
        let found = self.place.find().await?;
        let field = field(&found)?;
        let desk: Desk<'_> = self.place.desk(&found, &self.key.source(&KEY))?;
        let edit = edit::Edit {
            desk: &desk,
            network: &found.network,
            field,
            change,
            settling: edit::SETTLING,
        };
        let simulator = &self.place.simulator;
        let send = async |request: &Request| {
            let requests = std::slice::from_ref(request);
            let outcome = self.change.carry_out(&desk, simulator, requests).await?;
            Ok::<_, Failure>(match outcome {
                Outcome::Done(answer) => Sent::Done(answer),
                other => Sent::Otherwise(other),
            })
        };
        let Edited { handle, lines, end } = edit.make(send).await?;
        let place = format!("{field} of {handle} at {}", found.registry);
        let (outcome, said) = match end {
            End::Unchanged => {
                let said = format!("the certificate {already}{state} {place}; nothing was changed");
                (Outcome::Unchanged, said)
            }
            End::Done => {
                let said = format!(
                    "the certificate {state} {place} now; it takes a while until others see that"
                );
                (Outcome::Done(String::new()), said)
            }
            End::Otherwise(outcome) => (outcome, String::new()),
        };
        let document = json!({
            "registry": found.registry,
            "handle": handle,
            "field": field,
            "lines": lines,
            "warnings": warnings,
        });
        outcome.print(self.json, &said, document)
    }
}

/// The field for certificates, or why there is none.
fn field(found: &Found) -> Result<Field, Failure> {
    let field = found.registry.certificate_field();
    Ok(field.ok_or(DeskError::NoPlace(found.registry))?)
}
