//! Answers taken apart.

use super::super::members::{of_url, of_xml};

fn shown(members: &std::collections::BTreeMap<String, String>) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|(path, text)| format!("{path}={text}"))
        .collect();
    members.join(" ")
}

#[test]
fn xml_is_read_without_its_root_and_sets_have_no_order() {
    let set = |one: &str, two: &str| {
        format!("<R xmlns='urn:x'><set>{one}{two}</set><empty/><text> a &amp; b </text></R>")
    };
    let web = "<item><id>i-00000002</id><name>web</name></item>";
    let mail = "<item><id>i-00000001</id><name>mail</name></item>";
    let wanted = "empty= set.item[0].id=i-00000001 set.item[0].name=mail \
                  set.item[1].id=i-00000002 set.item[1].name=web text=a & b";
    assert_eq!(shown(&of_xml(&set(web, mail))), wanted);
    assert_eq!(shown(&of_xml(&set(mail, web))), wanted);
    assert_eq!(shown(&of_xml("no markup")), "=no markup");
}

#[test]
fn json_is_read_as_far_as_it_is_about_the_world() {
    let rdap = of_url("https://rdap.arin.net/x", r#"{"a":[{"b":1},null],"c":"d"}"#);
    assert_eq!(shown(&rdap), "a[0].b=1 a[1]=null c=d");
    let glass = r#"{"query_id":"x","data":{"rrcs":[{"peers":[{"asn_origin":"2","as_path":"1 2"},
        {"asn_origin":"1"},{"asn_origin":"2"}]}]}}"#;
    let url = "https://stat.ripe.net/data/looking-glass/data.json?resource=x";
    assert_eq!(shown(&of_url(url, glass)), "origins=1, 2");
    let other = "https://stat.ripe.net/data/rpki-validation/data.json?resource=x";
    let document = r#"{"query_id":"x","status":"ok","status_code":200,"data":{"status":"valid"}}"#;
    assert_eq!(
        shown(&of_url(other, document)),
        "data.status=valid status=ok status_code=200"
    );
}

#[test]
fn of_a_validator_what_was_asked_is_read_and_not_when_it_last_ran() {
    let url = "https://rpki-validator.ripe.net/api/v1/validity/AS64500/198.18.0.0/23";
    let one = r#"{"state":"valid","generatedTime":"2026-01-05T09:10:00Z"}"#;
    let other = r#"{"state":"valid","generatedTime":"2026-01-06T11:20:00Z"}"#;
    assert_eq!(of_url(url, one), of_url(url, other));
    assert_ne!(of_url(url, one), of_url(url, r#"{"state":"valid"}"#));
    assert_ne!(
        of_url(url, one),
        of_url(url, &one.replace("valid", "invalid"))
    );

    let status = "https://rpki-validator.ripe.net/api/v1/status";
    let one = r#"{"serial":12,"payload":{"vrpsTotal":21}}"#;
    let other = r#"{"serial":900,"payload":{"vrpsTotal":700000}}"#;
    assert_eq!(of_url(status, one), of_url(status, other));
    assert_ne!(of_url(url, one), of_url(url, other));
}
