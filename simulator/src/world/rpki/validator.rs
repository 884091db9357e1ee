//! Relying parties: who fetches what the registries publish, checks it, and
//! tells routers and people what is valid.
//!
//! Each looks in its own interval and so has its own view, some minutes or a day
//! behind the publication points. A poll that finds nothing new is not worth a
//! word, so the next one is only set once there is something to find.

use std::collections::BTreeMap;
use std::fmt;

use byoip_vocabulary::roa::Vrp;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::aspa::Aspa;
use super::payloads::{Attested, Payload, Payloads, Serial, View};
use crate::world::later;
use crate::world::policy::Policy;
use crate::world::timers::{Timer, Timers};

#[cfg(test)]
mod tests;

/// A relying party's name in this world.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ValidatorName(String);

impl ValidatorName {
    /// The one that AWS goes by.
    pub const AMAZON: &str = "amazon";
    /// The one at `rpki-validator.ripe.net` and behind RIPEstat.
    pub const RIPE: &str = "ripe";
    /// The one behind `rpki.cloudflare.com`.
    pub const CLOUDFLARE: &str = "cloudflare";
    /// Those that networks' routers listen to, by the position that a network
    /// of the graph has.
    pub const NETWORKS: [&str; 3] = ["networks-1", "networks-2", "networks-3"];
    /// Every one of them.
    pub const ALL: [&str; 6] = [
        Self::AMAZON,
        Self::CLOUDFLARE,
        Self::NETWORKS[0],
        Self::NETWORKS[1],
        Self::NETWORKS[2],
        Self::RIPE,
    ];

    /// The name of a text; whether there is one is the world's to say.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ValidatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A run of a validator that changed what it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// When.
    pub at: Timestamp,
    /// What it had before.
    from: Serial,
    /// What it has since.
    to: Serial,
}

/// A relying party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validator {
    /// How long from one run to the next.
    pub interval: SignedDuration,
    /// How long after the world's beginning its first run was.
    offset: SignedDuration,
    began: Timestamp,
    runs: Vec<Run>,
    serial: Serial,
    outage: Option<Outage>,
}

/// A time in which a validator stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outage {
    since: Timestamp,
    until: Timestamp,
}

impl Validator {
    /// The first run after a moment.
    fn next_run(&self, after: Timestamp) -> Timestamp {
        let first = later(self.began, self.offset);
        let interval = self.interval.as_secs().max(1);
        let since = after.duration_since(first).as_secs();
        // Before the first run the quotient rounds towards it.
        let count = if after < first {
            0
        } else {
            since / interval + 1
        };
        let next = interval.saturating_mul(count);
        later(first, SignedDuration::from_secs(next))
    }

    /// Until when it does not run, if it does not.
    pub fn down_until(&self) -> Option<Timestamp> {
        self.outage.map(|outage| outage.until)
    }

    /// When it last looked, by a moment, whether there was anything new or not.
    pub fn last_run(&self, by: Timestamp) -> Timestamp {
        let by = self.outage.map_or(by, |outage| outage.since);
        let last = later(self.next_run(by), -self.interval);
        last.max(self.changed_at())
    }

    /// The runs that changed what it has, the first being number one: this is
    /// the serial that it tells its routers.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// What it had after a run, and what it has.
    pub(super) fn since(&self, run: usize) -> Option<(Serial, Serial)> {
        let from = match run.checked_sub(1) {
            None => self.runs.first().map_or(self.serial, |run| run.from),
            Some(before) => self.runs.get(before)?.to,
        };
        Some((from, self.serial))
    }

    /// When it last had anything new, or when the world began.
    pub fn changed_at(&self) -> Timestamp {
        self.runs.last().map_or(self.began, |run| run.at)
    }
}

/// All relying parties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators(BTreeMap<ValidatorName, Validator>);

