//! From what a registry publishes to the signed objects that say so.
//!
//! A pure function of edition and keys; the objects of the edition before only
//! save the work of making again what has not changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use byoip_vocabulary::registry::Registry;
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use rpki::repository::cert::TbsCert;
use rpki::repository::crl::CrlEntry;
use rpki::repository::resources::{Addr, AsBlock, Asn, Prefix};
use sha2::{Digest, Sha256};

use super::Fault;
use super::archive::{Content, Holdings};
use super::calendar::{Issue, later};
use super::edition::{Authority, Edition, Published, Revoked, Term};
use super::keys::{Key, Keys};
use super::object::{self, Issuer, Object, object_serial, time};
use super::places::{Places, Point, anchor_by_rsync};
use crate::world::rpki::fault;

/// How long a trust anchor is good for: a hundred years, as RIPE NCC's.
const ANCHOR_TERM: SignedDuration = SignedDuration::from_hours(100 * 365 * 24);

/// Everything published at a registry, by address.
pub(super) type Objects = BTreeMap<String, Arc<Object>>;

/// Signs for the registries.
#[derive(Debug)]
pub(super) struct Press {
    pub(super) keys: Keys,
    pub(super) places: Places,
}

impl Press {
    /// A trust anchor's locator (RFC 8630).
    pub(super) fn locator(&self, registry: Registry) -> Result<String, Fault> {
        let key = self.keys.anchor(registry)?;
        let info = openssl::base64::encode_block(&key.public().to_info_bytes());
        let mut locator = format!("{}\n\n", self.places.anchor(registry));
        for line in info.as_bytes().chunks(64) {
            locator.push_str(&String::from_utf8_lossy(line));
            locator.push('\n');
        }
        Ok(locator)
    }

    /// A trust anchor's certificate, good from the world's beginning.
    pub(super) fn anchor(&self, registry: Registry, start: Timestamp) -> Result<Bytes, Fault> {
        let key = self.keys.anchor(registry)?;
        let point = Point::new(registry, &key);
        let term = Term {
            number: 0,
            from: start,
            to: later(start, ANCHOR_TERM),
        };
        let notification = self.places.notification(registry)?;
        object::anchor(&key, &point, term, notification, |tbs| {
            tbs.build_v4_resource_blocks(|blocks| blocks.push(Prefix::new(0u128, 0)));
            tbs.build_v6_resource_blocks(|blocks| blocks.push(Prefix::new(0u128, 0)));
            tbs.build_as_resource_blocks(|blocks| blocks.push((Asn::MIN, Asn::MAX)));
        })
    }

    /// Everything that an edition publishes.
    pub(super) fn objects(&self, edition: &Edition, before: &Objects) -> Result<Objects, Fault> {
        let registry = edition.registry;
        let key = self.keys.anchor(registry)?;
        let point = Point::new(registry, &key);
        let issuer = Issuer {
            keys: &self.keys,
            key: &key,
            point: &point,
            certificate: anchor_by_rsync(registry),
        };
        let mut sheet = Sheet::new(before);
        for authority in &edition.authorities {
            let subject = self.keys.authority(registry, &authority.handle)?;
            let below = Point::new(registry, &subject);
            let uri = point.certificate(&subject);
            sheet.put(uri.clone(), authority.term.number, || {
                let notification = self.places.notification(registry)?;
                let term = authority.term;
                let der = issuer.certificate(&subject, &below, term, |tbs| {
                    tbs.set_rpki_notify(Some(notification));
                    certify(tbs, &authority.holdings);
                })?;
                Ok(Object::new(uri, &der, term.number))
            })?;
        }
        sheet.close(&issuer, edition.anchor, Vec::new)?;
        let mut objects = sheet.objects;
        for authority in &edition.authorities {
            let subject = self.keys.authority(registry, &authority.handle)?;
            let certificate = point.certificate(&subject);
            objects.extend(self.point(registry, authority, &subject, certificate, before)?);
        }
        Ok(objects)
    }

