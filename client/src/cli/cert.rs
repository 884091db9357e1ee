//! `byoip cert`: certificates for a registry's record.

use std::path::PathBuf;

use byoip_vocabulary::certificate::subject::Subject;
use clap::{Args, Subcommand};
use serde_json::json;

use super::online::{SimulatorArguments, online};
use super::output;
use super::source::{NowArguments, PassphraseArguments};
use crate::authorization::certificate::{self, EXAMPLE_SUBJECT, Layout};
use crate::authorization::{file, key};
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
    #[arg(long, value_name = "FILE", default_value = "certificate.pem")]
    out: PathBuf,

    /// Who it names [default: an example organisation]
    #[arg(
        long,
        value_name = "NAME",
        long_help = format!(
            "Who it names, as openssl's -subj takes it, such as\n{EXAMPLE_SUBJECT}\n\
             which is taken where nothing is said. AWS reads none of it; whoever finds the \
             certificate in the registry years later does"
        )
    )]
    subject: Option<Subject>,

    /// How long it is valid; it is needed while a range is provisioned, not after
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..))]
    days: u32,

    /// Write it as openssl does, broken into lines, instead of in the one line
    /// that belongs into a registry
    #[arg(long, conflicts_with = "one_line")]
    pem: bool,

    /// Write it in one line, which is the default
    #[arg(long, hide = true)]
    one_line: bool,

    #[command(flatten)]
    passphrase: PassphraseArguments,

    #[command(flatten)]
    simulator: SimulatorArguments,

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
        if file::is_same(&self.key, &self.out) {
            let out = self.out.display();
            let text = format!("{out} is the private key itself; choose another file with --out");
            return Err(Failure::new(Exit::Usage, text));
        }
        let key = key::read(&self.key, &self.passphrase.source())?;
        let subject = self.subject()?;
        let now = online(self.simulator.now(&self.now))?;
        let certificate = certificate::new(&key, &subject, now, self.days)?;
        let layout = if self.pem {
            Layout::Lines
        } else {
            Layout::OneLine
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

    fn subject(&self) -> Result<Subject, Failure> {
        if let Some(subject) = &self.subject {
            return Ok(subject.clone());
        }
        output::warn(format_args!(
            "the certificate names an example, {EXAMPLE_SUBJECT}; name yourself with --subject"
        ));
        EXAMPLE_SUBJECT
            .parse()
            .map_err(|error| Failure::new(Exit::Usage, error))
    }
}
