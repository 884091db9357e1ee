//! `byoip cert`: certificates for a registry's record.

use std::path::PathBuf;

use byoip_vocabulary::certificate::subject::Subject;
use clap::{Args, Subcommand};
use serde_json::json;

use super::output;
use super::source::{NowArguments, PassphraseArguments};
use crate::authorization::certificate::{self, Layout};
use crate::authorization::key;
use crate::exit::{Exit, Failure};

/// Certificates for a registry's record
#[derive(Subcommand, Debug)]
pub enum Cert {
    /// Make a self-signed certificate
    New(New),
}

impl Cert {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        match self {
            Self::New(new) => new.execute(),
        }
    }
}

/// Like `openssl req -new -x509`.
#[derive(Args, Debug)]
pub struct New {
    /// The private key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,

    /// Where to write the certificate
    #[arg(long, value_name = "FILE")]
    out: PathBuf,

    /// Who it names. AWS reads none of it; whoever finds the certificate in the
    /// registry years later does
    #[arg(
        long,
        value_name = "NAME",
        default_value = "/CN=byoip.example.com",
        long_help = "Who it names, as openssl's -subj takes it: \
                     '/C=US/ST=…/L=…/O=Example Corp/OU=…/CN=…/emailAddress=…'. AWS reads none \
                     of it; whoever finds the certificate in the registry years later does"
    )]
    subject: Subject,

    /// How long it is valid; it is needed while a range is provisioned, not after
    #[arg(long, default_value_t = 365)]
    days: u32,

    /// Write it in one line, as it belongs into a registry
    #[arg(long)]
    one_line: bool,

    #[command(flatten)]
    passphrase: PassphraseArguments,

    #[command(flatten)]
    now: NowArguments,

    /// Replace a file that is there already
    #[arg(long)]
    force: bool,

    /// Print what was made as JSON
    #[arg(long)]
    json: bool,
}

impl New {
    fn execute(self) -> Result<Exit, Failure> {
        let key = key::read(&self.key, &self.passphrase.source())?;
        let certificate = certificate::new(&key, &self.subject, self.now.now(), self.days)?;
        let layout = if self.one_line {
            Layout::OneLine
        } else {
            Layout::Lines
        };
        certificate::write(&self.out, &certificate, layout, self.force)?;
        if self.json {
            output::json(&json!({
                "file": self.out.display().to_string(),
                "subject": certificate.subject(),
                "not_before": certificate.not_before(),
                "not_after": certificate.not_after(),
                "sha256": certificate.fingerprint(),
            }))?;
        } else {
            output::line(format_args!(
                "{}: a certificate of {}, valid until {}",
                self.out.display(),
                certificate.subject(),
                certificate.not_after()
            ))?;
        }
        Ok(Exit::Success)
    }
}
