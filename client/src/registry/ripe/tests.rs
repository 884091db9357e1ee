use super::*;
use crate::registry::tests::{Counter, body, json_answer, listing, network, roa};
use byoip_vocabulary::registry::Registry;
use wiremock::ResponseTemplate;

/// "EXAMPLE1KEY:secret".
const BASIC: (&str, &str) = ("authorization", "Basic RVhBTVBMRTFLRVk6c2VjcmV0");
const RPKI_KEY: (&str, &str) = ("ncc-api-authorization", "1111-2222");

fn object() -> Value {
    let attributes = [
        ("inetnum", "192.0.2.0 - 192.0.2.255"),
        ("netname", "EXAMPLE-NL"),
        ("descr", "Example BV"),
        ("remarks", "Amsterdam"),
        ("created", "2012-05-01T08:00:00Z"),
        ("last-modified", "2025-02-03T09:10:00Z"),
        ("source", "RIPE"),
    ];
    let attributes = attributes.map(|(name, value)| json!({ "name": name, "value": value }));
    json!({ "objects": { "object": [{ "attributes": { "attribute": attributes } }] } })
}

#[tokio::test]
async fn an_object_is_replaced_whole() {
    let counter = Counter::open().await;
    let at = "/rest.db.ripe.net/ripe/inetnum/192.0.2.0%20-%20192.0.2.255";
    counter
        .answer(("GET", at), BASIC, json_answer(200, &object()))
        .await;
    let desk = counter.desk(Registry::Ripe, "EXAMPLE1KEY:secret", "ORG-EX1-RIPE");
    let network = network(Registry::Ripe, "192.0.2.0", "192.0.2.255");
    let record = record(&desk, &network).await.unwrap();
    assert_eq!(record.lines(Field::Descr), ["Example BV"]);
    assert_eq!(record.lines(Field::Remarks), ["Amsterdam"]);
    let lines = ["Example BV".to_owned(), "new".to_owned()];
    let request = crate::registry::record::update(&desk, &record, &lines).unwrap();
    assert_eq!(request.method(), Method::PUT);
    let sent = body(&request);
    let list = attributes(sent.pointer(ATTRIBUTES)).unwrap();
    let names: Vec<String> = list
        .iter()
        .map(|it| format!("{}: {}", it.name, it.value))
        .collect();
    assert_eq!(
        names,
        [
            "inetnum: 192.0.2.0 - 192.0.2.255",
            "netname: EXAMPLE-NL",
            "descr: Example BV",
            "descr: new",
            "remarks: Amsterdam",
            "source: RIPE",
        ]
    );
}

#[test]
fn a_key_is_the_whole_network() {
    for (first, last, expected) in [
        (
            "192.0.2.0",
            "192.0.2.255",
            ("inetnum", "192.0.2.0 - 192.0.2.255"),
        ),
        (
            "2001:db8::",
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            ("inet6num", "2001:db8::/32"),
        ),
    ] {
        let (class, key) = key(&network(Registry::Ripe, first, last));
        assert_eq!((class, key.as_str()), expected);
    }
}

#[tokio::test]
async fn a_change_of_roas_names_the_list_that_it_was_made_of() {
    let counter = Counter::open().await;
    let roas = json!([{
        "asn": "AS64501", "prefix": "192.0.2.0/24", "maximalLength": 24,
        "_numberOfValidsCaused": 1, "_numberOfInvalidsCaused": 0
    }]);
    let answer = json_answer(200, &roas).insert_header("etag", "\"abc\"");
    counter
        .answer(("GET", "/my.ripe.net/api/rpki/roas"), RPKI_KEY, answer)
        .await;
    let publish = ("POST", "/my.ripe.net/api/rpki/roas/publish");
    counter
        .answer(publish, RPKI_KEY, ResponseTemplate::new(204))
        .await;
    let desk = counter.desk(Registry::Ripe, "1111-2222", "ORG-EX1-RIPE");
    let listing = list(&desk).await.unwrap();
    let wanted = [
        roa("192.0.2.0/24", 24, 64501),
        roa("192.0.2.0/24", 24, 16509),
    ];
    let request = change(&desk, &listing.creation(&wanted));
    let entry = json!({ "asn": "AS16509", "prefix": "192.0.2.0/24", "maximalLength": 24 });
    assert_eq!(
        body(&request),
        json!({ "added": [entry], "deleted": [], "ifMatch": "\"abc\"" })
    );
    assert_eq!(
        desk.submit(&request).await,
        Ok(crate::registry::Submitted::Done(String::new()))
    );
}

#[test]
fn both_services_words_are_told() {
    let database = json!({ "errormessages": { "errormessage": [{
        "severity": "Error",
        "text": "Authorisation for [%s] %s failed\nusing \"%s:\"\nnot authenticated by: %s",
        "args": [{ "value": "inetnum" }, { "value": "192.0.2.0 - 192.0.2.255" },
                 { "value": "mnt-by" }, { "value": "EXAMPLE-MNT" }]
    }]}});
    assert_eq!(
        words(&database.to_string()).unwrap(),
        "Authorisation for [inetnum] 192.0.2.0 - 192.0.2.255 failed using \"mnt-by:\" \
         not authenticated by: EXAMPLE-MNT"
    );
    let rpki = json!({ "error": "You are not a holder of the prefix 192.0.2.0/24" });
    assert!(words(&rpki.to_string()).unwrap().contains("not a holder"));
    assert_eq!(words(""), None);
    assert_eq!(listing(&[]).entries, []);
}
