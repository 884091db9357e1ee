use super::*;

/// RFC 4648, section 10.
#[test]
fn decodes_the_standards_vectors() {
    for (text, bytes) in [
        ("", ""),
        ("Zg==", "f"),
        ("Zm8=", "fo"),
        ("Zm9v", "foo"),
        ("Zm9vYg==", "foob"),
        ("Zm9vYmE=", "fooba"),
        ("Zm9vYmFy", "foobar"),
    ] {
        assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()), "{text}");
    }
}

#[test]
fn refuses() {
    for text in [
        "Z",
        "Zg",
        "Zg=",
        "Zg===",
        "Z===",
        "Z=g=",
        "Zm9v ",
        " Zm9v",
        "Zm-_",
        "Zm9vZé==",
    ] {
        assert_eq!(decode(text), None, "{text}");
    }
}
