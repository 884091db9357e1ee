use super::*;

#[test]
fn ready_made_keys_come_in_the_order_of_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str| {
        let key = Keyring::Fresh.next(2048).unwrap();
        let pem = key.private_key_to_pem_pkcs8().unwrap();
        std::fs::write(folder.path().join(name), pem).unwrap();
        key.public_key_to_der().unwrap()
    };
    let (second, first) = (make("b.pem"), make("a.pem"));
    std::fs::write(folder.path().join("README.md"), "not a key").unwrap();
    let mut keyring = Keyring::from_folder(folder.path()).unwrap();
    assert_eq!(
        keyring.next(2048).unwrap().public_key_to_der().unwrap(),
        first
    );
    assert_eq!(
        keyring.next(2048).unwrap().public_key_to_der().unwrap(),
        second
    );
    assert!(matches!(
        keyring.next(2048),
        Err(KeyringError::Empty { .. })
    ));
}

#[test]
fn what_is_no_key_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.pem"), "-----BEGIN PRIVATE KEY-----").unwrap();
    let error = Keyring::from_folder(folder.path())
        .unwrap()
        .next(2048)
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("a.pem is no unencrypted private key")
    );
    assert!(Keyring::from_folder(&folder.path().join("nowhere")).is_err());
}
