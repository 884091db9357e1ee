use crate::wire::whois;

use super::*;

/// A route of the member's, with a member changed.
pub(super) fn with(name: &str, value: Value) -> Value {
    let mut route = json!({ "range": "203.0.113.0/24", "autnum": 1, "max_length": 24 });
    route[name] = value;
    route
}

#[test]
fn routes_are_created_updated_and_deleted() {
    let simulation = simulation();
    let route = |asn: u32, length: u8| {
        json!({
            "range": "203.0.113.0/24",
            "autnum": asn,
            "max_length": length,
            "roa_enabled": true,
            "whois_enabled": true,
        })
    };
    let both = json!({ "create": [route(16509, 24), route(14618, 24)] });
    let task = done(&simulation, "POST", "route", &both);
    assert_eq!(task["response"]["status_code"], 201, "{task}");
    let list = |simulation: &Simulation| {
        let shown = get(simulation, "route");
        let list = shown["_embedded"]["route"].as_array().unwrap().clone();
        let mut list: Vec<(u64, u64, u64)> = list
            .iter()
            .map(|it| {
                let number = |name: &str| it[name].as_u64().unwrap();
                (number("autnum"), number("max_length"), number("id"))
            })
            .collect();
        list.sort_unstable();
        list
    };
    let routes = list(&simulation);
    assert_eq!((routes[0].0, routes[1].0), (14618, 16509));
    let mut update = route(16509, 25);
    update["id"] = json!(routes[1].2);
    let change = json!({ "update": [update], "delete": [{ "id": routes[0].2 }] });
    done(&simulation, "POST", "route", &change);
    let routes = list(&simulation);
    assert_eq!((routes.len(), routes[0].0, routes[0].1), (1, 16509, 25));
    let one = get(&simulation, &format!("route/{}", routes[0].2));
    assert_eq!(one["range"], "203.0.113.0/24");
    // Two of a kind at once: the second is refused when its turn comes.
    let again = json!({ "create": [route(64496, 24)] });
    assert_eq!(ask(&simulation, "POST", "route", &again).status, 202);
    let task = done(&simulation, "POST", "route", &again);
    assert_eq!(
        task["response"]["content"]["type"], "failed-route-update",
        "{task}"
    );
}

