//! The world's own TLS authority, and the server's certificate by it.
//!
//! Its key is drawn anew at each start and kept nowhere: whoever has told a tool
//! to trust it must not trust everybody who can guess a seed. Both certificates
//! hold from 2000 to 9999, so that they do at every virtual time and to tools
//! that are told a false one.

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, PKeyRef, Private};
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
    SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509Builder, X509Name, X509NameRef};

#[cfg(test)]
mod tests;

const FROM: &str = "20000101000000Z";
const TO: &str = "99991231235959Z";

/// A certification authority for TLS.
#[derive(Debug)]
pub(crate) struct Authority {
    key: PKey<Private>,
    certificate: X509,
}

impl Authority {
    /// A new one.
    pub(crate) fn new() -> Result<Self, ErrorStack> {
        let key = key()?;
        let name = name("byoip-sim TLS authority")?;
        let mut builder = builder(&name, &name, &key)?;
        builder.append_extension(BasicConstraints::new().critical().ca().pathlen(0).build()?)?;
        let usage = KeyUsage::new()
            .critical()
            .key_cert_sign()
            .crl_sign()
            .build()?;
        builder.append_extension(usage)?;
        let context = builder.x509v3_context(None, None);
        let identifier = SubjectKeyIdentifier::new().build(&context)?;
        builder.append_extension(identifier)?;
        builder.sign(&key, MessageDigest::sha256())?;
        Ok(Self {
            key,
            certificate: builder.build(),
        })
    }

    /// Its certificate as a PEM file.
    pub(crate) fn pem(&self) -> Result<String, ErrorStack> {
        let pem = self.certificate.to_pem()?;
        Ok(String::from_utf8_lossy(&pem).into_owned())
    }

    /// A certificate for a server of these names and addresses, and its key.
    pub(super) fn server(&self, names: &[String]) -> Result<(X509, PKey<Private>), ErrorStack> {
        let key = key()?;
        let issuer = self.certificate.subject_name();
        let subject = name("byoip-sim")?;
        let mut builder = builder(&subject, issuer, &key)?;
        // Some clients refuse a server whose certificate is an authority's.
        builder.append_extension(BasicConstraints::new().critical().build()?)?;
        let usage = KeyUsage::new().critical().digital_signature().build()?;
        builder.append_extension(usage)?;
        builder.append_extension(ExtendedKeyUsage::new().server_auth().build()?)?;
        let mut subject = SubjectAlternativeName::new();
        for name in names {
            match name.parse::<std::net::IpAddr>() {
                Ok(_) => subject.ip(name),
                Err(_) => subject.dns(name),
            };
        }
        let context = builder.x509v3_context(Some(&self.certificate), None);
        let extensions = [
            subject.build(&context)?,
            SubjectKeyIdentifier::new().build(&context)?,
            AuthorityKeyIdentifier::new().keyid(true).build(&context)?,
        ];
        for extension in extensions {
            builder.append_extension(extension)?;
        }
        builder.sign(&self.key, MessageDigest::sha256())?;
        Ok((builder.build(), key))
    }
}

fn key() -> Result<PKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    PKey::from_ec_key(EcKey::generate(&group)?)
}

fn name(common: &str) -> Result<X509Name, ErrorStack> {
    let mut name = X509Name::builder()?;
    name.append_entry_by_nid(Nid::COMMONNAME, common)?;
    Ok(name.build())
}

fn builder(
    subject: &X509NameRef,
    issuer: &X509NameRef,
    key: &PKeyRef<Private>,
) -> Result<X509Builder, ErrorStack> {
    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    let mut serial = BigNum::new()?;
    serial.rand(127, MsbOption::ONE, false)?;
    let serial = serial.to_asn1_integer()?;
    builder.set_serial_number(&serial)?;
    builder.set_subject_name(subject)?;
    builder.set_issuer_name(issuer)?;
    let (from, to) = (Asn1Time::from_str(FROM)?, Asn1Time::from_str(TO)?);
    builder.set_not_before(&from)?;
    builder.set_not_after(&to)?;
    builder.set_pubkey(key)?;
    Ok(builder)
}
