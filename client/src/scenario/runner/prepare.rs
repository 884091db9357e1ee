//! Before the first step: the target, the working folder, the keys, the
//! variables.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::RunOptions;
use super::diary::Diary;
use super::failure::{failure_of, trouble};
use jiff::SignedDuration;

use crate::aws::identity;
use crate::aws::manners::Manners;
use crate::clock;
use crate::recording::entry::{FORMAT, Header, VERSION};
use crate::scenario::document::{Parameter, Scenario};
use crate::scenario::folder::Folder;
use crate::scenario::journal::Record;
use crate::scenario::keyring::Keyring;
use crate::scenario::outcome::{Failure, FailureKind};
use crate::scenario::predicate::show;
use crate::scenario::randomness::Randomness;
use crate::scenario::secrets::Secrets;
use crate::scenario::stage::Stage;
use crate::scenario::step::Trouble;
use crate::scenario::template::Variables;
use crate::scenario::{Place, Problem};
use crate::target::connection::{Connection, WorldWanted};

/// Between two looks at what somebody does by hand.
const EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Opens the target and sets the stage; `begins` says whether the world is to be
/// as the scenario wants it, or goes on as it is.
pub(super) async fn prepare(
    scenario: &Scenario,
    options: &RunOptions,
    seed: u64,
    diary: &Diary,
    begins: bool,
) -> Result<Stage, Failure> {
    let runtime = |what: String| trouble(FailureKind::Runtime, what);
    let is_new = diary.record().is_none();
    // A run that goes on does so in the world that there is.
    let begins = begins && is_new;
    let world = WorldWanted {
        seed,
        anew: options.seed.is_some() && begins,
        file: scenario.world.file.clone().filter(|_| begins),
        policy: match begins {
            true => scenario.world.policy.clone(),
            false => BTreeMap::new(),
        },
        manners: options.careful.then_some(Manners::AWS),
        notice: options.notice.clone(),
        elsewhere: options.elsewhere.clone(),
        recorder: options.recorder.clone(),
        secrets: Secrets::of(scenario.secrets.union(&options.secrets).cloned()),
    };
    let connection = Connection::open(&options.target, &world)
        .await
        .map_err(|error| trouble(error.kind(), error.to_string()))?;
    let keyring = match &options.keys {
        None => Keyring::Fresh,
        Some(folder) => Keyring::from_folder(folder).map_err(|error| runtime(error.to_string()))?,
    };
    let folder = match (diary.journal(), &options.work_dir) {
        (Some(journal), _) if !is_new => {
            let before = journal.header().kept.iter().map(OsString::from);
            Folder::again(&journal.work_dir(), before)
        }
        (Some(journal), _) => Folder::kept(&journal.work_dir()),
        (None, Some(path)) => Folder::kept(path),
        (None, None) => Folder::temporary(),
    };
    let folder = folder.map_err(|error| runtime(format!("no working folder: {error}")))?;
    let mut stage = Stage {
        connection,
        variables: Variables::default(),
        folder,
        keyring,
        randomness: Randomness::new(seed),
        secrets: world.secrets,
        run: match diary.journal() {
            Some(journal) => journal.header().run.clone(),
            None => run_id(options, seed),
        },
        is_kept: diary.journal().is_some(),
        step: 0,
        until: None,
        notice: options.notice.clone(),
        allowance: options.allow_write.clone(),
        allow_shell: options.allow_shell,
        every: options.elsewhere.pause.unwrap_or(EVERY),
        search_path: search_path(options.programs.as_deref()),
        interrupt: options.interrupt.clone(),
        last_event: 0,
    };
    if let Some(recorder) = &options.recorder {
        recorder.hides(stage.secrets.clone());
    }
    set_variables(scenario, options, &mut stage)
        .await
        .map_err(|cause| failure_of(cause, &Place::nowhere()))?;
    if let Some(record) = diary.record() {
        go_on(record, options, &mut stage)
            .await
            .map_err(|cause| failure_of(cause, &Place::nowhere()))?;
    }
    Ok(stage)
}

