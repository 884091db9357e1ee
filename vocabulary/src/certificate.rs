//! The X.509 certificate that a holder puts into the registry's record, so that
//! AWS finds the public key the authorization message was signed with (EC2 User
//! Guide, "Prepare for BYOIP").
//!
//! AWS asks for a self-signed certificate with an RSA key and looks at nothing
//! but its key and its dates. Therefore nothing here builds or checks a chain.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use openssl::asn1::{Asn1Integer, Asn1Time, Asn1TimeRef};
use openssl::bn::BigNum;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{Id, PKey, Private, Public};
use openssl::sha::sha256;
use openssl::x509::extension::{AuthorityKeyIdentifier, BasicConstraints, SubjectKeyIdentifier};
use openssl::x509::{X509, X509Builder};
use serde::{Deserialize, Serialize};

use self::search::Unreadable;
use self::subject::{Subject, SubjectError};

pub mod search;
pub mod subject;
#[cfg(test)]
mod tests;

/// The longest serial number (RFC 5280, section 4.1.2.2).
pub const SERIAL_LENGTH: usize = 20;

/// X.509 counts its versions from zero.
const VERSION_3: i32 = 2;

/// How many characters a line of PEM has (RFC 7468, section 2).
const PEM_LINE: usize = 64;

const SECONDS_OF_A_DAY: i64 = 24 * 60 * 60;

/// A certificate with an RSA key. Says nothing of whether AWS would find it.
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    key: PKey<Public>,
    subject: String,
    not_before: Timestamp,
    not_after: Timestamp,
}

impl Certificate {
    /// Makes the certificate that `openssl req -new -x509 -key … -days …`
    /// makes: version 3, CA:TRUE, SHA-256. Equal arguments give equal bytes;
    /// the caller draws the serial number, whose top bit is dropped because a
    /// serial number is positive.
    pub fn self_signed(
        key: &PKey<Private>,
        subject: &Subject,
        serial: [u8; SERIAL_LENGTH],
        not_before: Timestamp,
        days: u32,
    ) -> Result<Self, SelfSignError> {
        if key.id() != Id::RSA {
            return Err(SelfSignError::NotRsa);
        }
        let not_after = not_before
            .checked_add(SignedDuration::from_secs(
                i64::from(days) * SECONDS_OF_A_DAY,
            ))
            .map_err(|_| SelfSignError::TooManyDays(days))?;
        let name = subject.to_name()?;
        let mut builder = X509::builder()?;
        builder.set_version(VERSION_3)?;
        let serial = positive(serial)?;
        builder.set_serial_number(&serial)?;
        builder.set_subject_name(&name)?;
        builder.set_issuer_name(&name)?;
        let from = Asn1Time::from_unix(not_before.as_second())?;
        builder.set_not_before(&from)?;
        let until = Asn1Time::from_unix(not_after.as_second())?;
        builder.set_not_after(&until)?;
        builder.set_pubkey(key)?;
        append_extensions(&mut builder)?;
        builder.sign(key, MessageDigest::sha256())?;
        let der = builder.build().to_der()?;
        Self::from_der(&der).map_err(SelfSignError::Unreadable)
    }

    /// Reads the first certificate of a text, be it PEM as openssl writes it or
    /// the single line that belongs into a registry.
    pub fn from_pem(text: &str) -> Result<Self, Unreadable> {
        let lines: Vec<&str> = text.lines().collect();
        match search::find(&lines).into_iter().next() {
            Some(found) => found.outcome,
            None => Err(Unreadable::NoBegin),
        }
    }

    /// Reads the bytes that stand in base64 between the markers.
    pub fn from_der(der: &[u8]) -> Result<Self, Unreadable> {
        let not_x509 = |error: ErrorStack| Unreadable::NotX509(reason(&error));
        let x509 = X509::from_der(der).map_err(not_x509)?;
        let length = x509.to_der().map_err(not_x509)?.len();
        if length != der.len() {
            // OpenSSL reads the first certificate and forgets the rest.
            let text = format!("{} bytes stand behind it", der.len().abs_diff(length));
            return Err(Unreadable::NotX509(text));
        }
        let key = x509.public_key().map_err(not_x509)?;
        if key.id() != Id::RSA {
            return Err(Unreadable::NotRsa);
        }
        Ok(Self {
            der: der.to_vec(),
            key,
            subject: subject::text(x509.subject_name()),
            not_before: timestamp(x509.not_before())?,
            not_after: timestamp(x509.not_after())?,
        })
    }

    /// The bytes that stand in base64 between the markers.
    pub fn as_der(&self) -> &[u8] {
        &self.der
    }

    /// PEM in lines of 64 characters, each with its line end.
    pub fn to_pem(&self) -> String {
        self.text("\n")
    }

