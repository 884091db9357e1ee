//! What a run knows and never shows: values that came as secrets, signatures,
//! private keys.
//!
//! Every text that leaves a run passes through [`Secrets::redact`], whoever wrote
//! it. A secret is found as it is and as it stands in a URL, a form, JSON, XML or
//! HTML; not in an encoding of its bytes such as base64.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use openssl::base64;
use openssl::pkey::PKey;
use serde_json::Value;

use super::outcome::{Failure, StepResult};

mod spelling;

#[cfg(test)]
mod tests;

/// What stands in a secret's place.
pub(crate) const REDACTED: &str = "***";

/// The length from which on a credential is one.
const CREDENTIAL_MIN: usize = 16;

/// The values that are not shown, and the variables whose values they are. A
/// clone has the same values, also those that come later: whoever writes something
/// down knows what a later step hides.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    texts: Arc<Mutex<BTreeSet<String>>>,
    names: BTreeSet<String>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Secrets({})", self.texts().len())
    }
}

impl Secrets {
    /// Hides what these variables come to hold, wherever they get it.
    pub(crate) fn of(names: impl IntoIterator<Item = String>) -> Self {
        Self {
            texts: Arc::default(),
            names: names.into_iter().collect(),
        }
    }

    /// Hides a variable's new value, if it is one of those.
    pub(crate) fn learn(&self, name: &str, value: &str) {
        if self.names.contains(name) {
            self.hide(value);
        }
    }

    /// Hides a value from now on. Its lines are hidden each for itself too, for a
    /// key may be shown indented.
    pub(crate) fn hide(&self, value: &str) {
        let lines = value.lines().map(str::trim);
        let secret = lines.filter(|line| !line.is_empty() && !is_marker(line));
        let mut texts = self.texts();
        for text in secret.chain([value.trim()]).filter(|text| !text.is_empty()) {
            texts.extend(spelling::spellings(text));
        }
    }

    /// Hides a credential. One that is a word, such as a simulator's `test`, is not
    /// one, and hiding it would hide half of a report.
    pub(crate) fn hide_credential(&self, secret: &str) {
        if secret.len() >= CREDENTIAL_MIN {
            self.hide(secret);
        }
    }

    /// Hides a private key in PEM, also as openssl may write it otherwise: in the
    /// traditional form, and DER in base64 in lines of any usual length.
    pub(crate) fn hide_key(&self, pem: &str) {
        self.hide(pem);
        // One behind a pass-phrase has no other form without it.
        let Ok(key) = PKey::private_key_from_pem_passphrase(pem.as_bytes(), b"") else {
            return;
        };
        let rsa = key.rsa().and_then(|rsa| rsa.private_key_to_der());
        for der in [key.private_key_to_pkcs8(), rsa].into_iter().flatten() {
            let base64 = base64::encode_block(&der);
            for width in [64, 76, base64.len()] {
                self.hide(&wrapped(&base64, width));
            }
        }
    }

    /// Whether a text is a secret, or has one in it.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.texts()
            .iter()
            .any(|secret| text.contains(secret.as_str()))
    }

    /// The text without secrets.
    pub(crate) fn redact(&self, text: &str) -> String {
        // The longest first: one may be part of another.
        let texts = self.texts();
        let mut secrets: Vec<&String> = texts.iter().collect();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        let mut text = text.to_owned();
        for secret in secrets {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), REDACTED);
            }
        }
        text
    }

    /// Redacts everything that a step's result says.
    pub(crate) fn redact_step(&self, step: &mut StepResult) {
        if self.texts().is_empty() {
            return;
        }
        step.name = self.redact(&step.name);
        step.said = self.redact(&step.said);
        for event in &mut step.events {
            event.text = self.redact(&event.text);
            event
                .members
                .values_mut()
                .for_each(|value| self.redact_json(value));
        }
        for failure in step.outcome.failures_mut() {
            self.redact_failure(failure);
        }
    }

    fn texts(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn redact_json(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.redact(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.redact_json(item)),
            Value::Object(members) => {
                members.values_mut().for_each(|it| self.redact_json(it));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Redacts what a failure says; the file's own text is its author's.
    pub(crate) fn redact_failure(&self, failure: &mut Failure) {
        let problem = &mut failure.problem;
        problem.what = self.redact(&problem.what);
        problem.label = problem.label.as_ref().map(|label| self.redact(label));
        for note in &mut problem.notes {
            *note = self.redact(note);
        }
    }
}

/// A text in lines of so many characters.
fn wrapped(base64: &str, width: usize) -> String {
    let mut rest = base64;
    let mut lines = String::new();
    while let Some((line, behind)) = rest.split_at_checked(width.max(1)) {
        lines.push_str(line);
        lines.push('\n');
        rest = behind;
    }
    lines + rest
}

/// `-----BEGIN PRIVATE KEY-----`, which tells nothing.
fn is_marker(line: &str) -> bool {
    line.starts_with("-----") && line.ends_with("-----")
}
