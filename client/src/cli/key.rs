//! `byoip key`: private keys.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::output;
use super::source::PassphraseArguments;
use crate::authorization::key;
use crate::exit::{Exit, Failure};

/// Private keys
#[derive(Subcommand, Debug)]
pub enum Key {
    /// Make an RSA key, encrypted under a pass-phrase
    New(New),
}

impl Key {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        match self {
            Self::New(new) => new.execute(),
        }
    }
}

/// Like `openssl genpkey -aes256 -algorithm RSA`.
#[derive(Args, Debug)]
pub struct New {
    /// Where to write the key, readable by you alone
    #[arg(long, value_name = "FILE", default_value = "private-key.pem")]
    out: PathBuf,

    /// The length of the modulus
    #[arg(
        long,
        default_value_t = key::DOCUMENTED_BITS,
        value_parser = clap::value_parser!(u32).range(key::LENGTHS)
    )]
    bits: u32,

    /// Write the key in the clear
    #[arg(long, conflicts_with_all = ["passphrase_env", "passphrase_file"])]
    no_passphrase: bool,

    #[command(flatten)]
    passphrase: PassphraseArguments,

    /// Replace a file that is there already
    #[arg(long)]
    force: bool,

    /// Print what was made as JSON
    #[arg(long)]
    json: bool,
}

impl New {
    fn execute(self) -> Result<Exit, Failure> {
        let passphrase = if self.no_passphrase {
            None
        } else {
            Some(self.passphrase.source().get_new()?)
        };
        if self.bits != key::DOCUMENTED_BITS {
            output::warn(format_args!(
                "AWS documents keys of {} bits alone, not {}; rehearse with it first",
                key::DOCUMENTED_BITS,
                self.bits
            ));
        }
        let key = key::generate(self.bits)?;
        key::write(&self.out, &key, passphrase.as_ref(), self.force)?;
        if self.json {
            output::json(&json!({
                "file": self.out.display().to_string(),
                "bits": self.bits,
                "encrypted": passphrase.is_some(),
            }))?;
        } else {
            output::line(format_args!(
                "{}: an RSA key of {} bits, {}",
                self.out.display(),
                self.bits,
                if passphrase.is_some() {
                    "encrypted"
                } else {
                    "in the clear"
                }
            ))?;
        }
        Ok(Exit::Success)
    }
}
