use super::*;

/// Made by the openssl command line; tests/golden/SOURCES.md has the commands.
fn golden(name: &str) -> PathBuf {
    Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../tests/golden/openssl"
    ))
    .join(name)
}

struct Fixture {
    folder: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file with a pass-phrase, as a place to take it from.
    fn passphrase(&self, text: &str) -> Source {
        let path = self.path(text);
        std::fs::write(&path, text).unwrap();
        Source::File(path)
    }

    /// A place that has none, so that reading it is an error.
    fn no_passphrase(&self) -> Source {
        Source::File(self.path("no-such-file"))
    }
}

#[test]
fn reads_what_openssl_writes() {
    let fixture = Fixture::new();
    let plain = read(&golden("test-fixture-key.pem"), &fixture.no_passphrase()).unwrap();
    let encrypted = golden("test-fixture-key-encrypted.pem");
    let opened = read(&encrypted, &fixture.passphrase("test-fixture")).unwrap();
    assert!(plain.public_eq(&opened));
    let public = read_public(&encrypted, &fixture.passphrase("test-fixture")).unwrap();
    assert!(plain.public_eq(&public));
}

#[test]
fn reads_what_it_wrote() {
    let fixture = Fixture::new();
    let key = read(&golden("test-fixture-key.pem"), &fixture.no_passphrase()).unwrap();
    let passphrase = Passphrase::new("correct horse".to_owned()).unwrap();
    let path = fixture.path("key.pem");
    write(&path, &key, Some(&passphrase), false).unwrap();
    let pem = std::fs::read_to_string(&path).unwrap();
    assert!(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
    let again = read(&path, &fixture.passphrase("correct horse")).unwrap();
    assert!(key.public_eq(&again));
}

#[test]
fn says_why_there_is_no_key() {
    #[track_caller]
    fn check(path: &Path, source: &Source, expected: &str) {
        let error = read(path, source).unwrap_err().to_string();
        let expected = expected.replace("FILE", &path.display().to_string());
        assert!(error.starts_with(&expected), "{error}");
    }
    let fixture = Fixture::new();
    check(
        &golden("test-fixture-key-encrypted.pem"),
        &fixture.passphrase("another"),
        "the pass-phrase does not open FILE; give the one the key was made with",
    );
    check(
        &golden("test-fixture-key-encrypted.pem"),
        &fixture.no_passphrase(),
        "cannot read ",
    );
    check(
        &golden("certificate.pem"),
        &fixture.no_passphrase(),
        "FILE is a certificate; give the private key it was made with",
    );
    let key = read(&golden("test-fixture-key.pem"), &fixture.no_passphrase()).unwrap();
    for (content, expected) in [
        (
            key.public_key_to_pem().unwrap(),
            "FILE is a public key; give the private key it was made from",
        ),
        (
            key.private_key_to_der().unwrap(),
            "FILE is not PEM but seems to be DER; turn it into PEM with openssl pkey -inform DER",
        ),
        (
            b"-----BEGIN OPENSSH PRIVATE KEY-----\n".to_vec(),
            "FILE is a key of OpenSSH; turn it into PEM with ssh-keygen -p -m PKCS8",
        ),
        (
            b"nonsense".to_vec(),
            "FILE is no key in PEM; make one with byoip key new",
        ),
    ] {
        let path = fixture.path("other");
        std::fs::write(&path, content).unwrap();
        check(&path, &fixture.no_passphrase(), expected);
    }
    let path = fixture.path("ed25519.pem");
    let ed25519 = PKey::generate_ed25519().unwrap();
    std::fs::write(&path, ed25519.private_key_to_pem_pkcs8().unwrap()).unwrap();
    check(
        &path,
        &fixture.no_passphrase(),
        "FILE is no RSA key, and AWS takes no other; make one with byoip key new",
    );
}

#[test]
fn makes_keys_of_sensible_lengths_only() {
    assert_eq!(generate(2048).unwrap().bits(), 2048);
    for bits in [0, 1024, 2047, 4097, 16384] {
        assert!(matches!(generate(bits), Err(KeyError::Bits(_))), "{bits}");
    }
}