    /// What one authority publishes.
    fn point(
        &self,
        registry: Registry,
        authority: &Authority,
        key: &Key,
        certificate: String,
        before: &Objects,
    ) -> Result<Objects, Fault> {
        let point = Point::new(registry, key);
        let issuer = Issuer {
            keys: &self.keys,
            key,
            point: &point,
            certificate,
        };
        let mut sheet = Sheet::new(before);
        for published in &authority.objects {
            let uri = point.file(&published.name);
            if published.fault == Some(fault::Fault::ManifestMismatch) {
                sheet.mislisted.insert(uri.clone());
            }
            sheet.put(uri.clone(), published.term.number, || {
                sign(&issuer, uri, published)
            })?;
        }
        sheet.close(&issuer, authority.issue, || {
            let revoked = authority.revoked.iter();
            let entry = |revoked: &Revoked| {
                let serial = object_serial(&point.file(&revoked.name), revoked.term);
                CrlEntry::new(serial, time(revoked.at))
            };
            revoked.map(entry).collect()
        })?;
        Ok(sheet.objects)
    }
}

/// One object, with what is wrong with it.
fn sign(issuer: &Issuer<'_>, uri: String, published: &Published) -> Result<Object, Fault> {
    let Published { content, term, .. } = published;
    match (content, published.fault) {
        (_, Some(fault::Fault::Garbled)) => Ok(Object::garbled(uri, term.number)),
        (Content::Roa(roa), Some(fault::Fault::Overclaiming)) => {
            issuer.overclaiming(uri, roa, *term)
        }
        (Content::Roa(roa), _) => issuer.roa(uri, roa, *term),
        (Content::Aspa(aspa), _) => issuer.aspa(uri, aspa, *term),
    }
}

/// The resources of an authority's certificate.
fn certify(tbs: &mut TbsCert, holdings: &Holdings) {
    let blocks = |ipv4: bool| {
        let prefixes = holdings.prefixes.iter();
        let prefixes = prefixes.filter(move |prefix| prefix.is_ipv4() == ipv4);
        prefixes.map(|prefix| Prefix::new(Addr::from(prefix.first()), prefix.length()))
    };
    // An absent extension, not an empty one, is what has none (RFC 3779).
    if blocks(true).next().is_some() {
        tbs.build_v4_resource_blocks(|builder| blocks(true).for_each(|it| builder.push(it)));
    }
    if blocks(false).next().is_some() {
        tbs.build_v6_resource_blocks(|builder| blocks(false).for_each(|it| builder.push(it)));
    }
    let ranges = holdings.asns.iter().map(|(first, last)| {
        let ends = (Asn::from(first.number()), Asn::from(last.number()));
        AsBlock::from(ends)
    });
    if ranges.len() > 0 {
        tbs.build_as_resource_blocks(|builder| ranges.for_each(|range| builder.push(range)));
    }
}

/// One publication point in the making.
struct Sheet<'a> {
    before: &'a Objects,
    objects: Objects,
    /// What the manifest has another hash of, by address.
    mislisted: BTreeSet<String>,
}

impl<'a> Sheet<'a> {
    const fn new(before: &'a Objects) -> Self {
        Self {
            before,
            objects: Objects::new(),
            mislisted: BTreeSet::new(),
        }
    }

    /// Puts an object there: the one of before, if it is of the same edition.
    fn put(
        &mut self,
        uri: String,
        edition: u64,
        make: impl FnOnce() -> Result<Object, Fault>,
    ) -> Result<(), Fault> {
        let same = self.before.get(&uri);
        let object = match same.filter(|object| object.edition == edition) {
            Some(object) => Arc::clone(object),
            None => Arc::new(make()?),
        };
        self.objects.insert(uri, object);
        Ok(())
    }

    /// Adds the CRL, and the manifest of everything that is there then.
    fn close(
        &mut self,
        issuer: &Issuer<'_>,
        issue: Issue,
        revoked: impl FnOnce() -> Vec<CrlEntry>,
    ) -> Result<(), Fault> {
        self.put(issuer.point.crl(), issue.number, || {
            issuer.crl(issue, revoked())
        })?;
        let there: Vec<Arc<Object>> = self.objects.values().map(Arc::clone).collect();
        let mislisted = std::mem::take(&mut self.mislisted);
        let listed = there.iter().map(|object| {
            let hash = object.hash;
            let wrong = mislisted.contains(&object.uri);
            let hash = if wrong {
                Sha256::digest(hash).into()
            } else {
                hash
            };
            (object.name(), hash)
        });
        self.put(issuer.point.manifest(), issue.number, || {
            issuer.manifest(issue, listed)
        })
    }
}
