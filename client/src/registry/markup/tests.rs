use super::*;

#[test]
fn what_is_read_is_written_again() {
    let text = "<?xml version=\"1.0\"?><!-- x --><n:a xmlns:n=\"urn:x\" b=\"1 &amp; &quot;2&quot;\">\
                <n:c> blank </n:c><d/><e><![CDATA[<f>]]>&#65;</e></n:a>";
    let element = Element::parse(text).unwrap();
    assert_eq!(element.name(), "a");
    assert_eq!(element.get("b"), Some("1 & \"2\""));
    assert_eq!(
        element.child("c").map(|it| it.text.as_str()),
        Some(" blank ")
    );
    assert_eq!(element.value("e"), Some("<f>A"));
    let again = Element::parse(&element.document()).unwrap();
    assert_eq!(again.children, element.children);
    assert_eq!(again.get("xmlns:n"), Some("urn:x"));
}

#[test]
fn what_is_no_document_says_so() {
    let deep = "<a>".repeat(100);
    for text in ["", "text", "<a>", "<a></b>", "<a>&nosuch;</a>", &deep] {
        assert!(Element::parse(text).is_err(), "{text}");
    }
}
