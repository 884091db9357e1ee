use super::*;

#[test]
fn what_is_delegated() {
    let simulation = simulation();
    let href = format!("{BASE}/delegation/ipv4/203.0.113.0");
    let item = json!({
        "_links": { "self": { "href": href } },
        "date": "2012-05-01",
        "id": "203.0.113.0",
        "range": "203.0.113.0/24",
        "type": "assigned",
    });
    let links = json!({ "self": { "href": format!("{BASE}/delegation/ipv4") } });
    let whole = json!({ "_embedded": { "ipv4": [item] }, "_links": links });
    assert_eq!(get(&simulation, "delegation/ipv4"), whole);
    assert_eq!(get(&simulation, "delegation/ipv4/203.0.113.0"), item);
    assert_eq!(
        get(&simulation, "delegation/ipv6")["_embedded"]["ipv6"],
        json!([])
    );
    assert_eq!(
        get(&simulation, "delegation/autnum")["_embedded"]["autnum"][0]["id"],
        "64502"
    );
}

#[test]
fn what_is_not_delegated() {
    let simulation = simulation();
    for path in ["ipv5", "ipv4/198.51.100.0", "autnum/1"] {
        let call = format!("GET delegation/{path}");
        wrong(&simulation, KEY, &call, &Value::Null, (404, "not-found"));
    }
}
