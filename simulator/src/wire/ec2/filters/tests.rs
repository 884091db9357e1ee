use super::*;

#[test]
fn patterns() {
    #[track_caller]
    fn check(pattern: &str, value: &str, expected: bool) {
        assert_eq!(
            matches(pattern.as_bytes(), value.as_bytes()),
            expected,
            "{pattern} {value}"
        );
    }
    check("198.18.1.7", "198.18.1.7", true);
    check("198.18.1.7", "198.18.1.70", false);
    check("198.18.1.*", "198.18.1.70", true);
    check("*.7?", "198.18.1.70", true);
    check("*", "", true);
    check("", "", true);
    check("", "x", false);
    check("a*b*c", "aXXbYYc", true);
    check("a*b*c", "aXXbYY", false);
    check(&"*a".repeat(30), &"a".repeat(5_000), true);
    check(&format!("{}b", "*a".repeat(30)), &"a".repeat(5_000), false);
}

#[test]
fn names_join_with_and_values_with_or() {
    let form = Form::parse(
        "Filter.1.Name=domain&Filter.1.Value.1=vpc&Filter.1.Value.2=standard\
         &Filter.2.Name=public-ip&Filter.2.Value.1=198.18.*",
    )
    .unwrap();
    let filters = Filters::read(&form, &["domain", "public-ip"]).unwrap();
    let pass = |domain: &str, ip: &str| {
        filters.pass(&TagSet::new(), |name| {
            vec![if name == "domain" { domain } else { ip }.to_owned()]
        })
    };
    assert!(pass("vpc", "198.18.0.1"));
    assert!(pass("standard", "198.18.0.1"));
    assert!(!pass("other", "198.18.0.1"));
    assert!(!pass("vpc", "203.0.113.1"));
    assert!(Filters::read(&form, &["domain"]).is_err());
}
