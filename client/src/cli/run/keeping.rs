//! Where journals of runs are, and what stands at the beginning of one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::SignedDuration;

use super::inputs::Loaded;
use crate::clock;
use crate::exit::{Exit, Failure};
use crate::scenario::journal::{self, FORMAT, Header, JournalError};
use crate::scenario::runner::{self, Keeping, RunOptions};
use crate::target::Target;

/// How long the journal of a run stays that nobody goes on with.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Going on later")]
pub(super) struct Journals {
    #[command(flatten)]
    place: Place,

    /// Keep no journal: if the run is interrupted, nobody can go on with it
    #[arg(long, conflicts_with = "journal")]
    no_journal: bool,
}

/// The folder of all journals.
#[derive(Args, Debug, Default)]
pub(in crate::cli) struct Place {
    /// Where the journals of runs are, each in a folder of its own [default:
    /// byoip/runs in $XDG_STATE_HOME or ~/.local/state]
    #[arg(long, value_name = "DIR")]
    journal: Option<PathBuf>,
}

impl Place {
    /// Where it is.
    pub(in crate::cli) fn folder(&self) -> Result<PathBuf, Failure> {
        if let Some(folder) = &self.journal {
            return Ok(folder.clone());
        }
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let state = set("XDG_STATE_HOME").map(PathBuf::from);
        let home = || Some(PathBuf::from(set("HOME")?).join(".local/state"));
        let state = state.or_else(home).ok_or_else(|| {
            let text = "no place for the journal: neither XDG_STATE_HOME nor HOME is set; name one \
                        with --journal, or run with --no-journal";
            Failure::new(Exit::Usage, text)
        })?;
        Ok(state.join("byoip/runs"))
    }

    /// Whether `byoip resume` looks there by itself.
    pub(in crate::cli) fn is_usual(&self) -> bool {
        self.journal.is_none()
    }
}

impl Journals {
    /// How a run's journal is kept. Of a run on the embedded simulator there is
    /// none.
    pub(super) fn keeping(
        &self,
        loaded: &Loaded,
        options: &RunOptions,
    ) -> Result<Option<Keeping>, Failure> {
        let is_embedded = options.target == Target::Embedded;
        if is_embedded && !self.place.is_usual() {
            let text = "--journal: nobody can go on with an embedded run, for its world ends with \
                        this process; take --target url=http://… or aws";
            return Err(Failure::new(Exit::Usage, text));
        }
        if is_embedded || self.no_journal {
            return Ok(None);
        }
        let below = self.place.folder()?;
        journal::prune(&below, clock::now() - KEPT_FOR);
        Ok(Some(Keeping::New {
            below,
            is_usual: self.place.is_usual(),
            header: Box::new(header(loaded, options)?),
        }))
    }
}

fn header(loaded: &Loaded, options: &RunOptions) -> Result<Header, Failure> {
    let mut files = BTreeMap::new();
    for (path, digest) in &loaded.files {
        let path = Path::new(path);
        let Some(digest) = digest.as_ref().filter(|_| path.is_file()) else {
            let text = format!(
                "nobody can go on with a run of {}, which is read once; add --no-journal",
                path.display()
            );
            return Err(Failure::new(Exit::Usage, text));
        };
        files.insert(absolute(path)?, digest.clone());
    }
    let began = clock::now();
    let id = began.strftime("%Y%m%dT%H%M%S%3f").to_string();
    let (variables, secrets) = (&options.variables, &options.secrets);
    let is_secret =
        |name: &String| options.secrets.contains(name) || loaded.scenario.secrets.contains(name);
    let work_dir = options.work_dir.as_deref().map(absolute).transpose()?;
    Ok(Header {
        format: FORMAT,
        run: match options.begins_anew() {
            true => format!("seed-{}", runner::seed(&loaded.scenario, options)),
            false => id.clone(),
        },
        id,
        began,
        scenario: loaded.scenario.name.clone(),
        file: absolute(Path::new(&loaded.path))?,
        files,
        target: options.target.to_string(),
        seed: options.seed,
        allow_write: options.allow_write.as_ref().map(ToString::to_string),
        allow_shell: options.allow_shell,
        careful: options.careful,
        no_skip: options.no_skip,
        keys: options.keys.as_deref().map(absolute).transpose()?,
        kept: work_dir.as_deref().map(names).unwrap_or_default(),
        work_dir,
        variables: variables
            .iter()
            .filter(|(name, _)| !is_secret(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
        secrets: variables
            .keys()
            .filter(|name| is_secret(name))
            .chain(secrets.iter().filter(|name| variables.contains_key(*name)))
            .cloned()
            .collect(),
        left_out: options.course.left_out(),
    })
}

/// What stands in a folder; nothing where it is not made yet.
fn names(folder: &Path) -> std::collections::BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

/// Another process may begin in another folder.
fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|error| {
        let text = format!("cannot tell where {} lies: {error}", path.display());
        Failure::new(Exit::Runtime, text)
    })
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        let exit = match &error {
            JournalError::Unknown { .. } | JournalError::UnderWay(_) => Exit::Usage,
            JournalError::Write { .. } | JournalError::Read { .. } => Exit::Runtime,
            JournalError::Shape { .. } => Exit::Parse,
        };
        Self::new(exit, error)
    }
}