impl Validators {
    /// Those that every world has.
    pub(super) fn begin(now: Timestamp, policy: &Policy) -> Self {
        let [first, second, third] = ValidatorName::NETWORKS;
        let minutes = SignedDuration::from_mins;
        let all = [
            (
                ValidatorName::AMAZON,
                policy.amazon_validator_refresh,
                minutes(0),
            ),
            (ValidatorName::RIPE, policy.validator_refresh, minutes(0)),
            (
                ValidatorName::CLOUDFLARE,
                policy.cloudflare_validator_refresh,
                minutes(7),
            ),
            (first, policy.validator_refresh, minutes(2)),
            (second, policy.validator_refresh, minutes(6)),
            (third, policy.slow_validator_refresh, minutes(23)),
        ];
        let validator = |interval, offset| Validator {
            interval,
            offset,
            began: now,
            runs: Vec::new(),
            serial: 0,
            outage: None,
        };
        let all = all.map(|(name, interval, offset)| {
            (ValidatorName::new(name), validator(interval, offset))
        });
        Self(all.into())
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&ValidatorName, &Validator)> {
        self.0.iter()
    }

    /// One of them.
    pub fn get(&self, name: &ValidatorName) -> Option<&Validator> {
        self.0.get(name)
    }

    /// What one of them has; of one that is not there, nothing.
    pub(super) fn view<'a>(&self, name: &str, payloads: &'a Payloads) -> View<'a> {
        let validator = self.0.get(&ValidatorName::new(name));
        payloads.at(validator.map_or(0, |validator| validator.serial))
    }

    /// What one of them had before its last run that brought something.
    pub(super) fn view_before<'a>(&self, name: &ValidatorName, payloads: &'a Payloads) -> View<'a> {
        let run = self.0.get(name).and_then(|validator| validator.runs.last());
        payloads.at(run.map_or(0, |run| run.from))
    }

    /// All of them have everything, as the world begins.
    pub(super) fn begin_at(&mut self, serial: Serial) {
        for validator in self.0.values_mut() {
            validator.serial = serial;
        }
    }

    /// There is something new at the publication points.
    pub(super) fn publish(&self, now: Timestamp, timers: &mut Timers) {
        for (name, validator) in &self.0 {
            if validator.outage.is_none() {
                let timer = Timer::RunValidator(name.clone());
                timers.set(timer, validator.next_run(now));
            }
        }
    }

    /// Something has ended: a validator sees that without looking anew, as
    /// each knows when what it has will end.
    pub(super) fn expire(&self, now: Timestamp, timers: &mut Timers) {
        for (name, validator) in &self.0 {
            if validator.outage.is_none() {
                timers.set(Timer::RunValidator(name.clone()), now);
            }
        }
    }

    /// What a run brings: nothing where nothing has changed.
    pub(super) fn run(&self, name: &ValidatorName, payloads: &Payloads) -> Option<Fact> {
        let validator = self.0.get(name)?;
        let (added, removed) = payloads.between(validator.serial, payloads.serial());
        let vrps = |payloads: Vec<Payload>| payloads.into_iter().map(|(vrp, _)| vrp).collect();
        let (attested, retracted) = payloads.attested_between(validator.serial, payloads.serial());
        let aspas = |aspas: Vec<Attested>| aspas.into_iter().map(|(aspa, _)| aspa).collect();
        let nothing = added.is_empty() && removed.is_empty();
        let nothing = nothing && attested.is_empty() && retracted.is_empty();
        (!nothing).then(|| Fact::Refreshed {
            validator: name.clone(),
            added: vrps(added),
            removed: vrps(removed),
            attested: aspas(attested),
            retracted: aspas(retracted),
        })
    }

    /// Decides a command.
    pub(in crate::world) fn decide(
        &self,
        now: Timestamp,
        command: &Command,
    ) -> Result<Vec<Fact>, Refusal> {
        let (Command::Fail { validator, .. } | Command::Recover { validator }) = command;
        let Some(found) = self.0.get(validator) else {
            let names: Vec<&str> = self.0.keys().map(ValidatorName::as_str).collect();
            return Err(Refusal::NoSuchValidator {
                validator: validator.clone(),
                known: names.join(", "),
            });
        };
        match command {
            Command::Fail { until, .. } if *until <= now => {
                Err(Refusal::ValidatorOutageOver { until: *until })
            }
            Command::Fail { validator, until } => Ok(vec![Fact::Failed {
                validator: validator.clone(),
                until: *until,
            }]),
            // One that runs is asked for nothing.
            Command::Recover { validator } => Ok(found
                .outage
                .map(|_| Fact::Recovered {
                    validator: validator.clone(),
                })
                .into_iter()
                .collect()),
        }
    }

    pub(super) fn apply(
        &mut self,
        now: Timestamp,
        fact: &Fact,
        payloads: &Payloads,
        timers: &mut Timers,
    ) {
        let (Fact::Refreshed {
            validator: name, ..
        }
        | Fact::Failed {
            validator: name, ..
        }
        | Fact::Recovered { validator: name }) = fact;
        let Some(validator) = self.0.get_mut(name) else {
            return;
        };
        let run = Timer::RunValidator(name.clone());
        let recover = Timer::RecoverValidator(name.clone());
        match fact {
            Fact::Refreshed { .. } => {
                let (from, to) = (validator.serial, payloads.serial());
                validator.runs.push(Run { at: now, from, to });
                validator.serial = to;
                timers.clear(&run);
            }
            Fact::Failed { until, .. } => {
                let (since, until) = (now, *until);
                validator.outage = Some(Outage { since, until });
                timers.clear(&run);
                timers.set(recover, until);
            }
            Fact::Recovered { .. } => {
                validator.outage = None;
                timers.clear(&recover);
                if validator.serial != payloads.serial() {
                    timers.set(run, now);
                }
            }
        }
    }
}

