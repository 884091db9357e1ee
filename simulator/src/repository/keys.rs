//! The keys that the repositories are signed with: RSA of 2,048 bits with the
//! exponent 65537 (RFC 7935), made from the world's seed, so that the same world
//! has the same keys and a trust anchor locator stays good over a restart.
//!
//! Whoever knows the seed knows the keys. They are worth nothing outside: no
//! trust anchor but the simulator's own leads to them.
//!
//! A signed object has an end-entity certificate with a key of its own (RFC
//! 6488). Making one takes a hundred times as long as signing with it, so that
//! objects share a few; validators do not mind.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use byoip_vocabulary::registry::Registry;
use bytes::Bytes;
use openssl::bn::{BigNum, BigNumContext};
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer as Stamp;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rpki::crypto::signer::{KeyError, SigningAlgorithm};
use rpki::crypto::{
    PublicKey, PublicKeyFormat, Signature, SignatureAlgorithm, Signer, SigningError,
};
use sha2::{Digest, Sha256};

#[cfg(test)]
mod tests;

/// How many keys the end-entity certificates share.
const ONE_OFF_KEYS: u8 = 4;
/// The bytes of each of the two primes.
const PRIME_BYTES: usize = 128;
const EXPONENT: u32 = 65_537;

/// A key pair.
#[derive(Debug)]
pub(super) struct Key {
    private: PKey<Private>,
    public: PublicKey,
}

impl Key {
    pub(super) const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The key identifier in upper-case hexadecimal: what names its files.
    pub(super) fn name(&self) -> String {
        self.public.key_identifier().to_string().to_uppercase()
    }

    /// The pair that a world's seed and a name give.
    fn new(seed: u64, name: &str) -> Result<Self, ErrorStack> {
        let mut hash = Sha256::new();
        hash.update(seed.to_be_bytes());
        hash.update(name);
        let mut generator = ChaCha8Rng::from_seed(hash.finalize().into());
        let private = private(&mut generator)?;
        let (modulus, exponent) = (private.n().to_vec(), private.e().to_vec());
        let public = PublicKey::rsa_from_components(&modulus, &exponent)
            .expect("a modulus and an exponent are not empty");
        Ok(Self {
            private: PKey::from_rsa(private)?,
            public,
        })
    }

    fn sign<A: SignatureAlgorithm>(
        &self,
        algorithm: A,
        data: &[u8],
    ) -> Result<Signature<A>, ErrorStack> {
        // PKCS #1 v1.5, openssl's default for RSA: the same bytes each time.
        let mut stamp = Stamp::new(MessageDigest::sha256(), &self.private)?;
        let value = stamp.sign_oneshot_to_vec(data)?;
        Ok(Signature::new(algorithm, Bytes::from(value)))
    }
}

/// Two primes from a generator, and the rest of the key from them (RFC 8017,
/// section 3.2).
fn private(generator: &mut ChaCha8Rng) -> Result<Rsa<Private>, ErrorStack> {
    let mut context = BigNumContext::new()?;
    let e = BigNum::from_u32(EXPONENT)?;
    let one = BigNum::from_u32(1)?;
    let (p, q) = {
        let one = prime(generator, &mut context)?;
        let other = prime(generator, &mut context)?;
        // The first prime is the greater one where a private key has them both.
        if one > other {
            (one, other)
        } else {
            (other, one)
        }
    };
    let (mut n, mut phi, mut d, mut q_inverse) = (
        BigNum::new()?,
        BigNum::new()?,
        BigNum::new()?,
        BigNum::new()?,
    );
    let (mut p_less, mut q_less) = (BigNum::new()?, BigNum::new()?);
    let (mut d_p, mut d_q) = (BigNum::new()?, BigNum::new()?);
    n.checked_mul(&p, &q, &mut context)?;
    p_less.checked_sub(&p, &one)?;
    q_less.checked_sub(&q, &one)?;
    phi.checked_mul(&p_less, &q_less, &mut context)?;
    d.mod_inverse(&e, &phi, &mut context)?;
    d_p.nnmod(&d, &p_less, &mut context)?;
    d_q.nnmod(&d, &q_less, &mut context)?;
    q_inverse.mod_inverse(&q, &p, &mut context)?;
    Rsa::from_private_components(n, e, d, p, q, d_p, d_q, q_inverse)
}

