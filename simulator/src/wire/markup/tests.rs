use proptest::prelude::*;

use super::*;

#[test]
fn a_document_is_read() {
    let text = "<?xml version='1.0'?><!-- a --><a xmlns='urn:a' xmlns:b='urn:b' \
                one='1&#10;2\n3'> x &lt;&#65;<![CDATA[<y>]]><b:c/><d/></a>\n";
    let read = Element::parse(text).unwrap();
    let expected = Element {
        text: " x <A<y>".to_owned(),
        ..Element::new("urn:a", "a")
    }
    .attribute("one", "1\n2 3")
    .with(Element::new("urn:b", "c"))
    .with(Element::new("urn:a", "d"));
    assert_eq!(read, expected);
    assert_eq!(
        read.document(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <a xmlns=\"urn:a\" one=\"1&#10;2 3\"> x &lt;A&lt;y&gt;<c xmlns=\"urn:b\"/><d/></a>"
    );
}

#[test]
fn what_is_not_read() {
    let deep = "<a>".repeat(DEPTH_MAX + 1);
    let entity = MarkupError::Entity("b".to_owned());
    let prefix = MarkupError::Prefix("b:a".to_owned());
    for (text, expected) in [
        ("", MarkupError::Nothing),
        ("<a>", MarkupError::Unfinished),
        ("<a/><b/>", MarkupError::Trailing),
        ("<a/><b></b>", MarkupError::Trailing),
        ("<a/>b", MarkupError::Trailing),
        (
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            MarkupError::DocumentType,
        ),
        ("<a>&b;</a>", entity),
        ("<b:a/>", prefix),
        ("<a>&#7;</a>", MarkupError::Character('\u{7}')),
        ("<a b='&#7;'/>", MarkupError::Character('\u{7}')),
        (deep.as_str(), MarkupError::Depth),
    ] {
        assert_eq!(Element::parse(text), Err(expected), "{text}");
    }
    for text in ["<a></b>", "<a b='1' b='2'/>", "<a b=1/>", "</a>", "<a", "&"] {
        assert!(
            matches!(Element::parse(text), Err(MarkupError::Syntax(_))),
            "{text}: {:?}",
            Element::parse(text)
        );
    }
}

proptest! {
    /// What is written is read back.
    #[test]
    fn there_and_back(text in "[ -~\n\té]*", value in "[ -~\n\té]*") {
        let element = Element { text, ..Element::new("urn:a", "a") }
            .attribute("b", value)
            .with(Element::new("", "c"));
        prop_assert_eq!(Element::parse(&element.document()), Ok(element));
    }

    /// Whatever comes is read or refused.
    #[test]
    fn anything(text in "[<>a-c/=\"'&;#!\\[\\]? 0-9:]*") {
        let _ = Element::parse(&text);
    }
}
