use super::*;
use crate::shell::world_file::WorldFile;

fn credential() -> Arc<Credential> {
    let genesis = WorldFile::default_world().genesis;
    let (_, credential) = genesis.credentials.into_iter().next().unwrap();
    Arc::new(credential)
}

#[test]
fn a_key_is_derived_once_for_a_credential() {
    let keys = SigningKeys::default();
    let (first, second) = (credential(), credential());
    assert_eq!(keys.get("scope", &first, || [1; 32]), [1; 32]);
    assert_eq!(keys.get("scope", &first, || [2; 32]), [1; 32]);
    assert_eq!(keys.get("other", &first, || [3; 32]), [3; 32]);
    // The same in every word, and yet put there anew.
    assert_eq!(keys.get("scope", &second, || [4; 32]), [4; 32]);
}

#[test]
fn memory_is_bounded() {
    let keys = SigningKeys::default();
    let credential = credential();
    for number in 0..(3 * KEYS_MAX) {
        keys.get(&number.to_string(), &credential, || [0; 32]);
    }
    assert!(keys.kept.read().unwrap().len() <= KEYS_MAX);
}
