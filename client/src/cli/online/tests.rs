use super::*;

#[test]
fn a_simulator_is_named_by_its_url() {
    for text in ["http://127.0.0.1:4566", "https://simulator.example.net", ""] {
        assert_eq!(simulator_url(text), Ok(text.to_owned()));
    }
    for text in ["127.0.0.1:4566", "localhost:4566", "ftp://127.0.0.1"] {
        assert!(simulator_url(text).is_err(), "{text}");
    }
}
