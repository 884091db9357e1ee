//! `byoip verify`: whether a signature is what AWS will accept.

use std::path::PathBuf;

use byoip_vocabulary::certificate::Dated;
use byoip_vocabulary::signature::{Signature, SignatureCheck};
use clap::Args;
use openssl::pkey::{PKey, Public};
use serde_json::json;

use super::online::{SimulatorArguments, online};
use super::output;
use super::source::{MessageArguments, NowArguments, PassphraseArguments};
use crate::authorization::{certificate, file, key};
use crate::exit::{Exit, Failure};

/// Check a signature over a message, and say what is wrong with it
#[derive(Args, Debug)]
pub struct Verify {
    #[command(flatten)]
    with: With,

    #[command(flatten)]
    message: MessageArguments,

    #[command(flatten)]
    signature: SignatureArguments,

    #[command(flatten)]
    passphrase: PassphraseArguments,

    #[command(flatten)]
    simulator: SimulatorArguments,

    #[command(flatten)]
    now: NowArguments,

    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct With {
    /// The certificate, as openssl writes it or in one line
    #[arg(long, value_name = "FILE")]
    cert: Option<PathBuf>,

    /// The key, public or private
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct SignatureArguments {
    /// The signature itself
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    signature: Option<String>,

    /// Read the signature from this file
    #[arg(long, value_name = "FILE")]
    signature_file: Option<PathBuf>,
}

impl Verify {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        let key = self.public_key()?;
        let message = self.message.read()?;
        let (check, explanation) = match self.signature.read()?.parse::<Signature>() {
            Ok(signature) => {
                let check = signature.check(&key, &message);
                (Some(check), explain(check, &signature, &key, &message))
            }
            Err(error) => (None, error.to_string()),
        };
        if message.ends_with('\n') {
            output::warn(
                "a line end stands behind the message and is checked with it; AWS gets none, so \
                 write the message with printf %s or echo -n",
            );
        }
        let verified = check.is_some_and(SignatureCheck::is_verified);
        if self.json {
            output::json(&json!({
                "verified": verified,
                "check": check,
                "explanation": explanation,
            }))?;
        } else if verified {
            output::line(explanation)?;
        } else {
            output::line(format_args!("not verified: {explanation}"))?;
        }
        Ok(if verified {
            Exit::Success
        } else {
            Exit::Assertion
        })
    }

    fn public_key(&self) -> Result<PKey<Public>, Failure> {
        match (&self.with.cert, &self.with.key) {
            (Some(path), _) => {
                let certificate = certificate::read(path)?;
                let now = online(self.simulator.now(&self.now))?;
                match certificate.valid_at(now) {
                    Dated::Valid => {}
                    dated @ (Dated::NotYet(_) | Dated::Expired(_)) => output::warn(format_args!(
                        "the certificate in {} is {dated}; AWS refuses it while it is",
                        path.display()
                    )),
                }
                Ok(certificate.public_key().clone())
            }
            (None, Some(path)) => Ok(key::read_public(path, &self.passphrase.source())?),
            (None, None) => Err(Failure::new(
                Exit::Usage,
                "nothing to verify with; give --cert or --key",
            )),
        }
    }
}

/// What came of the check, and whether a line end behind the message is all that
/// keeps the signature from verifying.
fn explain(
    check: SignatureCheck,
    signature: &Signature,
    key: &PKey<Public>,
    message: &str,
) -> String {
    let line = message.trim_end_matches(['\r', '\n']);
    if !check.is_verified() && line != message && signature.check(key, line).is_verified() {
        return "the message has a line end behind it that was not signed; remove it from the \
                message, the signature is right"
            .to_owned();
    }
    check.to_string()
}

impl SignatureArguments {
    fn read(&self) -> Result<String, Failure> {
        match (&self.signature, &self.signature_file) {
            (Some(text), _) => Ok(text.clone()),
            (None, Some(path)) => Ok(file::read_text(path)?),
            (None, None) => Err(Failure::new(
                Exit::Usage,
                "no signature; give --signature or --signature-file",
            )),
        }
    }
}
