//! The files by which validators fetch a repository (RFC 8182): a notification,
//! a snapshot of everything, and a delta from each serial to the next.
//!
//! A serial is an edition's number, so that it follows from times alone; where
//! several editions have come since somebody last looked, the deltas between
//! them are made all the same.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::Arc;

use byoip_vocabulary::registry::Registry;
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use super::Fault;
use super::archive::Archive;
use super::calendar::{Calendar, Issue};
use super::edition::Edition;
use super::object::Object;
use super::places::{Places, anchor_path};
use super::press::{Objects, Press};

/// How many deltas are kept at most, how old they may be, and how many are kept
/// however old: Krill's defaults.
const DELTAS_MAX: usize = 50;
const DELTA_AGE: SignedDuration = SignedDuration::from_hours(2);
const DELTAS_MIN: usize = 5;
/// How many snapshots are kept: who has read a notification may come a while
/// later for what it names.
const SNAPSHOTS: usize = 3;
/// What a published object has around its address and its content, roughly.
const MARKUP: usize = 40;

/// A file, and the hash that is its strong entity tag. Its modification time
/// would not do: two editions can come within one second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
    /// SHA-256 in lower-case hexadecimal.
    pub(crate) hash: String,
}

impl File {
    fn new(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        Self {
            hash: hex(&Sha256::digest(&body)),
            content_type,
            body,
        }
    }

    fn xml(text: String) -> Self {
        Self::new("application/xml", text)
    }
}

/// What can be fetched from one registry's repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shelf {
    registry: Registry,
    session: String,
    locator: File,
    anchor: File,
    notification: File,
    snapshots: VecDeque<(u64, File)>,
    deltas: VecDeque<(Issue, File)>,
}

impl Shelf {
    /// The trust anchor locator.
    pub(crate) const fn locator(&self) -> &File {
        &self.locator
    }

    #[cfg(test)]
    pub(super) fn forget_old_snapshots(&mut self) {
        self.snapshots.truncate(1);
    }

    /// What is under a path at the registry's host.
    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        let path = path.trim_start_matches('/');
        if path == anchor_path(self.registry) {
            return Some(&self.anchor);
        }
        let path = path.strip_prefix("rrdp/")?;
        if path == "notification.xml" {
            return Some(&self.notification);
        }
        let path = path.strip_prefix(self.session.as_str())?;
        let (serial, name) = path.strip_prefix('/')?.split_once('/')?;
        let serial: u64 = serial.parse().ok()?;
        match name {
            "snapshot.xml" => {
                let found = self.snapshots.iter().find(|(it, _)| *it == serial);
                found.map(|(_, file)| file)
            }
            "delta.xml" => {
                let found = self.deltas.iter().find(|(it, _)| it.number == serial);
                found.map(|(_, file)| file)
            }
            _ => None,
        }
    }
}

/// One registry's repository as it goes on.
#[derive(Debug)]
pub(super) struct Run {
    registry: Registry,
    session: String,
    calendar: Calendar,
    /// The locator and the trust anchor's certificate, which never change.
    trust: Option<(File, File)>,
    /// The last edition, once there is one.
    last: Option<Issue>,
    objects: Objects,
    snapshots: VecDeque<(u64, File)>,
    deltas: VecDeque<(Issue, File)>,
}

impl Run {
    pub(super) fn new(registry: Registry, session: String, calendar: Calendar) -> Self {
        Self {
            registry,
            session,
            calendar,
            trust: None,
            last: None,
            objects: Objects::new(),
            snapshots: VecDeque::new(),
            deltas: VecDeque::new(),
        }
    }

    pub(super) const fn registry(&self) -> Registry {
        self.registry
    }

    /// Takes in that the archive knows of more changes.
    pub(super) fn reschedule(&mut self, calendar: Calendar) {
        self.calendar = calendar;
    }

    /// When there is something new after a moment.
    pub(super) fn next(&self, after: Timestamp) -> Timestamp {
        self.calendar.next(after)
    }

    /// Goes on to a moment; the new files, if there are any.
    pub(super) fn catch_up(
        &mut self,
        press: &Press,
        archive: &Archive,
        now: Timestamp,
    ) -> Result<Option<Shelf>, Fault> {
        let target = self.calendar.latest(now);
        if self.last == Some(target) {
            return Ok(None);
        }
        let listed = self.listed(target);
        let oldest = listed.front().copied().unwrap_or(target);
        let base = self.calendar.before(oldest);
        // What it stands at will do to go on from, unless that is too old for a
        // delta to be listed.
        if self.last < base
            && let Some(base) = base
        {
            self.publish(press, archive, base)?;
            self.deltas.clear();
        }
        for issue in listed {
            if self.last < Some(issue) {
                self.publish(press, archive, issue)?;
            }
        }
        if self.last != Some(target) {
            self.publish(press, archive, target)?;
        }
        self.deltas.retain(|(issue, _)| *issue >= oldest);
        let snapshot = File::xml(self.snapshot(target));
        self.snapshots.push_front((target.number, snapshot));
        self.snapshots.truncate(SNAPSHOTS);
        self.shelf(press, archive.start).map(Some)
    }

