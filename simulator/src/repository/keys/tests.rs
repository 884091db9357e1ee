use openssl::hash::MessageDigest;
use openssl::sign::Verifier;
use rpki::crypto::RpkiSignatureAlgorithm;

use super::*;

#[test]
fn a_seed_and_a_name_are_one_key() {
    let der = |seed, name| {
        let key = Key::new(seed, name).unwrap();
        key.private.private_key_to_der().unwrap()
    };
    let first = der(1, "anchor arin");
    assert_eq!(first, der(1, "anchor arin"));
    assert_ne!(first, der(2, "anchor arin"));
    assert_ne!(first, der(1, "anchor ripe"));
}

#[test]
fn keys_are_what_the_algorithm_profile_wants() {
    for seed in 0..4 {
        let key = Key::new(seed, "any").unwrap();
        let rsa = key.private.rsa().unwrap();
        assert!(rsa.check_key().unwrap());
        assert_eq!(rsa.n().num_bits(), 2_048);
        assert_eq!(rsa.e().to_vec(), [1, 0, 1]);
        let info = key.private.public_key_to_der().unwrap();
        assert_eq!(key.public().to_info_bytes(), info);
    }
}

#[test]
fn a_signature_is_the_same_each_time_and_good() {
    let key = Key::new(7, "any").unwrap();
    let sign = || {
        key.sign(RpkiSignatureAlgorithm::default(), b"text")
            .unwrap()
    };
    assert_eq!(sign(), sign());
    let mut verifier = Verifier::new(MessageDigest::sha256(), &key.private).unwrap();
    assert!(verifier.verify_oneshot(sign().value(), b"text").unwrap());
}
