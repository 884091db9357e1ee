use super::*;

#[test]
fn names_are_read_back() {
    for registry in Registry::ALL {
        assert_eq!(registry.as_str().parse(), Ok(registry));
    }
    for field in Field::ALL {
        assert_eq!(field.as_str().parse(), Ok(field));
    }
    let unknown = "ARIN".parse::<Registry>().unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "there is no `ARIN`; write arin, ripe, apnic, lacnic or afrinic"
    );
}

/// AWS reads a field that the holder can write.
#[test]
fn a_certificate_fits_where_it_is_wanted() {
    for registry in Registry::ALL {
        let wanted = registry.certificate_field();
        assert!(
            wanted.is_none_or(|field| registry.network_fields().contains(&field)),
            "{registry}"
        );
    }
}
