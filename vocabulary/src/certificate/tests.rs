use proptest::prelude::*;

use super::*;

/// Made by the openssl command line; tests/golden/SOURCES.md has the commands.
macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../../tests/golden/openssl/", $name))
    };
}

fn key() -> PKey<Private> {
    PKey::private_key_from_pem(golden!("test-fixture-key.pem").as_bytes()).unwrap()
}

fn golden() -> Certificate {
    Certificate::from_pem(golden!("certificate.pem")).unwrap()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The serial number that openssl drew for the golden certificate.
const GOLDEN_SERIAL: [u8; SERIAL_LENGTH] = [
    0x4f, 0x8b, 0xda, 0xec, 0x7b, 0xa7, 0xe3, 0xaa, 0xa8, 0xd7, 0x05, 0x11, 0x92, 0x20, 0x52, 0x38,
    0x7b, 0x10, 0x63, 0x94,
];

#[test]
fn reads_what_openssl_writes() {
    let certificate = golden();
    assert_eq!(
        certificate.subject(),
        "/C=US/ST=Example State/L=Example City/O=Example Corp/OU=Network\
         /CN=byoip.example.com/emailAddress=noc@example.com"
    );
    assert_eq!(certificate.not_before(), at("2026-11-23T07:26:17Z"));
    assert_eq!(certificate.not_after(), at("2027-11-23T07:26:17Z"));
    assert_eq!(certificate.key_bits(), 2048);
    assert!(certificate.public_key().public_eq(&key()));
    // openssl x509 -in certificate.pem -noout -fingerprint -sha256
    assert_eq!(
        certificate.fingerprint(),
        "653492506161c8833b80d24cf879006ca04d9e565528281e062f0b087a042215"
    );
}

#[test]
fn writes_what_openssl_writes() {
    assert_eq!(golden().to_pem(), golden!("certificate.pem"));
    assert_eq!(golden().one_line(), golden!("certificate-one-line.pem"));
}

#[test]
fn makes_byte_for_byte_what_openssl_makes() {
    let subject = golden().subject().parse().unwrap();
    let from = at("2026-11-23T07:26:17Z");
    let made = Certificate::self_signed(&key(), &subject, GOLDEN_SERIAL, from, 365).unwrap();
    assert_eq!(made.to_pem(), golden!("certificate.pem"));
}

#[test]
fn a_serial_number_is_positive_whatever_was_drawn() {
    let subject = Subject::named("byoip.example.com");
    let from = at("2026-11-23T00:00:00Z");
    let make = |serial| Certificate::self_signed(&key(), &subject, serial, from, 1).unwrap();
    let serial = |certificate: Certificate| {
        let x509 = X509::from_der(certificate.as_der()).unwrap();
        x509.serial_number().to_bn().unwrap().to_vec()
    };
    let mut longest = [0xff; SERIAL_LENGTH];
    assert_eq!(serial(make([0xff; SERIAL_LENGTH])), {
        longest[0] = 0x7f;
        longest
    });
    assert_ne!(make([1; SERIAL_LENGTH]), make([2; SERIAL_LENGTH]));
}

#[test]
fn both_ends_of_the_validity_are_inside() {
    let certificate = golden();
    let from = certificate.not_before();
    let until = certificate.not_after();
    for (now, expected) in [
        ("2026-11-23T07:26:16Z", Dated::NotYet(from)),
        ("2026-11-23T07:26:17Z", Dated::Valid),
        ("2027-11-23T07:26:17Z", Dated::Valid),
        ("2027-11-23T07:26:17.9Z", Dated::Valid),
        ("2027-11-23T07:26:18Z", Dated::Expired(until)),
    ] {
        assert_eq!(certificate.valid_at(at(now)), expected, "{now}");
    }
    assert_eq!(
        Dated::NotYet(from).to_string(),
        "not valid before 2026-11-23T07:26:17Z"
    );
    assert_eq!(
        Dated::Expired(until).to_string(),
        "expired at 2027-11-23T07:26:17Z"
    );
}

#[test]
fn refuses_what_cannot_be_made() {
    let from = at("2026-11-23T00:00:00Z");
    let subject = Subject::named("byoip.example.com");
    let ed25519 = PKey::generate_ed25519().unwrap();
    #[track_caller]
    fn check(made: Result<Certificate, SelfSignError>, expected: &str) {
        assert_eq!(made.unwrap_err().to_string(), expected);
    }
    check(
        Certificate::self_signed(&ed25519, &subject, GOLDEN_SERIAL, from, 365),
        "the key is no RSA key; RSAPSS needs one",
    );
    check(
        Certificate::self_signed(&key(), &subject, GOLDEN_SERIAL, from, u32::MAX),
        "a validity of 4294967295 days ends after the year 9999; take 365",
    );
    check(
        Certificate::self_signed(&key(), &Subject::default(), GOLDEN_SERIAL, from, 365),
        "the subject is empty; give it at least a name, such as /CN=byoip.example.com",
    );
}

#[test]
fn refuses_what_is_no_certificate() {
    let der = golden().as_der().to_vec();
    assert_eq!(
        Certificate::from_der(&[der.as_slice(), b"more"].concat()),
        Err(Unreadable::NotX509("4 bytes stand behind it".to_owned()))
    );
    assert!(matches!(
        Certificate::from_der(der.split_last().unwrap().1),
        Err(Unreadable::NotX509(_))
    ));
    assert_eq!(
        Certificate::from_pem(golden!("certificate-ec.pem")),
        Err(Unreadable::NotRsa)
    );
    assert_eq!(
        Certificate::from_pem(golden!("test-fixture-key.pem")),
        Err(Unreadable::NoBegin)
    );
}

proptest! {
    #[test]
    fn any_bytes_are_a_certificate_or_an_error(bytes: Vec<u8>) {
        let _ = Certificate::from_der(&bytes);
    }

    #[test]
    fn one_flipped_byte_never_panics(place: proptest::sample::Index, byte: u8) {
        let mut der = golden().as_der().to_vec();
        let place = place.index(der.len());
        der[place] = byte;
        if let Ok(certificate) = Certificate::from_der(&der) {
            let _ = format!("{certificate:?} {}", certificate.one_line());
        }
    }
}
