//! One signed object each: certificate, CRL, manifest, ROA, ASPA.
//!
//! Profiles: RFC 6487 (certificates and CRLs), RFC 6488 and 9589 (signed objects
//! with their signing time), RFC 9286 (manifests), RFC 9582 (ROAs),
//! draft-ietf-sidrops-aspa-profile (ASPAs).
//!
//! Every time is an argument. The crate that encodes them would take some from
//! the wall clock, among them the signing time of what it signs.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::SystemTime;

use byoip_vocabulary::roa::Roa;
use bytes::Bytes;
use jiff::Timestamp;
use rpki::crypto::{DigestAlgorithm, RpkiSignatureAlgorithm};
use rpki::repository::aspa::AspaBuilder;
use rpki::repository::cert::{KeyUsage, Overclaim, TbsCert};
use rpki::repository::crl::{CrlEntry, TbsCertList};
use rpki::repository::manifest::{FileAndHash, ManifestContent};
use rpki::repository::roa::RoaBuilder;
use rpki::repository::sigobj::SignedObjectBuilder;
use rpki::repository::x509::{Serial, Time, Validity};
use rpki::uri;
use sha2::{Digest, Sha256};

use super::Fault;
use super::calendar::{GOOD_FOR, Issue, later};
use super::edition::Term;
use super::keys::{Key, Keys, Pen};
use super::places::Point;
use crate::world::rpki::aspa::Aspa;

/// What is published under one address.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) uri: String,
    /// As RRDP's files carry it.
    pub(super) base64: String,
    pub(super) hash: [u8; 32],
    /// How often it was issued under this address: the same number, the same
    /// bytes.
    pub(super) edition: u64,
}

impl Object {
    pub(super) fn new(uri: String, der: &[u8], edition: u64) -> Self {
        Self {
            base64: openssl::base64::encode_block(der),
            hash: Sha256::digest(der).into(),
            uri,
            edition,
        }
    }

    /// A file that is no signed object.
    pub(super) fn garbled(uri: String, edition: u64) -> Self {
        let hash = |number: u8| Sha256::digest(format!("{uri} {number}"));
        let garbage: Vec<u8> = (0..32).flat_map(hash).collect();
        Self::new(uri, &garbage, edition)
    }

    /// The name in its folder.
    pub(super) fn name(&self) -> &str {
        self.uri.rsplit('/').next().unwrap_or_default()
    }
}

/// Who signs: an authority's key, its publication point, and where its own
/// certificate is.
#[derive(Debug)]
pub(super) struct Issuer<'a> {
    pub(super) keys: &'a Keys,
    pub(super) key: &'a Key,
    pub(super) point: &'a Point,
    pub(super) certificate: String,
}