/// What befalls a relying party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// It stops: it answers with what it has, and has nothing new.
    Fail {
        /// Which.
        validator: ValidatorName,
        /// Until when.
        until: Timestamp,
    },
    /// It runs again, before its time.
    Recover {
        /// Which.
        validator: ValidatorName,
    },
}

/// Why it does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "kebab-case")]
pub enum Refusal {
    /// There is none of this name.
    NoSuchValidator {
        /// The name asked for.
        validator: ValidatorName,
        /// The names there are.
        known: String,
    },
    /// An outage that would be over before it begins.
    ValidatorOutageOver {
        /// When it was to end.
        until: Timestamp,
    },
}

/// What happened to a relying party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// A run changed what it has.
    Refreshed {
        /// Which.
        validator: ValidatorName,
        /// What came.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        added: Vec<Vrp>,
        /// What went.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        removed: Vec<Vrp>,
        /// Which ASPAs came.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        attested: Vec<Aspa>,
        /// Which ASPAs went.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        retracted: Vec<Aspa>,
    },
    /// It stopped running.
    Failed {
        /// Which.
        validator: ValidatorName,
        /// Until when.
        until: Timestamp,
    },
    /// It runs again.
    Recovered {
        /// Which.
        validator: ValidatorName,
    },
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refreshed {
                validator,
                added,
                removed,
                attested,
                retracted,
            } => {
                write!(f, "the validator {validator} ")?;
                let came = list(added, attested);
                let went = list(removed, retracted);
                match (came.as_str(), went.as_str()) {
                    (came, "") => write!(f, "has {came}"),
                    ("", went) => write!(f, "no longer has {went}"),
                    (came, went) => write!(f, "has {came}, no longer {went}"),
                }
            }
            Self::Failed { validator, until } => {
                write!(f, "the validator {validator} stops until {until}")
            }
            Self::Recovered { validator } => write!(f, "the validator {validator} runs again"),
        }
    }
}

fn list(vrps: &[Vrp], aspas: &[Aspa]) -> String {
    let vrps = vrps.iter().map(Vrp::to_string);
    let aspas = aspas.iter().map(|aspa| format!("the ASPA {aspa}"));
    let all: Vec<String> = vrps.chain(aspas).collect();
    all.join(", ")
}
