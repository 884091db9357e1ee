//! The dice of a run: bytes that follow from its seed.
//!
//! Each purpose has a stream of its own, so that one more certificate moves no
//! signature. Private keys are never drawn from here; see [`super::keyring`].

use std::collections::BTreeMap;

use openssl::sha::Sha256;

#[cfg(test)]
mod tests;

/// Seeded bytes, a stream per purpose.
#[derive(Clone, Debug)]
pub(crate) struct Randomness {
    seed: u64,
    drawn: BTreeMap<String, u64>,
}

impl Randomness {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            drawn: BTreeMap::new(),
        }
    }

    /// How often each stream was drawn from.
    pub(crate) fn drawn(&self) -> &BTreeMap<String, u64> {
        &self.drawn
    }

    /// Goes on behind draws that were made before.
    pub(crate) fn go_on(&mut self, drawn: BTreeMap<String, u64>) {
        self.drawn = drawn;
    }

    /// The next 32 bytes of a purpose's stream: SHA-256 over the seed, the
    /// purpose and the count of draws.
    pub(crate) fn draw(&mut self, purpose: &'static str) -> [u8; 32] {
        let count = self.drawn.entry(purpose.to_owned()).or_default();
        let mut digest = Sha256::new();
        digest.update(b"byoip scenario\0");
        digest.update(&self.seed.to_be_bytes());
        digest.update(&count.to_be_bytes());
        digest.update(purpose.as_bytes());
        *count += 1;
        digest.finish()
    }
}
