//! The certificate for the registry, made from the private key.

use std::path::{Path, PathBuf};

use byoip_vocabulary::certificate::search::Unreadable;
use byoip_vocabulary::certificate::subject::Subject;
use byoip_vocabulary::certificate::{Certificate, SERIAL_LENGTH, SelfSignError};
use jiff::Timestamp;
use openssl::error::ErrorStack;
use openssl::pkey::{PKey, Private};
use openssl::rand::rand_bytes;

use super::file::{self, FileError, Readers};

#[cfg(test)]
mod tests;

/// A whole name, as the guide's own command asks for one, of nobody.
pub const EXAMPLE_SUBJECT: &str =
    "/C=US/ST=Washington/L=Seattle/O=Example Corp/OU=Network/CN=byoip.example.com";

/// Makes a certificate whose serial number the system draws.
pub fn new(
    key: &PKey<Private>,
    subject: &Subject,
    not_before: Timestamp,
    days: u32,
) -> Result<Certificate, CertificateError> {
    let mut serial = [0; SERIAL_LENGTH];
    rand_bytes(&mut serial)?;
    Ok(Certificate::self_signed(
        key, subject, serial, not_before, days,
    )?)
}

/// How a certificate lies in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// As openssl writes PEM.
    Lines,
    /// As it belongs into a registry, without a line end.
    OneLine,
}

/// Writes a certificate into a new file.
pub fn write(
    path: &Path,
    certificate: &Certificate,
    layout: Layout,
    replace: bool,
) -> Result<(), CertificateError> {
    let text = match layout {
        Layout::Lines => certificate.to_pem(),
        Layout::OneLine => certificate.one_line(),
    };
    Ok(file::create(
        path,
        text.as_bytes(),
        Readers::Anybody,
        replace,
    )?)
}

/// Reads a certificate in either layout.
pub fn read(path: &Path) -> Result<Certificate, CertificateError> {
    Certificate::from_pem(&file::read_text(path)?).map_err(|reason| CertificateError::Unreadable {
        path: path.to_owned(),
        reason,
    })
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// It cannot be made.
    #[error(transparent)]
    SelfSign(#[from] SelfSignError),
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is none in the file.
    #[error("no certificate in {}: {reason}; make one with byoip cert new", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: Unreadable,
    },
    /// OpenSSL has no randomness.
    #[error("openssl drew no serial number: {0}")]
    OpenSsl(#[from] ErrorStack),
}
