//! World files: the YAML that a world begins with.
//!
//! Reading is strict: an unknown key, a prefix with host bits, a network that
//! no organisation holds are errors with their place. What the file says is in
//! `document`; here it becomes a [`Genesis`]. No file is opened here: whoever has
//! the bytes says how those are read that they name.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::{fmt, io};

use byoip_vocabulary::account::AccountId;
use byoip_vocabulary::asn::Asn;
use byoip_vocabulary::region::Region;
use jiff::Timestamp;

use crate::suggestion::suggestion;
use crate::wire::ledger;
use crate::world::Genesis;
use crate::world::aws::account::Credential;
use crate::world::genesis::Source;
use crate::world::internet::Route;
use crate::world::policy::{Policy, PolicyError};
use crate::world::rpki::payloads::Payload;

mod check;
mod document;
mod forms;
mod internet;
mod problem;
mod registries;
mod vrps;

use check::Places;
use document::Document;
pub(crate) use document::Scalar;
pub use problem::WorldFileError;
use problem::{Misfit, Place};

#[cfg(test)]
mod tests;

/// The default world, which is also the example of the format.
const DEFAULT: &str = include_str!("../worlds/default.yaml");

/// A world file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldFile {
    /// What the world begins with. The start is the file's, or the default
    /// world's where the file has none.
    pub genesis: Genesis,
    /// Where the customer is at home: what `byoip-sim env` exports.
    pub region: Region,
}

/// How a file is read that a world file names.
pub(crate) type Reader<'a> = dyn Fn(&Path) -> io::Result<String> + 'a;

/// Reads no file: of a world that comes from elsewhere, whose files are not here.
pub(crate) fn no_files(_: &Path) -> io::Result<String> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "a world that is sent names no other files; start byoip-sim serve with it",
    ))
}

impl WorldFile {
    /// The default world.
    pub fn default_world() -> Self {
        let read = Self::read(DEFAULT, "default world", &no_files);
        read.expect("the default world is tested to be readable")
    }

    /// Reads a world file; `name` is what errors call it, and beside what the
    /// reader is asked for the files that it names.
    pub(crate) fn read(
        text: &str,
        name: &str,
        reader: &Reader<'_>,
    ) -> Result<Self, WorldFileError> {
        check_version(text, name)?;
        let document: Document =
            read(text).map_err(|error| WorldFileError::syntax(name, text, &error))?;
        let place = Path::new(name);
        let files = RefCell::new(BTreeMap::new());
        let remembering = |path: &Path| {
            let read = reader(path)?;
            files.borrow_mut().insert(beside(place, path), read.clone());
            Ok(read)
        };
        let mut world = Self::from_document(document, place, &remembering)
            .map_err(|what| WorldFileError::content(name, text, &what))?;
        world.genesis.source = Arc::new(Source {
            name: file_name(place),
            text: text.to_owned(),
            files: files.into_inner(),
        });
        Ok(world)
    }

    /// Reads again what a world was read from.
    pub(crate) fn read_again(source: &Source) -> Result<Self, WorldFileError> {
        let files = |path: &Path| {
            let file = source.files.get(&beside(Path::new(&source.name), path));
            file.cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
        };
        Self::read(&source.text, &source.name, &files)
    }

    fn from_document(
        document: Document,
        place: &Path,
        reader: &Reader<'_>,
    ) -> Result<Self, Misfit> {
        let mut policy = Policy::default();
        override_policy(&mut policy, &document.policy)?;
        let mut places = Places::default();
        let mut genesis = Genesis {
            seed: document.seed,
            region: document.region.clone(),
            start: document.start.unwrap_or_else(default_start),
            policy,
            credentials: credentials(&document, &mut places)?,
            byoasns: byoasns(&document),
            organizations: Vec::new(),
            networks: Vec::new(),
            autnums: Vec::new(),
            api_keys: Vec::new(),
            roas: Vec::new(),
            vrps: match document.vrps {
                Some(file) => vrps(&place.with_file_name(file), reader)?,
                None => [].into(),
            },
            routes: Vec::new(),
            internet: document.internet.into_world(place, reader, &mut places)?,
            vpcs: Vec::new(),
            source: Arc::default(),
        };
        document.registries.enter(&mut genesis, &mut places)?;
        for roa in document.roas {
            places.roas.push(Place::of(&roa));
            genesis.roas.push(roa.value);
        }
        for route in document.announcements {
            places.routes.push(Place::of(&route));
            genesis.routes.push(Route {
                prefix: route.value.prefix,
                origin: route.value.asn,
            });
        }
        for vpc in document.vpcs {
            let place = Place::of(&vpc);
            let plan = vpc.value.into_world();
            genesis.vpcs.push(plan.map_err(|misfit| misfit.at(place))?);
            places.vpcs.push(place);
        }
        check::check(&genesis, &places)?;
        let region = document.region;
        Ok(Self { genesis, region })
    }
}

