use super::*;
use crate::registry::tests::{Counter, body, json_answer, listing, roa};
use byoip_vocabulary::registry::Registry;

const KEY: (&str, &str) = ("authorization", "Bearer token");

#[tokio::test]
async fn each_roa_is_a_request_and_creations_come_first() {
    let counter = Counter::open().await;
    let entry = json!([{
        "serial": 7, "asn": "64503", "name": "old",
        "resources": [{ "prefix": "198.19.64.0/24", "maximalLegth": "24" }]
    }]);
    let at = ("GET", "/registro.api.lacnic.net/lacnic/2.0/rpki/roas");
    counter.answer(at, KEY, json_answer(200, &entry)).await;
    let desk = counter.desk(Registry::Lacnic, "token", "UY-EXSA-LACNIC");
    let listing = list(&desk).await.unwrap();
    assert_eq!(listing.entries[0].roas, [roa("198.19.64.0/24", 24, 64503)]);
    let asked = Change {
        delete: listing.entries.iter().collect(),
        create: vec![roa("198.19.64.0/24", 24, 16509)],
        tag: None,
    };
    let now = "2026-01-05T09:00:00Z".parse().unwrap();
    let requests = change(&desk, &asked, now);
    let methods: Vec<&str> = requests.iter().map(|it| it.method().as_str()).collect();
    assert_eq!(methods, ["POST", "DELETE"]);
    assert_eq!(
        body(&requests[0]),
        json!({
            "asn": "16509",
            "name": "198-19-64-0-24-AS16509",
            "notValidBefore": "2026-01-05T09:00:00Z",
            "notValidAfter": "2027-01-05T09:00:00Z",
            "resources": [{ "prefix": "198.19.64.0/24", "maximalLegth": "24" }],
        })
    );
    assert!(requests[1].url().ends_with("/rpki/roas/7"));
}

#[test]
fn what_is_wrong_is_told() {
    let body = json!({ "errorCode": 401, "description": ["The token is not valid."] });
    assert_eq!(words(&body.to_string()).unwrap(), "The token is not valid.");
    assert_eq!(words("{}"), None);
    assert_eq!(listing(&[]).entries, []);
}