/// The lines of the route objects that whois shows with the network.
fn shown(simulation: &Simulation) -> Vec<String> {
    let here = "127.0.0.1:43".parse().unwrap();
    let answer = whois::answer(simulation, start(), here, "-r 203.0.113.7");
    let answer = String::from_utf8(answer.bytes).unwrap();
    assert!(answer.contains("inetnum:        203.0.113.0 - 203.0.113.255"));
    let (_, routes) = answer.split_once("/24AS").unwrap_or_default();
    let lines = routes.lines().skip(2).take_while(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

fn pass(simulation: &Simulation, minutes: i64) {
    let later = simulation.now(start()) + SignedDuration::from_mins(minutes);
    simulation.advance_to(later, start());
}

/// Made with the ROA, in whois after the database's delay, there while the ROA
/// changes, and gone with it.
#[test]
fn a_route_object_goes_with_its_roa() {
    let simulation = simulation();
    done(
        &simulation,
        "POST",
        "route",
        &json!({ "create": [with("autnum", json!(64496))] }),
    );
    let listed = || get(&simulation, "route")["_embedded"]["route"][0].clone();
    assert_eq!(listed()["whois_enabled"], true);
    assert_eq!(shown(&simulation), [""; 0]);
    pass(&simulation, 5);
    let object = [
        "route:          203.0.113.0/24",
        "origin:         AS64496",
        "descr:          Example Networks",
        "mnt-by:         EXAMPLE-MNT",
        "last-modified:  2026-01-05T09:00:01Z",
        "source:         APNIC",
    ];
    assert_eq!(shown(&simulation), object);
    let named = get(&simulation, "whois/route/203.0.113.0/24AS64496");
    let origin = json!({ "name": "origin", "value": "AS64496" });
    assert_eq!(named["attributes"][1], origin);
    let put = "PUT whois/route/203.0.113.0/24AS64496";
    let said = wrong(&simulation, KEY, put, &named, (400, "invalid-request"));
    assert!(said.contains("POST route"), "{said}");
    let mut update = with("max_length", json!(25));
    (update["id"], update["autnum"]) = (listed()["id"].clone(), json!(64496));
    done(&simulation, "POST", "route", &json!({ "update": [update] }));
    assert_eq!(shown(&simulation)[..2], object[..2]);
    let delete = json!({ "delete": [{ "id": listed()["id"] }] });
    done(&simulation, "POST", "route", &delete);
    assert_eq!(shown(&simulation), [""; 0]);
}

#[test]
fn a_roa_without_a_route_object() {
    let simulation = simulation();
    let route = with("whois_enabled", json!(false));
    done(&simulation, "POST", "route", &json!({ "create": [route] }));
    pass(&simulation, 60);
    let listed = get(&simulation, "route")["_embedded"]["route"][0].clone();
    assert_eq!(
        (&listed["roa_enabled"], &listed["whois_enabled"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(shown(&simulation), [""; 0]);
    let call = "GET whois/route/203.0.113.0/24AS1";
    wrong(&simulation, KEY, call, &Value::Null, (404, "not-found"));
}

#[test]
fn routes_that_are_refused() {
    let simulation = simulation();
    let create = |route: Value| json!({ "create": [route] });
    let there = create(with("autnum", json!(64496)));
    done(&simulation, "POST", "route", &there);
    let anothers = create(with("range", json!("198.18.0.0/24")));
    let unknown = create(with("range", json!("10.0.0.0/8")));
    let short = create(with("max_length", json!(23)));
    let object_alone = create(with("roa_enabled", json!(false)));
    for (body, refusal) in [
        (json!({}), (400, "invalid-request")),
        (short, (400, "invalid-request")),
        (unknown, (400, "invalid-request")),
        (object_alone, (400, "invalid-request")),
        (anothers, (403, "forbidden")),
        (json!({ "delete": [{ "id": 1 }] }), (404, "not-found")),
        (there, (409, "conflict")),
    ] {
        wrong(&simulation, KEY, "POST route", &body, refusal);
    }
    wrong(
        &simulation,
        KEY,
        "GET route/1",
        &Value::Null,
        (404, "not-found"),
    );
}

#[test]
fn bodies_of_another_shape() {
    let simulation = simulation();
    let id = |update: Value| json!({ "update": [update] });
    let prefix = "it must be a prefix, as 192.0.2.0/24";
    for (body, fault) in [
        (
            json!([[], [], []]),
            "the body is a list; it must be an object".to_owned(),
        ),
        (
            json!({ "created": [] }),
            "created is not known; there are create, update, delete".to_owned(),
        ),
        (
            json!({ "create": [["203.0.113.0/24", 1, 24]] }),
            "create[0] is a list; it must be an object".to_owned(),
        ),
        (
            json!({ "create": [with("range", json!("203.0.113.1/24"))] }),
            format!("create[0].range is \"203.0.113.1/24\"; {prefix}"),
        ),
        (
            json!({ "create": [with("autnum", json!("AS1"))] }),
            "create[0].autnum is \"AS1\"; it must be the number of an AS".to_owned(),
        ),
        // An update has all that a creation has, and an id.
        (
            id(json!({ "id": 1 })),
            format!("update[0].range is missing; {prefix}"),
        ),
        (
            id(with("autnum", json!(2))),
            "update[0].id is missing; it must be the id of a route".to_owned(),
        ),
        (
            json!({ "delete": [1] }),
            "delete[0] is 1; it must be an object".to_owned(),
        ),
    ] {
        let said = wrong(
            &simulation,
            KEY,
            "POST route",
            &body,
            (400, "invalid-request"),
        );
        assert_eq!(said, format!("The body cannot be used: {fault}."));
    }
}
