use super::*;

#[test]
fn writes() {
    let xml = Xml::document("R", "http://example.com/", |xml| {
        xml.text("a", "x < y & \"z\"");
        xml.optional("b", None::<&str>);
        xml.list("set", [1, 2], |xml, n| xml.text("n", n));
        xml.list("none", [0; 0], |xml, n| xml.text("n", n));
        xml.members("All", [3], |xml, n| xml.text("n", n));
    });
    assert_eq!(
        String::from_utf8(xml.into_bytes()).unwrap(),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<R xmlns=\"http://example.com/\">\
         <a>x &lt; y &amp; &quot;z&quot;</a>\
         <set><item><n>1</n></item><item><n>2</n></item></set><none/>\
         <All><member><n>3</n></member></All></R>"
    );
}
