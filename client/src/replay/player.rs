//! One entry of a recording after the other.

use std::collections::BTreeMap;

use aws_credential_types::Credentials;
use byoip_vocabulary::account::AccountId;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::ReplayError;
use super::ahead::done_ahead;
use super::compare::{Difference, differences};
use super::deeds::told;
use super::mapping::Mapping;
use super::members::Members;
use super::proof::Proof;
use super::question::{
    SIGNATURE, answer, is_change, is_same_question, is_unknown, members, unanswered, unfit,
};
use super::report::{Differing, Report, Unplayed};
use super::signing::Caller;
use crate::aws::identity;
use crate::recording::entry::{Answer, Call, Entry};
use crate::recording::reader::Recording;
use crate::scenario::predicate::show;
use crate::target::connection::Connection;
use crate::target::control::{Chain, Control, ControlError};

/// How long the simulator's review may go on beyond the recorded one (AWS promises
/// a week), and how long its registries and validators (a day).
const REVIEW: SignedDuration = SignedDuration::from_hours(8 * 24);
const SPREADING: SignedDuration = SignedDuration::from_hours(26);

/// How often the world runs to its next event alone before it runs for an hour.
const EVENTS: u32 = 50;

/// What the field of the signed message is called.
const MESSAGE: &str = "CidrAuthorizationContext.Message";

/// Replays a recording in a world.
pub(super) struct Player<'r> {
    pub(super) connection: &'r Connection,
    pub(super) control: Control,
    recording: &'r Recording,
    /// The recorded answers as members, by the entry's index.
    answers: Vec<Option<Members>>,
    caller: Caller,
    account: AccountId,
    pub(super) mapping: Mapping,
    pub(super) proof: Proof,
    /// What is done before an entry, because the run found it done.
    ahead: BTreeMap<usize, Vec<usize>>,
    /// What came of it, by the deed's own index.
    done: BTreeMap<usize, Result<(), String>>,
    /// From a recorded day to this world's.
    shift: Option<SignedDuration>,
    last: Option<Timestamp>,
    /// Whether anything has been done that takes its time.
    is_changed: bool,
}

impl<'r> Player<'r> {
    /// Takes the simulator's own credentials, and its account for the recorded one.
    pub(super) async fn new(
        connection: &'r Connection,
        recording: &'r Recording,
    ) -> Result<Self, ReplayError> {
        let lacks = |name: &str| {
            ReplayError::Simulator(format!("the simulator's environment lacks {name}"))
        };
        let named = |name: &str| connection.environment.get(name).ok_or_else(|| lacks(name));
        let key = named("AWS_ACCESS_KEY_ID")?.clone();
        let secret = named("AWS_SECRET_ACCESS_KEY")?.clone();
        let identity = identity::describe(&connection.aws).await;
        let identity = identity.map_err(|error| ReplayError::Simulator(error.to_string()))?;
        let account = identity.get("Account").map(show).unwrap_or_default();
        let mut mapping = Mapping::default();
        mapping.pair(&recording.header.account, &account);
        let control = connection.control();
        let control = control.map_err(|error| ReplayError::Simulator(error.to_string()))?;
        Ok(Self {
            connection,
            control: control.clone(),
            recording,
            answers: recording.entries.iter().map(answer).collect(),
            ahead: done_ahead(&recording.entries),
            done: BTreeMap::new(),
            caller: Caller {
                credentials: Credentials::new(key, secret, None, None, "simulator"),
                region: recording.header.region.clone(),
                url: connection.url("/"),
            },
            account: account.parse().map_err(|_| {
                ReplayError::Simulator(format!("STS names no account but `{account}`"))
            })?,
            mapping,
            proof: Proof::default(),
            shift: None,
            last: None,
            is_changed: false,
        })
    }

    /// Plays one entry, at its distance from the one before.
    pub(super) async fn play(
        &mut self,
        index: usize,
        place: String,
        report: &mut Report,
    ) -> Result<(), ReplayError> {
        let Some(entry) = self.recording.entries.get(index) else {
            return Ok(());
        };
        self.pass(entry.at()).await?;
        self.do_ahead(index).await?;
        let (what, played) = match entry {
            Entry::Deed { deed, .. } => {
                let done = match self.done.remove(&index) {
                    Some(done) => done,
                    None => {
                        self.is_changed = true;
                        self.deed(deed).await?.map(drop)
                    }
                };
                (told(deed), done.map(|()| Vec::new()))
            }
            Entry::Call { call, .. } => {
                let played = match unfit(&call.answer, call) {
                    Some(reason) => Err(reason),
                    None => self.compare(index, entry).await?,
                };
                self.is_changed |= is_change(entry);
                (call.action.clone(), played)
            }
            Entry::Read { read, .. } => {
                let played = match unanswered(&read.answer, &read.url) {
                    Some(reason) => Err(reason),
                    None => self.compare(index, entry).await?,
                };
                (read.url.clone(), played)
            }
        };
        match played {
            Ok(members) => report.played(Differing {
                place,
                at: entry.at(),
                exchange: what,
                members,
            }),
            Err(reason) => report.unplayed(Unplayed {
                place,
                what,
                reason,
            }),
        }
        Ok(())
    }