/// A file's path from the folder that the world file is in.
fn beside(world: &Path, file: &Path) -> String {
    let folder = world.parent().unwrap_or(world);
    let path = file.strip_prefix(folder).unwrap_or(file);
    path.to_string_lossy().into_owned()
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Reads the file of the rest of the world's payloads.
fn vrps(path: &Path, reader: &Reader<'_>) -> Result<Arc<[Payload]>, Misfit> {
    let misfit = |what: String| Misfit::new("vrps:", format!("{}: {what}", path.display()));
    let text = reader(path).map_err(|error| misfit(error.to_string()))?;
    vrps::parse(&text).map_err(|error| misfit(error.to_string()))
}

/// Reads YAML in which `off` and `no` are words, not booleans.
fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, serde_saphyr::Error> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        // As much as the longest file has room for: a hundred thousand holdings
        // are a million and a half of nodes. Aliases stay as few as they are.
        budget: serde_saphyr::budget! {
            max_nodes: 5_000_000,
            max_events: 10_000_000,
        },
    };
    serde_saphyr::from_str_with_options(text, options)
}

/// Looks at the version alone first: what another version means by its other
/// keys is not for this reader to judge.
fn check_version(text: &str, name: &str) -> Result<(), WorldFileError> {
    match read::<document::Version>(text) {
        Ok(document::Version { version }) if version != 1 => {
            let what = format!("version {version} is not known; write `version: 1`");
            Err(WorldFileError::content(
                name,
                text,
                &Misfit::new("version:", what),
            ))
        }
        // What cannot be read is told by the reader of the whole.
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Sets rows of the policy table, naming the nearest key for a misspelt one.
fn override_policy(policy: &mut Policy, settings: &BTreeMap<String, Scalar>) -> Result<(), Misfit> {
    for (key, value) in settings {
        let value = value.to_string();
        let codes = ledger::refusals(policy).into_iter();
        let codes: Vec<&str> = codes.filter_map(|it| it.policy).collect();
        let statuses: Vec<&str> = ledger::owner_refusals().map(|it| it.name).collect();
        let names = || {
            let keys = Policy::KEYS.iter();
            keys.chain(&codes).chain(&statuses).copied()
        };
        let has = |names: &[&str]| key.contains('.') && names.contains(&key.as_str());
        let set = if has(&codes) {
            policy.set_code(key, &value)
        } else if has(&statuses) {
            policy.set_status(key, &value)
        } else {
            policy.set(key, &value)
        };
        set.map_err(|error| {
            let near = match &error {
                PolicyError::Key { key } => suggestion(key, names()),
                PolicyError::Value { .. } => String::new(),
            };
            Misfit::new(key, format!("{error}{near}"))
        })?;
    }
    Ok(())
}

/// Reads a policy file: a mapping of keys and values.
pub fn parse_policy(text: &str, name: &str, policy: &mut Policy) -> Result<(), WorldFileError> {
    let settings = read(text).map_err(|error| WorldFileError::syntax(name, text, &error))?;
    override_policy(policy, &settings).map_err(|what| WorldFileError::content(name, text, &what))
}

/// Sets rows of the policy table to values that did not come in a file.
pub(crate) fn set_policy(
    policy: &mut Policy,
    settings: &BTreeMap<String, Scalar>,
) -> Result<(), WorldFileError> {
    override_policy(policy, settings).map_err(|what| WorldFileError::content("policy", "", &what))
}

fn default_start() -> Timestamp {
    const START: i64 = 1_767_603_600; // 2026-01-05T09:00:00Z
    Timestamp::constant(START, 0)
}

fn credentials(
    document: &Document,
    places: &mut Places,
) -> Result<Vec<(String, Credential)>, Misfit> {
    let partition = document.region.partition();
    let mut credentials = Vec::new();
    for account in &document.accounts {
        for key in &account.access_keys {
            let place = Place::of(key);
            let credential = key.value.to_world(partition, account.id);
            let credential = credential.map_err(|misfit| misfit.at(place))?;
            credentials.push((key.value.id.clone(), credential));
            places.credentials.push(place);
        }
    }
    Ok(credentials)
}

fn byoasns(document: &Document) -> Vec<(AccountId, Asn)> {
    let accounts = document.accounts.iter();
    accounts
        .flat_map(|account| account.asns.iter().map(move |asn| (account.id, *asn)))
        .collect()
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
        }
    }
}
