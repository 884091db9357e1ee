//! A relying party: from a trust anchor locator to validated payloads, at a
//! given time, by the strict checks of the crate that Routinator is built on. It
//! fetches by RRDP and trusts nothing that it has not checked.

use std::collections::BTreeMap;

use byoip_vocabulary::registry::Registry;
use bytes::Bytes;
use jiff::Timestamp;
use rpki::repository::aspa::Aspa;
use rpki::repository::cert::{Cert, ResourceCert};
use rpki::repository::crl::Crl;
use rpki::repository::manifest::Manifest;
use rpki::repository::roa::Roa;
use rpki::repository::sigobj::SignedObject;
use rpki::repository::tal::{Tal, TalUri};
use rpki::repository::x509::Time;
use rpki::rrdp::{Delta, DeltaElement, Hash, NotificationFile, Snapshot};

use crate::repository::object::time;
use crate::repository::{Shelf, host};

/// What a relying party has of one registry.
#[derive(Debug, Default)]
pub(super) struct Cache {
    pub(super) session: Option<String>,
    pub(super) serial: u64,
    files: BTreeMap<String, Bytes>,
    /// How many deltas it has taken, and snapshots.
    pub(super) deltas: usize,
    pub(super) snapshots: usize,
    /// What was left out in the last run, and why.
    pub(super) refused: Vec<String>,
    /// The manifest numbers and times by address: both may only grow together.
    manifests: BTreeMap<String, (u128, Timestamp)>,
}

impl Cache {
    /// Fetches what is new and validates it all; the payloads in order.
    pub(super) fn run(&mut self, registry: Registry, shelf: &Shelf, now: Timestamp) -> Vec<String> {
        self.fetch(registry, shelf);
        let mut locator = shelf.locator().body.as_ref();
        let tal = Tal::read_named(registry.as_str().to_owned(), &mut locator).unwrap();
        let Some(TalUri::Https(uri)) = tal.uris().next() else {
            panic!("the locator names no file over HTTPS");
        };
        let der = get(registry, shelf, uri.as_str());
        let anchor = Cert::decode(der).unwrap();
        assert_eq!(anchor.subject_public_key_info(), tal.key_info());
        let now = time(now);
        let anchor = anchor
            .validate_ta_at(tal.info().clone(), true, now)
            .unwrap();
        let mut payloads = Vec::new();
        self.refused.clear();
        self.descend(&anchor, now, &mut payloads);
        payloads.sort_unstable();
        payloads
    }

    fn fetch(&mut self, registry: Registry, shelf: &Shelf) {
        let base = format!(
            "https://localhost:4443/{}/rrdp/notification.xml",
            host(registry)
        );
        let notification = get(registry, shelf, &base);
        let mut notification = NotificationFile::parse(notification.as_ref()).unwrap();
        let session = notification.session_id().to_string();
        let contiguous = notification.sort_and_verify_deltas(None);
        assert!(contiguous, "the deltas leave one out");
        let missing = notification.serial().saturating_sub(self.serial);
        let same = self.session.as_ref() == Some(&session);
        let reachable = notification.deltas().len() as u64 >= missing;
        if same && reachable {
            let skipped = notification.deltas().len() - usize::try_from(missing).unwrap();
            for info in &notification.deltas()[skipped..] {
                let body = get(registry, shelf, info.uri().as_str());
                assert!(info.hash().matches(&body));
                let delta = Delta::parse(body.as_ref()).unwrap();
                assert_eq!(delta.serial(), info.serial());
                self.take(delta);
            }
        } else {
            let info = notification.snapshot();
            let body = get(registry, shelf, info.uri().as_str());
            assert!(info.hash().matches(&body));
            let snapshot = Snapshot::parse(body.as_ref()).unwrap();
            assert_eq!(snapshot.serial(), notification.serial());
            let elements = snapshot.into_elements().into_iter();
            self.files = elements
                .map(|element| element.unpack())
                .map(|(uri, data)| (uri.to_string(), data))
                .collect();
            self.snapshots += 1;
        }
        self.session = Some(session);
        self.serial = notification.serial();
    }

    fn take(&mut self, delta: Delta) {
        for element in delta.into_elements() {
            match element {
                DeltaElement::Publish(it) => {
                    let (uri, data) = it.unpack();
                    assert!(self.files.insert(uri.to_string(), data).is_none());
                }
                DeltaElement::Update(it) => {
                    let (uri, hash, data) = it.unpack();
                    let before = self.files.insert(uri.to_string(), data).unwrap();
                    assert!(hash.matches(&before));
                }
                DeltaElement::Withdraw(it) => {
                    let (uri, hash) = it.unpack();
                    let before = self.files.remove(uri.as_str()).unwrap();
                    assert_eq!(hash, Hash::from_data(&before));
                }
            }
        }
        self.deltas += 1;
    }

