//! `byoip sign`: the signature over a message.

use std::path::PathBuf;

use byoip_vocabulary::authorization::AuthorizationMessage;
use clap::Args;
use serde_json::json;

use super::output;
use super::source::{MessageArguments, PassphraseArguments};
use crate::authorization::{key, signature};
use crate::exit::{Exit, Failure};

/// Print the signature over a message, in the alphabet AWS wants
#[derive(Args, Debug)]
pub struct Sign {
    /// The private key
    #[arg(long, value_name = "FILE")]
    key: PathBuf,

    #[command(flatten)]
    message: MessageArguments,

    /// Sign the message without the line end behind it
    #[arg(long)]
    trim: bool,

    #[command(flatten)]
    passphrase: PassphraseArguments,

    /// Print message and signature as JSON
    #[arg(long)]
    json: bool,
}

impl Sign {
    pub(super) fn execute(self) -> Result<Exit, Failure> {
        let text = self.message.read()?;
        let line = text.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            return Err(Failure::new(
                Exit::Usage,
                "there is no message to sign; give one with --message, --message-file or on stdin",
            ));
        }
        let message = if self.trim {
            line
        } else {
            if line.len() != text.len() {
                output::warn(
                    "a line end stands behind the message and is signed with it, which AWS \
                     refuses; use --trim, or write the message with printf %s",
                );
            }
            &text
        };
        // A wrong message can be signed all the same: that is a drill.
        if let Err(malformed) = AuthorizationMessage::parse(line) {
            output::warn(format_args!(
                "this is no authorization message: {malformed}"
            ));
        }
        let key = key::read(&self.key, &self.passphrase.source())?;
        let signature = signature::sign(&key, message)?.to_string();
        if self.json {
            output::json(&json!({ "message": message, "signature": signature }))?;
        } else {
            output::data(&signature)?;
        }
        Ok(Exit::Success)
    }
}
