use byoip_vocabulary::registry::Registry;

use super::*;
use crate::registry::tests::{Counter, body, json_answer, network};

const KEY: (&str, &str) = ("authorization", "Bearer token");

fn apnic(counter: &Counter) -> Desk<'_> {
    counter.desk(Registry::Apnic, "token", "EXAMPLE-AU")
}

#[tokio::test]
async fn an_object_goes_back_without_its_date() {
    let counter = Counter::open().await;
    let at = "/registry-api.apnic.net/v1/EXAMPLE-AU/whois/inet6num/2001:0db8:0000:0000:0000:0000:0000:0000/32";
    let object = json!({ "attributes": [
        { "name": "inet6num", "value": "2001:db8::/32" },
        { "name": "status", "value": "ASSIGNED PORTABLE" },
        { "name": "mnt-by", "value": "MAINT-EXAMPLE-AU" },
        { "name": "last-modified", "value": "2024-11-20T01:02:03Z" },
        { "name": "source", "value": "APNIC" }
    ]});
    counter
        .answer(("GET", at), KEY, json_answer(200, &object))
        .await;
    let desk = apnic(&counter);
    let network = network(
        Registry::Apnic,
        "2001:db8::",
        "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    );
    let record = record(&desk, &network).await.unwrap();
    let lines = ["new".to_owned()];
    let request = crate::registry::record::update(&desk, &record, &lines).unwrap();
    assert!(
        request
            .url()
            .ends_with("/whois/inet6num/2001:0db8:0000:0000:0000:0000:0000:0000/32")
    );
    let list = attributes(body(&request).get("attributes")).unwrap();
    let names: Vec<&str> = list.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["inet6num", "status", "remarks", "mnt-by", "source"]);
}

#[tokio::test]
async fn every_page_of_routes_is_read() {
    let counter = Counter::open().await;
    let base = "/registry-api.apnic.net/v1/EXAMPLE-AU";
    let route = |id: u32, roa: bool| json!({ "id": id, "range": "203.0.113.0/24", "autnum": 64502, "max_length": 24, "roa_enabled": roa });
    let next = format!("{}{base}/route/more", counter.uri());
    let first = json!({ "_embedded": { "route": [route(1, true), route(2, false)] },
                        "_links": { "next": { "href": next } } });
    let second = json!({ "_embedded": { "route": [route(3, true)] } });
    counter
        .answer(
            ("GET", &format!("{base}/route")),
            KEY,
            json_answer(200, &first),
        )
        .await;
    counter
        .answer(
            ("GET", &format!("{base}/route/more")),
            KEY,
            json_answer(200, &second),
        )
        .await;
    let listing = list(&apnic(&counter)).await.unwrap();
    let ids: Vec<_> = listing
        .entries
        .iter()
        .map(|it| it.id.as_deref().unwrap())
        .collect();
    assert_eq!(ids, ["1", "3"]);
}
