use super::*;

#[test]
fn reads_both_spellings() {
    for text in ["AS16509", "as16509", "16509"] {
        assert_eq!(text.parse(), Ok(Asn::new(16509)), "{text}");
    }
    assert_eq!(Asn::new(4_294_967_295).to_string(), "AS4294967295");
}

#[test]
fn refuses() {
    for text in ["", "AS", "AS-1", "+1", "1.10", "ASN1", "A", "ÄS1"] {
        assert_eq!(
            text.parse::<Asn>(),
            Err(ParseAsnError::NotANumber),
            "{text}"
        );
    }
    assert_eq!("AS4294967296".parse::<Asn>(), Err(ParseAsnError::TooLarge));
}