/// Brings the stage to where an earlier process left it.
async fn go_on(record: &Record, options: &RunOptions, stage: &mut Stage) -> Result<(), Trouble> {
    for name in ["account", "region"] {
        let (was, is) = (record.variables.get(name), stage.variables.get(name));
        if let (Some(was), Some(is)) = (was, is)
            && was != is
        {
            let what = format!("this run began with {name} {was}, and now it is {is}");
            return Err(Trouble::Forbidden(what));
        }
    }
    let clock = stage.connection.clock().await?;
    if let Some(then) = record.world
        && clock.now < then
    {
        let what = format!(
            "it is {} there, and this run was at {then}: another world stands in the place of \
             the run's",
            clock.now
        );
        return Err(Trouble::Forbidden(what));
    }
    let given = &record.header.variables;
    for (name, value) in &record.variables {
        // What is given otherwise than before wins.
        if options.variables.get(name) == given.get(name) {
            stage.variables.set(name, value);
        }
    }
    stage.randomness.go_on(record.draws.clone());
    stage.keyring.go_on(record.keys);
    stage.hide_keys();
    Ok(())
}

/// Variables in the order of their precedence: the target's, the scenario's
/// (which may use those), the command line's.
async fn set_variables(
    scenario: &Scenario,
    options: &RunOptions,
    stage: &mut Stage,
) -> Result<(), Trouble> {
    if let Some(key) = stage.connection.environment.get("AWS_SECRET_ACCESS_KEY") {
        stage.secrets.hide_credential(key);
    }
    let clock = stage.connection.clock().await?;
    stage.variables.set_now(clock.now);
    let identity = identity::describe(&stage.connection.aws).await?;
    let account = identity.get("Account").map(show).unwrap_or_default();
    let region = stage.connection.region().to_owned();
    if let Some(recorder) = &options.recorder {
        recorder.begin(Header {
            format: FORMAT.to_owned(),
            version: VERSION,
            scenario: scenario.name.clone(),
            target: options.target.to_string(),
            account: account.clone(),
            region: region.clone(),
            ranges: options.ranges.clone(),
        });
    }
    stage.variables.set("account", account);
    stage.variables.set("region", region);
    for (name, value) in &options.variables {
        stage.set(name, value.clone());
    }
    for parameter in &scenario.parameters {
        if !options.variables.contains_key(&parameter.name) {
            return Err(Trouble::Unfit(missing(parameter, &scenario.secrets)));
        }
    }
    for (name, template) in &scenario.variables {
        if !options.variables.contains_key(name) {
            let value = stage.fill(template)?;
            stage.set(name, value);
        }
    }
    let events = stage.connection.events(0).await?;
    stage.last_event = events.last().map_or(0, |event| event.sequence);
    Ok(())
}

fn run_id(options: &RunOptions, seed: u64) -> String {
    match options.begins_anew() {
        true => format!("seed-{seed}"),
        false => clock::now().strftime("run-%Y%m%dT%H%M%S%3f").to_string(),
    }
}

fn missing(parameter: &Parameter, secrets: &BTreeSet<String>) -> Problem {
    let name = &parameter.name;
    // The environment keeps a secret out of the shell's history.
    let how = match secrets.contains(name) {
        true => format!("set BYOIP_SECRET_{name}, or add --secret {name}=…"),
        false => format!("add --var {name}=…"),
    };
    Problem::new(&parameter.place, format!("`{name}` must be given")).note(how)
}

/// Where `shell` steps look for programs.
pub(in crate::scenario) fn search_path(programs: Option<&Path>) -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = programs.map(Path::to_owned).into_iter();
    // A folder that cannot stand in a search path is not searched.
    std::env::join_paths(folders.chain(std::env::split_paths(&path))).unwrap_or(path)
}

/// Whether a program of that name stands in a folder of the search path.
pub(in crate::scenario) fn installed(tool: &str, path: &OsStr) -> bool {
    std::env::split_paths(path).any(|folder| folder.join(tool).is_file())
}
