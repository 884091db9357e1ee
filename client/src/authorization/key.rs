//! The private key: RSA in PKCS#8, encrypted with AES-256 under a pass-phrase,
//! as `openssl genpkey -aes256 -algorithm RSA` writes it (EC2 User Guide,
//! "Prepare for BYOIP").

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use openssl::error::ErrorStack;
use openssl::pkey::{Id, PKey, Private, Public};
use openssl::rsa::Rsa;
use openssl::symm::Cipher;

use super::file::{self, FileError, Readers};
use super::passphrase::{Passphrase, PassphraseError, Source};

#[cfg(test)]
mod tests;

/// The only length AWS documents.
pub const DOCUMENTED_BITS: u32 = 2048;

/// Beyond this a key takes minutes to make and its certificate no longer fits
/// the fields of some registries.
const LONGEST_BITS: u32 = 4096;

/// The lengths that keys are made in, as clap takes a range.
pub(crate) const LENGTHS: RangeInclusive<i64> = 2048..=4096;

/// Makes a key.
pub fn generate(bits: u32) -> Result<PKey<Private>, KeyError> {
    if !(DOCUMENTED_BITS..=LONGEST_BITS).contains(&bits) {
        return Err(KeyError::Bits(bits));
    }
    Ok(PKey::from_rsa(Rsa::generate(bits)?)?)
}

/// Writes a key as PEM, in the clear if there is no pass-phrase.
pub fn to_pem(key: &PKey<Private>, passphrase: Option<&Passphrase>) -> Result<Vec<u8>, KeyError> {
    Ok(match passphrase {
        Some(passphrase) => {
            key.private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), passphrase.as_bytes())?
        }
        None => key.private_key_to_pem_pkcs8()?,
    })
}

/// Writes a key into a new file that its owner alone can read.
pub fn write(
    path: &Path,
    key: &PKey<Private>,
    passphrase: Option<&Passphrase>,
    replace: bool,
) -> Result<(), KeyError> {
    let pem = to_pem(key, passphrase)?;
    Ok(file::create(path, &pem, Readers::Owner, replace)?)
}

/// Reads a private key; the pass-phrase is asked for if the key is encrypted.
pub fn read(path: &Path, passphrase: &Source) -> Result<PKey<Private>, KeyError> {
    from_pem(path, &file::read(path)?, passphrase)
}

/// Reads a public key, or the public half of a private one.
pub fn read_public(path: &Path, passphrase: &Source) -> Result<PKey<Public>, KeyError> {
    let pem = file::read(path)?;
    let key = match PKey::public_key_from_pem(&pem) {
        Ok(key) => key,
        Err(_) => public_half(&from_pem(path, &pem, passphrase)?)?,
    };
    check_kind(path, key.id())?;
    Ok(key)
}

/// The half that may be published.
pub fn public_half(key: &PKey<Private>) -> Result<PKey<Public>, KeyError> {
    Ok(PKey::public_key_from_der(&key.public_key_to_der()?)?)
}

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Too short to be safe or too long to be of use.
    #[error(
        "{0} bits are no length for this key; AWS documents {DOCUMENTED_BITS}, up to {LONGEST_BITS} are taken here"
    )]
    Bits(u32),
    /// The file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The pass-phrase cannot be had.
    #[error(transparent)]
    Passphrase(#[from] PassphraseError),
    /// The pass-phrase is another key's.
    #[error("the pass-phrase does not open {}; give the one the key was made with", .0.display())]
    WrongPassphrase(PathBuf),
    /// There is no private key in the file.
    #[error("{} is {seen}", path.display())]
    NotKey {
        /// The file.
        path: PathBuf,
        /// What it is instead, and what to do.
        seen: NotKey,
    },
    /// The key is of another kind.
    #[error("{} is no RSA key, and AWS takes no other; make one with byoip key new", .0.display())]
    NotRsa(PathBuf),
    /// The key is bound to a padding, which the guide's commands do not expect.
    #[error(
        "{} is an RSA-PSS key, and AWS documents plain RSA; make one with byoip key new",
        .0.display()
    )]
    RsaPss(PathBuf),
    /// OpenSSL failed.
    #[error("openssl could not work with the key: {0}")]
    OpenSsl(#[from] ErrorStack),
}

/// What was taken for a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotKey {
    /// The other half of one.
    #[error("a public key; give the private key it was made from")]
    Public,
    /// What was made of one.
    #[error("a certificate; give the private key it was made with")]
    Certificate,
    /// Its form for programs, or something else that begins as DER does.
    #[error("not PEM but seems to be DER; turn it into PEM with openssl pkey -inform DER")]
    Der,
    /// OpenSSH's own form.
    #[error("a key of OpenSSH; turn it into PEM with ssh-keygen -p -m PKCS8")]
    OpenSsh,
    /// None of these.
    #[error("no key in PEM; make one with byoip key new")]
    Other,
}

impl NotKey {
    fn of(bytes: &[u8]) -> Self {
        // The first byte of every DER sequence.
        if bytes.first() == Some(&0x30) {
            return Self::Der;
        }
        let text = String::from_utf8_lossy(bytes);
        if text.contains("-----BEGIN CERTIFICATE-----") {
            Self::Certificate
        } else if text.contains("-----BEGIN OPENSSH PRIVATE KEY-----") {
            Self::OpenSsh
        } else if text.contains("PUBLIC KEY-----") {
            Self::Public
        } else {
            Self::Other
        }
    }
}

fn from_pem(path: &Path, pem: &[u8], source: &Source) -> Result<PKey<Private>, KeyError> {
    // OpenSSL calls back only if the key is encrypted.
    let mut asked = None;
    let read = PKey::private_key_from_pem_callback(pem, |buffer| {
        let passphrase = source.get();
        let length = match &passphrase {
            Ok(passphrase) => {
                let bytes = passphrase.as_bytes();
                match buffer.get_mut(..bytes.len()) {
                    Some(place) => place.copy_from_slice(bytes),
                    None => return Err(ErrorStack::get()),
                }
                bytes.len()
            }
            Err(_) => 0,
        };
        asked = Some(passphrase.map(drop));
        Ok(length)
    });
    match (read, asked) {
        (_, Some(Err(error))) => Err(error.into()),
        (Ok(key), _) => {
            check_kind(path, key.id())?;
            Ok(key)
        }
        (Err(_), Some(Ok(()))) => Err(KeyError::WrongPassphrase(path.to_owned())),
        (Err(_), None) => Err(KeyError::NotKey {
            path: path.to_owned(),
            seen: NotKey::of(pem),
        }),
    }
}

fn check_kind(path: &Path, kind: Id) -> Result<(), KeyError> {
    match kind {
        Id::RSA => Ok(()),
        Id::RSA_PSS => Err(KeyError::RsaPss(path.to_owned())),
        _ => Err(KeyError::NotRsa(path.to_owned())),
    }
}
