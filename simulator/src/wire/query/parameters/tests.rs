//! Paths and names.

use super::*;

#[test]
fn a_name_fits_its_path() {
    for (name, path, fits) in [
        ("Cidr", "Cidr", true),
        ("Cidr.1", "Cidr", false),
        ("Filter.1.Value.20", "Filter.N.Value.N", true),
        ("Filter.1.Value", "Filter.N.Value.N", false),
        ("Filter.x.Value.1", "Filter.N.Value.N", false),
        ("filter.1.Value.1", "Filter.N.Value.N", false),
        ("Filter", "Filter.N.Value.N", false),
    ] {
        assert_eq!(is(name, path), fits, "{name} {path}");
    }
}

#[test]
fn what_is_required_may_be_a_list() {
    let form = Form::parse("ResourceId.1=vpc-1&Empty=").unwrap();
    assert_eq!(required_any(&form, "ResourceId"), Ok(()));
    for name in ["Resource", "Empty", "Absent"] {
        assert_eq!(
            required_any(&form, name),
            Err(ServiceError::missing_parameter(name))
        );
    }
}