    /// PEM in one line without a line end, as `tr -d "\n"` makes it and as it
    /// belongs into a registry.
    pub fn one_line(&self) -> String {
        self.text("")
    }

    /// The key that a signature is checked with.
    pub fn public_key(&self) -> &PKey<Public> {
        &self.key
    }

    /// The length of the key's modulus. AWS documents 2048 alone.
    pub fn key_bits(&self) -> u32 {
        self.key.bits()
    }

    /// The subject as `-subj` takes it, such as `/C=US/O=Example Corp`.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The first moment of its validity.
    pub fn not_before(&self) -> Timestamp {
        self.not_before
    }

    /// The last second of its validity.
    pub fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// Whether it is valid; both ends of the period are inside (RFC 5280,
    /// section 4.1.2.5).
    pub fn valid_at(&self, now: Timestamp) -> Dated {
        if now < self.not_before {
            Dated::NotYet(self.not_before)
        } else if now.as_second() > self.not_after.as_second() {
            Dated::Expired(self.not_after)
        } else {
            Dated::Valid
        }
    }

    /// SHA-256 over the certificate in lower-case hexadecimal.
    pub fn fingerprint(&self) -> String {
        let digest = sha256(&self.der);
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn text(&self, line_end: &str) -> String {
        let base64 = openssl::base64::encode_block(&self.der);
        let mut text = format!("{}{line_end}", search::BEGIN);
        let mut rest = base64.as_str();
        while !rest.is_empty() {
            let (line, behind) = rest.split_at_checked(PEM_LINE).unwrap_or((rest, ""));
            text.push_str(line);
            text.push_str(line_end);
            rest = behind;
        }
        text.push_str(search::END);
        text.push_str(line_end);
        text
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({} {})", self.subject, self.fingerprint())
    }
}

/// How a certificate's dates stand to a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dated {
    /// The moment is inside.
    Valid,
    /// It becomes valid later.
    NotYet(Timestamp),
    /// This was its last second.
    Expired(Timestamp),
}

impl fmt::Display for Dated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid => f.write_str("valid"),
            Self::NotYet(from) => write!(f, "not valid before {from}"),
            Self::Expired(since) => write!(f, "expired at {since}"),
        }
    }
}

/// Why a certificate could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SelfSignError {
    /// The key is of another kind.
    #[error("the key is no RSA key; RSAPSS needs one")]
    NotRsa,
    /// The period would end after the year 9999.
    #[error("a validity of {0} days ends after the year 9999; take 365")]
    TooManyDays(u32),
    /// The subject does not make a distinguished name.
    #[error(transparent)]
    Subject(#[from] SubjectError),
    /// OpenSSL refused a step.
    #[error("openssl could not make the certificate: {0}")]
    OpenSsl(#[from] ErrorStack),
    /// What was made does not read back.
    #[error("the certificate does not read back: {0}")]
    Unreadable(Unreadable),
}

/// The extensions of openssl's `v3_ca` section, in its order.
fn append_extensions(builder: &mut X509Builder) -> Result<(), ErrorStack> {
    let subject_key = SubjectKeyIdentifier::new().build(&builder.x509v3_context(None, None))?;
    builder.append_extension(subject_key)?;
    let authority_key = AuthorityKeyIdentifier::new()
        .keyid(true)
        .build(&builder.x509v3_context(None, None))?;
    builder.append_extension(authority_key)?;
    builder.append_extension(BasicConstraints::new().critical().ca().build()?)
}

fn positive(serial: [u8; SERIAL_LENGTH]) -> Result<Asn1Integer, ErrorStack> {
    let mut number = BigNum::from_slice(&serial)?;
    let top_bit = i32::try_from(SERIAL_LENGTH * 8 - 1).unwrap_or(i32::MAX);
    if number.is_bit_set(top_bit) {
        number.clear_bit(top_bit)?;
    }
    Asn1Integer::from_bn(&number)
}

fn timestamp(time: &Asn1TimeRef) -> Result<Timestamp, Unreadable> {
    let no_time = || Unreadable::NotX509("its dates are no times".to_owned());
    let epoch = Asn1Time::from_unix(0).map_err(|_| no_time())?;
    let passed = epoch.diff(time).map_err(|_| no_time())?;
    let seconds = i64::from(passed.days) * SECONDS_OF_A_DAY + i64::from(passed.secs);
    Timestamp::from_second(seconds).map_err(|_| no_time())
}

/// What OpenSSL says, without its codes and file names.
fn reason(error: &ErrorStack) -> String {
    let first = error.errors().first().and_then(|error| error.reason());
    first.unwrap_or("unknown reason").to_owned()
}
