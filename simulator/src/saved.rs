//! A world written down whole, so that it can be begun again elsewhere.
//!
//! It is the world file it began with, what was set over that, and the log. What
//! the world has come to stands beside it for readers, and for whoever loads it:
//! a log that leads elsewhere is refused. Token buckets and the queries counted
//! against a registry's limits are not kept; they are full again.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::world::genesis::Source;
use crate::world::log::{ENCODING, Entry};
use crate::world::policy::Policy;
use crate::world::{Genesis, World};
use crate::world_file::{Scalar, WorldFile, WorldFileError, set_policy};

/// What every such document says it is.
const FORMAT: &str = "byoip-sim state";

/// The version of the document around the facts.
const VERSION: u32 = 1;

/// A world as it is written down.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saved {
    format: String,
    version: u32,
    encoding: u32,
    /// The virtual moment.
    pub(crate) now: Timestamp,
    /// How many of AWS's answers have had an id.
    pub(crate) answers: u64,
    beginning: Beginning,
    /// What there is now, for readers.
    pub(crate) present: Value,
    events: Vec<Told>,
}

/// An event, and the line that says it to readers.
#[derive(Debug, Serialize, Deserialize)]
struct Told {
    #[serde(flatten)]
    entry: Entry,
    text: String,
}

/// What the world began with.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Beginning {
    seed: u64,
    start: Timestamp,
    /// Every setting in force, those of single refusals among them.
    policy: BTreeMap<String, String>,
    world: Text,
    /// The files that the world file names.
    files: Vec<Text>,
}

/// A file, line by line so that people can read it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: String,
    lines: Vec<String>,
}

/// A document that no world can be made of.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SavedError {
    /// It is something else.
    #[error("this is not a saved state: {0}; save one with GET /_simulator/state")]
    Form(String),
    /// Another version's.
    #[error(
        "{what} {found} is not known here, this simulator writes {known}; load it with the release that saved it"
    )]
    Version {
        what: &'static str,
        found: u32,
        known: u32,
    },
    /// Its beginning cannot be begun with.
    #[error("beginning: {0}")]
    Beginning(#[from] WorldFileError),
    /// Its events are in no order.
    #[error("events: {what}; a log is whole, in order, and not edited")]
    Order { what: String },
    /// Something would have happened that it does not have.
    #[error(
        "events: by {now} there would be {more} more, the first at {at}; a log is whole, and not edited"
    )]
    Short {
        now: Timestamp,
        more: usize,
        at: Timestamp,
    },
}

impl Saved {
    /// Writes a world down; `present` is what there is in it.
    pub(crate) fn of(genesis: &Genesis, world: &World, answers: u64, present: Value) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            encoding: ENCODING,
            now: world.now(),
            answers,
            beginning: Beginning::of(genesis),
            present,
            events: world.log().after(0).iter().map(Told::of).collect(),
        }
    }

    /// Reads one.
    ///
    /// # Errors
    ///
    /// What is no such document, or is another version's.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, SavedError> {
        /// What a document of any version has.
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
            encoding: u32,
        }
        let form = |wrong: serde_json::Error| SavedError::Form(wrong.to_string());
        let head: Head = serde_json::from_slice(bytes).map_err(form)?;
        if head.format != FORMAT {
            return Err(SavedError::Form(format!("its format is `{}`", head.format)));
        }
        for (what, found, known) in [
            ("version", head.version, VERSION),
            ("encoding", head.encoding, ENCODING),
        ] {
            if found != known {
                return Err(SavedError::Version { what, found, known });
            }
        }
        serde_json::from_slice(bytes).map_err(form)
    }

    /// The world that it is, and what that began with.
    ///
    /// # Errors
    ///
    /// A beginning that does not fit together, or a log that is not whole.
    pub(crate) fn world(&self) -> Result<(Genesis, World), SavedError> {
        let genesis = self.beginning.genesis()?;
        self.check_order(genesis.start)?;
        let log = self.events.iter().map(|event| &event.entry);
        let mut world = World::replay(genesis.clone(), log);
        world.wake(self.now);
        match world.log().after(self.events.len()) {
            [] => Ok((genesis, world)),
            more @ [first, ..] => Err(SavedError::Short {
                now: self.now,
                more: more.len(),
                at: first.at,
            }),
        }
    }

    fn check_order(&self, start: Timestamp) -> Result<(), SavedError> {
        let wrong = |what: String| Err(SavedError::Order { what });
        let mut before = start;
        for (place, Told { entry, text }) in (1_u64..).zip(&self.events) {
            if entry.sequence != place {
                return wrong(format!("number {} stands in place {place}", entry.sequence));
            }
            if entry.at < before {
                return wrong(format!(
                    "number {place} is at {}, before what happened earlier",
                    entry.at
                ));
            }
            let says = entry.fact.to_string();
            if *text != says {
                return wrong(format!("number {place} says `{text}` and is `{says}`"));
            }
            before = entry.at;
        }
        if self.now < before {
            return wrong(format!(
                "now is {}, and something happened at {before}",
                self.now
            ));
        }
        Ok(())
    }
}

impl Told {
    fn of(entry: &Entry) -> Self {
        Self {
            entry: entry.clone(),
            text: entry.fact.to_string(),
        }
    }
}

impl Beginning {
    fn of(genesis: &Genesis) -> Self {
        let Source { name, text, files } = &*genesis.source;
        let files = files.iter().map(|(file, text)| Text::of(file, text));
        Self {
            seed: genesis.seed,
            start: genesis.start,
            policy: settings(&genesis.policy),
            world: Text::of(name, text),
            files: files.collect(),
        }
    }

    fn genesis(&self) -> Result<Genesis, WorldFileError> {
        let files = self.files.iter();
        let source = Source {
            name: self.world.file.clone(),
            text: self.world.text(),
            files: files.map(|it| (it.file.clone(), it.text())).collect(),
        };
        let mut genesis = WorldFile::read_again(&source)?.genesis;
        genesis.source = Arc::new(source);
        genesis.seed = self.seed;
        genesis.start = self.start;
        genesis.policy = Policy::default();
        let settings = self.policy.iter();
        let settings = settings.map(|(key, text)| (key.clone(), Scalar::Text(text.clone())));
        set_policy(&mut genesis.policy, &settings.collect())?;
        Ok(genesis)
    }
}

impl Text {
    fn of(file: &str, text: &str) -> Self {
        Self {
            file: file.to_owned(),
            lines: text.split('\n').map(str::to_owned).collect(),
        }
    }

    fn text(&self) -> String {
        self.lines.join("\n")
    }
}

/// Every setting in force, as a policy file would write it.
fn settings(policy: &Policy) -> BTreeMap<String, String> {
    let rows = policy.rows().into_iter();
    let rows = rows.map(|row| (row.key.to_owned(), row.setting));
    let codes = policy.codes.iter();
    let codes = codes.map(|(refusal, code)| (refusal.clone(), code.to_string()));
    let statuses = policy.statuses.iter();
    let statuses = statuses.map(|(refusal, status)| (refusal.clone(), status.to_string()));
    rows.chain(codes).chain(statuses).collect()
}
