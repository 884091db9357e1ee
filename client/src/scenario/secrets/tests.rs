use super::*;

#[test]
fn a_secret_is_hidden_however_it_is_written() {
    let mut secrets = Secrets::default();
    secrets.hide("a/b+c\"d");
    secrets.hide("-----BEGIN KEY-----\nMIIE\nvQIB\n-----END KEY-----\n");
    for (text, shown) in [
        ("plain a/b+c\"d.", "plain ***."),
        ("?s=a%2Fb%2Bc%22d&x", "?s=***&x"),
        (r#"{"s":"a/b+c\"d"}"#, r#"{"s":"***"}"#),
        ("  MIIE\n  vQIB", "  ***\n  ***"),
        ("-----BEGIN KEY-----", "-----BEGIN KEY-----"),
        ("nothing", "nothing"),
    ] {
        assert_eq!(secrets.redact(text), shown);
    }
}

#[test]
fn of_two_secrets_the_longer_goes_first() {
    let mut secrets = Secrets::default();
    secrets.hide("pass");
    secrets.hide("password");
    assert_eq!(secrets.redact("password pass"), "*** ***");
}

#[test]
fn nothing_is_no_secret() {
    let mut secrets = Secrets::default();
    secrets.hide("");
    secrets.hide("\n \n");
    assert_eq!(secrets.redact("a b"), "a b");
}

#[test]
fn secrets_are_not_told_by_debug() {
    let mut secrets = Secrets::default();
    secrets.hide("hunter2");
    assert!(!format!("{secrets:?}").contains("hunter2"));
}