impl Issuer<'_> {
    /// The certificate of an authority below, whose resources `fill` adds.
    pub(super) fn certificate(
        &self,
        subject: &Key,
        point: &Point,
        term: Term,
        fill: impl FnOnce(&mut TbsCert),
    ) -> Result<Bytes, Fault> {
        let serial = serial(&[&self.point.certificate(subject), &term.number.to_string()]);
        let issuer = self.key.public().to_subject_name();
        let public = subject.public().clone();
        let (usage, claim) = (KeyUsage::Ca, Overclaim::Refuse);
        let mut tbs = TbsCert::new(serial, issuer, validity(term), None, public, usage, claim);
        tbs.set_authority_key_identifier(Some(self.key.public().key_identifier()));
        tbs.set_crl_uri(Some(rsync(self.point.crl())?));
        tbs.set_ca_issuer(Some(rsync(self.certificate.clone())?));
        authorize(&mut tbs, point)?;
        fill(&mut tbs);
        self.sign(tbs)
    }

    /// The list of what is revoked.
    pub(super) fn crl(&self, issue: Issue, revoked: Vec<CrlEntry>) -> Result<Object, Fault> {
        let public = self.key.public();
        let list = TbsCertList::new(
            RpkiSignatureAlgorithm::default(),
            public.to_subject_name(),
            time(issue.at),
            time(later(issue.at, GOOD_FOR)),
            revoked,
            public.key_identifier(),
            Serial::from(issue.number),
        );
        let list = list.into_crl(&self.pen(self.key), self.key)?;
        let der = list.to_captured().into_bytes();
        Ok(Object::new(self.point.crl(), &der, issue.number))
    }

    /// The list of what is published beside it, by name and hash.
    pub(super) fn manifest<'o>(
        &self,
        issue: Issue,
        files: impl IntoIterator<Item = (&'o str, [u8; 32])>,
    ) -> Result<Object, Fault> {
        let uri = self.point.manifest();
        let files = files.into_iter();
        let next = later(issue.at, GOOD_FOR);
        let content = ManifestContent::new(
            Serial::from(issue.number),
            time(issue.at),
            time(next),
            DigestAlgorithm::default(),
            files.map(|(name, hash)| FileAndHash::new(name.as_bytes(), hash)),
        );
        let term = Term {
            number: issue.number,
            from: issue.at,
            to: next,
        };
        let one_off = self.keys.one_off(&uri)?;
        let envelope = self.envelope(&uri, term)?;
        let manifest = content.into_manifest(envelope, &self.pen(&one_off), self.key)?;
        let der = manifest.to_captured().into_bytes();
        Ok(Object::new(uri, &der, issue.number))
    }

    /// A ROA. It has one prefix (RFC 9455).
    pub(super) fn roa(&self, uri: String, roa: &Roa, term: Term) -> Result<Object, Fault> {
        self.sign_roa(uri, content(roa), term)
    }

    /// A ROA that claims every address besides, which no holder has.
    pub(super) fn overclaiming(&self, uri: String, roa: &Roa, term: Term) -> Result<Object, Fault> {
        let mut content = content(roa);
        let first: IpAddr = match roa.prefix().is_ipv4() {
            true => Ipv4Addr::UNSPECIFIED.into(),
            false => Ipv6Addr::UNSPECIFIED.into(),
        };
        content.push_addr(first, 0, None);
        self.sign_roa(uri, content, term)
    }

    fn sign_roa(&self, uri: String, content: RoaBuilder, term: Term) -> Result<Object, Fault> {
        let one_off = self.keys.one_off(&uri)?;
        let envelope = self.envelope(&uri, term)?;
        let roa = content.finalize(envelope, &self.pen(&one_off), self.key)?;
        let der = roa.to_captured().into_bytes();
        Ok(Object::new(uri, &der, term.number))
    }

    /// An ASPA.
    pub(super) fn aspa(&self, uri: String, aspa: &Aspa, term: Term) -> Result<Object, Fault> {
        let providers = aspa.providers.iter();
        let providers: Vec<_> = providers.map(|asn| asn.number().into()).collect();
        let content = AspaBuilder::new(aspa.customer.number().into(), providers);
        let content = content.expect("a set has no provider twice");
        let one_off = self.keys.one_off(&uri)?;
        let envelope = self.envelope(&uri, term)?;
        let aspa = content.finalize(envelope, &self.pen(&one_off), self.key)?;
        let der = aspa.to_captured().into_bytes();
        Ok(Object::new(uri, &der, term.number))
    }

    /// What a signed object has around its content; signed when its term begins.
    fn envelope(&self, uri: &str, term: Term) -> Result<SignedObjectBuilder, Fault> {
        let mut envelope = SignedObjectBuilder::new(
            object_serial(uri, term),
            validity(term),
            rsync(self.point.crl())?,
            rsync(self.certificate.clone())?,
            rsync(uri.to_owned())?,
        );
        envelope.set_signing_time(time(term.from));
        Ok(envelope)
    }

    fn sign(&self, tbs: TbsCert) -> Result<Bytes, Fault> {
        let certificate = tbs.into_cert(&self.pen(self.key), self.key)?;
        Ok(certificate.to_captured().into_bytes())
    }

    fn pen<'k>(&self, one_off: &'k Key) -> Pen<'k> {
        Pen { one_off }
    }
}

/// What a ROA says.
fn content(roa: &Roa) -> RoaBuilder {
    let mut content = RoaBuilder::new(roa.asn().number().into());
    let prefix = roa.prefix();
    content.push_addr(prefix.first(), prefix.length(), Some(roa.max_length()));
    content
}

/// A trust anchor's certificate of itself: everything there is, as the five
/// registries' have it (RFC 6487; RFC 8630, section 2.3).
pub(super) fn anchor(
    key: &Key,
    point: &Point,
    term: Term,
    notification: uri::Https,
    fill: impl FnOnce(&mut TbsCert),
) -> Result<Bytes, Fault> {
    let public = key.public();
    let mut tbs = TbsCert::new(
        Serial::from(1u64),
        public.to_subject_name(),
        validity(term),
        None,
        public.clone(),
        KeyUsage::Ca,
        Overclaim::Refuse,
    );
    authorize(&mut tbs, point)?;
    tbs.set_rpki_notify(Some(notification));
    fill(&mut tbs);
    let certificate = tbs.into_cert(&Pen { one_off: key }, key)?;
    Ok(certificate.to_captured().into_bytes())
}

/// Makes a certificate one of an authority that publishes at a point.
fn authorize(tbs: &mut TbsCert, point: &Point) -> Result<(), Fault> {
    tbs.set_basic_ca(Some(true));
    tbs.set_ca_repository(Some(rsync(point.folder.clone())?));
    tbs.set_rpki_manifest(Some(rsync(point.manifest())?));
    Ok(())
}

/// The serial number of a signed object's certificate.
pub(super) fn object_serial(uri: &str, term: Term) -> Serial {
    serial(&[uri, &term.number.to_string()])
}

/// A serial number that nothing else has: half a hash.
fn serial(of: &[&str]) -> Serial {
    let hash = Sha256::digest(of.join(" "));
    let half = hash.first_chunk().expect("a hash has 32 bytes");
    Serial::from(u128::from_be_bytes(*half))
}

pub(super) fn time(moment: Timestamp) -> Time {
    Time::from(SystemTime::from(moment))
}

fn validity(term: Term) -> Validity {
    Validity::new(time(term.from), time(term.to))
}

fn rsync(uri: String) -> Result<uri::Rsync, Fault> {
    Ok(uri::Rsync::from_string(uri)?)
}
