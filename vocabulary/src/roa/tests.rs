use super::*;

fn roa(prefix: &str, max_length: Option<u8>) -> Result<Roa, String> {
    Roa::new(prefix.parse().unwrap(), max_length, Asn::new(64500)).map_err(|e| e.to_string())
}

#[test]
fn the_maximum_length_lies_between_prefix_and_family() {
    assert_eq!(roa("198.18.0.0/23", None).unwrap().max_length(), 23);
    assert_eq!(roa("198.18.0.0/23", Some(24)).unwrap().max_length(), 24);
    assert_eq!(roa("198.18.0.0/23", Some(32)).unwrap().max_length(), 32);
    assert_eq!(
        roa("198.18.0.0/23", Some(22)).unwrap_err(),
        "maximum length 22 must be between 23 and 32 for 198.18.0.0/23"
    );
    assert!(roa("198.18.0.0/23", Some(33)).is_err());
    assert!(roa("2001:db8::/32", Some(128)).is_ok());
}

#[test]
fn reads_as_it_is_written() {
    let roa = roa("198.18.0.0/23", Some(24)).unwrap();
    assert_eq!(roa.to_string(), "198.18.0.0/23-24 => AS64500");
}
