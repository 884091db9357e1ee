use super::*;

#[test]
fn reads_what_sdks_send() {
    let form = Form::parse(
        "Action=DescribePublicIpv4Pools&Version=2016-11-15&PoolId.10=c&PoolId.2=b&PoolId.1=a%2Fx+y",
    )
    .unwrap();
    assert_eq!(form.get("Action"), Some("DescribePublicIpv4Pools"));
    assert_eq!(form.list("PoolId"), ["a/x y", "b", "c"]);
    assert_eq!(form.get("action"), None);
}

/// The signature's alphabet needs no encoding; an unsubstituted plus turns into
/// a space, as a sloppy client will find.
#[test]
fn keeps_the_signature_alphabet() {
    let form = Form::parse("Signature=Ab-_~&Raw=a+b").unwrap();
    assert_eq!(form.get("Signature"), Some("Ab-_~"));
    assert_eq!(form.get("Raw"), Some("a b"));
}

/// The letters of a media type have no case (RFC 9110, 8.3.1).
#[test]
fn a_form_is_a_form_in_any_case() {
    for (content_type, expected) in [
        ("application/x-www-form-urlencoded", true),
        ("APPLICATION/X-WWW-FORM-URLENCODED", true),
        ("application/x-www-form-urlencoded; charset=utf-8", true),
        ("application/json", false),
        ("application", false),
    ] {
        let request = http::Request::post("/").header(CONTENT_TYPE, content_type);
        let request = request.body("A=1".into()).unwrap();
        assert_eq!(Form::read(&request).is_ok(), expected, "{content_type}");
    }
}

#[test]
fn numbers_structures() {
    let form = Form::parse("Filter.2.Name=a&Filter.2.Value.1=x&Filter.1.Name=b").unwrap();
    assert_eq!(form.numbered("Filter"), [1, 2]);
    assert_eq!(form.list("Filter.2.Value"), ["x"]);
}

#[test]
fn refuses() {
    assert_eq!(
        Form::parse("A=1&A=2"),
        Err(FormError::Twice("A".to_owned()))
    );
    assert_eq!(Form::parse("=1"), Err(FormError::Malformed));
    assert_eq!(Form::parse("A=%FF"), Err(FormError::Malformed));
    for text in ["A=a%07b", "A=%00", "A=%EF%BF%BF"] {
        let name = "A".to_owned();
        assert_eq!(Form::parse(text), Err(FormError::Character(name)), "{text}");
    }
    for name in ["A.0", "A.99999999999999999999", "A.1.", "A..1"] {
        let number = FormError::Number(name.to_owned());
        assert_eq!(Form::parse(&format!("{name}=x")), Err(number), "{name}");
    }
    let many: String = (0..4_001).map(|n| format!("p{n}=&")).collect();
    assert_eq!(Form::parse(&many), Err(FormError::TooMany));
}
