//! `sign`: signs a text with a key of the run, as AWS wants it: RSASSA-PSS,
//! SHA-256, salt as long as the digest, AWS's base64 alphabet.
//!
//! ```yaml
//! sign: { key: private-key.pem, message: "{{message}}" }
//! ```
//!
//! The text is signed byte for byte as it stands; a line end at its end is part
//! of it. The answer is `{ Signature }`; the salt follows from the run's seed.

use byoip_vocabulary::signature;
use openssl::pkey::{PKey, Private};
use serde_json::json;

use super::nature::Nature;
use super::{Action, Answer, Running, Trouble};
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct SignStep {
    key: Template,
    message: Template,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("sign", node, problems)?;
    let (key, message) = (fields.need_text("key"), fields.need_text("message"));
    fields.close();
    Some(Box::new(SignStep {
        key: key?,
        message: message?,
    }))
}

impl Action for SignStep {
    fn nature(&self) -> Nature {
        Nature::Local
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let file = stage.fill(&self.key)?;
            let message = stage.fill(&self.message)?;
            let key = private_key(&file, stage)?;
            let salt = stage.randomness.draw("signature salt");
            let signature = signature::sign(&key, &message, salt)
                .map_err(|error| Trouble::Invalid(format!("{file}: {error}")))?;
            let signature = signature.to_string();
            stage.secrets.hide(&signature);
            let said = format!("signed {message:?} with {file}");
            Ok(Answer::new(json!({ "Signature": signature }), said))
        })
    }
}

/// A key that an earlier step, or a shell command, left in the working folder.
pub(super) fn private_key(file: &str, stage: &mut Stage) -> Result<PKey<Private>, Trouble> {
    let pem = stage.read_file(file)?;
    stage.secrets.hide_key(&pem);
    // An empty pass-phrase keeps openssl from asking on a terminal.
    PKey::private_key_from_pem_passphrase(pem.as_bytes(), b"").map_err(|_| {
        Trouble::Invalid(format!(
            "{file} is no private key in PEM, or a pass-phrase protects it"
        ))
    })
}
