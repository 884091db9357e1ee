//! `key`: an RSA key pair, written as PKCS#8 in PEM without a pass-phrase, mode
//! 0600. Where it comes from is the run's business; see [`Keyring`].
//!
//! ```yaml
//! key: { file: private-key.pem, bits: 2048 }
//! ```
//!
//! [`Keyring`]: crate::scenario::keyring::Keyring

use serde_json::json;

use super::nature::Nature;
use super::{Action, Answer, Running, Trouble};
use crate::authorization::key::{DOCUMENTED_BITS, KeyError};
use crate::scenario::fields::Fields;
use crate::scenario::keyring::KeyringError;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

#[derive(Debug)]
struct KeyStep {
    file: Template,
    bits: u32,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("key", node, problems)?;
    let file = fields.need_text("file");
    let bits = fields.number("bits").unwrap_or(u64::from(DOCUMENTED_BITS));
    fields.close();
    Some(Box::new(KeyStep {
        file: file?,
        bits: u32::try_from(bits).unwrap_or(u32::MAX),
    }))
}

impl Action for KeyStep {
    fn nature(&self) -> Nature {
        Nature::Local
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let file = stage.fill(&self.file)?;
            let failed = |error: &dyn std::fmt::Display| Trouble::Failed(error.to_string());
            let key = stage.keyring.next(self.bits).map_err(|error| match error {
                KeyringError::Generate(KeyError::Bits(_)) => Trouble::Invalid(error.to_string()),
                _ => failed(&error),
            })?;
            let pem = key
                .private_key_to_pem_pkcs8()
                .map_err(|error| failed(&error))?;
            stage.secrets.hide_key(&String::from_utf8_lossy(&pem));
            stage.write_file(&file, &pem)?;
            let said = format!("{file}: RSA {} bits", key.bits());
            Ok(Answer::new(
                json!({ "file": file, "bits": key.bits() }),
                said,
            ))
        })
    }
}