    /// Validates one publication point and those below it.
    fn descend(&mut self, issuer: &ResourceCert, now: Time, payloads: &mut Vec<String>) {
        let manifest_uri = issuer.rpki_manifest().unwrap().clone();
        let manifest = self.files[manifest_uri.as_str()].clone();
        let manifest = Manifest::decode(manifest, true).unwrap();
        let (_, content) = manifest.validate_at(issuer, true, now).unwrap();
        assert!(content.this_update() <= now && now < content.next_update());
        self.grown(manifest_uri.as_str(), &content);
        let folder = issuer.ca_repository().unwrap();
        let mut crl = None;
        let mut files = Vec::new();
        for (uri, hash) in content.iter_uris(folder) {
            let file = self.files[uri.as_str()].clone();
            if hash.verify(&file).is_err() {
                // Nothing of this fetch counts (RFC 9286, section 6.6).
                return self.refuse(uri.as_str(), "another hash");
            }
            if uri.ends_with(".crl") {
                let list = Crl::decode(file).unwrap();
                list.verify_signature(issuer.subject_public_key_info())
                    .unwrap();
                assert!(list.this_update() <= now && now < list.next_update());
                assert!(crl.replace(list).is_none(), "two lists of what is revoked");
            } else {
                files.push((uri, file));
            }
        }
        let crl = crl.unwrap();
        let unlisted = self.files.keys().filter(|uri| {
            let name = uri.strip_prefix(folder.as_str());
            name.is_some_and(|name| !name.contains('/'))
        });
        assert_eq!(unlisted.count(), files.len() + 2);
        for (uri, file) in files {
            if uri.ends_with(".cer") {
                let below = Cert::decode(file).unwrap();
                assert!(!crl.contains(below.serial_number()));
                let below = below.validate_ca_at(issuer, true, now).unwrap();
                self.descend(&below, now, payloads);
            } else {
                match check(file, issuer, &crl, now, uri.ends_with(".asa")) {
                    Ok(found) => payloads.extend(found),
                    Err(why) => self.refuse(uri.as_str(), &why),
                }
            }
        }
    }

    fn refuse(&mut self, uri: &str, why: &str) {
        let name = uri.rsplit('/').next().unwrap();
        self.refused.push(format!("{name}: {why}"));
    }

    fn grown(&mut self, uri: &str, content: &rpki::repository::manifest::ManifestContent) {
        let number = content.manifest_number().to_string().parse().unwrap();
        let this = Timestamp::from_second(content.this_update().timestamp()).unwrap();
        let before = self.manifests.insert(uri.to_owned(), (number, this));
        let Some((old_number, old_this)) = before else {
            return;
        };
        assert_eq!(number > old_number, this > old_this, "{uri}");
        assert!(number >= old_number, "{uri}");
    }
}

/// What a ROA or an ASPA says, or what is wrong with it.
fn check(
    file: Bytes,
    issuer: &ResourceCert,
    crl: &Crl,
    now: Time,
    is_aspa: bool,
) -> Result<Vec<String>, String> {
    let object = SignedObject::decode(file.clone(), true).map_err(|_| "no signed object")?;
    if crl.contains(object.cert().serial_number()) {
        return Err("revoked".to_owned());
    }
    object
        .validate_at(issuer, true, now)
        .map_err(|error| error.to_string())?;
    if is_aspa {
        let aspa = Aspa::decode(file, true).unwrap();
        let providers = aspa.content().provider_as_set().iter();
        let providers: Vec<String> = providers.map(|asn| asn.to_string()).collect();
        let customer = aspa.content().customer_as();
        return Ok(vec![format!("{customer} by {}", providers.join(" "))]);
    }
    let roa = Roa::decode(file, true).unwrap();
    let content = roa.content();
    let says = content.iter().map(|it| {
        assert_eq!(it.max_length(), it.address_length());
        let prefix = format!("{}/{}", it.address(), it.address_length());
        format!("{prefix} {}", content.as_id())
    });
    Ok(says.collect())
}

fn get(registry: Registry, shelf: &Shelf, uri: &str) -> Bytes {
    let prefix = format!("https://localhost:4443/{}", host(registry));
    let path = uri.strip_prefix(&prefix).unwrap_or_else(|| panic!("{uri}"));
    let file = shelf.file(path).unwrap_or_else(|| panic!("{path}"));
    file.body.clone()
}
