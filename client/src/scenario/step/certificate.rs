//! `certificate`: a self-signed X.509 certificate for a key of the run, valid
//! from the world's present.
//!
//! ```yaml
//! certificate: { key: private-key.pem, file: certificate.pem, subject: /C=US/O=Example Corp/CN=byoip, days: 365 }
//! ```
//!
//! The answer holds `Pem`, `OneLine` (as the guide's `tr -d "\n"` makes it, for
//! a registry's field), `Fingerprint`.

use byoip_vocabulary::certificate::subject::Subject;
use byoip_vocabulary::certificate::{Certificate, SERIAL_LENGTH};
use serde_json::json;

use super::nature::Nature;
use super::sign::private_key;
use super::{Action, Answer, Running, Trouble};
use crate::authorization::certificate::EXAMPLE_SUBJECT;
use crate::scenario::fields::Fields;
use crate::scenario::problem::Problems;
use crate::scenario::stage::Stage;
use crate::scenario::template::Template;
use crate::scenario::yaml::Node;

/// What the guide's own command makes.
const DAYS: u64 = 365;

#[derive(Debug)]
struct CertificateStep {
    key: Template,
    file: Option<Template>,
    subject: Option<Template>,
    days: u64,
}

pub(super) fn read(node: &Node, problems: &mut Problems) -> Option<Box<dyn Action>> {
    let mut fields = Fields::open("certificate", node, problems)?;
    let key = fields.need_text("key");
    let (file, subject) = (fields.text("file"), fields.text("subject"));
    let days = fields.number("days").unwrap_or(DAYS);
    fields.close();
    Some(Box::new(CertificateStep {
        key: key?,
        file,
        subject,
        days,
    }))
}

impl Action for CertificateStep {
    fn nature(&self) -> Nature {
        Nature::Local
    }

    fn run<'a>(&'a self, stage: &'a mut Stage) -> Running<'a> {
        Box::pin(async move {
            let key_file = stage.fill(&self.key)?;
            let key = private_key(&key_file, stage)?;
            let subject = stage.fill_option(self.subject.as_ref())?;
            let subject = subject.as_deref().unwrap_or(EXAMPLE_SUBJECT);
            let subject: Subject = subject
                .parse()
                .map_err(|error| Trouble::Invalid(format!("`{subject}`: {error}")))?;
            let days = u32::try_from(self.days)
                .map_err(|_| Trouble::Invalid("`days` is beyond the calendar".to_owned()))?;
            let now = stage.connection.clock().await?.now;
            let serial = serial(stage.randomness.draw("certificate serial"));
            let certificate = Certificate::self_signed(&key, &subject, serial, now, days)
                .map_err(|error| Trouble::Invalid(format!("{key_file}: {error}")))?;
            if let Some(file) = stage.fill_option(self.file.as_ref())? {
                stage.write_file(&file, certificate.to_pem().as_bytes())?;
            }
            let value = json!({
                "Pem": certificate.to_pem(),
                "OneLine": certificate.one_line(),
                "Fingerprint": certificate.fingerprint(),
                "NotAfter": certificate.not_after().to_string(),
            });
            let said = format!(
                "{}, valid until {}",
                certificate.subject(),
                certificate.not_after()
            );
            Ok(Answer::new(value, said))
        })
    }
}

/// The first bytes of a draw: RFC 5280 has room for twenty.
fn serial(draw: [u8; 32]) -> [u8; SERIAL_LENGTH] {
    let mut serial = [0; SERIAL_LENGTH];
    for (byte, drawn) in serial.iter_mut().zip(draw) {
        *byte = drawn;
    }
    serial
}
