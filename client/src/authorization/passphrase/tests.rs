use super::*;

#[test]
fn is_never_shown() {
    let passphrase = Passphrase::new("correct horse".to_owned()).unwrap();
    assert_eq!(format!("{passphrase:?}"), "Passphrase(…)");
}

#[test]
fn is_the_first_line_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pass-phrase");
    std::fs::write(&path, "correct horse\nbattery staple\n").unwrap();
    let expected = Passphrase::new("correct horse".to_owned()).unwrap();
    assert_eq!(Source::File(path).get_new().unwrap(), expected);
}

#[test]
fn is_as_long_as_openssl_takes_it() {
    for (length, good) in [
        (0, false),
        (3, false),
        (4, true),
        (1024, true),
        (1025, false),
    ] {
        assert_eq!(
            Passphrase::new("x".repeat(length)).is_ok(),
            good,
            "{length}"
        );
    }
}

#[test]
fn names_a_variable_that_is_not_set() {
    let error = Source::Environment("BYOIP_NO_SUCH_VARIABLE".to_owned()).get();
    assert_eq!(
        error.unwrap_err().to_string(),
        "environment variable BYOIP_NO_SUCH_VARIABLE is not set; \
         export it, or name another with --passphrase-env"
    );
}