/// The next prime behind a drawn number whose two highest bits are set, so that
/// a product of two has all of its bits.
fn prime(generator: &mut ChaCha8Rng, context: &mut BigNumContext) -> Result<BigNum, ErrorStack> {
    let mut bytes = [0; PRIME_BYTES];
    generator.fill_bytes(&mut bytes);
    let mut candidate = BigNum::from_slice(&bytes)?;
    for bit in [0, 1_022, 1_023] {
        candidate.set_bit(bit)?;
    }
    // With a remainder of one the exponent would have no inverse. No checks
    // given, openssl takes as many as the length calls for.
    while candidate.mod_word(EXPONENT)? == 1 || !candidate.is_prime_fasttest(0, context, true)? {
        candidate.add_word(2)?;
    }
    Ok(candidate)
}

/// Every key of a world, each made when it is first needed.
#[derive(Debug)]
pub(super) struct Keys {
    seed: u64,
    made: Mutex<BTreeMap<String, Arc<Key>>>,
}

impl Keys {
    pub(super) const fn new(seed: u64) -> Self {
        Self {
            seed,
            made: Mutex::new(BTreeMap::new()),
        }
    }

    /// A registry's trust anchor.
    pub(super) fn anchor(&self, registry: Registry) -> Result<Arc<Key>, ErrorStack> {
        self.get(format!("anchor {}", registry.as_str()))
    }

    /// The certification authority of a holder at its registry.
    pub(super) fn authority(
        &self,
        registry: Registry,
        handle: &str,
    ) -> Result<Arc<Key>, ErrorStack> {
        self.get(format!("authority {} {handle}", registry.as_str()))
    }

    /// The end-entity key of whatever has this name.
    pub(super) fn one_off(&self, name: &str) -> Result<Arc<Key>, ErrorStack> {
        let [first, ..] = <[u8; 32]>::from(Sha256::digest(name));
        self.get(format!("one-off {}", first % ONE_OFF_KEYS))
    }

    fn get(&self, name: String) -> Result<Arc<Key>, ErrorStack> {
        if let Some(key) = self.made().get(&name) {
            return Ok(Arc::clone(key));
        }
        // Outside the lock: it takes a while, and who comes second makes the
        // same one.
        let key = Arc::new(Key::new(self.seed, &name)?);
        self.made().insert(name, Arc::clone(&key));
        Ok(key)
    }

    fn made(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<Key>>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Signs one object: with the keys it is handed, and with one key where the
/// object wants one of its own.
#[derive(Debug)]
pub(super) struct Pen<'a> {
    pub(super) one_off: &'a Key,
}

impl Signer for Pen<'_> {
    type KeyId = Key;
    type Error = PenError;

    fn create_key(&self, _: PublicKeyFormat) -> Result<Key, PenError> {
        Err(PenError::NoStore)
    }

    fn get_key_info(&self, key: &Key) -> Result<PublicKey, KeyError<PenError>> {
        Ok(key.public.clone())
    }

    fn destroy_key(&self, _: &Key) -> Result<(), KeyError<PenError>> {
        Err(KeyError::Signer(PenError::NoStore))
    }

    fn sign<A: SignatureAlgorithm, D: AsRef<[u8]> + ?Sized>(
        &self,
        key: &Key,
        algorithm: A,
        data: &D,
    ) -> Result<Signature<A>, SigningError<PenError>> {
        if !matches!(algorithm.signing_algorithm(), SigningAlgorithm::RsaSha256) {
            return Err(SigningError::IncompatibleKey);
        }
        key.sign(algorithm, data.as_ref())
            .map_err(|error| SigningError::Signer(error.into()))
    }

    fn sign_one_off<A: SignatureAlgorithm, D: AsRef<[u8]> + ?Sized>(
        &self,
        algorithm: A,
        data: &D,
    ) -> Result<(Signature<A>, PublicKey), PenError> {
        let signature = self.one_off.sign(algorithm, data.as_ref())?;
        Ok((signature, self.one_off.public.clone()))
    }

    fn rand(&self, _: &mut [u8]) -> Result<(), PenError> {
        Err(PenError::NoStore)
    }
}

/// Why something could not be signed.
#[derive(Debug, thiserror::Error)]
pub(super) enum PenError {
    /// openssl's reason.
    #[error(transparent)]
    Openssl(#[from] ErrorStack),
    /// Keys and random numbers come from the seed, not from here.
    #[error("a pen makes no keys and no random numbers")]
    NoStore,
}
