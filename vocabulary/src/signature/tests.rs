use openssl::pkey::Private;
use openssl::rsa::Rsa;
use proptest::prelude::*;

use super::*;

/// Made by the openssl command line; tests/golden/SOURCES.md has the commands.
macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../../tests/golden/openssl/", $name))
    };
}

const MESSAGE: &str = golden!("message.txt");

fn key() -> PKey<Private> {
    PKey::private_key_from_pem(golden!("test-fixture-key.pem").as_bytes()).unwrap()
}

fn public(key: &PKey<Private>) -> PKey<Public> {
    PKey::public_key_from_der(&key.public_key_to_der().unwrap()).unwrap()
}

#[test]
fn each_recipe_gets_its_own_answer() {
    #[track_caller]
    fn check(signature: &str, expected: SignatureCheck) {
        let signature: Signature = signature.parse().unwrap();
        assert_eq!(signature.check(&public(&key()), MESSAGE), expected);
    }
    check(golden!("signature.txt"), SignatureCheck::Verified);
    check(
        golden!("signature-trailing-newline.txt"),
        SignatureCheck::TrailingNewline,
    );
    check(golden!("signature-pkcs1.txt"), SignatureCheck::Pkcs1Padding);
    check(
        golden!("signature-salt-20.txt"),
        SignatureCheck::OtherSaltLength(20),
    );
    check(
        golden!("signature-salt-max.txt"),
        SignatureCheck::OtherSaltLength(222),
    );
    check(
        "AAAA",
        SignatureCheck::WrongLength {
            seen: 3,
            wanted: 256,
        },
    );
}

#[test]
fn another_key_or_message_does_not_match() {
    let signature: Signature = golden!("signature.txt").parse().unwrap();
    let other_message = MESSAGE.replace("198.18.1.0", "198.18.0.0");
    assert_eq!(
        signature.check(&public(&key()), &other_message),
        SignatureCheck::NoMatch
    );
    let pem = golden!("test-fixture-other-key.pem");
    let other_key = PKey::private_key_from_pem(pem.as_bytes()).unwrap();
    assert_eq!(
        signature.check(&public(&other_key), MESSAGE),
        SignatureCheck::NoMatch
    );
}

#[test]
fn explains_a_wrong_alphabet() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error = text.parse::<Signature>().expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
    }
    check("", "the signature is empty");
    check(
        golden!("signature-standard-base64.txt"),
        "`+` at character 7 is standard base64; run it through tr -- '+=/' '-_~'",
    );
    check(
        "AAA_AA__",
        "`_` at character 4 is not at the end; url-safe base64 is another alphabet, \
         `/` must become `~`",
    );
    check(
        "AAAA\nAAA_",
        "a line end at character 5; run it through tr -d '\\n'",
    );
    check("AA A", "' ' at character 3 is no base64");
    check(
        "AAAAA",
        "5 characters are not whole groups of four with their padding; \
         the signature is cut short",
    );
    check(
        "A___",
        "4 characters are not whole groups of four with their padding; \
         the signature is cut short",
    );
}

#[test]
fn signing_repeats_with_the_same_salt_only() {
    let first = sign(&key(), MESSAGE, [7; SALT_LENGTH]).unwrap();
    assert_eq!(first, sign(&key(), MESSAGE, [7; SALT_LENGTH]).unwrap());
    assert_ne!(first, sign(&key(), MESSAGE, [8; SALT_LENGTH]).unwrap());
}

/// Lengths of 8n + 1 bits leave a whole byte of the block empty, other odd ones
/// a part of one. RSA-528 is the shortest key that can hold digest and salt.
#[test]
fn every_modulus_length_verifies() {
    for bits in [528, 529, 530, 535, 1024, 1025, 2048] {
        let key = PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap();
        let signature = sign(&key, MESSAGE, [42; SALT_LENGTH]).unwrap();
        assert_eq!(
            signature.check(&public(&key), MESSAGE),
            SignatureCheck::Verified,
            "{bits}"
        );
    }
}

#[test]
fn refuses_keys_that_cannot_sign() {
    let short = PKey::from_rsa(Rsa::generate(520).unwrap()).unwrap();
    assert!(matches!(
        sign(&short, MESSAGE, [0; SALT_LENGTH]),
        Err(SignError::ShortKey { bits: 520 })
    ));
    let ed25519 = PKey::generate_ed25519().unwrap();
    assert!(matches!(
        sign(&ed25519, MESSAGE, [0; SALT_LENGTH]),
        Err(SignError::NotRsa)
    ));
    let signature: Signature = golden!("signature.txt").parse().unwrap();
    assert_eq!(
        signature.check(&public(&ed25519), MESSAGE),
        SignatureCheck::NotRsa
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_signed_verifies(message in "\\PC*", salt: [u8; 32]) {
        let signature = sign(&key(), &message, salt).unwrap();
        prop_assert_eq!(signature.check(&public(&key()), &message), SignatureCheck::Verified);
    }

    #[test]
    fn what_is_written_reads_back(bytes in proptest::collection::vec(any::<u8>(), 1..600)) {
        let signature = Signature::from(bytes);
        prop_assert_eq!(signature.to_string().parse(), Ok(signature));
    }

    #[test]
    fn any_text_is_a_signature_or_an_error(text in "[A-Za-z0-9~_\\PC-]*") {
        let _ = text.parse::<Signature>();
    }
}