    /// Does what the run found done when it came here, and lets the world settle
    /// if anything of it was new.
    async fn do_ahead(&mut self, index: usize) -> Result<(), ReplayError> {
        let mut is_new = false;
        for deed_index in self.ahead.remove(&index).unwrap_or_default() {
            let Some(Entry::Deed { deed, .. }) = self.recording.entries.get(deed_index) else {
                continue;
            };
            let done = self.deed(deed).await?;
            is_new |= done == Ok(true);
            self.done.insert(deed_index, done.map(drop));
        }
        if is_new {
            self.is_changed = true;
            let now = self.control.clock().await?.now;
            if let Ok(settled) = now.checked_add(SPREADING) {
                self.control.advance_to(settled).await?;
            }
        }
        Ok(())
    }

    /// Moves the clock by the recorded distance.
    async fn pass(&mut self, at: Timestamp) -> Result<(), ReplayError> {
        let now = self.control.clock().await?.now;
        if self.shift.is_none() {
            self.shift = Some(now.duration_since(at));
        }
        let distance = self.last.map(|last| at.duration_since(last));
        self.last = Some(at);
        if let Some(distance) = distance.filter(SignedDuration::is_positive)
            && let Ok(moment) = now.checked_add(distance)
        {
            self.control.advance_to(moment).await?;
        }
        Ok(())
    }

    /// Asks until the answer is as recorded, or the time is over in which it could
    /// become so. Inside an error: why it cannot be asked.
    async fn compare(
        &mut self,
        index: usize,
        entry: &Entry,
    ) -> Result<Result<Vec<Difference>, String>, ReplayError> {
        let Some(recorded) = self.answers.get(index).cloned().flatten() else {
            return Ok(Ok(Vec::new()));
        };
        let later = self.later(index, entry);
        let begun = self.control.clock().await?.now;
        let limit = match entry {
            _ if is_change(entry) || !self.is_changed => SignedDuration::ZERO,
            Entry::Call { .. } => REVIEW,
            Entry::Read { .. } | Entry::Deed { .. } => SPREADING,
        };
        let mut looks = 0;
        loop {
            let simulated = match self.ask(entry).await? {
                Ok(simulated) => simulated,
                Err(reason) => return Ok(Err(reason)),
            };
            let mut mapping = self.mapping.clone();
            let differences = differences(&recorded, &later, &simulated, &mut mapping);
            let clock = self.control.clock().await?;
            let waited = clock.now.duration_since(begun);
            if differences.is_empty() || waited >= limit {
                self.mapping = mapping;
                return Ok(Ok(differences));
            }
            looks += 1;
            let how = match clock.next_event {
                Some(_) if looks <= EVENTS => json!({ "to": "next-event" }),
                Some(_) | None => json!({ "by": "1h" }),
            };
            self.control.advance(&how).await?;
        }
    }

    /// What the recording answers later to the same question, before anything is
    /// changed. Where nothing was done yet, nothing comes by itself.
    fn later(&self, index: usize, entry: &Entry) -> Vec<Members> {
        if !self.is_changed {
            return Vec::new();
        }
        let rest = self.recording.entries.iter().zip(&self.answers);
        let until_change = rest
            .skip(index + 1)
            .take_while(|(later, _)| !is_change(later));
        let same = until_change.filter(|(later, _)| is_same_question(entry, later));
        same.filter_map(|(_, answer)| answer.clone()).collect()
    }

    /// The simulator's answer, or why it has none.
    async fn ask(&mut self, entry: &Entry) -> Result<Result<Members, String>, ReplayError> {
        let request = match entry {
            Entry::Call { call, .. } => self.request(call),
            Entry::Read { read, .. } => {
                let url = self.connection.url(&self.mapping.translate(&read.url));
                let accept = "application/rdap+json, application/json, */*;q=0.1";
                Ok(self.connection.http.get(url).header("accept", accept))
            }
            Entry::Deed { .. } => return Ok(Ok(Members::new())),
        };
        let request = match request {
            Ok(request) => request,
            Err(reason) => return Ok(Err(reason)),
        };
        let failed = |error: reqwest::Error| ReplayError::Simulator(Chain(&error).to_string());
        let response = request.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let body = self
            .connection
            .real(&response.text().await.map_err(failed)?);
        if let Entry::Call { call, .. } = entry
            && is_unknown(&body)
            && call.code.as_deref() != Some("InvalidAction")
        {
            return Ok(Err("the simulator has no such action".to_owned()));
        }
        let answer = Answer {
            status: Some(status),
            body,
            failure: None,
        };
        Ok(Ok(members(entry, &answer)))
    }

    /// A call with this world's names, message and signature.
    fn request(&mut self, call: &Call) -> Result<reqwest::RequestBuilder, String> {
        let mut parameters = call.parameters.clone();
        for (name, value) in &mut parameters {
            if name != MESSAGE {
                self.mapping.keep(value);
                *value = self.mapping.translate(value);
            }
        }
        if let (Some(message), Some(_)) = (call.parameters.get(MESSAGE), parameters.get(SIGNATURE))
        {
            let shift = self.shift.unwrap_or_default();
            let (message, signature) = self.proof.sign(message, self.account, shift)?;
            parameters.insert(MESSAGE.to_owned(), message);
            parameters.insert(SIGNATURE.to_owned(), signature);
        }
        let http = &self.connection.http;
        self.caller
            .request(http, &call.service, &call.action, &parameters)
    }
}

impl From<ControlError> for ReplayError {
    fn from(error: ControlError) -> Self {
        Self::Simulator(error.to_string())
    }
}