    /// The editions to which deltas are listed, the oldest first. The first
    /// edition of all has none.
    fn listed(&self, target: Issue) -> VecDeque<Issue> {
        let mut listed = VecDeque::new();
        let mut issue = target;
        while let Some(before) = self.calendar.before(issue) {
            let old = target.at.duration_since(issue.at) > DELTA_AGE;
            if listed.len() >= DELTAS_MAX || (old && listed.len() >= DELTAS_MIN) {
                break;
            }
            listed.push_front(issue);
            issue = before;
        }
        listed
    }

    fn publish(&mut self, press: &Press, archive: &Archive, issue: Issue) -> Result<(), Fault> {
        let edition = Edition::of(archive, self.registry, issue);
        let objects = press.objects(&edition, &self.objects)?;
        if self.last.is_some() {
            let delta = File::xml(self.delta(issue, &objects));
            self.deltas.push_back((issue, delta));
        }
        self.objects = objects;
        self.last = Some(issue);
        Ok(())
    }

    fn shelf(&mut self, press: &Press, start: Timestamp) -> Result<Shelf, Fault> {
        let (locator, anchor) = match &self.trust {
            Some(trust) => trust.clone(),
            None => {
                let locator = press.locator(self.registry)?;
                let locator = File::new("text/plain; charset=utf-8", locator);
                let anchor = press.anchor(self.registry, start)?;
                let anchor = File::new("application/pkix-cert", anchor);
                self.trust.insert((locator, anchor)).clone()
            }
        };
        Ok(Shelf {
            registry: self.registry,
            session: self.session.clone(),
            locator,
            anchor,
            notification: File::xml(self.notification(&press.places)),
            snapshots: self.snapshots.clone(),
            deltas: self.deltas.clone(),
        })
    }

    fn notification(&self, places: &Places) -> String {
        let address = |serial: u64, name: &str| {
            let path = format!("rrdp/{}/{serial}/{name}.xml", self.session);
            places.file(self.registry, &path)
        };
        let serial = self.last.map_or(0, |issue| issue.number);
        let mut text = self.head("notification", serial);
        if let Some((serial, file)) = self.snapshots.front() {
            let uri = address(*serial, "snapshot");
            let _ = writeln!(text, r#"<snapshot uri="{uri}" hash="{}"/>"#, file.hash);
        }
        for (issue, file) in self.deltas.iter().rev() {
            let (serial, uri) = (issue.number, address(issue.number, "delta"));
            let hash = &file.hash;
            let _ = writeln!(
                text,
                r#"<delta serial="{serial}" uri="{uri}" hash="{hash}"/>"#
            );
        }
        text.push_str("</notification>\n");
        text
    }

    fn snapshot(&self, issue: Issue) -> String {
        let mut text = self.head("snapshot", issue.number);
        // All of it at once: there can be tens of megabytes.
        let objects = self.objects.values();
        let size = objects.map(|it| it.uri.len() + it.base64.len() + MARKUP);
        text.reserve(size.sum());
        for object in self.objects.values() {
            publish(&mut text, object, None);
        }
        text.push_str("</snapshot>\n");
        text
    }

    fn delta(&self, issue: Issue, objects: &Objects) -> String {
        let mut text = self.head("delta", issue.number);
        for (uri, object) in objects {
            match self.objects.get(uri) {
                None => publish(&mut text, object, None),
                Some(before) if Arc::ptr_eq(before, object) => {}
                Some(before) => publish(&mut text, object, Some(before)),
            }
        }
        for (uri, before) in &self.objects {
            if !objects.contains_key(uri) {
                let hash = hex(&before.hash);
                let _ = writeln!(text, r#"<withdraw uri="{uri}" hash="{hash}"/>"#);
            }
        }
        text.push_str("</delta>\n");
        text
    }

    fn head(&self, element: &str, serial: u64) -> String {
        let session = &self.session;
        format!(
            r#"<{element} xmlns="http://www.ripe.net/rpki/rrdp" version="1" session_id="{session}" serial="{serial}">
"#
        )
    }
}

/// An object, with the hash of what it takes the place of. No address here has
/// a character that XML would want escaped.
fn publish(text: &mut String, object: &Object, before: Option<&Arc<Object>>) {
    text.push_str(r#"<publish uri=""#);
    text.push_str(&object.uri);
    if let Some(before) = before {
        text.push_str(r#"" hash=""#);
        text.push_str(&hex(&before.hash));
    }
    text.push_str(r#"">"#);
    text.push_str(&object.base64);
    text.push_str("</publish>\n");
}

/// The name of a session, a UUID of version 4: another world has another, so
/// that a validator with the files of one does not take the deltas of the other.
pub(super) fn session(of: &str) -> String {
    let hash = Sha256::digest(of);
    let half = hash.first_chunk().expect("a hash has 32 bytes");
    let mut bits = u128::from_be_bytes(*half);
    bits = bits & !(0xF << 76) | (0x4 << 76);
    bits = bits & !(0x3 << 62) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let (a, rest) = hex.split_at(8);
    let (b, rest) = rest.split_at(4);
    let (c, rest) = rest.split_at(4);
    let (d, e) = rest.split_at(4);
    format!("{a}-{b}-{c}-{d}-{e}")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
