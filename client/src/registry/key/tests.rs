use super::*;

#[test]
fn a_key_is_one_line_of_visible_characters() {
    for (text, expected) in [
        (" API-1111 \n", Some("API-1111")),
        ("id:secret", Some("id:secret")),
        ("", None),
        ("two words", None),
        ("a\nb", None),
        ("schlüssel", None),
    ] {
        let key = Key::new(text);
        assert_eq!(key.as_ref().map(Key::exposed), expected, "{text:?}");
    }
}

#[test]
fn a_key_is_never_shown() {
    let key = Key::new("API-1111").unwrap();
    assert_eq!(format!("{key:?}"), "Key(****)");
}

/// RFC 7617, section 2: the example of the RFC itself.
#[test]
fn name_and_password_are_basic_authentication() {
    let key = Key::new("Aladdin:opensesame").unwrap();
    assert_eq!(key.basic(), "QWxhZGRpbjpvcGVuc2VzYW1l");
}

#[test]
fn the_first_line_of_a_file_counts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    std::fs::write(&path, "API-1111\n# ARIN, until May\n").unwrap();
    assert_eq!(Key::from_file(&path).unwrap().exposed(), "API-1111");
    std::fs::write(&path, "\n").unwrap();
    assert!(matches!(Key::from_file(&path), Err(KeyError::NoKey(_))));
    let absent = KeySource::Environment("BYOIP_NO_SUCH_KEY".to_owned());
    assert_eq!(absent.optional().unwrap(), None);
    assert!(matches!(absent.key(), Err(KeyError::Absent(_))));
    let lost = KeySource::File(folder.path().join("lost"));
    assert!(lost.optional().is_err());
}
